package vit2rtl.bench.speed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;
import scala.runtime.BoxedUnit;
import spinal.core.ClockDomain;
import spinal.core.sim.SimCompiled;
import spinal.core.sim.package$;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.sim.tool.ToolException;

/**
 * The same counter in SpinalSim, written as its users write it: a forked clock, {@code waitSampling}, {@code #=} and
 * {@code toInt}. SpinalSim builds its own Verilator model through JNI.
 */
final class SpinalSimCounter {
  private static final int WARM = 20_000;
  private static final int CYCLES = 100_000;

  private final int repetitions;

  SpinalSimCounter(int repetitions) {
    this.repetitions = repetitions;
  }

  double nanoseconds(Path workspace) throws IOException {
    double[] times = new double[repetitions];
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(console, true, StandardCharsets.UTF_8)) {
      scala.Console$.MODULE$.withOut(stream, () -> {
        AtomicReference<Counter> top = new AtomicReference<>();
        SimCompiled<spinal.core.Component> compiled = package$.MODULE$.SimConfig().withVerilator()
            .workspacePath(workspace.toString()).compile(() -> Hdl.insideSpinal(() -> {
              top.set(new Counter(8));
              return top.get();
            }));
        compiled.doSim(component -> {
          run(component.clockDomain().get(), top.get(), times);
          return BoxedUnit.UNIT;
        });
        return BoxedUnit.UNIT;
      });
    } catch (RuntimeException | LinkageError e) {
      throw new ToolException("SpinalSim cannot run here: " + e + "\n" + console.toString(StandardCharsets.UTF_8), e);
    }
    return Median.of(times);
  }

  private void run(ClockDomain domain, Counter dut, double[] times) {
    // SpinalSim's accessors are members of a Scala package object; Java cannot write their class names.
    var clock = package$.MODULE$.SimClockDomainPimper(domain);
    var enable = package$.MODULE$.SimBoolPimper(dut.enable.spinal());
    var count = package$.MODULE$.SimBitVectorPimper(dut.count.spinal());
    clock.forkStimulus(10L);
    IntToLongFunction loop = cycles -> {
      long sum = 0;
      for (int i = 0; i < cycles; i++) {
        enable.$hash$eq((i & 1) == 1);
        clock.waitSampling();
        sum += count.toInt();
      }
      return sum;
    };
    long sum = loop.applyAsLong(WARM);
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      sum += loop.applyAsLong(CYCLES);
      times[i] = (double) (System.nanoTime() - start) / CYCLES;
    }
    if (sum == 0) {
      throw new IllegalStateException("SpinalSim's counter did not count");
    }
  }
}
