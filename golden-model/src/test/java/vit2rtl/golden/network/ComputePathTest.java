package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.kernel.library.Kernel;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.recipe.Tuning;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.VitCheckpoint;

/** Every path of whole networks against the definition in plain Java: every tensor, in its order. */
@Execution(ExecutionMode.CONCURRENT)
class ComputePathTest {

  /** A network's every tensor by name, in the order they are shown. */
  private static Map<String, int[]> tensors(IntegerNetwork network, Image image) {
    Map<String, int[]> seen = new LinkedHashMap<>();
    network.logits(image, (name, values, rows, columns) -> {
      assertEquals(rows * columns, values.length, name);
      seen.put(name + " " + rows + "x" + columns, values.clone());
    });
    return seen;
  }

  private static void requireEqual(IntegerNetwork plain, IntegerNetwork other, Image image) {
    Map<String, int[]> expected = tensors(plain, image);
    Map<String, int[]> found = tensors(other, image);
    assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(found.keySet()));
    expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
    assertArrayEquals(plain.logits(image), other.logits(image), "without anybody looking");
  }

  static List<IntegerVitTest.Case> cases() {
    SyntheticVit.Sizes distilled = new SyntheticVit.Sizes(15, 3, 3, 30, 2, 2, 50, 11, 2, true);
    SyntheticVit.Sizes large = new SyntheticVit.Sizes(20, 2, 1, 64, 1, 16, 130, 5, 1, true);
    QuantizeOptions wide = QuantizeOptions.of(Recipe.WIDE);
    List<IntegerVitTest.Case> all = new ArrayList<>(IntegerVitTest.cases());
    all.add(new IntegerVitTest.Case(large, wide, 0));
    all.add(new IntegerVitTest.Case(distilled, wide.withAttention(AttentionCoding.LOG2, 6), 0));
    all.add(new IntegerVitTest.Case(distilled, wide.withAttention(AttentionCoding.LOGSQRT2, 7), 0));
    all.add(new IntegerVitTest.Case(distilled, wide.withTuning(Tuning.of(Map.of("zero", "0"))), 0));
    all.add(new IntegerVitTest.Case(distilled, wide.withTuning(Tuning.of(Map.of("zero", "2"))), 0));
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyTensorOfAVitIsTheDefinitions(IntegerVitTest.Case c) {
    VitCheckpoint checkpoint = new SyntheticVit(3, c.sizes()).checkpoint();
    Images images = SyntheticVit.images(4, 4, c.sizes().channels(), c.sizes().image());
    QuantizedVit model = Quantizer.quantize(checkpoint, images, c.options(), done -> { });
    IntegerVit plain = new IntegerVit(model, ComputePath.PLAIN);
    Images others = SyntheticVit.images(5, 2, c.sizes().channels(), c.sizes().image());
    if (IntProducts.hasVectors()) {
      requireEqual(plain, new IntegerVit(model, ComputePath.VECTOR), others.image(0));
    }
    assumeTrue(Kernel.isPresent(), "there is no native kernel");
    IntegerVit fast = new IntegerVit(model, ComputePath.NATIVE);
    assertEquals(ComputePath.NATIVE, fast.path());
    requireEqual(plain, fast, others.image(0));
    requireEqual(plain, fast, others.image(1));
  }

  static List<Recipe> recipes() {
    return List.of(Recipe.values());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyTensorOfASwinIsTheDefinitions(Recipe recipe) {
    assumeTrue(Kernel.isPresent(), "there is no native kernel");
    SwinCheckpoint checkpoint = new SyntheticSwin(7, SyntheticSwin.SMALL).checkpoint();
    for (QuantizeOptions options : List.of(QuantizeOptions.of(recipe),
        QuantizeOptions.of(recipe).withAttention(AttentionCoding.UNIFORM, 8))) {
      QuantizedSwin model = (QuantizedSwin) Quantizer.quantize(checkpoint, SyntheticVit.images(40, 4, 1, 16), options,
          done -> { });
      IntegerSwin fast = new IntegerSwin(model, ComputePath.NATIVE);
      assertEquals(ComputePath.NATIVE, fast.path());
      requireEqual(new IntegerSwin(model, ComputePath.PLAIN), fast, SyntheticVit.images(41, 1, 1, 16).image(0));
    }
  }

  @Test
  void threadsDoNotMeet() {
    assumeTrue(Kernel.isPresent(), "there is no native kernel");
    IntegerVitTest.Case c = IntegerVitTest.cases().get(3);
    Images images = SyntheticVit.images(7, 32, c.sizes().channels(), c.sizes().image());
    QuantizedVit model = Quantizer.quantize(new SyntheticVit(6, c.sizes()).checkpoint(), images, c.options(), done -> { });
    IntegerVit plain = new IntegerVit(model, ComputePath.PLAIN);
    IntegerVit fast = new IntegerVit(model, ComputePath.NATIVE);
    int[][] together = IntStream.range(0, images.size()).parallel().mapToObj(i -> fast.logits(images.image(i)))
        .toArray(int[][]::new);
    for (int i = 0; i < images.size(); i++) {
      assertArrayEquals(plain.logits(images.image(i)), together[i]);
    }
  }

  /** Eight bits and one for zero make 257 codes, which a byte does not hold. */
  @Test
  void whatTheKernelHasNoFormForRunsInJava() {
    assumeTrue(Kernel.isPresent(), "there is no native kernel");
    IntegerVitTest.Case c = IntegerVitTest.cases().get(0);
    Images images = SyntheticVit.images(7, 2, c.sizes().channels(), c.sizes().image());
    QuantizeOptions options = QuantizeOptions.of(Recipe.FQVIT).withAttention(AttentionCoding.LOG2, 8);
    QuantizedVit model = Quantizer.quantize(new SyntheticVit(6, c.sizes()).checkpoint(), images, options, done -> { });
    IntegerVit fast = new IntegerVit(model, ComputePath.NATIVE);
    assertTrue(fast.path() != ComputePath.NATIVE, fast.path()::description);
    requireEqual(new IntegerVit(model, ComputePath.PLAIN), fast, images.image(1));
  }

  @Test
  void aPathIsChosenByName() {
    assertEquals(ComputePath.PLAIN, ComputePath.named("plain"));
    assertEquals("path 'fast'; allowed: plain, vector, native",
        assertThrows(InputException.class, () -> ComputePath.named("fast")).getMessage());
  }
}
