package vit2rtl.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.bench.UnitBench;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** The simulator's benchmark: every figure with its peer, both sides measured in this run. */
public final class SimSpeed {
  /** How many measurements a run gives. */
  public static final int ROWS = 9;

  private static final int UNIT_ROWS = 2000;

  private final int repetitions;

  /**
   * @param repetitions of each side, at least 1; medians are reported
   */
  public SimSpeed(int repetitions) {
    this.repetitions = repetitions;
  }

  /**
   * Measures, one after another.
   *
   * @param step receives what is measured next
   * @param done receives each measurement as soon as it is there
   */
  public void run(Consumer<String> step, Consumer<Measurement> done) {
    BatchedSpeed batched = new BatchedSpeed(repetitions);
    for (UnitKind kind : List.of(UnitKinds.named("layernorm"), UnitKinds.named("softmax"))) {
      step.accept(kind.name() + " against C++");
      UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of())));
      done.accept(batched.unit(bench.design().topName(), bench, UNIT_ROWS));
      done.accept(new StartSpeed(repetitions).elaboration(bench.design().topName(),
          () -> bench.elaborate(Language.VERILOG)));
    }
    step.accept("counter against C++");
    done.accept(batched.counter());
    step.accept("counter against SpinalSim");
    ports().forEach(done);
    step.accept("second start");
    done.accept(new StartSpeed(repetitions).secondStart());
  }

  private List<Measurement> ports() {
    Path workspace = null;
    try {
      workspace = Files.createTempDirectory("vit2rtl-spinalsim");
      return new PortSpeed(repetitions).measure(workspace);
    } catch (IOException e) {
      throw new ToolException("the benchmark needs a temporary folder: " + e.getMessage(), e);
    } finally {
      delete(workspace);
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ToolException("the folder " + folder + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
