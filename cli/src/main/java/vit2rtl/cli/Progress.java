package vit2rtl.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress bars on standard error; where that is not a terminal, one line per step begun. */
final class Progress {
  private Progress() {}

  static ProgressBar bar(String task, long steps) {
    ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(task).setInitialMax(steps)
        .setUpdateIntervalMillis(200);
    if (System.console() == null) {
      System.err.println("vit2rtl: " + task);
      builder.setConsumer(new Silent());
    }
    return builder.build();
  }

  /** Tells the user something beside the result. */
  static void say(String notice) {
    System.err.println("vit2rtl: " + notice);
  }

  private static final class Silent implements me.tongfei.progressbar.ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return 80;
    }

    @Override
    public void accept(String rendered) {
      // Nobody is looking.
    }

    @Override
    public void close() {
      // Nothing to release.
    }
  }
}
