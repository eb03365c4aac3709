package vit2rtl.fpga.board;

import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.units.UnitKind;

/**
 * The messages between host and board on the serial line, byte by byte.
 *
 * <pre>
 *   request:  A5  command  sequence  [row]  crc
 *   reply:    5A  status   command   sequence  [row or description]  crc
 * </pre>
 * Command 0 asks for the board's description; command u (1, 2, …) sends one row to unit u, as many
 * elements as the unit's row has, each in as many bytes as its bits need, the low byte first; signed ones are two's
 * complement. Those of the reply are a row in turn, of a single unit or of a network's logits, behind which a network sends
 * four more bytes, the clock cycles that the image took. Every request that starts with a known command gets one reply, in order; {@code sequence}
 * is returned unchanged. The CRC is CRC-8 (polynomial x⁸ + x² + x + 1, start value 0) over everything between the first
 * byte and itself. The line runs 8N1.
 *
 * <p>A reply with status REFUSED or CONSTANTS has no payload; every other one has, even if the row cannot be trusted (CRC, OVERRUN,
 * TIMEOUT: the board completes the unit's row with zeros and stays in step). The host keeps at most {@link #WINDOW}
 * requests open, or one where the description says {@link #ONE_REQUEST}.
 *
 * <p>Description: {@code 'V' '2'}, protocol version, number of units (plus {@link #ONE_REQUEST}), then per unit {@link #UNIT_BYTES} bytes: kind
 * ({@link UnitKind#code}, or {@link NetworkUnit#CODE}), bits of an input element, bits of an output element, both plus
 * {@link #SIGNED} where it is signed, elements of a request, elements of a reply (2 bytes each), fingerprint of the unit's
 * text (4 bytes), all little-endian.
 */
public final class Protocol {
  public static final int VERSION = 2;
  public static final int REQUEST = 0xA5;
  public static final int REPLY = 0x5A;
  public static final int DESCRIBE = 0;
  /** Requests a host may have open. */
  public static final int WINDOW = BoardUnit.MOST_WINDOW;
  /** In the description's number of units: one request may be open. */
  static final int ONE_REQUEST = 0x80;
  public static final int UNIT_BYTES = 11;
  public static final int DESCRIPTION_HEAD = 4;

  /** In the byte that describes an element. */
  static final int SIGNED = 0x80;

  static final int POLYNOMIAL = 0x07;

  /** What a reply says about its request. */
  public enum Status {
    OK("done"),
    CRC("the request arrived damaged"),
    OVERRUN("the unit had no room for the row's next element"),
    TIMEOUT("the rest of the request did not arrive"),
    REFUSED("the command is unknown"),
    CONSTANTS("the board's flash does not hold the constants");

    private final String meaning;

    Status(String meaning) {
      this.meaning = meaning;
    }

    public String meaning() {
      return meaning;
    }
  }

  private Protocol() {}

  /** CRC-8 of bytes {@code from} up to, not including, {@code to}. */
  public static int crc(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1 ^ ((crc & 0x80) != 0 ? POLYNOMIAL : 0)) & 0xFF;
      }
    }
    return crc;
  }
}
