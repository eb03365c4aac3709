package vit2rtl.golden.onnx.real;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.Version;
import vit2rtl.golden.onnx.HeadRows;
import vit2rtl.golden.onnx.PatchesGraph;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.OnnxFile;
import vit2rtl.golden.onnx.graph.Reals;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.golden.vit.VitVariant;

/**
 * A plain ViT or DeiT in 32-bit floats as an ONNX file, as other exporters write it but for the pixels' normalisation, which is
 * in the patch embedding's weights: input {@code pixels} uint8 [images, channels, height, width], output {@code logits} float
 * [images, classes]. Products, LayerNormalization, Softmax and GELU in the forms that ONNX Runtime fuses. Speed is measured
 * against it.
 */
public final class RealExport {
  private final VitCheckpoint checkpoint;
  private final VitShape shape;
  private final Graph graph = new Graph(Taps.RESULT);
  private final Reals reals = new Reals(graph);

  private RealExport(VitCheckpoint checkpoint) {
    this.checkpoint = checkpoint;
    this.shape = checkpoint.shape();
    if (!shape.variant().equals(VitVariant.PLAIN)) {
      List<String> beyond = shape.variant().beyondPlain();
      throw new InputException(checkpoint.file() + " is no plain ViT: it has "
          + (beyond.isEmpty() ? shape.variant().activation().label() : String.join(", ", beyond))
          + "; allowed for a float graph: plain ViT and DeiT with GELU");
    }
  }

  /** The bytes of the file. */
  public static byte[] of(VitCheckpoint checkpoint) {
    RealExport export = new RealExport(checkpoint);
    export.build();
    return new OnnxFile(export.graph, "vision transformer in floats", Version.TOOL, Map.of()).bytes();
  }

  private void build() {
    Value stream = embedded();
    for (int i = 0; i < shape.depth(); i++) {
      stream = block("blocks." + i + ".", stream);
    }
    Value normed = norm("norm", Shapes.slice(stream, 1, 0, shape.normRows()));
    Value logits = linear("head", Shapes.slice(normed, 1, 0, 1), shape.width(), shape.classes());
    if (shape.logitHeads() > 1) {
      Value other = linear("head_dist", Shapes.slice(normed, 1, 1, 2), shape.width(), shape.classes());
      logits = reals.times(reals.plus(logits, other), reals.scalar(0.5));
    }
    graph.result(Shapes.reshape(logits, shape.classes()), "logits", shape.classes());
  }

  /** The pixels' scale and mean go into weights and bias. */
  private Value embedded() {
    Value pixels = reals.dequantised(PatchesGraph.apply(graph, shape.imageFormat(), shape.patch()), 1, 0);
    float[] weight = checkpoint.tensor("patch_embed.proj.weight");
    double[] bias = doubles(checkpoint.tensor("patch_embed.proj.bias"));
    double[] mean = checkpoint.pixelNorm().mean();
    double[] std = checkpoint.pixelNorm().std();
    int inputs = shape.patchInputs();
    int plane = shape.patch() * shape.patch();
    double[] columns = new double[weight.length];
    for (int o = 0; o < shape.width(); o++) {
      for (int i = 0; i < inputs; i++) {
        double w = weight[o * inputs + i] / std[i / plane];
        columns[i * shape.width() + o] = w / 255;
        bias[o] -= w * mean[i / plane];
      }
    }
    Value sums = reals.plus(reals.product(pixels, reals.constant(columns, inputs, shape.width())), reals.vector(bias));
    double[] table = doubles(checkpoint.tensor("pos_embed"));
    int at = 0;
    for (String name : shape.leadingTensors()) {
      for (float value : checkpoint.tensor(name)) {
        table[at++] += value;
      }
    }
    return reals.plus(Shapes.zerosBefore(sums, shape.leadingTokens()),
        reals.constant(table, shape.tokens(), shape.width()));
  }

  private Value block(String name, Value stream) {
    int width = shape.width();
    Value qkv = linear(name + "attn.qkv", norm(name + "norm1", stream), width, 3 * width);
    Value joined = reals.plus(stream, linear(name + "attn.proj", attended(qkv), width, width));
    Value hidden = linear(name + "mlp.fc1", norm(name + "norm2", joined), width, shape.mlp());
    return reals.plus(joined, linear(name + "mlp.fc2", reals.gelu(hidden), shape.mlp(), width));
  }

  private Value attended(Value qkv) {
    int width = shape.width();
    HeadRows rows = new HeadRows(shape.tokens(), shape.headWidth(), Optional.empty());
    Value queries = rows.apart(Shapes.slice(qkv, 2, 0, width), shape.heads());
    Value keys = rows.columns(rows.apart(Shapes.slice(qkv, 2, width, 2 * width), shape.heads()));
    Value values = rows.apart(Shapes.slice(qkv, 2, 2 * width, 3 * width), shape.heads());
    Value scores = reals.times(reals.product(queries, keys), reals.scalar(1 / Math.sqrt(shape.headWidth())));
    return rows.together(reals.product(reals.softmax(scores), values), shape.heads());
  }

  private Value norm(String name, Value x) {
    return reals.layerNorm(x, doubles(checkpoint.tensor(name + ".weight")), doubles(checkpoint.tensor(name + ".bias")),
        checkpoint.epsilon());
  }

  private Value linear(String name, Value x, int inputs, int outputs) {
    float[] rows = checkpoint.tensor(name + ".weight");
    double[] columns = new double[rows.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        columns[i * outputs + o] = rows[o * inputs + i];
      }
    }
    Value product = reals.product(x, reals.constant(columns, inputs, outputs));
    boolean plain = name.endsWith("qkv") && shape.qkvBias() != QkvBias.PRESENT;
    return plain ? product : reals.plus(product, reals.vector(doubles(checkpoint.tensor(name + ".bias"))));
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }
}
