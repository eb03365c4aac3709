package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.prove.cases.ProofCase;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Lanes;
import vit2rtl.bench.prove.graph.Synthesis;
import vit2rtl.bench.prove.graph.Verdict;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;

/** Invariants that the bench finds are invariants, and say enough of a queue, but not what does not hold. */
@Execution(ExecutionMode.CONCURRENT)
class InvariantsTest {
  private static final int SECONDS = 20;

  @TempDir
  Path folder;

  @Test
  void relationsAreThoseOfAllSamples() {
    Relations relations = new Relations(3);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      int a = random.nextInt(64);
      int b = random.nextInt(64);
      relations.see(new int[] {a, b, 5 * a - b + 7 & 63});
    }
    assertEquals(1, relations.factors().size());
    assertTrue(relations.hold(new int[] {1, 2, 10}));
    assertFalse(relations.hold(new int[] {1, 2, 11}));
    // Where the third number may be off by 32 the relation holds of their doubles alone.
    relations.see(new int[] {1, 2, 10 + 32});
    assertTrue(relations.hold(new int[] {1, 2, 10 + 32}));
    assertFalse(relations.hold(new int[] {1, 2, 10 + 16}));
  }

  @Test
  void aRelationInGatesIsTheSum() {
    Random random = new Random(2);
    for (int round = 0; round < 50; round++) {
      Aig aig = new Aig();
      List<Word> words = new ArrayList<>();
      int[] factors = random.ints(4, 0, 64).toArray();
      int common = random.nextInt(3);
      for (int i = 0; i < factors.length; i++) {
        factors[i] = factors[i] << common & 63;
      }
      if (factors[0] == 0) {
        continue;
      }
      for (int w = 0; w < 3; w++) {
        int[] bits = new int[1 + random.nextInt(7)];
        for (int i = 0; i < bits.length; i++) {
          bits[i] = aig.input();
        }
        words.add(new Word("w" + w, bits));
      }
      int broken = Relations.broken(aig, factors, words);
      Lanes lanes = new Lanes(aig);
      words.forEach(word -> {
        for (int bit : word.literals()) {
          lanes.set(bit >> 1, random.nextLong());
        }
      });
      lanes.settle();
      for (int run = 0; run < Long.SIZE; run++) {
        int sum = factors[3];
        for (int w = 0; w < 3; w++) {
          sum += factors[w] * words.get(w).value(lanes, run);
        }
        assertEquals((sum & 63) == 0 ? 0 : 1, lanes.value(broken) >>> run & 1);
      }
    }
  }

  /** Pushes less pops in both directions, modulo 8; a register of another width, and one that begins with anything, are none. */
  @Test
  void whatCountersAreAheadIsANumberOfItsOwn() {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    String text = """
        module prove_top (input wire clk, input wire reset, input wire push, input wire pop, output wire [7:0] seen);
          reg [2:0] pushed, popped, before;
          reg [1:0] phase;
          assign seen = {pushed != popped, before, phase};
          always @(posedge clk) begin
            before <= pushed;
            if (reset) begin pushed <= 3'd0; popped <= 3'd0; phase <= 2'd0; end
            else begin pushed <= pushed + push; popped <= popped + pop; phase <= phase + 2'd1; end
          end
        endmodule
        """;
    Model model = new Model(Synthesis.run(folder, MonitorText.TOP, text, ""), new ClockPort("clk", "reset"));
    List<Word> differences = Word.differences(model);
    assertEquals(List.of("popped - pushed", "pushed - popped"), differences.stream().map(Word::name).sorted().toList());
    Word ahead = differences.stream().filter(word -> word.name().startsWith("pushed")).findFirst().orElseThrow();
    List<Word> words = Word.of(model);
    Word pushed = words.stream().filter(word -> word.name().equals("pushed")).findFirst().orElseThrow();
    Word popped = words.stream().filter(word -> word.name().equals("popped")).findFirst().orElseThrow();
    Set<Integer> seen = new HashSet<>();
    new RandomRuns(model, List.of()).run(lanes -> {
      seen.add(ahead.value(lanes, 5));
      assertEquals(pushed.value(lanes, 5) - popped.value(lanes, 5) & 7, ahead.value(lanes, 5));
    });
    assertEquals(8, seen.size());
  }

  @Test
  void aQueueIsProvenByInductionFromWhatIsFound() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    ProofCase queue = ProverTest.named("StreamFifo depth=4");
    RtlDesign design = Hdl.elaborate(queue.make()::get);
    FormalText text = FormalText.of(design.verificationText());
    MonitorText monitor = MonitorText.of(design, queue.contract());
    Model model = new Model(Synthesis.runWithFreeData(folder, MonitorText.TOP, text.text(), monitor.text()), design.clocks().get(0));
    List<Integer> assumed = monitor.assumptions().stream().filter(a -> a.scope() == Assumption.Scope.ALL)
        .map(model::broken).toList();
    Abc abc = new Abc(folder);
    List<Integer> broken = Invariants.broken(model, new Events(model, queue.contract(), List.of("in", "out")), assumed,
        List.of(), abc);
    assertFalse(broken.isEmpty());
    for (String name : List.of("no output without input", "never more than 4", "check: a beat was pushed")) {
      Property property = Stream.concat(monitor.properties().stream(), text.stated().stream())
          .filter(each -> each.name().contains(name)).findFirst().orElseThrow();
      assertTrue(step(abc, model, model.occurs(property), assumed, broken).isCleanFor(1), name);
    }
    int some = Aig.FALSE;
    for (int each : broken) {
      some = model.aig().or(some, each);
    }
    assertTrue(abc.always(new Cone(model.aig(), some, assumed).aiger(), SECONDS) instanceof Verdict.Never);
    int full = model.literal(model.netlist().names().get("dut.count")[2]);
    assertTrue(step(abc, model, full, assumed, broken) instanceof Verdict.High, "that the queue is never full");
  }

  private static Verdict step(Abc abc, Model model, int high, List<Integer> assumed, List<Integer> broken) {
    return abc.within(Cone.step(model.aig(), high, assumed, broken, 0).aiger(), 1, SECONDS);
  }
}
