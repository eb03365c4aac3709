package vit2rtl.golden.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

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

  @Override
  public void run(Work work, List<Span> spans, Receiver receiver) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicReference<ShardFailure> failed = new AtomicReference<>();
    try (Work.Runner runner = work.open()) {
      for (Span span : spans) {
        Open shard = new Open(span, runner, receiver, failed);
        if (span.size() == 0) {
          synchronized (receiver) {
            receiver.shard(span, List.of(), 0);
          }
        }
        for (int unit = span.from(); unit < span.to(); unit++) {
          int which = unit;
          pool.execute(() -> shard.run(which));
        }
      }
      // What the runner holds is not taken from under a thread that still works with it.
      pool.shutdown();
      pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
    if (failed.get() != null) {
      throw failed.get();
    }
  }

  /** A shard whose units come in, in any order; after a failure no unit of any shard is begun. */
  private static final class Open {
    private final Span span;
    private final Work.Runner runner;
    private final Receiver receiver;
    private final AtomicReference<ShardFailure> failed;
    private final byte[][] results;
    private int left;
    private long start = Long.MAX_VALUE;

    Open(Span span, Work.Runner runner, Receiver receiver, AtomicReference<ShardFailure> failed) {
      this.span = span;
      this.runner = runner;
      this.receiver = receiver;
      this.failed = failed;
      this.results = new byte[span.size()][];
      this.left = span.size();
    }

    void run(int unit) {
      if (failed.get() != null) {
        return;
      }
      try {
        begin();
        end(unit, runner.run(unit));
      } catch (RuntimeException | Error e) {
        failed.compareAndSet(null, new ShardFailure(span, e));
      }
    }

    private synchronized void begin() {
      start = Math.min(start, System.nanoTime());
    }

    private void end(int unit, byte[] result) {
      synchronized (receiver) {
        results[unit - span.from()] = result;
        left--;
        receiver.units(1);
        if (left == 0) {
          receiver.shard(span, Arrays.asList(results), (System.nanoTime() - start) * 1e-9);
        }
      }
    }
  }
}
