package vit2rtl.hdl;

import java.util.List;

/**
 * An elaborated design: its text and everything a simulator or a synthesis flow must know about its boundary.
 *
 * @param topName          name of the top module in both texts
 * @param language         language of both texts
 * @param text             the design as shipped: no assertions, no covers
 * @param verificationText the same design with its assertions, assumptions and covers; equal to {@code text} when it
 *                         has none
 * @param clocks           clocks with their synchronous resets, the main clock first; empty for combinational logic
 * @param ports            every other port, in declaration order, stream ports flattened
 * @param streams          which of {@code ports} form ready/valid streams
 */
public record RtlDesign(
    String topName,
    Language language,
    String text,
    String verificationText,
    List<ClockPort> clocks,
    List<Port> ports,
    List<StreamPort> streams) {

  public RtlDesign {
    clocks = List.copyOf(clocks);
    ports = List.copyOf(ports);
    streams = List.copyOf(streams);
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
