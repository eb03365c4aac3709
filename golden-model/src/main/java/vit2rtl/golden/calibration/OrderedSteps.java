package vit2rtl.golden.calibration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Numbered tasks on all cores that meet at named steps: at each step they pass one after another in the order of their
 * numbers, so that what a step gathers does not depend on the number of cores and nothing is kept for later. Tasks start
 * in order too, so the first unfinished one never waits.
 */
final class OrderedSteps {
  private final Map<String, Integer> next = new HashMap<>();
  private int firstFailed = Integer.MAX_VALUE;

  /** What one number does. */
  @FunctionalInterface
  interface Task {
    void run(int index);
  }

  /** Runs tasks 0…count − 1; the first failure ends all. {@code progress} receives how many are done. */
  void run(int count, Task task, IntConsumer progress) {
    ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        running.add(threads.submit(() -> attempt(task, index)));
      }
      for (int i = 0; i < count; i++) {
        running.get(i).get();
        progress.accept(i + 1);
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void attempt(Task task, int index) {
    boolean done = false;
    try {
      task.run(index);
      done = true;
    } finally {
      if (!done) {
        fail(index);
      }
    }
  }

  /** Passes a step when all lower numbers have. */
  void take(String step, int index, Runnable action) {
    await(step, index);
    action.run();
    pass(step);
  }

  private synchronized void await(String step, int index) {
    while (next.getOrDefault(step, 0) != index) {
      if (firstFailed < index) {
        throw new IllegalStateException("task " + firstFailed + " failed");
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private synchronized void pass(String step) {
    next.merge(step, 1, Integer::sum);
    notifyAll();
  }

  private synchronized void fail(int index) {
    firstFailed = Math.min(firstFailed, index);
    notifyAll();
  }
}
