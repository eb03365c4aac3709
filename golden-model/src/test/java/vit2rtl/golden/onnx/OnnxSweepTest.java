package vit2rtl.golden.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.checkpoint.ConformanceCases;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.TensorDigest;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.run.OnnxComparison;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.VitCheckpoint;

/** Every tensor in ONNX Runtime, of many images and every variant; each line printed is a figure. */
@Tag("sweep")
class OnnxSweepTest {
  private static void check(String what, QuantizedModel model, Images images) {
    IntegerNetwork golden = model.network();
    OnnxComparison comparison = OnnxComparison.run(TestRuntime.RUNTIME, OnnxExport.of(model, Taps.EVERY_TENSOR), golden,
        images, done -> { });
    System.out.printf("%s: %d images, %d tensors each, %d elements, %d mismatches%n", what, comparison.images(),
        comparison.tensors(), comparison.elements(), comparison.mismatches());
    assertEquals(Optional.empty(), comparison.first(), what);
    assertTrue(comparison.elements() > 0);
    assertEquals(TensorDigest.of(golden, images, done -> { }), comparison.digest());
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void theEmbeddedModelOn256Images(Recipe recipe) {
    check("embedded " + recipe, Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(recipe), done -> { }), EmbeddedModel.testImages());
  }

  @ParameterizedTest
  @CsvSource({"WIDE, UNIFORM, 8", "WIDE, LOG2, 8", "WIDE, LOG2, 4", "WIDE, LOGSQRT2, 8", "FQVIT, LOGSQRT2, 5", "FQVIT, UNIFORM, 4"})
  void everyCodingOfAttention(Recipe recipe, AttentionCoding coding, int bits) {
    check("embedded " + recipe + " " + coding + " " + bits, Quantizer.quantize(EmbeddedModel.checkpoint(),
        EmbeddedModel.calibrationImages().first(64), QuantizeOptions.of(recipe).withAttention(coding, bits), done -> { }),
        EmbeddedModel.testImages().first(8));
  }

  @Test
  void vitTinyOn8Images() {
    Path checkpoint = SharedFiles.require("models/vit_tiny_patch16_224.safetensors");
    Path data = SharedFiles.require("data/imagenet_val1300");
    VitCheckpoint network = CheckpointReader.open(checkpoint);
    Images images = Datasets.open(data, network.shape().imageFormat(), Purpose.EVALUATION, 24, notice -> { });
    check("ViT-Tiny", Quantizer.quantize(network, images.from(8), QuantizeOptions.of(Recipe.WIDE), done -> { }),
        images.first(8));
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void swinMicroOn64Images(Recipe recipe) {
    Checkpoint micro = CheckpointReader.any(SharedFiles.require("models/swin_micro_fashion_mnist.safetensors"),
        CheckpointOptions.NONE, found -> { });
    Images seen = Datasets.open(SharedFiles.require("data/fashion_mnist/train-images-idx3-ubyte.gz"), micro.imageFormat());
    Images images = Datasets.open(SharedFiles.require("data/fashion_mnist/t10k-images-idx3-ubyte.gz"), micro.imageFormat());
    check("Swin-micro " + recipe, Quantizer.quantize(micro, seen.first(64), QuantizeOptions.of(recipe), done -> { }),
        images.first(64));
  }

  @ParameterizedTest
  @MethodSource("vit2rtl.golden.checkpoint.ConformanceCases#opening")
  void everyVariant(ConformanceCases.Case variant) {
    VitCheckpoint checkpoint = variant.open();
    Images images = SyntheticVit.images(41, 16, checkpoint.shape().channels(), checkpoint.shape().imageSize());
    for (Recipe recipe : Recipe.values()) {
      check(variant + " " + recipe, Quantizer.quantize(checkpoint, images, QuantizeOptions.of(recipe), done -> { }),
          images.first(2));
    }
  }
}
