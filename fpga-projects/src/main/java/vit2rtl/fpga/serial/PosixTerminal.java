package vit2rtl.fpga.serial;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import vit2rtl.sim.tool.ToolException;

/** Pseudo-terminals of Linux, through the C library. */
final class PosixTerminal {
  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;

  private static final int TCSANOW = 0;
  private static final short POLLIN = 1;
  private static final int TERMIOS_ROOM = 256;

  // struct termios: four flag words, the line discipline, then the control characters.
  private static final int VTIME = 17 + 5;
  private static final int VMIN = 17 + 6;

  static {
    Native.register(PosixTerminal.class, "c");
  }

  private PosixTerminal() {}

  static native int open(String path, int flags);

  static native int close(int fd);

  static native int read(int fd, byte[] into, int count);

  static native int write(int fd, Pointer from, int count);

  static native int posix_openpt(int flags);

  static native int grantpt(int fd);

  static native int unlockpt(int fd);

  static native String ptsname(int fd);

  private static native int tcgetattr(int fd, Pointer termios);

  private static native int tcsetattr(int fd, int when, Pointer termios);

  private static native void cfmakeraw(Pointer termios);

  private static native int poll(Pointer descriptors, int count, int milliseconds);

  /** Every byte as it is; reads do not wait. */
  static void raw(int fd, String name) {
    Memory termios = new Memory(TERMIOS_ROOM);
    if (tcgetattr(fd, termios) != 0) {
      throw new ToolException(name + " is not a terminal");
    }
    cfmakeraw(termios);
    termios.setByte(VMIN, (byte) 0);
    termios.setByte(VTIME, (byte) 0);
    if (tcsetattr(fd, TCSANOW, termios) != 0) {
      throw new ToolException(name + " cannot be set to pass every byte");
    }
  }

  /** Writes all bytes. */
  static void writeAll(int fd, String name, byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    for (int done = 0; done < bytes.length; ) {
      int n = write(fd, memory.share(done), bytes.length - done);
      if (n <= 0) {
        throw new ToolException(name + " was closed or unplugged while " + (bytes.length - done)
            + " bytes were still to be sent");
      }
      done += n;
    }
  }

  /** Whether bytes can be read, waiting for them for some time. */
  static boolean readable(int fd, int milliseconds) {
    Memory descriptor = new Memory(8);
    descriptor.setInt(0, fd);
    descriptor.setShort(4, POLLIN);
    descriptor.setShort(6, (short) 0);
    return poll(descriptor, 1, milliseconds) > 0 && (descriptor.getShort(6) & POLLIN) != 0;
  }
}
