package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Receives bytes from a UART line: one start bit, eight data bits, least significant first, one stop bit, no parity.
 *
 * <p>The line passes two registers (it has no clock of the design) and is sampled in the middle of each bit, counted
 * from the falling edge of the start bit; a start bit that is gone at its middle was a glitch and is ignored, and so is
 * a byte whose stop bit is low. Bytes leave as a flow: they cannot be held back.
 *
 * <p>Sampling points drift by at most half a cycle per byte plus the difference of both clocks over 9.5 bits; with a
 * {@code divisor} of 16 or more and clocks within 3 % the middle of every bit is met.
 */
@Summary("Receives bytes from a UART line: one start bit, eight data bits, one stop bit, no parity.")
public final class UartReceiver extends Component {
  /** Below this a bit has no middle. */
  public static final int LEAST_DIVISOR = 4;

  private static final int DATA_BITS = 8;

  private final int divisor;

  /** The line, high while nothing is sent. */
  public final Bool line = in("line", Bool.bool());
  /** The bytes, each for one cycle. */
  public final Flow<UInt> bytes = out("bytes", Flow.of(UInt.bits(DATA_BITS), 1));

  /**
   * A receiver.
   *
   * @param divisor clock cycles per bit, at least {@link #LEAST_DIVISOR}
   */
  public UartReceiver(int divisor) {
    super("UartReceiver");
    this.divisor = checked("new UartReceiver", divisor);
  }

  static int checked(String operation, int divisor) {
    if (divisor < LEAST_DIVISOR) {
      throw new StructureException(operation, "a bit of " + divisor + " clock cycles; allowed: from " + LEAST_DIVISOR,
          "take a faster clock or a lower baud rate");
    }
    return divisor;
  }

  @Override
  protected void build() {
    Bool meta = next("line_meta", line, 1);
    Bool level = next("line_level", meta, 1);
    Bool busy = reg("busy", Bool.bool(), 0);
    UInt pause = reg("pause", UInt.bits(UInt.upTo(divisor - 1).width()), 0);
    // Bits still to come: the start bit, eight data bits, the stop bit.
    UInt left = reg("left", UInt.bits(UInt.upTo(DATA_BITS + 1).width()), 0);
    UInt shift = reg("shift", UInt.bits(DATA_BITS));
    Bool sample = name("sample", busy.and(pause.eq(0)));
    Bool startBit = name("start_bit", left.eq(DATA_BITS + 1));
    Bool stopBit = name("stop_bit", left.eq(0));

    when(busy.not().and(level.not()), () -> {
      busy.set(Bool.lit(true));
      pause.set(UInt.lit(divisor / 2 - 1));
      left.set(UInt.lit(DATA_BITS + 1));
    });
    when(busy.and(pause.ne(0)), () -> pause.set(pause.sub(1).modulo(pause.width())));
    when(sample, () -> {
      pause.set(UInt.lit(divisor - 1));
      left.set(left.sub(1).modulo(left.width()));
      shift.set(level.asUInt().concat(shift.slice(DATA_BITS - 1, 1)));
      when(stopBit.or(startBit.and(level)), () -> busy.set(Bool.lit(false)));
    });
    bytes.valid().set(sample.and(stopBit).and(level));
    bytes.payload().get(0).set(shift);
  }
}
