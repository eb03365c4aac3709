package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Sends a stream of bytes over a UART line: one start bit, eight data bits, least significant first, one stop bit, no
 * parity. Bytes follow each other without a gap, ten bit times each.
 */
@Summary("Sends a stream of bytes over a UART line: one start bit, eight data bits, least significant "
    + "first, one stop bit, no parity.")
public final class UartTransmitter extends Component {
  private static final int FRAME_BITS = 10;

  private final int divisor;

  /** The bytes to send. */
  public final Stream<UInt> bytes = in("bytes", Stream.of(UInt.bits(8), 1).withoutLast());
  /** The line, high while nothing is sent. */
  public final Bool line = out("line", Bool.bool());

  /**
   * A transmitter.
   *
   * @param divisor clock cycles per bit, at least {@link UartReceiver#LEAST_DIVISOR}
   */
  public UartTransmitter(int divisor) {
    super("UartTransmitter");
    this.divisor = UartReceiver.checked("new UartTransmitter", divisor);
  }

  @Override
  protected void build() {
    UInt pause = reg("pause", UInt.bits(UInt.upTo(divisor - 1).width()), 0);
    UInt left = reg("left", UInt.bits(UInt.upTo(FRAME_BITS).width()), 0);
    // The line is bit 0; ones shift in behind the stop bit, so that an idle line is high.
    UInt shift = reg("shift", UInt.bits(FRAME_BITS - 1), (1 << (FRAME_BITS - 1)) - 1);
    Bool bitEnds = name("bit_ends", pause.eq(0));
    Bool free = name("free", left.eq(0).or(left.eq(1).and(bitEnds)));

    when(bitEnds.not(), () -> pause.set(pause.sub(1).modulo(pause.width())));
    when(bitEnds.and(left.ne(0)), () -> {
      pause.set(UInt.lit(divisor - 1));
      left.set(left.sub(1).modulo(left.width()));
      shift.set(UInt.lit(1).concat(shift.slice(FRAME_BITS - 2, 1)));
    });
    when(bytes.valid().and(free), () -> {
      pause.set(UInt.lit(divisor - 1));
      left.set(UInt.lit(FRAME_BITS));
      shift.set(bytes.payload().get(0).concat(UInt.lit(0)));
    });
    bytes.ready().set(free);
    line.set(shift.bit(0));
  }
}
