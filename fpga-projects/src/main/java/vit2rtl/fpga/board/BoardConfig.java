package vit2rtl.fpga.board;

import java.util.List;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.examples.UartReceiver;

/**
 * Configuration of {@link BoardCore}.
 *
 * @param units         units on the board, 1 to 7; command u of the protocol reaches the u-th
 * @param divisor       clock cycles per bit of the serial line, 4…65535
 * @param timeoutCycles clock cycles without a byte after which a request is given up; rounded up to a power of two
 */
public record BoardConfig(List<BoardUnit> units, int divisor, int timeoutCycles) {
  private static final int MOST_UNITS = 7;
  private static final int MOST_ELEMENTS = 0xFFFF;

  public BoardConfig {
    units = List.copyOf(units);
    if (units.isEmpty() || units.size() > MOST_UNITS) {
      throw new InputException("a board with " + units.size() + " units; allowed: 1 to " + MOST_UNITS);
    }
    if (units.size() > 1 && units.stream().anyMatch(unit -> unit.flashImage().isPresent())) {
      throw new InputException("a board with " + units.size() + " units, one of which has its constants in the flash;"
          + " allowed: that one alone");
    }
    if (units.size() > 1 && units.stream().anyMatch(unit -> unit.window() == 1)) {
      throw new InputException("a board with " + units.size() + " units, one of which takes one request at a time; allowed:"
          + " that one alone");
    }
    if (window(units) == 1 && (units.get(0).outputBits() <= Byte.SIZE || units.get(0).outputBits() > 2 * Byte.SIZE)) {
      throw new InputException(units.get(0).name() + ": results of " + units.get(0).outputBits() + " bits on a board that"
          + " takes one request at a time; allowed: 9 to 16");
    }
    units.forEach(BoardUnit::requireOnBoard);
    units.forEach(BoardConfig::requireLength);
    if (divisor < UartReceiver.LEAST_DIVISOR || divisor > 65535) {
      throw new InputException("a serial line with " + divisor + " clock cycles per bit; allowed: "
          + UartReceiver.LEAST_DIVISOR + " to 65535; choose another baud rate");
    }
  }

  /** Requests that a host may have open. */
  int window() {
    return window(units);
  }

  private static int window(List<BoardUnit> units) {
    return units.stream().mapToInt(BoardUnit::window).min().orElseThrow();
  }

  private static void requireLength(BoardUnit unit) {
    if (unit.rowLength() > MOST_ELEMENTS || unit.results() > MOST_ELEMENTS) {
      throw new InputException(unit.name() + " on a board: " + unit.rowLength() + " elements become " + unit.results()
          + "; allowed: up to " + MOST_ELEMENTS + ", as the board's description says");
    }
  }

  /** Whether a unit's constants are in a flash. */
  boolean hasFlash() {
    return units.stream().anyMatch(unit -> unit.flashImage().isPresent());
  }

  private static int signed(CodeFormat.Sign sign) {
    return sign == CodeFormat.Sign.SIGNED ? Protocol.SIGNED : 0;
  }

  /** Most bytes of an input element. */
  int inputBytes() {
    return units.stream().mapToInt(BoardUnit::inputBytes).max().orElseThrow();
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
    bytes[3] = units.size() | (window() == 1 ? Protocol.ONE_REQUEST : 0);
    int at = Protocol.DESCRIPTION_HEAD;
    for (BoardUnit unit : units) {
      bytes[at++] = unit.code();
      bytes[at++] = unit.inputBits() | signed(unit.inputSign());
      bytes[at++] = unit.outputBits() | signed(unit.outputSign());
      bytes[at++] = unit.rowLength() & 0xFF;
      bytes[at++] = unit.rowLength() >> 8;
      bytes[at++] = unit.results() & 0xFF;
      bytes[at++] = unit.results() >> 8;
      for (int shift = 0, print = unit.fingerprint(); shift < 32; shift += 8) {
        bytes[at++] = print >>> shift & 0xFF;
      }
    }
    return bytes;
  }
}
