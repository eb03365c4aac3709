package vit2rtl.sim.icarus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;

class IcarusTest {
  private static final int[] TAPS = {3, -5, 0, 7};
  private static final int ROW = 9;
  private static RtlDesign filter;

  @BeforeAll
  static void needsIcarus() {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    filter = Hdl.elaborate(() -> new FirFilter(8, TAPS));
  }

  private static int[] samples(int rows, long seed) {
    return new Random(seed).ints((long) rows * ROW, -128, 128).toArray();
  }

  private static int[] filtered(int[] x) {
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < TAPS.length && k <= i % ROW; k++) {
        y[i] += TAPS[k] * x[i - k];
      }
    }
    return y;
  }

  private static StreamJob job(int[] x, StallPattern in, StallPattern out) {
    return new StreamJob(List.of(new StreamSource("in", x, ROW, in)),
        List.of(new StreamSink("out", x.length / ROW, ROW, out)));
  }

  static Stream<Arguments> stalls() {
    return Stream.of(
        Arguments.of(StallPattern.none(), StallPattern.none()),
        Arguments.of(new StallPattern.Random(5, 30), new StallPattern.Random(6, 50)),
        Arguments.of(new StallPattern.Bursts(7, 20), new StallPattern.Random(8, 99)),
        Arguments.of(StallPattern.none(), new StallPattern.Bursts(-9, 65535 / 1000)),
        Arguments.of(new StallPattern.Late(5), new StallPattern.AfterValid(1)),
        Arguments.of(new StallPattern.Random(3, 60), new StallPattern.AfterValid(3)),
        Arguments.of(StallPattern.none(), new StallPattern.Late(70)));
  }

  /** The same job through both simulators: equal elements, and the same number of cycles because the stalls agree. */
  @ParameterizedTest
  @MethodSource("stalls")
  void agreesWithVerilatorToTheCycle(StallPattern in, StallPattern out) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    int[] x = samples(12, 1);
    StreamJob job = job(x, in, out);
    VectorOutcome icarus = Icarus.run(new VectorCheck(filter, job, filtered(x)));
    assertTrue(icarus.passed(), icarus.toString());
    assertEquals(x.length, icarus.elements());
    try (Simulation verilator = Simulator.open(filter)) {
      StreamResult result = verilator.stream(job);
      assertArrayEquals(filtered(x), result.data());
      assertEquals(result.cycles(), icarus.cycles());
    }
  }

  @Test
  void aWrongExpectationIsTheFirstDifference() {
    int[] x = samples(4, 2);
    int[] expected = filtered(x);
    expected[13]++;
    expected[20]--;
    VectorOutcome outcome = Icarus.run(new VectorCheck(filter, job(x, StallPattern.none(), StallPattern.none()),
        expected));
    assertFalse(outcome.passed());
    assertEquals(2, outcome.differences());
    assertEquals("stream out, element 13: expected " + expected[13] + ", got " + (expected[13] - 1)
        + " in cycle 14", outcome.first().orElseThrow().toString());
  }

  private static VectorOutcome mutant(String from, String to) {
    assertTrue(filter.text().contains(from), filter.text());
    int[] x = samples(4, 3);
    return Icarus.run(new VectorCheck(filter, job(x, StallPattern.none(), new StallPattern.Random(1, 40)), filtered(x)),
        VerilogSources.netlist(filter.text().replace(from, to)));
  }

  @Test
  void brokenStreamRulesAreFaults() {
    assertEquals("failed: stream out has last on the wrong beat in cycle 1",
        mutant("assign out_last = last;", "assign out_last = !last;").toString());
    assertTrue(mutant("assign out_valid = full;", "reg odd; always @(posedge clk) if (reset) odd <= 0; else odd <="
            + " !odd; assign out_valid = full && odd;").toString()
        .startsWith("failed: stream out dropped valid before the transfer in cycle "));
    assertTrue(mutant("assign out_data_0 = result;",
        "reg odd = 0; always @(posedge clk) odd <= !odd; assign out_data_0 = result ^ odd;").toString()
        .contains("changed its payload while waiting"));
  }

  @Test
  void undefinedValuesAreSeen() {
    VectorOutcome outcome = mutant("assign out_data_0 = result;",
        "reg never; assign out_data_0 = result ^ {11'd0, never};");
    assertEquals("x", outcome.first().orElseThrow().actual().toLowerCase());
    assertTrue(mutant("assign in_ready = advance;", "reg never; assign in_ready = never;").toString()
        .startsWith("failed: in_ready is undefined in cycle 0"));
  }

  @Test
  void aDesignThatStopsOrNeverDeliversIsAFault() {
    assertEquals("failed: the sinks did not get all their rows in cycle 500",
        Icarus.run(new VectorCheck(filter, List.of(), new StreamJob(List.of(),
            List.of(new StreamSink("out", 1, ROW, StallPattern.none())), 500, vit2rtl.sim.dut.CycleWindow.NONE),
            List.of(new int[ROW]))).toString());
    assertEquals("failed: the design ended the simulation: enough",
        mutant("endmodule", "initial begin #200 $display(\"enough\"); $finish; end\nendmodule").toString());
  }

  @Test
  void runsANetlistWithCellModels(@TempDir Path folder) throws Exception {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    Path cells = Path.of("/usr/share/yosys/ice40/cells_sim.v");
    assumeTrue(Files.exists(cells), "yosys' iCE40 cell models are not where Debian puts them");
    Files.writeString(folder.resolve("design.v"), filter.text());
    Processes.run(folder, List.of("yosys", "-q", "-p",
        "read_verilog design.v; synth_ice40 -top FirFilter; write_verilog -noattr netlist.v"));
    int[] x = samples(6, 4);
    VectorOutcome outcome = Icarus.run(new VectorCheck(filter, job(x, new StallPattern.Random(2, 20),
        new StallPattern.Random(3, 20)), filtered(x)),
        VerilogSources.netlist(Files.readString(folder.resolve("netlist.v")), cells)
            .withDefines("NO_ICE40_DEFAULT_ASSIGNMENTS"));
    assertTrue(outcome.passed(), outcome.toString());
    assertEquals(x.length, outcome.elements());
  }

  @Test
  void badRequestsAreRefused() {
    StreamJob job = job(samples(2, 1), StallPattern.none(), StallPattern.none());
    assertEquals("stream out: 3 expected elements; needed: 18", assertThrows(IllegalArgumentException.class,
        () -> new VectorCheck(filter, job, new int[3])).getMessage());
    assertEquals("port out_valid of FirFilter is an output", assertThrows(IllegalArgumentException.class,
        () -> new VectorCheck(filter, List.of(Map.of("out_valid", 1L)), job, List.of(new int[18]))).getMessage());
  }
}
