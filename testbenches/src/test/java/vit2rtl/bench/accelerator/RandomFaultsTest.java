package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;

/**
 * Faults of one bit at random places of a whole network's text: each of them that changes a tensor is named by one that
 * the faulty part can have spoilt first.
 */
class RandomFaultsTest {
  private static final int SITES = 130;
  private static final int NAMED = 50;
  private static final NetworkCase NETWORK = NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true, "macs=8 lanes=2");

  /** What a fault does. */
  private enum Effect { NONE, NAMED, STOPS }

  private final QuantizedVit model = NETWORK.model();
  private final AcceleratorBench bench = NETWORK.bench(model);
  private final Program program = ProgramBuilder.build(bench.config(), model);
  private final List<Image> images = NETWORK.some(2);
  private final List<GoldenTensors> golden = images.stream()
      .map(image -> new GoldenTensors(new IntegerVit(model), image)).toList();
  private final FaultSites faults = new FaultSites(bench.design(), SITES, 11);
  /** The first tensor that a part computes, by the modules that only it consists of. */
  private final Map<Set<String>, String> firstOf = Map.of(
      FaultSites.only(bench.design(), "NormStage"), "blocks.0.norm1.in",
      FaultSites.only(bench.design(), "AttentionStage"), "blocks.0.attn.softmax",
      FaultSites.only(bench.design(), "LogitsStage"), "logits");

  @Test
  void everyFaultThatChangesATensorIsNamed() {
    long most = 3 * new CycleModel(program).run(images.size());
    Map<Effect, Integer> effects = new EnumMap<>(Effect.class);
    Set<String> modules = new HashSet<>();
    try (Simulation simulation = Simulator.open(faults.design(), NetworkCase.OPTIONS)) {
      assertEquals(Effect.NONE, run(simulation, most, 0), "without a fault");
      for (int fault = 1; fault <= SITES; fault++) {
        Effect effect = run(simulation, most, fault);
        effects.merge(effect, 1, Integer::sum);
        if (effect != Effect.NONE) {
          modules.add(faults.sites().get(fault - 1).module());
        }
      }
    }
    assertTrue(effects.get(Effect.NAMED) >= NAMED, effects.toString());
    for (String part : List.of("Engine", "Drain", "NormStage", "AttentionStage")) {
      Set<String> found = FaultSites.only(bench.design(), part);
      found.retainAll(modules);
      assertFalse(found.isEmpty(), "no fault in " + part);
    }
    for (String kind : List.of("Memory.*", "(Dispatcher|JobQueue|Progress|AddressWalk).*")) {
      assertTrue(modules.stream().anyMatch(name -> name.matches(".*" + kind)), "no fault in " + kind);
    }
  }

  private Effect run(Simulation simulation, long most, int fault) {
    simulation.poke("fault", fault);
    simulation.reset();
    StreamJob job = bench.job(program, program.stream(), images, Stalls.NONE);
    try {
      StreamResult result = simulation.stream(new StreamJob(job.sources(), job.sinks(), most, CycleWindow.NONE));
      Optional<Difference> first = bench.compare(program, result, golden).first();
      first.ifPresent(difference -> requireLikely(faults.sites().get(fault - 1), difference));
      return first.isPresent() ? Effect.NAMED : Effect.NONE;
    } catch (SimulationException stopped) {
      return Effect.STOPS;
    }
  }

  private void requireLikely(FaultSites.Site site, Difference first) {
    firstOf.forEach((modules, tensor) -> assertTrue(!modules.contains(site.module())
        || first.order() >= golden.get(0).tensor(tensor).order(), site + ": " + first));
  }
}
