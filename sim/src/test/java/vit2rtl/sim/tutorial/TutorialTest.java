package vit2rtl.sim.tutorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.examples.Adder;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.inspect.BlockDiagram;
import vit2rtl.hdl.inspect.Inspection;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.FailureWaves;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamResult;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.TextWave;
import vit2rtl.sim.Tools;
import vit2rtl.sim.Waveform;
import vit2rtl.sim.coverage.CoverageReport;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.sim.icarus.VectorOutcome;

/** The snippets of docs/tutorial.md, run; and the page compared with what is run. */
class TutorialTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- (\\S+?)(?:#(\\w+))? -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  @BeforeAll
  static void needsTheTools() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
  }

  @Test
  void adder() {
    // [adder]
    Design<Adder> design = Hdl.design(Adder::new);
    Adder dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(dut.a, 9);
      sim.poke(dut.b, 9);
      sim.eval();
      assertEquals(18, sim.peek(dut.sum));
    }
    // [end]
  }

  // [narrow]
  static final class TooNarrow extends Component {
    final UInt a = in(UInt.range(0, 9));
    final UInt sum = out(UInt.range(0, 15));

    @Override
    protected void build() {
      sum.set(a.add(a));
    }
  }
  // [end]

  @Test
  void overflow() {
    String message = assertThrows(RangeException.class, () -> Hdl.elaborate(TooNarrow::new)).getMessage();
    assertTrue(page().contains(message.replaceFirst(":\\d+:", ":12:")), message);
  }

  @Test
  void counter() {
    // [counter]
    Design<Counter> design = Hdl.design(() -> new Counter(4));
    Counter dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(dut.enable, 1);
      sim.step(3);
      assertEquals(3, sim.peek(dut.count));
      sim.runUntil(() -> sim.peek(dut.count) == 0, 100);
      assertEquals(16, sim.cycles() - 4);
    }
    // [end]
  }

  @Test
  void filter() {
    // [filter]
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    int[] x = {1, 2, 3, -4, 5, 6};
    int[] y = {2, 3, 4, -11, 14, 7};
    StreamJob job = new StreamJob(
        List.of(new StreamSource("in", x, x.length, StallPattern.none())),
        List.of(new StreamSink("out", 1, x.length, new StallPattern.Random(1, 50))))
        .withWindow(new CycleWindow(0, 9));
    try (Simulation sim = Simulator.open(filter)) {
      StreamResult run = sim.stream(job);
      assertArrayEquals(y, run.data());
      System.out.print(TextWave.of(run.samples()).only(Set.of("in_data_0", "out_valid", "out_ready")).render());
    }
    // [end]
  }

  @Test
  void theWaveOnThePageIsTheOneThatIsPrinted() {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    int[] x = {1, 2, 3, -4, 5, 6};
    try (Simulation sim = Simulator.open(filter)) {
      StreamResult run = sim.stream(new StreamJob(
          List.of(new StreamSource("in", x, x.length, StallPattern.none())),
          List.of(new StreamSink("out", 1, x.length, new StallPattern.Random(1, 50))))
          .withWindow(new CycleWindow(0, 9)));
      String wave = TextWave.of(run.samples()).only(Set.of("in_data_0", "out_valid", "out_ready")).render();
      assertTrue(page().contains(wave), wave);
    }
  }

  @Test
  void secondSimulator() {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    int[] x = {1, 2, 3, -4, 5, 6};
    int[] y = {2, 3, 4, -11, 14, 7};
    // [icarus]
    StreamJob job = new StreamJob(
        List.of(new StreamSource("in", x, x.length, StallPattern.none())),
        List.of(new StreamSink("out", 1, x.length, new StallPattern.Random(1, 50))));
    VectorOutcome outcome = Icarus.run(new VectorCheck(filter, job, y));
    assertTrue(outcome.passed(), outcome.toString());
    // [end]
  }

  @Test
  void inspection(@TempDir Path folder) throws IOException {
    // [inspect]
    Design<FirFilter> design = Hdl.design(() -> new FirFilter(8, 1, -2, 3, 5));
    System.out.print(Inspection.of(design));
    BlockDiagram.of(design).forEach((name, svg) -> AtomicFile.write(folder.resolve(name), svg));
    // [end]
    assertEquals(
        Files.readString(root().resolve("hdl-gen/java-hdl/src/test/resources/vit2rtl/hdl/inspect/FirFilter.svg")),
        Files.readString(folder.resolve("FirFilter.svg")));
  }

  @Test
  void coverage(@TempDir Path folder) throws IOException {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    int[] x = {1, 2, 3, -4, 5, 6};
    StreamJob job = new StreamJob(
        List.of(new StreamSource("in", x, x.length, StallPattern.none())),
        List.of(new StreamSink("out", 1, x.length, new StallPattern.Random(1, 50))));
    // [coverage]
    SimOptions counting = SimOptions.defaults().withCovering(SimOptions.Covering.ON);
    CoverageReport report = new CoverageReport();
    for (int seed = 1; seed <= 2; seed++) {
      try (Simulation sim = Simulator.open(filter, counting.withSeed(seed))) {
        sim.stream(job);
        report.with("", sim.coverage());
      }
    }
    System.out.print(report.text(10));
    report.write(folder);
    // [end]
    assertTrue(Files.readString(folder.resolve("coverage.info")).contains("SF:" + folder.resolve("FirFilter.v")));
  }

  @Test
  void waves(@TempDir Path folder) throws IOException {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    int[] x = {1, 2, 3, -4, 5, 6};
    StreamJob job = new StreamJob(
        List.of(new StreamSource("in", x, x.length, StallPattern.none())),
        List.of(new StreamSink("out", 1, x.length, new StallPattern.Random(1, 50))));
    // [waves]
    Waveform wave = new Waveform(folder.resolve("filter.vcd")).withDepth(1).withCycles(4, 12);
    try (Simulation sim = Simulator.open(filter, SimOptions.defaults().withWaveform(wave))) {
      sim.stream(job);
    }
    // [end]
    assertTrue(Files.readString(folder.resolve("filter.vcd")).contains(" in_valid "));
  }

  @Test
  void failure(@TempDir Path folder) {
    Design<Counter> counter = Hdl.design(() -> new Counter(4));
    // [failure]
    SimOptions options = SimOptions.defaults().withFailureWaves(FailureWaves.in(folder));
    try (Simulation sim = Simulator.open(counter.rtl(), options)) {
      SimulationException failure = assertThrows(SimulationException.class,
          () -> sim.runUntil(() -> sim.peek(counter.top().count) == 1, 50));
      assertTrue(Files.exists(failure.waves().orElseThrow()));
    }
    // [end]
  }

  /** Every snippet names the file it is from; it is the whole file from its class comment on, or a marked part. */
  @Test
  void everySnippetIsCodeThatIsBuilt() throws IOException {
    Matcher snippet = SNIPPET.matcher(page());
    int count = 0;
    while (snippet.find()) {
      assertEquals(source(snippet.group(1), snippet.group(2)), snippet.group(3), snippet.group(1));
      count++;
    }
    assertEquals(29, count);
  }

  private static String source(String file, String part) throws IOException {
    String text = Files.readString(root().resolve(file));
    if (part == null) {
      return text.substring(text.indexOf("/**"));
    }
    String marker = "// [" + part + "]\n";
    int from = text.indexOf(marker) + marker.length();
    return text.substring(from, text.indexOf("// [end]", from)).stripIndent().stripTrailing() + "\n";
  }

  private static Path root() {
    return Path.of(System.getProperty("vit2rtl.root"));
  }

  private static String page() {
    try {
      return Files.readString(root().resolve("docs/tutorial.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
