package vit2rtl.fpga.serial;

import java.nio.file.Path;
import java.util.Arrays;
import vit2rtl.sim.tool.ToolException;

/**
 * A serial port made of software: what is written to {@link #path} arrives at {@link #read}, and the reverse. Raw from
 * the start, and kept open on both sides, so that programs may come and go.
 */
public final class PseudoTerminal implements AutoCloseable {
  private final int master;
  private final int slave;
  private final String path;
  private final byte[] chunk = new byte[4096];

  public PseudoTerminal() {
    master = PosixTerminal.posix_openpt(PosixTerminal.O_RDWR | PosixTerminal.O_NOCTTY);
    if (master < 0 || PosixTerminal.grantpt(master) != 0 || PosixTerminal.unlockpt(master) != 0) {
      throw new ToolException("this system gives no pseudo-terminal; is /dev/ptmx there?");
    }
    path = PosixTerminal.ptsname(master);
    slave = PosixTerminal.open(path, PosixTerminal.O_RDWR | PosixTerminal.O_NOCTTY);
    if (slave < 0) {
      throw new ToolException(path + " cannot be opened");
    }
    PosixTerminal.raw(slave, path);
  }

  /** The device that programs open. */
  public Path path() {
    return Path.of(path);
  }

  /** What programs have written, after waiting for it for some time; perhaps nothing. */
  public byte[] read(int milliseconds) {
    if (!PosixTerminal.readable(master, milliseconds)) {
      return new byte[0];
    }
    int n = PosixTerminal.read(master, chunk, chunk.length);
    return n <= 0 ? new byte[0] : Arrays.copyOf(chunk, n);
  }

  /** Sends bytes to the program that has the device open. */
  public void write(byte[] bytes) {
    PosixTerminal.writeAll(master, path, bytes);
  }

  @Override
  public void close() {
    PosixTerminal.close(slave);
    PosixTerminal.close(master);
  }
}
