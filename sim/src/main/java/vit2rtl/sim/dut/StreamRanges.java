package vit2rtl.sim.dut;

import java.math.BigInteger;
import java.util.List;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/** Refuses batched jobs with elements that their ports may not carry, before anything moves. */
public final class StreamRanges {
  private StreamRanges() {}

  /**
   * Refuses a job with elements outside the ranges of its ports.
   *
   * @param design with the job's streams
   * @param job    rows to send
   */
  public static void require(RtlDesign design, StreamJob job) {
    for (StreamSource source : job.sources()) {
      StreamPort stream = design.stream(source.stream());
      if (stream.direction() == Direction.IN) {
        require(source, stream.payload().stream().map(design::port).toList());
      }
    }
  }

  private static void require(StreamSource source, List<Port> lanes) {
    Port first = lanes.get(0);
    boolean alike = lanes.stream().allMatch(p -> p.min().equals(first.min()) && p.max().equals(first.max()));
    // As a rule every lane carries the same: one loop over all elements.
    if (alike && liesWithin(source.data(), element(first.min()), element(first.max()))) {
      return;
    }
    for (int at = 0; at < source.data().length; at++) {
      Port lane = lanes.get(at % source.rowLength() % lanes.size());
      int element = source.data()[at];
      if (!liesWithin(new int[] {element}, element(lane.min()), element(lane.max()))) {
        throw PortRange.refused("element " + at % source.rowLength() + " of row " + at / source.rowLength()
            + " of stream " + source.stream(), lane, isUnsigned(lane) ? Integer.toUnsignedString(element) : element);
      }
    }
  }

  /** An element of 32 unsigned bits is written as its bits. */
  private static boolean isUnsigned(Port port) {
    return port.max().bitLength() >= Integer.SIZE;
  }

  private static int element(BigInteger bound) {
    return bound.intValue();
  }

  /**
   * On the circle of all 32-bit numbers: from the first to the last, whatever their signs. Where the arc is shorter than half
   * the circle, an element lies on it just when it is not behind the one end and not before the other, by less than half the
   * circle: when neither difference has its sign bit. Gathering those bits asks nothing, which the compiler makes vectors of.
   */
  static boolean liesWithin(int[] elements, int first, int last) {
    int span = last - first;
    if (span < 0) {
      return liesWithinLongArc(elements, first, span);
    }
    int outside = 0;
    for (int element : elements) {
      outside |= element - first | last - element;
    }
    return outside >= 0;
  }

  private static boolean liesWithinLongArc(int[] elements, int first, int span) {
    boolean within = true;
    for (int element : elements) {
      within &= element - first + Integer.MIN_VALUE <= span + Integer.MIN_VALUE;
    }
    return within;
  }
}
