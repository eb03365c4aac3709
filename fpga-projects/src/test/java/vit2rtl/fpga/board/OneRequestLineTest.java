package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** The line of small boards beside a unit that does not take its row in time. */
@Tag("sweep")
class OneRequestLineTest {
  private static final int DIVISOR = 8;
  private static final int[] REQUEST = {Protocol.REQUEST, 1, 9, 11, 12, 13, 14, 0};

  private final List<Long> row = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private int heardCycle = -1;
  private int heardBits;

  private void cycles(Simulation sim, int count) {
    for (int i = 0; i < count; i++) {
      sim.eval();
      if (sim.peek("row_valid") == 1 && sim.peek("row_ready") == 1) {
        row.add(sim.peek("row_data_0"));
        assertEquals(row.size() == OneRequestUnit.LENGTH ? 1 : 0, sim.peek("row_last"));
      }
      hear((int) sim.peek("sent"));
      sim.step();
    }
  }

  private void hear(int level) {
    if (heardCycle < 0 && level == 0) {
      heardCycle = 0;
      heardBits = 0;
    }
    if (heardCycle >= 0) {
      if (heardCycle % DIVISOR == DIVISOR / 2) {
        heardBits |= level << heardCycle / DIVISOR;
      }
      if (++heardCycle == 10 * DIVISOR - 2) {
        heardCycle = -1;
        said.write(heardBits >> 1);
      }
    }
  }

  private void send(Simulation sim, int octet) {
    for (int bit = 0; bit < 10; bit++) {
      sim.poke("line", (octet << 1 | 1 << 9) >> bit & 1);
      cycles(sim, DIVISOR);
    }
  }

  @Test
  void aPixelThatIsNotTakenInTimeEndsTheRowWithZeros() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    BoardConfig config = new BoardConfig(List.of(new OneRequestUnit(16)), DIVISOR, 1 << 12);
    RtlDesign line = Hdl.elaborate(() -> new OneRequestLine(config, config.description()));
    try (Simulation sim = Simulator.open(line, SimOptions.defaults())) {
      sim.poke("line", 1);
      sim.reset();
      sim.poke("row_ready", 1);
      cycles(sim, DIVISOR);
      for (int i = 0; i < REQUEST.length; i++) {
        // The third of four is not taken, as if the network were busy.
        sim.poke("row_ready", i < 5 ? 1 : 0);
        send(sim, REQUEST[i]);
      }
      assertEquals(List.of(11L, 12L), row);
      sim.poke("row_ready", 1);
      cycles(sim, 4);
      assertEquals(List.of(11L, 12L, 0L, 0L), row);
      sim.poke("results_valid", 1);
      sim.poke("results_data_0", 0x1234);
      sim.poke("results_last", 1);
      cycles(sim, 15 * 10 * DIVISOR);
      byte[] reply = said.toByteArray();
      assertArrayEquals(new byte[] {Protocol.REPLY, (byte) Status.OVERRUN.ordinal(), 1, 9, 0x34, 0x12},
          Arrays.copyOf(reply, 6));
      assertEquals(11, reply.length);
      assertEquals(Protocol.crc(reply, 1, reply.length - 1), reply[reply.length - 1] & 0xFF);
    }
  }
}
