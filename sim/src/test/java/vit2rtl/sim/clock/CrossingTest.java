package vit2rtl.sim.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.clock.AsyncFifo;
import vit2rtl.hdl.clock.Crossing;
import vit2rtl.hdl.clock.GraySynchroniser;
import vit2rtl.hdl.clock.Handshake;
import vit2rtl.hdl.clock.Synchroniser;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.tool.Tools;

/** The crossings between clocks of unrelated periods, with registers that may take old or new bits near an edge. */
class CrossingTest {
  private static final ClockDomain A = ClockDomain.of("a_clk", "a_reset");
  private static final ClockDomain B = ClockDomain.of("b_clk", "b_reset");
  private static final int BEATS = 2000;

  @TempDir
  Path folder;

  @BeforeAll
  static void needsIcarus() {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
  }

  private static String text(Supplier<Component> top) {
    return Hdl.elaborate(top).verificationText();
  }

  private String run(double from, double to, String design, String body) throws IOException {
    return TwoClockBench.run(folder, design, TwoClockBench.clocks(from, to) + body + "endmodule\n").strip();
  }

  /** Random numbers and ends of rows through a stream with pauses on both sides; what arrives is what was sent. */
  private static String stream(String dut, int sourcePause, int sinkPause) {
    return """
          reg in_valid = 0, out_ready = 0; wire in_ready, out_valid, out_last;
          reg [38:0] in_data_0 = 0; reg in_last = 0; wire [38:0] out_data_0;
          reg [39:0] sent [0:4095]; integer n = 0, m = 0, wrong = 0;
          %s dut (.*);
          always @(posedge a_clk) if (!a_reset) begin
            if (in_valid && in_ready) begin sent[n] = {in_last, in_data_0}; n = n + 1; in_valid <= 0; end
            if ((!in_valid || in_ready) && n < %d && $urandom %% 100 >= %d) begin
              in_valid <= 1; in_data_0 <= {$random, $random}; in_last <= $random;
            end
          end
          always @(posedge b_clk) begin
            if (out_valid && out_ready && !b_reset) begin
              if (m >= n || sent[m] !== {out_last, out_data_0}) wrong = wrong + 1;
              m = m + 1;
              if (m == %d || wrong == 20) begin $display("sent %%0d wrong %%0d", n, wrong); $finish; end
            end
            out_ready <= $urandom %% 100 >= %d;
          end
        """.formatted(dut, BEATS, sourcePause, BEATS, sinkPause);
  }

  @ParameterizedTest
  @CsvSource({"10, 10.3, 0, 0", "10, 3.7, 30, 0", "3.7, 10, 0, 50", "10, 71.3, 10, 0", "71.3, 10, 0, 70",
      "5, 9.999, 50, 50"})
  void handshakeAndQueueLoseAndMixNothing(double from, double to, int sourcePause, int sinkPause) throws IOException {
    String handshake = text(() -> new Handshake<>("Dut", A, B, Stream.of(UInt.bits(39), 1), 2));
    assertEquals("sent " + BEATS + " wrong 0",
        run(from, to, TwoClockBench.uncertain(handshake), stream("Dut", sourcePause, sinkPause)));
    String queue = text(() -> new AsyncFifo<>("Dut", A, B, Stream.of(UInt.bits(39), 1), 8, 3));
    assertEquals("sent " + BEATS + " wrong 0",
        run(from, to, TwoClockBench.uncertain(queue), stream("Dut", sourcePause, sinkPause)));
  }

  /** A counter that goes up or down by chance; the other side must only ever see values next to recent ones. */
  private static final String COUNTER = """
        reg [5:0] d = 0, oldest = 0; wire [5:0] q; integer wrong = 0, n = 0, i;
        reg [5:0] recent [0:63];
        initial for (i = 0; i < 64; i = i + 1) recent[i] = 0;
        Dut dut (.*);
        always @(posedge a_clk) if (!a_reset) begin
          for (i = 63; i > 0; i = i - 1) recent[i] = recent[i - 1];
          recent[0] = d;
          d <= d + ($urandom %% 8 == 0 ? 0 : 1);
        end
        always @(posedge b_clk) if (!b_reset) begin
          wrong = wrong + 1;
          begin : search
            for (i = 0; i < %d; i = i + 1) if (recent[i] === q) begin wrong = wrong - 1; disable search; end
          end
          n = n + 1;
          if (n == 4000) begin $display("seen %%0d wrong %%0d", n, wrong); $finish; end
        end
      """;

  private String counter(double from, double to, String design) throws IOException {
    // Two edges of the source, three periods of the destination, one more of each.
    int age = 4 + (int) Math.ceil(4 * to / from);
    return run(from, to, TwoClockBench.uncertain(design), COUNTER.formatted(age));
  }

  @ParameterizedTest
  @CsvSource({"10, 10.3", "10, 3.7", "3.7, 10", "10, 37.1"})
  void aCounterInGrayCodeIsNeverAMixture(double from, double to) throws IOException {
    assertEquals("seen 4000 wrong 0",
        counter(from, to, text(() -> new GraySynchroniser("Dut", A, B, 6, 2))));
  }

  /** What must not be done: a binary counter through registers. */
  static final class Binary extends Component {
    final UInt d = A.on(() -> in(UInt.bits(6)));
    final UInt q = B.on(() -> out(UInt.bits(6)));

    Binary() {
      super("Dut");
    }

    @Override
    protected void build() {
      UInt source = A.on(() -> next("source", d, 0));
      UInt first = B.on(() -> Crossing.into(next("stage_0", source, 0)));
      q.set(B.on(() -> next("stage_1", first, 0)));
    }
  }

  @Test
  void theBenchSeesCrossingsThatAreWrong() throws IOException {
    String binary = counter(10, 10.3, text(Binary::new));
    assertTrue(binary.startsWith("seen 4000 wrong") && !binary.endsWith(" 0"), binary);
    String handshake = text(() -> new Handshake<>("Dut", A, B, Stream.of(UInt.bits(39), 1), 2));
    String impatient = handshake.replace("assign in_ready = asked == back_q", "assign in_ready = 1");
    assertTrue(!impatient.equals(handshake), handshake);
    String answer = run(10, 10.3, TwoClockBench.uncertain(impatient), stream("Dut", 0, 0));
    assertTrue(!answer.endsWith("wrong 0"), answer);
    String queue = Hdl.elaborate(() -> new AsyncFifo<>("Dut", A, B, Stream.of(UInt.bits(39), 1), 8, 2)).text();
    String endless = queue.replaceFirst("assign in_ready = .*;", "assign in_ready = 1;");
    assertTrue(!endless.equals(queue), queue);
    answer = run(3.7, 10, TwoClockBench.uncertain(endless), stream("Dut", 0, 50));
    assertTrue(!answer.endsWith("wrong 0"), answer);
  }

  @Test
  void aBitOfNoClockArrivesWhole() throws IOException {
    String design = text(() -> new Synchroniser("Dut", ClockDomain.ASYNCHRONOUS, B, 2));
    assertTrue(design.contains("(* async_reg = \"true\" *)"), design);
    assertEquals("rises 500", run(10, 7.3, TwoClockBench.uncertain(design), """
          reg d = 0; wire q; reg was = 0; integer rises = 0;
          Dut dut (.*);
          initial begin #500; repeat (500) begin #(20 + $urandom % 50) d = 1; #(20 + $urandom % 50) d = 0; end
            #50 $display("rises %0d", rises); $finish; end
          always @(posedge b_clk) begin if (q && !was) rises = rises + 1; was <= q; end
        """));
  }
}
