package vit2rtl.sim.shim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.PortRange;

/**
 * A stream of the batched loop, as the template has it; ports as C++ reaches them.
 *
 * @param n      its number among those of its direction
 * @param clock  number of the clock that it moves with
 * @param valid  port
 * @param ready  port
 * @param last   port, where it has one
 * @param isLast what says that a beat is a row's last
 * @param lanes  elements of a beat
 * @param data   the elements
 */
record ShimStream(int n, int clock, String valid, String ready, List<String> last, String isLast, int lanes,
    List<Lane> data) {

  /**
   * One element of a beat.
   *
   * @param value   what the port says, as a signed number of 32 bits
   * @param mask    the bits of the port
   * @param padding the bits of an element that does not count
   * @param least   the bits of the least element
   * @param span    how many elements there are
   */
  record Lane(int lane, String port, String value, String mask, String padding, String least, String span) {}

  /** The streams of a direction; those into a design carry elements of up to 32 bits. */
  static List<ShimStream> of(RtlDesign design, PortNames names, Direction direction) {
    List<ShimStream> streams = new ArrayList<>();
    for (StreamPort stream : design.streams()) {
      if (stream.direction() == direction) {
        streams.add(of(streams.size(), design, names, stream));
      }
    }
    return streams;
  }

  private static ShimStream of(int number, RtlDesign design, PortNames names, StreamPort stream) {
    List<Lane> data = new ArrayList<>();
    for (String name : stream.payload()) {
      data.add(lane(data.size(), design.port(name), "v->" + names.member(name), stream.direction()));
    }
    List<String> last = stream.last() == null ? List.of() : List.of("v->" + names.member(stream.last()));
    return new ShimStream(number, design.clockOf(stream).map(design.clocks()::indexOf).orElse(0),
        "v->" + names.member(stream.valid()), "v->" + names.member(stream.ready()), last,
        last.isEmpty() ? "false" : last.get(0), data.size(), data);
  }

  private static Lane lane(int lane, Port port, String member, Direction direction) {
    if (port.width() > 32 && direction == Direction.IN) {
      throw new IllegalArgumentException("port " + port.name() + " has " + port.width()
          + " bits; batched streams carry elements of up to 32 bits");
    }
    int unused = 32 - port.width();
    return new Lane(lane, member, port.signed() && unused > 0
        ? "(int32_t)((uint32_t)" + member + " << " + unused + ") >> " + unused : member,
        Long.toString((1L << port.width()) - 1), Word.bits(port.width(), PortRange.rest(port)).toString(),
        Word.bits(port.width(), port.min()).toString(), port.max().subtract(port.min()).add(BigInteger.ONE).toString());
  }
}
