package vit2rtl.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress bars on standard error; where that is not a terminal they are silent. */
final class Progress {
  private Progress() {}

  static ProgressBar bar(String task, long steps) {
    ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(task).setInitialMax(steps)
        .setUpdateIntervalMillis(200);
    if (System.console() == null) {
      builder.setConsumer(new Silent());
    }
    return builder.build();
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
