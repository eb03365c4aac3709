package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * What a board says it carries.
 *
 * @param window requests that may be open
 */
public record BoardDescription(List<Unit> units, int window) {

  /**
   * A unit on a board.
   *
   * @param command     protocol command that reaches it
   * @param kind        name of what it computes
   * @param input       what an input element can be
   * @param output      what an output element can be
   * @param rowLength   elements of a request
   * @param results     elements of a reply
   * @param fingerprint CRC-32 of its Verilog
   */
  public record Unit(int command, String kind, IntRange input, IntRange output, int rowLength, int results,
      int fingerprint) {

    /** Whether it is a whole network: an image in, logits and cycles out. */
    public boolean isNetwork() {
      return kind.equals(NetworkUnit.NAME);
    }

    /** Bytes between a reply's sequence number and its CRC. */
    int replyBytes() {
      return results * BoardUnit.bytes(output.bits()) + (isNetwork() ? NetworkUnit.CYCLE_BYTES : 0);
    }
  }

  public BoardDescription {
    units = List.copyOf(units);
  }

  /** Bytes of the description of a board with so many units. */
  static int length(int units) {
    return Protocol.DESCRIPTION_HEAD + units * Protocol.UNIT_BYTES;
  }

  static BoardDescription parse(byte[] bytes) {
    if (bytes[0] != 'V' || bytes[1] != '2' || bytes[2] != Protocol.VERSION) {
      throw new ToolException(String.format("the board describes itself as %02x %02x %02x; needed: 56 32 %02x, protocol"
          + " version %d; rebuild its bitstream with this version", bytes[0], bytes[1], bytes[2], Protocol.VERSION,
          Protocol.VERSION));
    }
    List<Unit> units = new ArrayList<>();
    for (int u = 0; u < (bytes[3] & Protocol.ONE_REQUEST - 1); u++) {
      int at = length(u);
      units.add(new Unit(u + 1, kind(bytes[at] & 0xFF), elements(bytes[at + 1]), elements(bytes[at + 2]),
          count(bytes, at + 3), count(bytes, at + 5), number(bytes, at + 7, 4)));
    }
    return new BoardDescription(units, (bytes[3] & Protocol.ONE_REQUEST) != 0 ? 1 : Protocol.WINDOW);
  }

  private static String kind(int code) {
    return code == NetworkUnit.CODE ? NetworkUnit.NAME
        : UnitKinds.all().stream().filter(k -> k.code() == code).map(UnitKind::name).findFirst()
            .orElseThrow(() -> new ToolException("the board carries a unit of the unknown kind " + code));
  }

  private static int count(byte[] bytes, int at) {
    int count = number(bytes, at, 2);
    if (count == 0) {
      throw new ToolException("the board describes rows of no elements; rebuild its bitstream with this version");
    }
    return count;
  }

  /** An unsigned number, the low byte first. */
  static int number(byte[] bytes, int at, int count) {
    int number = 0;
    for (int i = count - 1; i >= 0; i--) {
      number = number << Byte.SIZE | bytes[at + i] & 0xFF;
    }
    return number;
  }

  /** What one byte of a description says of an element. */
  private static IntRange elements(int described) {
    int bits = described & Protocol.SIGNED - 1;
    if (bits < 1 || bits > Integer.SIZE) {
      throw new ToolException("the board describes elements of " + bits + " bits; allowed: 1 to " + Integer.SIZE
          + "; rebuild its bitstream with this version");
    }
    return (described & Protocol.SIGNED) != 0 ? IntRange.signed(bits) : IntRange.unsigned(bits);
  }

  /** The board's only unit of that kind. */
  public Unit unit(String kind) {
    return units.stream().filter(u -> u.kind().equals(kind)).findFirst().orElseThrow(() ->
        new InputException("the board carries no " + kind + "; it carries "
            + units.stream().map(u -> u.kind()).collect(Collectors.joining(", "))));
  }
}
