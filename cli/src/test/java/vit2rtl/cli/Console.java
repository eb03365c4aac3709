package vit2rtl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and standard error of one command, although several commands run at a time: the JVM's two streams are
 * replaced once by streams that lead to the place of the thread that writes, or of the thread that started it.
 */
final class Console {
  private static final InheritableThreadLocal<Console> CURRENT = new InheritableThreadLocal<>();

  static {
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(new Routed() {
      @Override
      OutputStream target() {
        Console console = CURRENT.get();
        return console == null ? out : console.out;
      }
    }, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Routed() {
      @Override
      OutputStream target() {
        Console console = CURRENT.get();
        return console == null ? err : console.err;
      }
    }, true, StandardCharsets.UTF_8));
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Runs the work with this console as the place that its threads write to. */
  void during(Runnable work) {
    Console before = CURRENT.get();
    CURRENT.set(this);
    try {
      work.run();
    } finally {
      CURRENT.set(before);
    }
  }

  /** What went to {@code System.out}, as a stream, for a caller who writes there too. */
  OutputStream out() {
    return out;
  }

  /** What was written to {@code System.out}. */
  String outText() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What was written to {@code System.err}. */
  String errText() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private abstract static class Routed extends OutputStream {
    abstract OutputStream target();

    @Override
    public void write(int value) throws IOException {
      target().write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      target().write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
      target().flush();
    }
  }
}
