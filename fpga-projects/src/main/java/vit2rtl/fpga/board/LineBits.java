package vit2rtl.fpga.board;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The bytes of a UART line (8N1) in one direction at a time, both by the same counters and register. While {@code listens},
 * the line is sampled in the middle of each bit, counted from the falling edge of the start bit, as by
 * {@link vit2rtl.hdl.examples.UartReceiver}: with {@code came} a byte has come. Otherwise a byte is said when {@code starts}:
 * bit by bit, each in {@code divisor} cycles, where {@code bit} is the one that {@code number} asks for; with {@code gone}
 * its stop bit is over. Either way the byte stands in {@code octet} then, until the next {@code tick}.
 */
final class LineBits extends Component {
  private static final int FRAME_BITS = 10;

  private final int divisor;

  final Bool line = in("line", Bool.bool());
  final Bool listens = in("listens", Bool.bool());
  /** Forgets a byte that is coming, and makes {@code octet} 0. */
  final Bool clear = in("clear", Bool.bool());
  final Bool starts = in("starts", Bool.bool());
  final Bool bit = in("following", Bool.bool());
  final UInt number = out("number", UInt.bits(3));
  final Bool sent = out("sent", Bool.bool());
  final UInt octet = out("octet", UInt.bits(Byte.SIZE));
  final Bool tick = out("tick", Bool.bool());
  final Bool came = out("came", Bool.bool());
  final Bool gone = out("gone", Bool.bool());
  final Bool idle = out("idle", Bool.bool());

  LineBits(int divisor) {
    super("LineBits");
    this.divisor = divisor;
  }

  @Override
  protected void build() {
    Bool meta = next("line_meta", line, 1);
    Bool level = next("line_level", meta, 1);
    Bool busy = reg("busy", Bool.bool(), 0);
    UInt pause = reg("pause", UInt.bits(UInt.upTo(divisor - 1).width()));
    // What is said counts from its first bit of data, what is heard from its start bit.
    UInt place = reg("bit_number", UInt.bits(UInt.upTo(FRAME_BITS - 1).width()));
    UInt shift = reg("shift", UInt.bits(Byte.SIZE));
    Bool out = reg("line_out", Bool.bool(), 1);

    Bool wraps = name("wraps", pause.eq(divisor - 1));
    Bool ticks = name("ticks", busy.and(listens.mux(pause.eq(divisor / 2 - 1), wraps)));
    Bool last = name("last", place.bit(3).and(place.bit(0)));
    Bool hears = name("hears", listens.and(level.not()));
    Bool begins = name("begins", busy.not().and(hears.or(starts)));
    Bool glitch = name("glitch", listens.and(level).and(place.eq(0)));

    when(begins.or(wraps), () -> pause.set(UInt.lit(0)))
        .otherwise(() -> pause.set(pause.add(1).truncate(pause.width())));
    when(begins, () -> place.set(UInt.lit(0)))
        .elsewhen(ticks, () -> place.set(place.add(1).truncate(place.width())));
    when(ticks.and(last.or(glitch)), () -> busy.set(Bool.lit(false)));
    when(begins, () -> busy.set(Bool.lit(true)));
    // The start bit that is heard falls out again.
    when(ticks.and(place.bit(3).not().or(listens.and(place.bit(0).not()))),
        () -> shift.set(listens.mux(level, bit).asUInt().concat(shift.slice(Byte.SIZE - 1, 1))));
    when(begins.or(ticks).and(listens.not()), () -> out.set(busy.and(bit.or(place.bit(3)))));
    when(clear, () -> {
      shift.set(UInt.lit(0));
      busy.set(Bool.lit(false));
    });
    number.set(place.truncate(3));
    sent.set(out);
    octet.set(shift);
    tick.set(ticks);
    came.set(ticks.and(listens).and(last).and(level));
    gone.set(ticks.and(listens.not()).and(last));
    idle.set(busy.not());
  }
}
