package vit2rtl.fpga.board;

/**
 * What building a board's bitstream gave; every figure from place and route.
 *
 * @param board       board
 * @param units       the units on it, with the settings they were built with
 * @param synthesis   synthesiser and version
 * @param placement   place and route tool and version
 * @param logicCells  logic cells used
 * @param logicRoom   logic cells of the device
 * @param memories    block memories used
 * @param multipliers multiplier blocks used
 * @param megahertz   greatest clock frequency of the core
 * @param required    clock frequency of the board's core
 * @param bytes       bytes of the bitstream
 */
public record BoardReport(String board, String units, String synthesis, String placement, int logicCells, int logicRoom,
    int memories, int multipliers, double megahertz, int required, long bytes) {

  /** Whether the core runs at the board's clock. */
  public boolean timingMet() {
    return megahertz >= required;
  }
}
