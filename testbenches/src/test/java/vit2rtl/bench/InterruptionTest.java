package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VectorOutcome;
import vit2rtl.sim.icarus.VerilogSources;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Resets in the middle of rows, values that nobody has set, padding: what a unit promises beside its codes. */
@Execution(ExecutionMode.CONCURRENT)
class InterruptionTest {
  private static final int RESETS = 25;

  private final UnitKind kind = UnitKinds.named("ptf");
  private final UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of("channels", "5", "lanes", "2"))));

  @BeforeEach
  void tools() {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
  }

  static Optional<String> interrupted(UnitBench bench, Dut dut, int resets) {
    return Interruption.run(bench, dut, resets, new Random(5), (rows, random) -> Stimulus.rows(bench, rows, random));
  }

  private RtlDesign with(String from, String to) {
    return with(bench, from, to);
  }

  private static RtlDesign with(UnitBench bench, String from, String to) {
    RtlDesign own = bench.design();
    String text = own.verificationText().replaceAll(from, to);
    assertNotEquals(own.verificationText(), text, text);
    return new RtlDesign(own.topName(), own.language(), text, text, own.clocks(), own.ports(), own.streams());
  }

  @Test
  void rowsAfterAResetComeAsIfNothingHadBeen() {
    try (Dut dut = Icarus.open(bench.design())) {
      assertEquals(Optional.empty(), interrupted(bench, dut, RESETS));
    }
  }

  /** A counter of beats that keeps its value through a reset. */
  @Test
  void aCounterThatAResetDoesNotClearIsFound() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    RtlDesign faulty = with("if\\(reset\\) begin\\n(\\s+)count <= 2'd0;",
        "if(reset && count === 2'bxx) begin\n$1count <= 2'd0;");
    try (Simulation dut = Simulator.open(faulty, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      assertThrows(SimulationException.class, () -> interrupted(bench, dut, RESETS));
    }
  }

  /** A maximum that keeps what was before a reset, which shows where the first row behind it is a low one of several scores. */
  @Test
  void aMaximumThatAResetDoesNotClearIsFound() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitKind softmax = UnitKinds.named("softmax");
    UnitBench unit = new UnitBench(softmax.config(Settings.of(softmax, Map.of("length", "13", "lanes", "2", "score-bits", "4", "scale", "0.2"))));
    RtlDesign faulty = with(unit, "(greatest score[\\s\\S]*?)opens <= 1'b1;", "$1opens <= opens;");
    try (Simulation dut = Simulator.open(faulty, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      dut.reset();
      int[] rows = Stimulus.rows(unit, 30, new Random(1));
      assertTrue(unit.compare(dut, rows, StallPattern.none(), StallPattern.none()).equal(), "without resets it is right");
      String found = interrupted(unit, dut, 100).orElse("");
      assertTrue(found.startsWith("after a reset of "), found);
    }
  }

  /** A beat that is offered behind a reset although nothing came in is noticed, also where constants are loaded there. */
  @Test
  void whatIsOfferedWhileConstantsAreLoadedIsSeen() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitBench unit = new UnitBench(kind.config(Settings.of(kind, Map.of("channels", "3", "lanes", "1", "tables", "loadable"))));
    UnitBench layer = unit.drawn(new Random(1)).orElseThrow();
    RtlDesign faulty = with(unit, "  assign out_valid = (.*);", """
          reg before, more;
          always @(posedge clk) begin
            before <= reset;
            more <= before || more && !out_ready;
          end
          assign out_valid = $1 || more;
        """);
    for (RtlDesign each : List.of(unit.design(), faulty)) {
      try (Simulation dut = Simulator.open(each, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
        dut.reset();
        // What is offered behind the first one is gone.
        dut.poke("out_ready", 1);
        dut.step(4);
        layer.load(dut);
        boolean seen;
        try {
          seen = interrupted(layer, dut, RESETS).isPresent();
        } catch (SimulationException e) {
          seen = true;
        }
        assertEquals(each == faulty, seen);
      }
    }
  }

  /** Four values: a register that nothing sets shows in the first row that leaves. */
  @Test
  void anUndefinedCodeIsFound() {
    try (Dut dut = Icarus.open(with("assign out_data_0 = code_0_at_end;",
        "reg never; assign out_data_0 = code_0_at_end ^ {7'd0, never};"))) {
      String message = assertThrows(SimulationException.class, () -> interrupted(bench, dut, RESETS)).getMessage();
      assertTrue(message.contains("undefined") || message.contains("changed its payload"), message);
    }
  }

  /** A row of five in lanes of two has one lane of padding, which is 0 in every simulator or a fault. */
  @Test
  void paddingThatIsNotZeroIsFoundByEverySimulator() {
    RtlDesign faulty = with("out_data_1 = last_at_end \\? 8'd0", "out_data_1 = last_at_end ? 8'd16");
    int[] rows = Stimulus.rows(bench, 4, new Random(1));
    VectorOutcome checked = Icarus.run(bench.check(rows, StallPattern.none(), StallPattern.none()),
        VerilogSources.checked(faulty));
    assertTrue(checked.fault().orElse("").contains("has a padding lane that is not 0"), checked.toString());
    try (Dut dut = Icarus.open(faulty)) {
      assertPadding(dut, rows);
    }
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    try (Dut dut = Simulator.open(faulty, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      assertPadding(dut, rows);
      // Of RTL that was written elsewhere it may be anything.
      assertTrue(bench.withForeign(faulty).compare(dut, rows, StallPattern.none(), StallPattern.none()).equal());
    }
  }

  private void assertPadding(Dut dut, int[] rows) {
    String message = assertThrows(SimulationException.class,
        () -> bench.compare(dut, rows, StallPattern.none(), StallPattern.none())).getMessage();
    assertTrue(message.startsWith("stream out of ResidualToPtf has a padding lane that is not 0 in cycle "), message);
    dut.reset();
  }

  /** A unit that waits for ready before it is busy comes to a standstill with a sink that waits for valid. */
  @Test
  void aUnitThatWaitsForReadyIsFound() {
    try (Dut dut = Icarus.open(with("assign out_advance = !out_valid \\|\\| out_ready;", "assign out_advance = out_ready;"))) {
      int[] rows = Stimulus.rows(bench, 4, new Random(1));
      assertTrue(bench.compare(dut, rows, StallPattern.none(), new StallPattern.Random(3, 40)).equal());
      dut.reset();
      String message = assertThrows(SimulationException.class, () -> dut.stream(bench.job(rows, StallPattern.none(),
          new StallPattern.AfterValid(1)).within(500))).getMessage();
      assertTrue(message.contains("did not get all their rows within 500 cycles"), message);
    }
  }
}
