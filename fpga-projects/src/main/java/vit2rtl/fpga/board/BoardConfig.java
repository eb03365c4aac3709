package vit2rtl.fpga.board;

import java.util.List;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.examples.UartReceiver;
import vit2rtl.units.TableSource;

/**
 * Configuration of {@link BoardCore}.
 *
 * @param units         units on the board, 1 to 7, each of one lane, tables baked in, results of at most a byte; command u
 *                      of the protocol reaches the u-th
 * @param divisor       clock cycles per bit of the serial line, 4…65535
 * @param timeoutCycles clock cycles without a byte after which a request is given up; rounded up to a power of two
 */
public record BoardConfig(List<FpgaUnit> units, int divisor, int timeoutCycles) {
  private static final int MOST_UNITS = 7;

  public BoardConfig {
    units = List.copyOf(units);
    if (units.isEmpty() || units.size() > MOST_UNITS) {
      throw new InputException("a board with " + units.size() + " units; allowed: 1 to " + MOST_UNITS);
    }
    units.forEach(BoardConfig::check);
    if (divisor < UartReceiver.LEAST_DIVISOR || divisor > 65535) {
      throw new InputException("a serial line with " + divisor + " clock cycles per bit; allowed: "
          + UartReceiver.LEAST_DIVISOR + " to 65535; choose another baud rate");
    }
  }

  private static void check(FpgaUnit unit) {
    String name = unit.kind().name() + " on a board: ";
    if (unit.rows().lanes() != 1) {
      throw new InputException(name + "lanes=" + unit.rows().lanes() + "; allowed: 1, as the serial line brings one"
          + " element at a time");
    }
    if (unit.tables() != TableSource.BAKED) {
      throw new InputException(name + "tables=loadable; allowed: baked");
    }
    if (unit.outputBits() > 8) {
      throw new InputException(name + "output elements of " + unit.outputBits()
          + " bits, the zero state included; allowed: at most 8: use fewer bits, or zero=top-code or clip");
    }
  }

  private static int signed(CodeFormat.Sign sign) {
    return sign == CodeFormat.Sign.SIGNED ? Protocol.SIGNED : 0;
  }

  /** Most bytes of an input element. */
  int inputBytes() {
    return units.stream().mapToInt(FpgaUnit::inputBytes).max().orElseThrow();
  }

  /** Bits of the counter that gives up a request. */
  int timeoutBits() {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(timeoutCycles - 1));
  }

  /** The bytes of the board's description. */
  int[] description() {
    int[] bytes = new int[Protocol.DESCRIPTION_HEAD + units.size() * Protocol.UNIT_BYTES];
    bytes[0] = 'V';
    bytes[1] = '2';
    bytes[2] = Protocol.VERSION;
    bytes[3] = units.size();
    int at = Protocol.DESCRIPTION_HEAD;
    for (FpgaUnit unit : units) {
      bytes[at++] = unit.kind().code();
      bytes[at++] = unit.inputBits() | signed(unit.inputSign());
      bytes[at++] = unit.outputBits() | signed(unit.outputSign());
      bytes[at++] = unit.rowLength() & 0xFF;
      bytes[at++] = unit.rowLength() >> 8;
      for (int shift = 0, print = unit.fingerprint(); shift < 32; shift += 8) {
        bytes[at++] = print >>> shift & 0xFF;
      }
    }
    return bytes;
  }
}
