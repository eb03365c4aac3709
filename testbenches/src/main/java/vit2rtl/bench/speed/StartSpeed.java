package vit2rtl.bench.speed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.bench.UnitBench;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Processes;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * How long a user waits: elaboration of a unit once the JVM is warm (processor time of the whole process, since it runs
 * on threads of its own), and the second start of an unchanged model (elapsed time).
 */
final class StartSpeed {
  private static final int WARM = 80;
  /** Elaborations timed as one: the time of a process comes in steps of 10 ms. */
  private static final int TOGETHER = 5;

  private final int repetitions;

  StartSpeed(int repetitions) {
    this.repetitions = repetitions;
  }

  Measurement elaboration(String name, Supplier<RtlDesign> elaborate) {
    for (int i = 0; i < WARM; i++) {
      elaborate.get();
    }
    double[] times = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long start = CpuTime.ofProcess();
      for (int j = 0; j < TOGETHER; j++) {
        elaborate.get();
      }
      times[i] = (CpuTime.ofProcess() - start) / 1e6 / TOGETHER;
    }
    return Measurement.atMost(name + ", elaboration, warm", "ms", Median.of(times), 100, "at most 100 ms");
  }

  /** A new process each time: from the call of {@link Simulator#open} to a model that is reset and ready. */
  Measurement secondStart() {
    Child.open();
    double[] times = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      String printed = Processes.run(null, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xss64m", "-cp", System.getProperty("java.class.path"), Child.class.getName()));
      times[i] = Double.parseDouble(printed.strip().lines().reduce((a, b) -> b).orElseThrow());
    }
    return Measurement.atMost("LayerNorm, second start of unchanged RTL", "s", Median.of(times), 0.3, "at most 0.3 s");
  }

  /** Opens the model in a process of its own and prints the seconds it took. */
  static final class Child {
    public static void main(String[] args) {
      System.out.println(open());
    }

    private static double open() {
      UnitKind kind = UnitKinds.named("layernorm");
      UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of())));
      long start = System.nanoTime();
      try (Simulation simulation = Simulator.open(bench.design())) {
        simulation.step();
        return (System.nanoTime() - start) / 1e9;
      }
    }
  }
}
