package vit2rtl.cli.output;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Progress bars on standard error; where that is not a terminal, a line now and then. */
public final class Progress {
  private Progress() {}

  public static ProgressBar bar(String task, long steps) {
    return bar(task, steps, new ProgressBarBuilder());
  }

  /** The same with steps per second. */
  public static ProgressBar rated(String task, long steps) {
    return bar(task, steps, new ProgressBarBuilder().showSpeed());
  }

  private static ProgressBar bar(String task, long steps, ProgressBarBuilder shown) {
    ProgressBarBuilder builder = shown.setTaskName(task).setInitialMax(steps).setUpdateIntervalMillis(200);
    if (System.console() == null) {
      System.err.println("vit2rtl: " + task);
      builder.setConsumer(new Lines());
    }
    return builder.build();
  }

  /** A rendered bar without its blocks and colours: task, percent, count and times. */
  public static String plain(String rendered) {
    return rendered.replaceAll("\u001B\\[[0-9;]*m", "").replaceAll("[\\r\\n]", "")
        .replaceAll("[│|][^│|]*[│|]", "").replaceAll(" +", " ").strip();
  }

  /** Tells the user something beside the result. */
  public static void say(String notice) {
    System.err.println("vit2rtl: " + notice);
  }

  /** A bar's state every ten seconds, as text, so that a log shows that work goes on. */
  private static final class Lines implements ProgressBarConsumer {
    private static final long PAUSE_NANOSECONDS = 10_000_000_000L;

    private long last = System.nanoTime();

    @Override
    public int getMaxRenderedLength() {
      return 80;
    }

    @Override
    public void accept(String rendered) {
      long now = System.nanoTime();
      if (now - last >= PAUSE_NANOSECONDS) {
        last = now;
        System.err.println("vit2rtl: " + plain(rendered));
      }
    }

    @Override
    public void close() {
      // Nothing to release.
    }
  }
}
