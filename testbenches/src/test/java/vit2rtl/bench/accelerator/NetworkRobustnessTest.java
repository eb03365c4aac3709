package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.Shifts;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;

/** What a running accelerator lives through: other models, a reset, streams that stop. */
class NetworkRobustnessTest {
  private static final NetworkCase NETWORK = NetworkCase.of(4, 2, 1, 8, 2, 2, 12, 5, 1, true, "macs=8 lanes=2");
  private static QuantizedVit model;
  private static QuantizedVit other;
  private static AcceleratorBench bench;
  private static ActivationMemories memories;
  private static Simulation simulation;

  @BeforeAll
  static void open() {
    model = NETWORK.model();
    other = NETWORK.model(20);
    AcceleratorConfig own = NETWORK.bench(model).config();
    bench = new AcceleratorBench(with(own, Formats.of(List.of(model, other))));
    memories = new ActivationMemories(bench.design());
    simulation = Simulator.open(bench.design(), NetworkCase.OPTIONS.withProbes(memories.probes()));
  }

  @AfterAll
  static void close() {
    simulation.close();
  }

  @BeforeEach
  void reset() {
    simulation.reset();
  }

  private static void requireGood(QuantizedVit of, Stalls stalls) {
    AcceleratorBench.Outcome outcome = bench.run(simulation, of, NETWORK.some(2), stalls);
    assertEquals(Optional.empty(), outcome.first());
  }

  @Test
  void runsAnotherModelWithoutReset() {
    requireGood(model, Stalls.NONE);
    requireGood(other, Stalls.random(3));
    requireGood(model, Stalls.NONE);
    requireGood(other, Stalls.NONE);
  }

  /** No image reads what another left: random bits in all activations and sums between them change nothing. */
  @Test
  void poisonedMemoriesBetweenImagesChangeNothing() {
    Random random = new Random(1);
    for (Stalls stalls : List.of(Stalls.NONE, Stalls.random(3), Stalls.NONE)) {
      assertTrue(memories.poison(simulation, random) > 100);
      requireGood(model, stalls);
    }
  }

  @Test
  void poisonWithinAnImageIsSeen() {
    Image image = NETWORK.some(1).get(0);
    Program program = ProgramBuilder.build(bench.config(), model);
    List<StreamSource> sources = bench.job(program, program.stream(), List.of(image), Stalls.NONE).sources();
    StreamSource constants = sources.get(0);
    int beats = constants.data().length / constants.rowLength();
    assertThrows(SimulationException.class, () -> simulation.stream(new StreamJob(
        List.of(part(constants, 0, beats / 2), sources.get(1)), List.of(logits()), 20_000, CycleWindow.NONE)));
    memories.poison(simulation, new Random(1));
    assertFalse(Arrays.equals(golden(image), simulation.stream(new StreamJob(List.of(part(constants, beats / 2, beats)),
        List.of(logits()), 100_000, CycleWindow.NONE)).data()));
  }

  @Test
  void aModelOfWiderIntegersIsRefused() {
    Formats own = Formats.of(model);
    Formats narrow = new Formats(own.accumulatorBits() - 1, own.stream(), own.operandBits(), own.logitBits(),
        own.norm(), own.normFormat(), own.softmax(), own.expFormat(), own.geluBits());
    assertEquals("the model's sums of the matrix products need " + own.accumulatorBits() + " bits; the accelerator was"
        + " made for " + (own.accumulatorBits() - 1) + ": generate it for this model",
        refusal(with(bench.config(), narrow), model));
  }

  @Test
  void aModelThatShiftsFurtherIsRefused() {
    IntRange own = Shifts.of(model);
    IntRange fewer = new IntRange(own.min() + 1, own.max());
    AcceleratorConfig config = bench.config().withEconomy(new Economy(Economy.NormProducts.DSP,
        Economy.Attention.PIPELINED, Economy.Jobs.QUEUED,
        Economy.Memories.BLOCKS, fewer));
    assertEquals("the model's requantisers shift by " + own.min() + " to " + own.max() + "; the accelerator was made for "
        + fewer.min() + " to " + fewer.max() + ": generate it for this model, or with shifts=any",
        refusal(config, model));
  }

