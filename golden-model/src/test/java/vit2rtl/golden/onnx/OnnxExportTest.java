package vit2rtl.golden.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.ConformanceCases;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.TensorDigest;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.run.OnnxComparison;
import vit2rtl.golden.onnx.run.OnnxDifference;
import vit2rtl.golden.onnx.run.OnnxRuntimeException;
import vit2rtl.golden.onnx.run.OnnxSession;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.VitCheckpoint;

/** Whole networks in ONNX Runtime: every tensor equal, and differences seen where they are. */
class OnnxExportTest {
  private static final Images IMAGES = EmbeddedModel.testImages().first(3);

  private static final Map<Recipe, QuantizedVit> EMBEDDED = new EnumMap<>(Recipe.class);

  private static QuantizedVit embedded(Recipe wanted) {
    return EMBEDDED.computeIfAbsent(wanted, recipe -> Quantizer.quantize(EmbeddedModel.checkpoint(),
        EmbeddedModel.calibrationImages().first(4), QuantizeOptions.of(recipe), done -> { }));
  }

  private static OnnxComparison compare(byte[] file, QuantizedModel model, Images images) {
    return OnnxComparison.run(TestRuntime.RUNTIME, file, model.network(), images, done -> { });
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void everyTensorOfTheEmbeddedModelIsEqual(Recipe recipe) {
    QuantizedVit model = embedded(recipe);
    OnnxComparison comparison = compare(OnnxExport.of(model, Taps.EVERY_TENSOR), model, IMAGES);
    assertEquals(Optional.empty(), comparison.first());
    assertEquals(0, comparison.mismatches());
    assertEquals(115, comparison.tensors());
    assertEquals(3 * 634868L, comparison.elements());
    assertEquals(TensorDigest.of(new IntegerVit(model), IMAGES, done -> { }), comparison.digest());
  }

  @Test
  void severalImagesAtOnceGiveTheLogitsOfEach() {
    QuantizedVit model = embedded(Recipe.WIDE);
    List<int[]> logits = new ArrayList<>();
    try (OnnxSession session = TestRuntime.RUNTIME.open(OnnxExport.of(model, Taps.RESULT))) {
      session.run((name, values, rows, columns) -> {
        assertEquals("logits 3 10", name + " " + rows + " " + columns);
        logits.add(values);
      }, IMAGES.image(0), IMAGES.image(1), IMAGES.image(2));
    }
    assertEquals(1, logits.size());
    IntegerVit golden = new IntegerVit(model);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(golden.logits(IMAGES.image(i)), Arrays.copyOfRange(logits.get(0), 10 * i, 10 * i + 10));
    }
  }

  /** Registers, class token and mean, norms before the blocks and of queries and keys, representation, distillation. */
  @ParameterizedTest
  @ValueSource(strings = {"timm-reg4-embedded", "dinov2-original-classifier", "timm-clip-gelu", "timm-qknorm", "timm04-prelogits",
      "deit-original-distilled", "timm-avg-fcnorm", "timm-gap-noclass"})
  void variantsAreEqual(String name) {
    ConformanceCases.Case found = ConformanceCases.opening().stream().filter(c -> c.toString().equals(name)).findFirst()
        .orElseThrow();
    VitCheckpoint checkpoint = found.open();
    Images images = SyntheticVit.images(3, 4, checkpoint.shape().channels(), checkpoint.shape().imageSize());
    for (Recipe recipe : Recipe.values()) {
      QuantizedVit model = Quantizer.quantize(checkpoint, images, QuantizeOptions.of(recipe), done -> { });
      assertEquals(Optional.empty(),
          compare(OnnxExport.of(model, Taps.EVERY_TENSOR), model, images.first(1)).first(), recipe.toString());
    }
  }

