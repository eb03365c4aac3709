package vit2rtl.scale;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Build;
import vit2rtl.golden.fleet.Span;
import vit2rtl.golden.fleet.Work;
import vit2rtl.golden.fleet.WorkHead;

/** Does one shard where Spark wants it. What throws is tried again elsewhere; bad input is a result. */
final class ShardTask extends AbstractFunction2<TaskContext, Iterator<Span>, ShardDone> implements Serializable {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String build;
  private final Broadcast<Work> work;

  ShardTask(WorkHead head, Broadcast<Work> work) {
    this.key = head.key();
    this.build = head.build();
    this.work = work;
  }

  @Override
  public ShardDone apply(TaskContext context, Iterator<Span> spans) {
    Span span = spans.next();
    if (!Build.identity().equals(build)) {
      throw new IllegalStateException("a worker runs another build of vit2rtl (" + Build.identity().substring(0, 12)
          + ") than the one that gave it the work (" + build.substring(0, 12) + "); all must see the same class path");
    }
    long start = System.nanoTime();
    try {
      Work.Runner runner = Runners.of(key, work);
      List<byte[]> results = new ArrayList<>();
      for (int unit = span.from(); unit < span.to(); unit++) {
        if (context.isInterrupted()) {
          throw new IllegalStateException("stopped");
        }
        results.add(runner.run(unit));
      }
      return new ShardDone(span, results, (System.nanoTime() - start) * 1e-9, "");
    } catch (InputException e) {
      return new ShardDone(span, List.of(), 0, e.getMessage());
    }
  }
}