  @Test
  void operandsOfNineBitsNeedOtherMultipliersAndMemories() {
    QuantizedVit codes = NETWORK.with(Recipe.FQVIT).model();
    AcceleratorConfig config = with(bench.config(), Formats.of(codes));
    assertEquals(9, config.formats().operandBits());
    assertTrue(assertThrows(InputException.class, () -> config.withProducts(AcceleratorConfig.Products.DUAL)).getMessage()
        .startsWith("network: products=dual with operands of 9 bits; allowed: 8"));
    assertTrue(assertThrows(InputException.class, () -> config.withEconomy(new Economy(Economy.NormProducts.DSP,
        Economy.Attention.PIPELINED, Economy.Jobs.QUEUED, Economy.Memories.SINGLE_PORT, Shifts.ANY))).getMessage()
        .startsWith("network: memories=single-port with operands of 9 bits; allowed: 8"));
  }

  @Test
  void aModelOfTheOtherRecipeIsRefused() {
    QuantizedVit codes = NETWORK.with(Recipe.FQVIT).model();
    assertEquals("the model's residual stream is wide (recipe wide); the accelerator was made for a stream of PTF codes"
        + " (recipe fqvit): generate it for this model", refusal(with(bench.config(), Formats.of(codes)), model));
    assertEquals("the model's residual stream consists of PTF codes (recipe fqvit); the accelerator was made for a stream"
        + " of " + bench.config().formats().stream().bits() + " bits (recipe wide): generate it for this model",
        refusal(bench.config(), codes));
  }

  private static AcceleratorConfig with(AcceleratorConfig sizes, Formats formats) {
    return new AcceleratorConfig(sizes.shape(), formats, sizes.columns(), sizes.inner(), sizes.lanes(),
        sizes.softmaxLanes(), sizes.contextLanes(), sizes.groups(), sizes.taps());
  }

  private static String refusal(AcceleratorConfig config, QuantizedVit of) {
    return assertThrows(InputException.class, () -> ProgramBuilder.build(config, of)).getMessage();
  }

  @Test
  void aResetInTheMiddleOfAnImageLeavesNothing() {
    Program program = ProgramBuilder.build(bench.config(), model);
    long whole = new CycleModel(program).run(1);
    for (long cycles = whole / 7; cycles < whole; cycles += whole / 7) {
      StreamJob job = bench.job(program, program.stream(), NETWORK.some(1), Stalls.NONE);
      long most = cycles;
      assertThrows(SimulationException.class,
          () -> simulation.stream(new StreamJob(job.sources(), job.sinks(), most, CycleWindow.NONE)));
      simulation.reset();
      requireGood(model, Stalls.NONE);
    }
  }

  private static StreamSink logits() {
    return new StreamSink("logits", 1, bench.config().shape().classes(), StallPattern.none());
  }

  private static int[] golden(Image image) {
    return new IntegerVit(model).logits(image);
  }

  private static StreamSource part(StreamSource source, int from, int to) {
    int row = source.rowLength();
    return new StreamSource(source.stream(), Arrays.copyOfRange(source.data(), from * row, to * row), row,
        source.stalls());
  }

  @Test
  void constantsThatStopInTheMiddleHoldTheImageUntilTheyGoOn() {
    Image image = NETWORK.some(1).get(0);
    Program program = ProgramBuilder.build(bench.config(), model);
    List<StreamSource> sources = bench.job(program, program.stream(), List.of(image), Stalls.NONE).sources();
    StreamSource constants = sources.get(0);
    int beats = constants.data().length / constants.rowLength();
    for (int cut : new int[] {1, beats / 3, beats / 2, beats - 1}) {
      assertThrows(SimulationException.class, () -> simulation.stream(new StreamJob(
          List.of(part(constants, 0, cut), sources.get(1)), List.of(logits()), 20_000, CycleWindow.NONE)));
      simulation.step();
      assertEquals(0, simulation.peek("logits_valid"), "cut at beat " + cut);
      assertArrayEquals(golden(image), simulation.stream(new StreamJob(List.of(part(constants, cut, beats)),
          List.of(logits()), 100_000, CycleWindow.NONE)).data(), "cut at beat " + cut);
    }
  }

  @Test
  void aSinkThatDoesNotTakeTheLogitsGetsThemLater() {
    Image image = NETWORK.some(1).get(0);
    Program program = ProgramBuilder.build(bench.config(), model);
    StreamJob whole = bench.job(program, program.stream(), List.of(image, image), Stalls.NONE);
    assertThrows(SimulationException.class, () -> simulation.stream(new StreamJob(whole.sources(),
        List.of(new StreamSink("tap_norm_out", 1 << 20, 1, StallPattern.none())), 50_000, CycleWindow.NONE)));
    simulation.step();
    assertEquals(1, simulation.peek("logits_valid"));
    assertArrayEquals(golden(image), simulation.stream(new StreamJob(List.of(), List.of(logits()), 100_000,
        CycleWindow.NONE)).data());
  }
}
