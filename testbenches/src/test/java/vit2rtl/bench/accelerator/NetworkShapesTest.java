package vit2rtl.bench.accelerator;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.recipe.Recipe;

/** Small networks of different kinds, whole, in hardware: every tensor equal, cycles as predicted, stalls or not. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkShapesTest {

  static Stream<NetworkCase> cases() {
    return Stream.of(
        // Nothing divides anything: 6 tokens of 12, 3 heads, distillation, colour, no qkv bias, 3 columns of 4.
        NetworkCase.of(6, 3, 3, 12, 1, 3, 20, 7, 2, false, "columns=3 inner=4 lanes=1 softmax-lanes=2 groups=3"),
        // The fewest tokens, one class, one head, one multiplier.
        NetworkCase.of(2, 2, 1, 5, 2, 1, 6, 1, 1, true, "macs=1 groups=1"),
        // Two products per multiplier, registers on the ways to the columns of an engine that lies all over a chip.
        NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true,
            "columns=4 inner=4 lanes=2 softmax-lanes=2 groups=1 products=packed ways=long"),
        // As small as can be: two products in a block of an iCE40, one multiplier for LayerNorm, codes one after another, one
        // adder behind attention·V, jobs without queues, memories with one port, shifts of this model. 10 tokens and heads of
        // two elements: the passes wait for the adder, and rows for the softmax.
        NetworkCase.of(6, 2, 1, 8, 1, 4, 12, 5, 1, true,
            "columns=2 inner=4 lanes=1 context-lanes=1 groups=1 products=dual norm-multipliers=shared"
                + " attention=serial jobs=direct memories=single-port shifts=model"),
        // A stream of PTF codes, attention codes with zero points, distillation.
        NetworkCase.of(6, 2, 3, 12, 2, 2, 20, 5, 2, true, "columns=4 inner=6 lanes=2 softmax-lanes=2 groups=2")
            .with(Recipe.FQVIT));
  }

  /** Serial products in LayerNorm, two lanes behind attention·V. */
  @Tag("sweep")
  @Test
  void computesEveryTensorOfTheNextSmallest() {
    NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true,
        "columns=2 inner=4 lanes=1 context-lanes=2 groups=1 products=dual norm-multipliers=serial jobs=direct"
            + " memories=single-port shifts=model").check(3);
  }

  /** 10 tokens of 16. */
  @Tag("sweep")
  @Test
  void computesEveryTensorWithWideLanes() {
    NetworkCase.of(6, 2, 1, 16, 1, 2, 24, 9, 1, true, "macs=64 lanes=4 softmax-lanes=4 context-lanes=4").check(3);
  }

  @Tag("sweep")
  @Test
  void computesEveryTensorOfPairsWithoutRegistersBefore() {
    NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true, "columns=6 inner=4 lanes=2 products=packed").check(3);
  }

  /** Without queues of jobs: a header of four, three, two beats, and of one, which all stays in the stream. */
  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {"inner=6 lanes=1", "inner=8 lanes=2 memories=single-port", "inner=12 lanes=2",
      "inner=32 lanes=1"})
  void computesEveryTensorWithShortHeaders(String sizes) {
    NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true, "columns=2 jobs=direct " + sizes).check(3);
  }

  /** Registers of long ways beside what small devices leave out. */
  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {"inner=4 lanes=1 memories=single-port", "inner=4 lanes=1 memories=single-port jobs=direct"})
  void computesEveryTensorWithLongWaysOfSmallForms(String sizes) {
    NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true, "columns=2 groups=1 ways=long " + sizes).check(3);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesEveryTensorInThePredictedCycles(NetworkCase network) {
    network.check(3);
  }
}
