package vit2rtl.scale;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Fleet;
import vit2rtl.golden.fleet.ShardFailure;
import vit2rtl.golden.fleet.Span;
import vit2rtl.golden.fleet.Work;
import vit2rtl.golden.fleet.WorkHead;

/**
 * Shards as tasks of one Spark job, one shard a task. The work is broadcast and opened once in each JVM; results are
 * handed over as shards finish. Spark repeats a lost task elsewhere and hands over the first of two copies.
 */
final class SparkFleet implements Fleet {
  private static final long WAIT_FOR_WORKERS_MILLIS = 20_000;
  private static final long POLL_MILLIS = 100;
  private static final Pattern TASK = Pattern.compile("[Tt]ask (\\d+) (?:in stage|\\(partition)");
  private static final Pattern LOST = Pattern.compile("Lost task [^\\n]*?\\(TID \\d+\\) \\([^)]*\\): ([^\\n]*)");
  private static final ClassTag<ShardDone> DONE = ClassTag$.MODULE$.apply(ShardDone.class);

  private final String master;
  private final JavaSparkContext spark;

  private SparkFleet(String master, JavaSparkContext spark) {
    this.master = master;
    this.spark = spark;
  }

  static SparkFleet connect(String master, Map<String, String> settings) {
    try {
      SparkFleet fleet = new SparkFleet(master, new JavaSparkContext(SparkSettings.of(master, settings)));
      fleet.awaitWorkers();
      return fleet;
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InputException("--master " + master + " gives no work to do: " + e.getMessage()
          + "; is it the master's address as its page shows it, and does it have workers?", e);
    }
  }

  /**
   * Cores are counted when workers have come; more may come later and get work, too. What is looked at is who is there, not
   * that somebody came, so a worker that came before is seen at once; a context that its master gave up is not waited for.
   */
  private void awaitWorkers() {
    long end = System.currentTimeMillis() + WAIT_FOR_WORKERS_MILLIS;
    try {
      while (!SparkSettings.isLocal(master) && System.currentTimeMillis() < end
          && !spark.sc().isStopped() && spark.sc().getExecutorMemoryStatus().size() < 2) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String title() {
    return "Spark at " + master;
  }

  @Override
  public int width() {
    return spark.defaultParallelism();
  }

  @Override
  public void run(Work work, List<Span> spans, Receiver receiver) {
    WorkHead head = WorkHead.of(work);
    Broadcast<Work> shared = spark.broadcast(work);
    Function2<TaskContext, Iterator<Span>, ShardDone> task = new ShardTask(head, shared);
    Function2<Object, ShardDone, BoxedUnit> handler = new AbstractFunction2<>() {
      @Override
      public BoxedUnit apply(Object index, ShardDone done) {
        if (!done.refusal().isEmpty()) {
          throw new ShardFailure(done.span(), new InputException(done.refusal()));
        }
        receiver.units(done.span().size());
        receiver.shard(done.span(), done.results(), done.seconds());
        return BoxedUnit.UNIT;
      }
    };
    try {
      spark.sc().runJob(spark.parallelize(spans, spans.size()).rdd(), task, handler, DONE);
    } catch (Exception e) {
      throw failure(e, spans);
    } finally {
      shared.unpersist(false);
      forget(head);
    }
  }

  private static void forget(WorkHead head) {
    try {
      Runners.close(head.key());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Spark names the task, which is the shard's place in the list, and wraps what happened in its own words. */
  private static RuntimeException failure(Exception e, List<Span> spans) {
    Throwable root = e;
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ShardFailure failure) {
        return failure;
      }
      root = t;
    }
    String said = String.valueOf(e.getMessage());
    Matcher lost = LOST.matcher(said);
    Throwable cause = root == e && lost.find() ? new IllegalStateException(lost.group(1), e) : root;
    Matcher task = TASK.matcher(said);
    return task.find() ? new ShardFailure(spans.get(Integer.parseInt(task.group(1))), cause)
        : new IllegalStateException("Spark gave up: " + said, e);
  }

  @Override
  public void close() {
    spark.stop();
  }
}
