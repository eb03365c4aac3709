package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.bench.UnitBench;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.softmax.SoftmaxKind;

/** A unit that has no room, which the boards' units never cause, does not lose the row's end. */
class RequestReaderTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @Test
  void aRowThatTheUnitHasNoRoomForIsCompletedAndReported() {
    SoftmaxKind kind = new SoftmaxKind();
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of("length", "5", "lanes", "1"))));
    BoardConfig config = new BoardConfig(List.of(new FpgaUnit(bench.config())), 4, 1000);
    List<Integer> row = new ArrayList<>();
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new RequestReader(config)))) {
      int[] request = {0xA5, 1, 9, 11, 12, 13, 14, 15, 0};
      int reports = 0;
      sim.poke("accepted", 1);
      for (int cycle = 0; cycle < 200; cycle++) {
        boolean arrives = cycle % 10 == 0 && cycle / 10 < request.length;
        sim.poke("received", arrives ? 1 : 0);
        sim.poke("data", arrives ? request[cycle / 10] : 0);
        // Ready for the first element, then not before the third has come.
        sim.poke("ready_0", cycle < 36 || cycle > 60 ? 1 : 0);
        sim.eval();
        if (sim.peek("valid_0") == 1 && sim.peek("ready_0") == 1) {
          row.add((int) sim.peek("element"));
          assertEquals(row.size() == 5 ? 1 : 0, sim.peek("last_element"));
        }
        if (sim.peek("post") == 1) {
          reports++;
          assertEquals(Protocol.Status.OVERRUN.ordinal(), sim.peek("status"));
          assertEquals(9, sim.peek("sequence_number"));
        }
        sim.step();
      }
      assertEquals(1, reports);
    }
    assertEquals(List.of(11, 12, 0, 0, 0), row);
  }
}
