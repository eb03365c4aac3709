package vit2rtl.sim;

import java.security.CodeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * Runs stimulus in a thread of its own, so that stimulus that never ends is left behind with a message instead of a
 * program that hangs. The thread is a daemon: it cannot keep the JVM alive, and its next request to the simulation ends
 * it.
 */
final class Watchdog {
  private static final Duration GRACE = Duration.ofMillis(500);

  private final RtlDesign design;
  private final Thread thread;
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile Simulation simulation;
  private volatile Throwable failure;

  private Watchdog(RtlDesign design, SimOptions options, Consumer<Simulation> stimulus) {
    this.design = design;
    this.thread = new Thread(null, () -> run(options, stimulus), "stimulus of " + design.topName());
    thread.setDaemon(true);
  }

  private void run(SimOptions options, Consumer<Simulation> stimulus) {
    try (Simulation sim = Simulator.open(design, options)) {
      simulation = sim;
      opened.countDown();
      stimulus.accept(sim);
    } catch (Throwable e) {
      failure = e;
    } finally {
      opened.countDown();
    }
  }

  /** Building the model does not count against the limit. */
  static void run(RtlDesign design, SimOptions options, Duration limit, Consumer<Simulation> stimulus) {
    Watchdog watchdog = new Watchdog(design, options, stimulus);
    watchdog.thread.start();
    try {
      watchdog.opened.await();
      watchdog.thread.join(limit.toMillis());
      if (watchdog.thread.isAlive()) {
        throw watchdog.stop(limit);
      }
    } catch (InterruptedException e) {
      watchdog.thread.interrupt();
      Thread.currentThread().interrupt();
      throw new SimulationException("the simulation of " + design.topName() + " was interrupted");
    }
    watchdog.rethrow();
  }

  private SimulationException stop(Duration limit) throws InterruptedException {
    StackTraceElement[] trace = thread.getStackTrace();
    long cycle = simulation.cycles();
    simulation.end("was stopped: its stimulus did not end");
    thread.interrupt();
    thread.join(GRACE.toMillis());
    return new SimulationException(design.topName() + ": the stimulus did not end within " + limit.toMillis() / 1000.0
        + " s; it was in cycle " + cycle + " at " + userFrame(trace));
  }

  private void rethrow() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  /** The innermost line that belongs neither to Java nor to this module. */
  private static String userFrame(StackTraceElement[] trace) {
    for (StackTraceElement frame : trace) {
      if (isUsers(frame.getClassName())) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
            + frame.getLineNumber() + ")";
      }
    }
    return "an unknown place";
  }

  private static boolean isUsers(String className) {
    if (className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("com.sun.jna.")) {
      return false;
    }
    try {
      CodeSource source = Class.forName(className, false, Thread.currentThread().getContextClassLoader())
          .getProtectionDomain().getCodeSource();
      return !Objects.equals(source, Watchdog.class.getProtectionDomain().getCodeSource());
    } catch (ClassNotFoundException | LinkageError e) {
      return true;
    }
  }
}
