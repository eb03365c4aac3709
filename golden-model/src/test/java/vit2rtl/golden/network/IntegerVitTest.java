package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.Ptf;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.vit.VitCheckpoint;

class IntegerVitTest {

  /** A model, its images and how it is to be quantised. */
  record Case(SyntheticVit.Sizes sizes, QuantizeOptions options, double tolerance) {}

  static List<Case> cases() {
    SyntheticVit.Sizes grey = new SyntheticVit.Sizes(12, 4, 1, 24, 2, 3, 40, 7, 1, true);
    SyntheticVit.Sizes distilled = new SyntheticVit.Sizes(15, 3, 3, 30, 3, 2, 50, 11, 2, true);
    SyntheticVit.Sizes bare = new SyntheticVit.Sizes(8, 8, 3, 20, 1, 1, 17, 3, 1, false);
    QuantizeOptions wide = QuantizeOptions.of(Recipe.WIDE);
    QuantizeOptions paper = QuantizeOptions.of(Recipe.FQVIT);
    return List.of(
        new Case(grey, wide.withAttention(AttentionCoding.UNIFORM, 8), 0.12),
        new Case(distilled, wide.withAttention(AttentionCoding.UNIFORM, 8), 0.12),
        new Case(bare, wide, 0.2),
        new Case(distilled, wide, 0.2),
        new Case(grey, wide.withAttention(AttentionCoding.LOG2, 4), 0.25),
        new Case(grey, paper.withAttention(AttentionCoding.UNIFORM, 8), 0.15),
        new Case(distilled, paper, 0.25),
        new Case(grey, paper.withPtf(Ptf.OFF).withAttention(AttentionCoding.UNIFORM, 8), 0.15));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void integersFollowTheFloatNetwork(Case c) {
    VitCheckpoint checkpoint = new SyntheticVit(3, c.sizes()).checkpoint();
    Images images = SyntheticVit.images(4, 24, c.sizes().channels(), c.sizes().image());
    QuantizedVit model = Quantizer.quantize(checkpoint, images, c.options(), done -> { });
    IntegerVit integer = new IntegerVit(model);
    FloatVit reference = new FloatVit(checkpoint);
    Images others = SyntheticVit.images(5, 24, c.sizes().channels(), c.sizes().image());
    double error = 0;
    double power = 0;
    for (int i = 0; i < others.size(); i++) {
      float[] expected = reference.logits(others.image(i));
      int[] actual = integer.logits(others.image(i));
      for (int k = 0; k < expected.length; k++) {
        error += Math.pow(model.grids().get("logits").value(actual[k], k) - expected[k], 2);
        power += expected[k] * expected[k];
      }
    }
    assertTrue(Math.sqrt(error / power) < c.tolerance(), "relative error " + Math.sqrt(error / power));
  }

  @Test
  void bitsDoNotDependOnThreadsOrVectors() {
    Case c = cases().get(3);
    VitCheckpoint checkpoint = new SyntheticVit(6, c.sizes()).checkpoint();
    Images images = SyntheticVit.images(7, 16, c.sizes().channels(), c.sizes().image());
    QuantizedVit model = Quantizer.quantize(checkpoint, images, c.options(), done -> { });
    IntegerVit scalar = new IntegerVit(model, IntProducts.scalar());
    IntegerVit best = new IntegerVit(model);
    int[][] together = IntStream.range(0, images.size()).parallel().mapToObj(i -> best.logits(images.image(i)))
        .toArray(int[][]::new);
    for (int i = 0; i < images.size(); i++) {
      Map<String, int[]> one = new LinkedHashMap<>();
      assertArrayEquals(scalar.logits(images.image(i), (name, values, rows, columns) -> {
        assertEquals(rows * columns, values.length, name);
        one.put(name, values.clone());
      }), together[i]);
      best.logits(images.image(i), (name, values, rows, columns) -> assertArrayEquals(one.get(name), values, name));
    }
  }

  @Test
  void everyTensorHasItsName() {
    Case c = cases().get(2);
    QuantizedVit model = Quantizer.quantize(new SyntheticVit(8, c.sizes()).checkpoint(),
        SyntheticVit.images(9, 2, 3, 8), c.options(), done -> { });
    List<String> names = new ArrayList<>();
    new IntegerVit(model).logits(SyntheticVit.images(9, 1, 3, 8).image(0),
        (name, values, rows, columns) -> names.add(name));
    assertEquals(List.of("patches", "patch_embed.acc", "embed", "blocks.0.norm1.in", "blocks.0.norm1",
        "blocks.0.attn.qkv.acc", "blocks.0.attn.qkv", "blocks.0.attn.scores.acc", "blocks.0.attn.scores",
        "blocks.0.attn.softmax", "blocks.0.attn.context.acc", "blocks.0.attn.context", "blocks.0.attn.proj.acc",
        "blocks.0.attn.out", "blocks.0.norm2.in", "blocks.0.norm2", "blocks.0.mlp.fc1.acc", "blocks.0.mlp.fc1",
        "blocks.0.mlp.gelu", "blocks.0.mlp.fc2.acc", "blocks.0.out", "norm.in", "norm", "logits.acc", "logits"), names);
  }
}
