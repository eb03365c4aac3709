package vit2rtl.sim.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.clock.AsyncFifo;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.ClockPeriods;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.Probe;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;

/** Clock periods and memory words are part of a replay, and files from before they were are still read. */
class ReplayStepTest {
  private static final ClockDomain SLOW = ClockDomain.of("slow", "slow_reset");

  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static ReplayRun run(int[] in, int... expected) {
    return new ReplayRun(new StreamJob(List.of(new StreamSource("in", in, 1, StallPattern.none())),
        List.of(new StreamSink("out", in.length, 1, StallPattern.none())), 5000, CycleWindow.NONE), List.of(expected));
  }

  private Replay throughAFile(Replay replay) {
    Path file = folder.resolve("run.vitreplay");
    ReplayFile.write(file, replay);
    return ReplayFile.read(file);
  }

  @Test
  void clockPeriodsAreRepeated() {
    RtlDesign queue = Hdl.elaborate(
        () -> new AsyncFifo<>("Queue", ClockDomain.MAIN, SLOW, Stream.of(UInt.bits(8), 1), 4, 2));
    ReplayStep slow = ReplayStep.of(ClockPeriods.of("clk", 10).and("slow", 70, 3));
    ReplayRun wrong = run(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 3, 4, 5, 6, 7, 9);
    Replay failed = Replay.of(queue, SimOptions.defaults(), List.of(slow), List.of(wrong)).orElseThrow();
    Replay together = Replay.of(queue, SimOptions.defaults(), List.of(), List.of(wrong)).orElseThrow();
    assertTrue(failed.failure().contains("expected 9, got 8 in cycle "), failed.failure());
    assertNotEquals(failed.failure(), together.failure(), "the cycle depends on the periods");
    Replay read = throughAFile(failed);
    assertEquals(failed.before(), read.before());
    assertEquals(Optional.of(failed.failure()), read.run(Optional.empty()));
  }

  /** Looks up what the stream asks for. */
  static final class Lookup extends Component {
    final Stream<UInt> in = in("in", Stream.of(UInt.bits(3), 1).withoutLast());
    final Stream<SInt> out = out("out", Stream.of(SInt.bits(20), 1).withoutLast());
    final Bool write = in(Bool.bool());
    final SInt data = in(SInt.bits(20));
    Mem<SInt> words;

    @Override
    protected void build() {
      words = mem("words", SInt.bits(20), 8);
      words.write(in.payload().get(0), data, write);
      out.valid().set(in.valid());
      in.ready().set(out.ready());
      out.payload().get(0).set(words.readAsync(in.payload().get(0)));
    }
  }

  private static ReplayStep.Word word(int address, long value) {
    return new ReplayStep.Word("words", address, BigInteger.valueOf(value));
  }

  @Test
  void memoryWordsAreRepeated() {
    Design<Lookup> design = Hdl.design(Lookup::new);
    SimOptions options = SimOptions.defaults().withMemories(design.top().words);
    ReplayStep written = ReplayStep.of(IntStream.range(0, 8).mapToObj(i -> word(i, -60_000L * i)).toList());
    ReplayRun wrong = run(new int[] {0, 5, 7}, 0, -300_000, -1);
    Replay failed = Replay.of(design.rtl(), options, List.of(written), List.of(wrong)).orElseThrow();
    assertEquals("stream out: first mismatch at element 2 (row 2, column 0): expected -1, got -420000 in cycle 2",
        failed.failure());
    Replay read = throughAFile(failed);
    assertEquals(failed.before(), read.before());
    assertEquals(options.probes(), read.options().probes());
    assertEquals(Optional.of(failed.failure()), read.run(Optional.empty()));
  }

  private static void refused(String message, SimOptions options, ReplayStep step) {
    RtlDesign design = Hdl.elaborate(Lookup::new);
    assertEquals(message, assertThrows(IllegalArgumentException.class,
        () -> new Replay(design, options, List.of(step), List.of(), "")).getMessage());
  }

  @Test
  void clocksAndWordsThatAreNotThereAreRefused() {
    SimOptions options = SimOptions.defaults().withMemories(Hdl.design(Lookup::new).top().words);
    refused("a step gives a period to 'slow', which is no clock of Lookup", options,
        ReplayStep.of(ClockPeriods.of("clk", 10).and("slow", 70)));
    refused("a step writes to words, which is no memory of the options", SimOptions.defaults(),
        ReplayStep.of(List.of(word(0, 1))));
    refused("a step writes to held, which is no memory of the options",
        SimOptions.defaults().withProbes(new Probe("", "Lookup", "held", 0, 20, true)),
        ReplayStep.of(List.of(new ReplayStep.Word("held", 0, BigInteger.ONE))));
    String allowed = " of words; allowed: words 0 to 7, values of 20 bits";
    refused("a step writes 1 to word 8" + allowed, options, ReplayStep.of(List.of(word(8, 1))));
    refused("a step writes 1 to word -1" + allowed, options, ReplayStep.of(List.of(word(-1, 1))));
    refused("a step writes 524288 to word 0" + allowed, options, ReplayStep.of(List.of(word(0, 1 << 19))));
    refused("a step writes -524289 to word 0" + allowed, options, ReplayStep.of(List.of(word(0, -(1 << 19) - 1))));
  }

  /** A file of the first format, written by the version that had no other. */
  @Test
  void filesOfTheFirstFormatAreRead() {
    Replay old = ReplayFile.read(Path.of(System.getProperty("vit2rtl.root"),
        "sim/src/test/resources/vit2rtl/sim/replay/format-1.vitreplay"));
    assertEquals(List.of(new ReplayStep(new TreeMap<>(Map.of("in_data_0", BigInteger.TWO)), 3)), old.before());
    assertEquals("stream out: first mismatch at element 6 (row 0, column 6): expected 11, got 10 in cycle 21",
        old.failure());
    assertEquals(Optional.of(old.failure()), old.run(Optional.empty()));
  }
}
