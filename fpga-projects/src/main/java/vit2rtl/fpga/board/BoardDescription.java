package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.InputException;
import vit2rtl.sim.ToolException;

/** What a board says it carries. */
public record BoardDescription(List<Unit> units) {

  /**
   * A unit on a board.
   *
   * @param command     protocol command that reaches it
   * @param kind        what it computes
   * @param inputBits   bits of an input element
   * @param outputBits  bits of an output element
   * @param rowLength   elements per row
   * @param fingerprint CRC-32 of its Verilog
   */
  public record Unit(int command, FpgaUnit.Kind kind, int inputBits, int outputBits, int rowLength, int fingerprint) {}

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
    for (int u = 0; u < bytes[3]; u++) {
      int at = length(u);
      int code = bytes[at];
      FpgaUnit.Kind kind = java.util.Arrays.stream(FpgaUnit.Kind.values()).filter(k -> k.code() == code).findFirst()
          .orElseThrow(() -> new ToolException("the board carries a unit of the unknown kind " + code));
      int print = 0;
      for (int i = 3; i >= 0; i--) {
        print = print << 8 | bytes[at + 5 + i] & 0xFF;
      }
      units.add(new Unit(u + 1, kind, bytes[at + 1], bytes[at + 2], bytes[at + 3] & 0xFF | (bytes[at + 4] & 0xFF) << 8,
          print));
    }
    return new BoardDescription(units);
  }

  /** The board's only unit of that kind. */
  public Unit unit(FpgaUnit.Kind kind) {
    return units.stream().filter(u -> u.kind() == kind).findFirst().orElseThrow(() ->
        new InputException("the board carries no " + kind + "; it carries "
            + units.stream().map(u -> u.kind().toString()).collect(Collectors.joining(", "))));
  }
}
