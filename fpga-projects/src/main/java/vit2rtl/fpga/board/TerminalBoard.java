package vit2rtl.fpga.board;

import java.nio.file.Path;
import java.util.Arrays;
import vit2rtl.fpga.serial.PseudoTerminal;

/**
 * A simulated board behind a pseudo-terminal: any program that speaks to a serial port can speak to it. The board's
 * time passes in {@link #turn}.
 */
public final class TerminalBoard implements AutoCloseable {
  private static final int IDLE_MILLISECONDS = 20;

  private final PseudoTerminal terminal = new PseudoTerminal();
  private final SimulatedBoard board;
  private final byte[] chunk = new byte[4096];
  private boolean idle = true;

  public TerminalBoard(SimulatedBoard board) {
    this.board = board;
  }

  /** The device to open. */
  public Path path() {
    return terminal.path();
  }

  /** Carries bytes both ways once; waits a little where nothing is going on. */
  public void turn() {
    byte[] fromHost = terminal.read(idle ? IDLE_MILLISECONDS : 0);
    board.write(fromHost);
    int n = board.read(chunk);
    terminal.write(Arrays.copyOf(chunk, n));
    idle = n == 0 && fromHost.length == 0;
  }

  @Override
  public void close() {
    terminal.close();
    board.close();
  }
}
