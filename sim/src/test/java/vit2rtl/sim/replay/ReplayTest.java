package vit2rtl.sim.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;
import vit2rtl.sim.Waveform;

/** A failed run, from its file alone, fails in the same place. */
class ReplayTest {
  private static final int ROW = 7;
  private static RtlDesign filter;

  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
  }

  private static RtlDesign with(String from, String to) {
    assertTrue(filter.text().contains(from), filter.text());
    String text = filter.text().replace(from, to);
    return new RtlDesign(filter.topName(), filter.language(), text, text, filter.clocks(), filter.ports(),
        filter.streams());
  }

  /** The fault: bit 3 of what is delivered, wherever the input was 77. */
  private static RtlDesign faulty() {
    return with("assign out_data_0 = result;", """
        reg fault; always @(posedge clk) if (in_valid && in_ready) fault <= in_data_0 == 8'd77;
        assign out_data_0 = fault ? result ^ 8 : result;""");
  }

  private static ReplayRun run(int[] x, StallPattern in, StallPattern out) {
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 2 * x[i] - (i % ROW == 0 ? 0 : x[i - 1]);
    }
    return new ReplayRun(new StreamJob(List.of(new StreamSource("in", x, ROW, in)),
        List.of(new StreamSink("out", x.length / ROW, ROW, out)), 5000, CycleWindow.NONE), List.of(y));
  }

  private static int[] rows() {
    int[] x = new Random(7).ints(ROW * 20, -128, 77).toArray();
    x[3 * ROW + 2] = 77;
    return x;
  }

  private static ReplayRun stalled() {
    return run(rows(), new StallPattern.Random(-3, 40), new StallPattern.Bursts(Long.MAX_VALUE, 9));
  }

  private Replay throughAFile(Replay replay) {
    Path file = folder.resolve("some").resolve("run.vitreplay");
    ReplayFile.write(file, replay);
    return ReplayFile.read(file);
  }

  @Test
  void aMismatchIsTheSameFromTheFile() {
    SimOptions options = SimOptions.defaults().withSeed(-5).withResetCycles(7);
    Replay failed = Replay.of(faulty(), options, List.of(),
        List.of(run(new int[ROW], StallPattern.none(), StallPattern.none()), stalled())).orElseThrow();
    assertEquals(1, failed.runs().size(), "the run before is not needed");
    int x = rows()[3 * ROW + 1];
    int right = 2 * 77 - x;
    assertTrue(failed.failure().startsWith("stream out: first mismatch at element 23 (row 3, column 2): expected "
        + right + ", got " + (right ^ 8) + " in cycle "), failed.failure());
    Replay read = throughAFile(failed);
    assertEquals(failed.failure(), read.failure());
    assertEquals(failed.design(), read.design());
    assertEquals(failed.options(), read.options());
    assertEquals(failed.runs().get(0).job().sinks(), read.runs().get(0).job().sinks());
    assertArrayEquals(failed.runs().get(0).job().sources().get(0).data(), read.runs().get(0).job().sources().get(0)
        .data());
    assertEquals(Optional.of(failed.failure()), read.run(Optional.empty()));
    Path wave = folder.resolve("wave.vcd");
    assertEquals(Optional.of(failed.failure()), read.run(Optional.of(new Waveform(wave))));
    assertTrue(Files.exists(wave));
    assertEquals(Optional.empty(), new Replay(filter, read.options(), List.of(), read.runs(), read.failure())
        .run(Optional.empty()), "the design without the fault passes");
  }

  @Test
  void brokenRulesAndRunsWithoutEndAreReplayedToo() {
    for (RtlDesign design : List.of(with("assign out_last = last;", "assign out_last = 1'b0;"),
        with("assign in_ready = ", "assign in_ready = 1'b0 && "))) {
      Replay failed = Replay.of(design, SimOptions.defaults(), List.of(), List.of(stalled())).orElseThrow();
      assertTrue(failed.failure().contains("last on the wrong beat in cycle")
          || failed.failure().contains("did not get all their rows within 5000 cycles"), failed.failure());
      assertEquals(Optional.of(failed.failure()), throughAFile(failed).run(Optional.empty()));
    }
  }

  /** A design that fails only in its second run needs the first one too. */
  @Test
  void whatCameBeforeIsKeptWhereItMatters() {
    RtlDesign remembers = with("assign out_data_0 = result;", """
        reg seen = 0; always @(posedge clk) if (in_valid && in_ready && in_data_0 == 8'd100) seen <= 1;
        assign out_data_0 = seen && out_last ? result ^ 1 : result;""");
    int[] first = new int[ROW];
    first[ROW - 1] = 0;
    first[0] = 100;
    int[] quiet = new int[2 * ROW];
    ReplayRun before = run(first, StallPattern.none(), StallPattern.none());
    ReplayRun harmless = new ReplayRun(before.job(), List.of(expectedOf(before)));
    ReplayRun failing = run(quiet, StallPattern.none(), StallPattern.none());
    assertEquals(Optional.empty(), Replay.of(remembers, SimOptions.defaults(), List.of(), List.of(failing)));
    Replay failed = Replay.of(remembers, SimOptions.defaults(), List.of(), List.of(harmless, failing)).orElseThrow();
    assertEquals(2, failed.runs().size());
    assertEquals("stream out: first mismatch at element 6 (row 0, column 6): expected 0, got 1 in cycle 7",
        failed.failure());
    assertEquals(Optional.of(failed.failure()), throughAFile(failed).run(Optional.empty()));
  }

  /** What the faulty hardware delivers, so that this run passes. */
  private static int[] expectedOf(ReplayRun run) {
    int[] delivered = run.expected().get(0).clone();
    delivered[ROW - 1] ^= 1;
    return delivered;
  }

  /** Steps alone: an assertion that fails after inputs were set by hand. */
  @Test
  void stepsAreRepeatedBeforeTheRuns() {
    RtlDesign design = with("assign out_data_0 = result;", """
        assign out_data_0 = result;
        reg [7:0] n = 0; always @(posedge clk) begin
          n <= in_data_0 == 8'hF0 ? n + 1 : n;
          if (n == 5) begin $display("five"); $finish; end
        end""");
    ReplayStep five = new ReplayStep(new TreeMap<>(Map.of("in_data_0", BigInteger.valueOf(-16))), 5);
    ReplayStep none = new ReplayStep(new TreeMap<>(Map.of("in_data_0", BigInteger.ZERO)), 3);
    assertEquals(Optional.empty(), Replay.of(design, SimOptions.defaults(), List.of(none, none), List.of()));
    Replay failed = Replay.of(design, SimOptions.defaults(), List.of(none, five, none), List.of()).orElseThrow();
    assertTrue(failed.failure().startsWith("FirFilter ended with $finish by cycle ")
        && failed.failure().endsWith("five"), failed.failure());
    Replay read = throughAFile(failed);
    assertEquals(failed.before(), read.before());
    assertEquals(Optional.of(failed.failure()), read.run(Optional.empty()));
  }

  @Test
  void aRunThatPassesHasNoReplay() {
    assertEquals(Optional.empty(), Replay.of(filter, SimOptions.defaults(), List.of(), List.of(stalled())));
  }

  private String refusal(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("broken.vitreplay"), content);
    String message = assertThrows(InputException.class, () -> ReplayFile.read(file)).getMessage();
    assertTrue(message.startsWith("replay file " + file + " ") && message.lines().count() == 1, message);
    return message.substring(("replay file " + file + " ").length());
  }

  @Test
  void brokenAndNewerFilesAreRefusedInOneSentence() throws IOException {
    Path file = folder.resolve("whole.vitreplay");
    ReplayFile.write(file, new Replay(faulty(), SimOptions.defaults(), List.of(), List.of(stalled()), "failed"));
    byte[] whole = Files.readAllBytes(file);
    String damaged = "; it is cut off, damaged, or no replay file";
    for (int length = 0; length < whole.length * 3 / 4; length += whole.length / 40 + 1) {
      assertTrue(refusal(Arrays.copyOf(whole, length)).endsWith(damaged), "cut at " + length);
    }
    assertEquals("cannot be read: it has no replay.json" + damaged, refusal("no zip".getBytes(StandardCharsets.UTF_8)));
    assertEquals("has format 3; this version reads up to 2: use the vit2rtl that wrote it or a newer one",
        refusal(edited(whole, json -> json.replace("\"vitreplay\" : 2", "\"vitreplay\" : 3"))));
    assertEquals("cannot be read: data.bin ends within stream in" + damaged,
        refusal(edited(whole, json -> json.replaceFirst("\"rows\" : 20", "\"rows\" : 2000000000"))));
    assertEquals("cannot be read: data.bin has 28 bytes too many" + damaged, refusal(edited(whole, json ->
        json.substring(0, json.lastIndexOf("\"rows\" : 20")) + "\"rows\" : 19"
            + json.substring(json.lastIndexOf("\"rows\" : 20") + 11))));
    assertEquals("cannot be read: 'speed' is 'FASTER'; allowed: [FAST_BUILD, FAST_RUN]" + damaged,
        refusal(edited(whole, json -> json.replace("FAST_BUILD", "FASTER"))));
    assertEquals("cannot be read: 'failure' is missing" + damaged,
        refusal(edited(whole, json -> json.replace("\"failure\"", "\"other\""))));
    assertTrue(refusal(edited(whole, json -> json.substring(5))).endsWith(damaged));
    Path none = folder.resolve("none.vitreplay");
    assertEquals("replay file " + none + " does not exist; name a .vitreplay file",
        assertThrows(InputException.class, () -> ReplayFile.read(none)).getMessage());
    assertFalse(Files.exists(none));
  }

  private static byte[] edited(byte[] zip, UnaryOperator<String> json) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream from = new ZipInputStream(new java.io.ByteArrayInputStream(zip));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        byte[] content = from.readAllBytes();
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(entry.getName().equals("replay.json")
            ? json.apply(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
            : content);
        to.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
