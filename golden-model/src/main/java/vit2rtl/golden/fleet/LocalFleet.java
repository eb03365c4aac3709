package vit2rtl.golden.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of this JVM, one for each processor it sees; they take unit after unit in their order. */
public final class LocalFleet implements Fleet {
  private final int threads;

  public LocalFleet() {
    this(Runtime.getRuntime().availableProcessors());
  }

  public LocalFleet(int threads) {
    this.threads = threads;
  }

  @Override
  public String title() {
    return threads + (threads == 1 ? " thread" : " threads");
  }

  @Override
  public int width() {
    return threads;
  }

  /** A shard whose units come in, in any order. */
  private static final class Open {
    private final Span span;
    private final byte[][] results;
    private int left;
    private long start = Long.MAX_VALUE;

    Open(Span span) {
      this.span = span;
      this.results = new byte[span.size()][];
      this.left = span.size();
    }
  }

  @Override
  public void run(Work work, List<Span> spans, Receiver receiver) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Work.Runner runner = work.open()) {
      List<Open> open = spans.stream().map(Open::new).toList();
      List<List<Future<?>>> units = new ArrayList<>();
      for (Open shard : open) {
        List<Future<?>> its = new ArrayList<>();
        if (shard.span.size() == 0) {
          receiver.shard(shard.span, List.of(), 0);
        }
        for (int unit = shard.span.from(); unit < shard.span.to(); unit++) {
          int which = unit;
          its.add(pool.submit(() -> run(runner, which, shard, receiver)));
        }
        units.add(its);
      }
      try {
        await(open, units);
      } finally {
        stop(pool);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void run(Work.Runner runner, int unit, Open shard, Receiver receiver) {
    synchronized (shard) {
      shard.start = Math.min(shard.start, System.nanoTime());
    }
    byte[] result = runner.run(unit);
    boolean last;
    synchronized (shard) {
      shard.results[unit - shard.span.from()] = result;
      last = --shard.left == 0;
    }
    synchronized (receiver) {
      receiver.units(1);
      if (last) {
        receiver.shard(shard.span, Arrays.asList(shard.results), (System.nanoTime() - shard.start) * 1e-9);
      }
    }
  }

  private static void await(List<Open> open, List<List<Future<?>>> units) {
    for (int i = 0; i < open.size(); i++) {
      try {
        for (Future<?> unit : units.get(i)) {
          unit.get();
        }
      } catch (ExecutionException e) {
        throw new ShardFailure(open.get(i).span, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ShardFailure(open.get(i).span, e);
      }
    }
  }

  /** What the runner holds is not taken from under a thread that still works with it. */
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
