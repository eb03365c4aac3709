package vit2rtl.hdl.rtl;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An elaborated design: its text and everything a simulator or a synthesis flow must know about its boundary.
 *
 * @param topName          name of the top module in both texts
 * @param language         language of both texts
 * @param text             the design as shipped: no assertions, no covers
 * @param verificationText the same design with its assertions, assumptions and covers; equal to {@code text} when it
 *                         has none
 * @param clocks           clocks with their resets, that of the top first if it is used; empty for combinational logic
 * @param ports            every other port, in declaration order, stream ports flattened
 * @param streams          which of {@code ports} form ready/valid streams
 * @param portClocks       clock of each port by name, see {@link #clockOf}; ports that are not in it have the first
 */
public record RtlDesign(
    String topName,
    Language language,
    String text,
    String verificationText,
    List<ClockPort> clocks,
    List<Port> ports,
    List<StreamPort> streams,
    Map<String, String> portClocks) {

  public RtlDesign {
    clocks = List.copyOf(clocks);
    ports = List.copyOf(ports);
    streams = List.copyOf(streams);
    portClocks = Map.copyOf(portClocks);
  }

  /** A design whose ports all belong to its first clock. */
  public RtlDesign(String topName, Language language, String text, String verificationText, List<ClockPort> clocks,
      List<Port> ports, List<StreamPort> streams) {
    this(topName, language, text, verificationText, clocks, ports, streams, Map.of());
  }

  /**
   * The clock an input should change with, or that an output changes with. Empty for asynchronous inputs, for outputs
   * that depend on several clocks, and for ports that no clocked logic is behind.
   */
  public Optional<ClockPort> clockOf(String port) {
    String main = clocks.isEmpty() ? "" : clocks.get(0).clock();
    String clock = portClocks.getOrDefault(port(port).name(), main);
    return clocks.stream().filter(c -> c.clock().equals(clock)).findFirst();
  }

  /** The clock that drives or reads a stream. */
  public Optional<ClockPort> clockOf(StreamPort stream) {
    return clockOf(stream.direction() == Direction.IN ? stream.valid() : stream.ready());
  }

  /** The port of that name; an unknown name is refused with the list of known ones. */
  public Port port(String name) {
    return ports.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow(() ->
        new IllegalArgumentException("module " + topName + " has no port '" + name + "'; it has "
            + ports.stream().map(Port::name).toList()));
  }

  /** The stream of that name; an unknown name is refused with the list of known ones. */
  public StreamPort stream(String name) {
    return streams.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() ->
        new IllegalArgumentException("module " + topName + " has no stream '" + name + "'; it has "
            + streams.stream().map(StreamPort::name).toList()));
  }
}
