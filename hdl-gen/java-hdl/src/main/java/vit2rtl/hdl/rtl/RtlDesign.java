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

  /**
   * Keeps lists and maps of its own.
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
  public RtlDesign {
    clocks = List.copyOf(clocks);
    ports = List.copyOf(ports);
    streams = List.copyOf(streams);
    portClocks = Map.copyOf(portClocks);
  }

  /**
   * A design whose ports all belong to its first clock.
   *
   * @param topName          name of the top module
   * @param language         of both texts
   * @param text             what is shipped
   * @param verificationText the same with properties, for simulation and proofs
   * @param clocks           clock inputs, at least one
   * @param ports            all others
   * @param streams          which of them form streams
   */
  public RtlDesign(String topName, Language language, String text, String verificationText, List<ClockPort> clocks,
      List<Port> ports, List<StreamPort> streams) {
    this(topName, language, text, verificationText, clocks, ports, streams, Map.of());
  }

  /**
   * The clock an input should change with, or that an output changes with. Empty for asynchronous inputs, for outputs
   * that depend on several clocks, and for ports that no clocked logic is behind.
   *
   * @param port name of a port
   * @return its clock, if it has one
   */
  public Optional<ClockPort> clockOf(String port) {
    String main = clocks.isEmpty() ? "" : clocks.get(0).clock();
    String clock = portClocks.getOrDefault(port(port).name(), main);
    return clocks.stream().filter(c -> c.clock().equals(clock)).findFirst();
  }

  /**
   * {@return the clock that drives or reads a stream}
   *
   * @param stream a stream of this design
   */
  public Optional<ClockPort> clockOf(StreamPort stream) {
    return clockOf(stream.direction() == Direction.IN ? stream.valid() : stream.ready());
  }

  /**
   * {@return the port of that name; an unknown name is refused with the list of known ones}
   *
   * @param name of a port
   */
  public Port port(String name) {
    return ports.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow(() ->
        new IllegalArgumentException("module " + topName + " has no port '" + name + "'; it has "
            + ports.stream().map(Port::name).toList()));
  }

  /**
   * {@return the stream of that name; an unknown name is refused with the list of known ones}
   *
   * @param name of a stream
   */
  public StreamPort stream(String name) {
    return streams.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() ->
        new IllegalArgumentException("module " + topName + " has no stream '" + name + "'; it has "
            + streams.stream().map(StreamPort::name).toList()));
  }
}
