package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.tool.Tools;

/** Every statement of a text is asked for under its own words, and what an instance assumes of others is not taken for granted. */
@Execution(ExecutionMode.CONCURRENT)
class StatedTest {
  private static final String TOGETHER = """
      assert(1'b1); // A.java:1
      if(!1'b1) begin
        $display("FAILURE one"); // A.java:1
        $finish;
        $display("FAILURE two"); // A.java:2
        $finish;
      end
      assert(1'b1); // A.java:2
      assert((!(a && b))); // A.java:3
      if(!(!(a && b))) begin
        $display("FAILURE three"); // A.java:3
        $finish;
      end
      """;

  @Test
  void statementsThatAreToldTogetherAreAskedOneByOne() {
    FormalText text = FormalText.of(TOGETHER);
    assertEquals(List.of("check: one", "check: two", "check: three"), text.stated().stream().map(Property::name).toList());
    assertTrue(text.text().contains("prove_2 : assert((!(a && b)));"), text.text());
  }

  @Test
  void aStatementWithoutWordsOfItsOwnIsAnError() {
    assertThrows(IllegalStateException.class, () -> FormalText.of(TOGETHER.replace("A.java:3\n  $finish", "A.java:4\n  $finish")));
    assertThrows(IllegalStateException.class, () -> FormalText.of(TOGETHER.replace("assert((!(a", "always((!(a")));
    assertThrows(IllegalStateException.class, () -> FormalText.of(TOGETHER + "assert(c); // A.java:5\n"));
  }

  /** Counts beats in twos and assumes that rows have as many. */
  static final class Pairs extends Component {
    final Bool step = in("step", Bool.bool());
    final Bool last = in("last", Bool.bool());
    final Bool second = out("second", Bool.bool());

    @Override
    protected void build() {
      Bool odd = reg("odd", Bool.bool(), 0);
      assume(step.not().or(last.eq(odd)), "rows are pairs");
      when(step, () -> odd.set(odd.not()));
      second.set(odd);
    }
  }

  /** Lets beats through and has an instance count them. */
  static final class Passing extends Component {
    final Stream<UInt> input = in("in", Stream.of(UInt.bits(4), 1));
    final Stream<UInt> output = out("out", Stream.of(UInt.bits(4), 1));

    @Override
    protected void build() {
      Pairs pairs = instance("pairs", Pairs::new);
      pairs.step.set(input.fire());
      pairs.last.set(input.last());
      output.valid().set(input.valid());
      input.ready().set(output.ready());
      output.beat().set(input.beat());
      out("second", Bool.bool()).set(pairs.second);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, PROVEN", "3, REFUTED"})
  void whatAnInstanceAssumesOfOthersIsAsked(int beats, Proof.Status status) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Contract rows = new Contract(Map.of("in", new Contract.RowShape(beats)), List.of(), List.of());
    List<Proof> proofs = new Prover("passing", Hdl.elaborate(Passing::new), rows, new Prover.Limits(10, 10))
        .only(name -> name.startsWith("assumption")).run(Optional.empty(), each -> { });
    assertEquals(List.of("assumption: rows are pairs (pairs)"), proofs.stream().map(Proof::property).toList());
    assertEquals(status, proofs.get(0).status());
  }
}
