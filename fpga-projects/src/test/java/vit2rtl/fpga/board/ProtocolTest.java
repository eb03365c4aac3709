package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.golden.InputException;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.softmax.SoftmaxKind;

/** The protocol byte by byte, on a board in simulation: what goes wrong is said, and the board stays in step. */
class ProtocolTest {
  private static final int LENGTH = 6;
  private static final int TIMEOUT = 1 << 11;

  private static UnitBench bench;
  private static BoardDesign design;
  private SimulatedBoard board;

  @BeforeAll
  static void make() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    SoftmaxKind kind = new SoftmaxKind();
    bench = new UnitBench(kind.config(Settings.of(kind, Map.of("length", "" + LENGTH, "lanes", "1"))));
    design = BoardDesign.of(Board.named("ice40-hx8k-breakout"),
        new BoardConfig(List.of(new FpgaUnit(bench.config())), 4, TIMEOUT));
  }

  @BeforeEach
  void power() {
    board = new SimulatedBoard(design, SimOptions.defaults(), 4 * TIMEOUT);
  }

  @AfterEach
  void off() {
    board.close();
  }

  private byte[] ask(int... request) {
    byte[] bytes = new byte[request.length];
    for (int i = 0; i < request.length; i++) {
      bytes[i] = (byte) request[i];
    }
    board.write(bytes);
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    byte[] chunk = new byte[1];
    while (board.read(chunk) > 0) {
      reply.write(chunk[0]);
    }
    return reply.toByteArray();
  }

  /** A reply to sequence number 9, made by hand. */
  private static byte[] reply(Status status, int command, int... payload) {
    byte[] bytes = new byte[payload.length + 5];
    bytes[0] = 0x5A;
    bytes[1] = (byte) status.ordinal();
    bytes[2] = (byte) command;
    bytes[3] = 9;
    for (int i = 0; i < payload.length; i++) {
      bytes[4 + i] = (byte) payload[i];
    }
    bytes[bytes.length - 1] = (byte) Protocol.crc(bytes, 1, bytes.length - 1);
    return bytes;
  }

  private static int crc(int... bytes) {
    byte[] b = new byte[bytes.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) bytes[i];
    }
    return Protocol.crc(b, 0, b.length);
  }

  private int[] codes(int... scores) {
    return bench.golden(scores);
  }

  @Test
  void crcHasThePublishedCheckValue() {
    assertEquals(0xF4, Protocol.crc("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9));
  }

  @Test
  void aRowComesBackAsCodes() {
    int[] row = {7, 200, 180, 199, 0, 255};
    assertArrayEquals(reply(Status.OK, 1, codes(row)),
        ask(0xA5, 1, 9, 7, 200, 180, 199, 0, 255, crc(1, 9, 7, 200, 180, 199, 0, 255)));
  }

  @Test
  void noiseBetweenRequestsIsIgnored() {
    assertEquals(0, ask(0x00, 0xFF, 0x5A, 0x13).length);
    aRowComesBackAsCodes();
  }

  @Test
  void aDamagedRequestIsReportedAndTheNextOneIsFine() {
    assertArrayEquals(reply(Status.CRC, 1, codes(1, 2, 3, 4, 5, 6)),
        ask(0xA5, 1, 9, 1, 2, 3, 4, 5, 6, crc(1, 9, 1, 2, 3, 4, 5, 6) ^ 0x10));
    aRowComesBackAsCodes();
  }

  @Test
  void anUnknownCommandIsRefusedWithoutPayload() {
    for (int command : new int[] {2, 7, 8, 255}) {
      assertArrayEquals(reply(Status.REFUSED, 0), ask(0xA5, command, 9));
    }
    aRowComesBackAsCodes();
  }

  @Test
  void aRequestThatStopsIsCompletedWithZerosAndReported() {
    assertArrayEquals(reply(Status.TIMEOUT, 1, codes(50, 60, 0, 0, 0, 0)), ask(0xA5, 1, 9, 50, 60));
    assertArrayEquals(reply(Status.TIMEOUT, 1, codes(1, 2, 3, 4, 5, 6)), ask(0xA5, 1, 9, 1, 2, 3, 4, 5, 6));
    assertEquals(0, ask(0xA5).length);
    assertEquals(0, ask(0xA5, 1).length);
    aRowComesBackAsCodes();
  }

  @Test
  void theDescriptionSaysWhatIsThere() {
    int print = new FpgaUnit(bench.config()).fingerprint();
    assertArrayEquals(reply(Status.OK, 0, 'V', '2', 2, 1, 2, 8, 5, LENGTH, 0, LENGTH, 0, print, print >> 8,
        print >> 16, print >> 24), ask(0xA5, 0, 9, crc(0, 9)));
  }

  @Test
  void theHostRepeatsWhatWasDamagedOnTheWay() {
    int[] rows = Stimulus.rows(bench, 40, new Random(5));
    BoardHost host = new BoardHost(new DamagingLine(board, 97));
    BoardDescription.Unit unit = new BoardHost(board).describe().units().get(0);
    assertArrayEquals(bench.golden(rows), host.run(unit, rows, done -> { }));
    assertTrue(host.repeats() >= 3, "repeats: " + host.repeats());
  }

  @Test
  void theHostSaysSoWhenNobodyAnswers() {
    SerialLine dead = new SerialLine() {
      @Override
      public void write(byte[] bytes) {
        // Nobody listens.
      }

      @Override
      public int read(byte[] into) {
        return 0;
      }

      @Override
      public void close() {
        // Nothing to close.
      }
    };
    assertTrue(assertThrows(ToolException.class, () -> new BoardHost(dead).describe()).getMessage()
        .startsWith("no vit2rtl board answers"));
  }

  @Test
  void theHostRefusesRowsThatDoNotFit() {
    BoardHost host = new BoardHost(board);
    BoardDescription.Unit unit = host.describe().units().get(0);
    assertEquals("7 elements for the board's softmax; allowed: whole rows of 6",
        assertThrows(InputException.class, () -> host.run(unit, new int[7], done -> { })).getMessage());
    assertEquals("element 2 for the board's softmax is 256; allowed: 0 to 255",
        assertThrows(InputException.class,
            () -> host.run(unit, new int[] {0, 0, 256, 0, 0, 0}, done -> { })).getMessage());
  }

  /** Inverts a bit of every n-th byte, of the two directions together. */
  private static final class DamagingLine implements SerialLine {
    private final SerialLine line;
    private final int every;
    private int count;

    DamagingLine(SerialLine line, int every) {
      this.line = line;
      this.every = every;
    }

    private byte pass(byte b) {
      return (byte) (++count % every == 0 ? b ^ 0x08 : b);
    }

    @Override
    public void write(byte[] bytes) {
      byte[] passed = bytes.clone();
      for (int i = 0; i < passed.length; i++) {
        passed[i] = pass(passed[i]);
      }
      line.write(passed);
    }

    @Override
    public int read(byte[] into) {
      int n = line.read(into);
      for (int i = 0; i < n; i++) {
        into[i] = pass(into[i]);
      }
      return n;
    }

    @Override
    public void close() {
      line.close();
    }
  }
}
