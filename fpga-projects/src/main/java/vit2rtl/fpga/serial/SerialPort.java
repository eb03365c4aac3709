package vit2rtl.fpga.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import vit2rtl.golden.InputException;
import vit2rtl.sim.tool.ToolException;

/** A serial port of this machine. */
public final class SerialPort implements SerialLine {
  /** A read gives up after a second, longer than a board takes to give up a request. */
  private static final int PATIENCE_DECISECONDS = 10;

  private final String name;
  private final int fd;

  private SerialPort(String name, int fd) {
    this.name = name;
    this.fd = fd;
  }

  public static SerialPort open(Path device, int baud) {
    String name = device.toString();
    if (!Files.exists(device)) {
      throw new InputException("there is no serial port " + name
          + "; is the board plugged in? Linux names them /dev/ttyUSB0, /dev/ttyUSB1, …");
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      throw new InputException("no permission to use " + name + "; add yourself to its group (usually dialout)");
    }
    int fd = PosixTerminal.open(name, PosixTerminal.O_RDWR | PosixTerminal.O_NOCTTY);
    if (fd < 0) {
      throw new ToolException(name + " cannot be opened; is another program using it?");
    }
    try {
      PosixTerminal.raw(fd, name, baud, PATIENCE_DECISECONDS);
    } catch (RuntimeException e) {
      PosixTerminal.close(fd);
      throw e;
    }
    return new SerialPort(name, fd);
  }

  @Override
  public void write(byte[] bytes) {
    PosixTerminal.writeAll(fd, name, bytes);
  }

  @Override
  public int read(byte[] into) {
    int n = PosixTerminal.read(fd, into, into.length);
    if (n < 0) {
      throw new ToolException(name + " was closed or unplugged");
    }
    return n;
  }

  @Override
  public void close() {
    PosixTerminal.close(fd);
  }
}
