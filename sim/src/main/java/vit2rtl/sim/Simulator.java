package vit2rtl.sim;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import vit2rtl.hdl.emit.NativeLibraries;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.build.ModelBuild;
import vit2rtl.sim.build.ModelCache;
import vit2rtl.sim.build.ModelReport;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.model.Bridge;

/** Opens simulations: Verilator models of designs, built on first use and cached. */
public final class Simulator {
  private static final System.Logger LOG = System.getLogger(Simulator.class.getName());
  private static final Set<Path> REPORTED = ConcurrentHashMap.newKeySet();
  private static ModelBuild build;

  private Simulator() {}

  /**
   * Opens a simulation: builds the model, or takes it from the cache, and resets it.
   *
   * @param design  an elaborated design
   * @param options waves, assertions, probes and limits
   * @return the simulation, to be closed
   */
  public static Simulation open(RtlDesign design, SimOptions options) {
    NativeLibraries.requirePlace();
    ModelBuild builder = build();
    Bridge.register(builder.bridge());
    ModelBuild.Built built = builder.model(options.model(design));
    long start = System.nanoTime();
    Simulation simulation = new Simulation(design, options, Bridge.open(built.library()));
    ModelReport report = built.report().loadedIn((System.nanoTime() - start) / 1e9);
    simulation.builtAs(report);
    if (report.origin() == ModelReport.Origin.BUILT) {
      LOG.log(Level.INFO, () -> "the simulation model of " + design.topName() + ": " + report);
    } else if (REPORTED.add(built.library())) {
      LOG.log(Level.DEBUG, () -> "the simulation model of " + design.topName() + ": " + report);
    }
    return simulation;
  }

  /**
   * Opens a simulation, gives it to stimulus in a thread of its own, and closes it. Stimulus that has not ended in
   * time, stepping or not, ends in a {@link SimulationException} with the cycle and the line it was at.
   *
   * @param design   an elaborated design
   * @param options  waves, assertions, probes and limits
   * @param limit    how long the stimulus may take
   * @param stimulus what to do with the simulation
   */
  public static void run(RtlDesign design, SimOptions options, Duration limit, Consumer<Simulation> stimulus) {
    Watchdog.run(design, options, limit, stimulus);
  }

  /**
   * Opens a simulation with {@link SimOptions#defaults}.
   *
   * @param design an elaborated design
   * @return the simulation, to be closed
   */
  public static Simulation open(RtlDesign design) {
    return open(design, SimOptions.defaults());
  }

  static synchronized ModelBuild build() {
    if (build == null) {
      build = new ModelBuild(ModelCache.standard());
    }
    return build;
  }
}
