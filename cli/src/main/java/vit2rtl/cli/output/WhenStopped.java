package vit2rtl.cli.output;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What a long run still says and writes where a signal (Ctrl-C, SIGTERM) ends it before it is done: what it has found so
 * far. The JVM then ends with 128 and the signal's number, so 130 after Ctrl-C. Nothing can be done against SIGKILL; what
 * must outlive that is written as it completes.
 */
public final class WhenStopped implements AutoCloseable {
  private static final Deque<WhenStopped> OPEN = new ConcurrentLinkedDeque<>();
  private static volatile boolean stopping;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(WhenStopped::stop, "says what is there"));
  }

  private final Runnable what;

  private WhenStopped(Runnable what) {
    this.what = what;
  }

  /**
   * Until this is closed.
   *
   * @param what says and writes it; runs beside the work, which does not pause for it
   */
  public static WhenStopped tell(Runnable what) {
    WhenStopped open = new WhenStopped(what);
    OPEN.addFirst(open);
    return open;
  }

  /** Whether the program is being ended: tools are killed then, and what their users say of that helps nobody. */
  public static boolean stopping() {
    return stopping;
  }

  /** A signal, or the end of a command, which has closed all of its own by then. */
  static void stop() {
    stopping = !OPEN.isEmpty();
    if (stopping && System.console() != null) {
      // Behind the bar.
      System.err.println();
    }
    for (WhenStopped open = OPEN.pollFirst(); open != null; open = OPEN.pollFirst()) {
      try {
        open.what.run();
      } catch (RuntimeException e) {
        Progress.say("stopped, and what was done by then is lost: " + e.getMessage());
      }
    }
    System.out.flush();
  }

  /** The same at once, unless it is said already: for a run that ends by a failure. */
  public void now() {
    if (OPEN.remove(this)) {
      what.run();
    }
  }

  /** The run is done. */
  @Override
  public void close() {
    OPEN.remove(this);
  }
}