  /** A shifted block, whose masked keys have no weight, and merging; logarithmic codes of either base and uniform ones. */
  @ParameterizedTest
  @CsvSource({"WIDE, LOGSQRT2, 5", "FQVIT, LOG2, 4", "WIDE, UNIFORM, 8"})
  void everyTensorOfASwinIsEqual(Recipe recipe, AttentionCoding coding, int bits) {
    SwinCheckpoint checkpoint = new SyntheticSwin(5, SyntheticSwin.SMALL).checkpoint();
    Images images = SyntheticVit.images(3, 4, 1, 16);
    QuantizedModel model = Quantizer.quantize((Checkpoint) checkpoint, images,
        QuantizeOptions.of(recipe).withAttention(coding, bits), done -> { });
    OnnxComparison comparison = compare(OnnxExport.of(model, Taps.EVERY_TENSOR), model, images.first(2));
    assertEquals(Optional.empty(), comparison.first());
    assertEquals(TensorDigest.of(model.network(), images.first(2), done -> { }), comparison.digest());
  }

  @Test
  void aChangedWeightInTheFileIsSeenWhereItIs() {
    QuantizedVit model = embedded(Recipe.WIDE);
    byte[] file = OnnxExport.of(model, Taps.EVERY_TENSOR);
    String name = model.blocks().get(2).fc1().name() + ".weight";
    // The last mention of a weight is its constant: name, then one byte for the field, three for the length, then the data.
    int at = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(name) + name.length() + 4;
    for (int i = 0; i < 64; i++) {
      file[at + 64 * i] ^= 4;
    }
    OnnxComparison comparison = compare(file, model, IMAGES);
    OnnxDifference first = comparison.first().orElseThrow();
    assertEquals("blocks.2.mlp.fc1.acc", first.tensor());
    assertEquals(0, first.image());
    assertTrue(comparison.mismatches() > 0);
    assertNotEquals(TensorDigest.of(new IntegerVit(model), IMAGES, done -> { }), comparison.digest());
  }

  @Test
  void aChangedShiftIsSeenWhereItIs() {
    QuantizedVit model = embedded(Recipe.WIDE);
    GeluTable gelu = model.blocks().get(1).gelu();
    int[] shifts = gelu.shift();
    shifts[5]++;
    QuantizedVit changed = withGelu(model, 1, new GeluTable(gelu.input(), gelu.table(), shifts, gelu.zeroPoint(), gelu.output()));
    OnnxDifference first = compare(OnnxExport.of(changed, Taps.EVERY_TENSOR), model, IMAGES).first().orElseThrow();
    assertEquals("blocks.1.mlp.gelu", first.tensor());
    assertEquals(5, first.column());
    assertTrue(first.toString().matches("image 0, tensor 'blocks.1.mlp.gelu', element \\d+ \\(row \\d+, column 5\\): expected"
        + " -?\\d+, ONNX Runtime has -?\\d+"), first.toString());
  }

  @Test
  void filesOfOtherKindsAreRefusedInOneSentence() {
    QuantizedVit model = embedded(Recipe.WIDE);
    InputException outputs = assertThrows(InputException.class,
        () -> compare(OnnxExport.of(model, Taps.RESULT), model, IMAGES));
    assertTrue(outputs.getMessage().contains("output 'patches' has no elements"), outputs.getMessage());
    OnnxRuntimeException nothing = assertThrows(OnnxRuntimeException.class,
        () -> TestRuntime.RUNTIME.open("no network".getBytes(StandardCharsets.UTF_8)));
    assertTrue(nothing.getMessage().startsWith("ONNX Runtime failed: "), nothing.getMessage());
  }

  private static QuantizedVit withGelu(QuantizedVit m, int index, GeluTable gelu) {
    List<BlockParams> blocks = new ArrayList<>(m.blocks());
    BlockParams b = blocks.get(index);
    blocks.set(index, new BlockParams(b.norm1(), b.qkv(), b.qkvCodes(), b.headNorms(), b.attention(), b.proj(),
        b.attentionAdd(), b.norm2(), b.fc1(), b.fc1Codes(), gelu, b.fc2(), b.mlpAdd()));
    return new QuantizedVit(m.shape(), m.classes(), m.resizing(), m.origin(), m.patch(), m.embedding(), blocks, m.norm(), m.extras(),
        m.heads(), m.logits(), m.grids());
  }
}
