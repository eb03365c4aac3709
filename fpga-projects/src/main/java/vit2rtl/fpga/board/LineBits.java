package vit2rtl.fpga.board;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The bytes of a UART line (8N1) in one direction at a time, both by the same counters and register. While {@code listens}, the line is
 * sampled in the middle of each bit, counted from the falling edge of the start bit, as by
 * {@link vit2rtl.hdl.examples.UartReceiver}: a byte stands in {@code octet} from {@code came} on until the next {@code tick}.
 * Otherwise a byte is taken with {@code loads} when {@code starts}, stands there in the next cycle, and leaves, a bit in {@code divisor}
 * cycles; with {@code gone} its stop bit is over.
 */
final class LineBits extends Component {
  private static final int FRAME_BITS = 10;

  private final int divisor;

  final Bool line = in("line", Bool.bool());
  final Bool listens = in("listens", Bool.bool());
  /** Forgets a byte that is coming, and makes {@code octet} 0. */
  final Bool clear = in("clear", Bool.bool());
  final Bool starts = in("starts", Bool.bool());
  final UInt following = in("following", UInt.bits(Byte.SIZE));
  final Bool sent = out("sent", Bool.bool());
  final UInt octet = out("octet", UInt.bits(Byte.SIZE));
  final Bool tick = out("tick", Bool.bool());
  final Bool came = out("came", Bool.bool());
  final Bool loads = out("loads", Bool.bool());
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
    UInt number = reg("bit_number", UInt.bits(UInt.upTo(FRAME_BITS - 1).width()));
    UInt shift = reg("shift", UInt.bits(Byte.SIZE));
    Bool out = reg("line_out", Bool.bool(), 1);

    Bool wraps = name("wraps", pause.eq(divisor - 1));
    Bool ticks = name("ticks", busy.and(listens.mux(pause.eq(divisor / 2 - 1), wraps)));
    Bool last = name("last", number.eq(FRAME_BITS - 1));
    Bool hears = name("hears", listens.and(busy.not()).and(level.not()));
    Bool says = name("says", starts.and(busy.not()));
    Bool begins = name("begins", hears.or(says));
    Bool glitch = name("glitch", listens.and(level).and(number.eq(0)));

    when(begins.or(wraps), () -> pause.set(UInt.lit(0)))
        .otherwise(() -> pause.set(pause.add(1).truncate(pause.width())));
    when(begins, () -> number.set(UInt.lit(0)))
        .elsewhen(ticks, () -> number.set(number.add(1).truncate(number.width())));
    when(ticks.and(last.or(glitch)), () -> busy.set(Bool.lit(false)));
    when(begins, () -> busy.set(Bool.lit(true)));
    // The start bit falls out; ones behind what is said are its stop bit.
    when(ticks.and(last.not()),
        () -> shift.set(listens.not().or(level).asUInt().concat(shift.slice(Byte.SIZE - 1, 1))));
    when(says, () -> shift.set(following));
    when(ticks.and(listens.not()), () -> out.set(shift.bit(0)));
    when(says, () -> out.set(Bool.lit(false)));
    when(clear, () -> {
      shift.set(UInt.lit(0));
      busy.set(Bool.lit(false));
    });
    sent.set(out);
    octet.set(shift);
    tick.set(ticks);
    came.set(ticks.and(listens).and(last).and(level));
    loads.set(says);
    gone.set(ticks.and(listens.not()).and(last));
    idle.set(busy.not());
  }
}
