package vit2rtl.golden.network;

import static vit2rtl.golden.network.Float64Product.linear;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;

/** The quantised graph of a Swin in 64-bit floats, of the operators of {@link Float64Simulation}. */
final class Float64Swin {
  private final QuantizedSwin model;
  private final Float64Attention.Exp exp;
  private final Float64Norm norm;
  private final Map<String, double[]> codes = new LinkedHashMap<>();
  private double[] stream;
  private String from;

  private Float64Swin(QuantizedSwin model, Float64Attention.Exp exp, Float64Norm norm) {
    this.model = model;
    this.exp = exp;
    this.norm = norm;
  }

  static Map<String, double[]> whole(QuantizedSwin model, Image image, Float64Attention.Exp exp, Float64Norm norm) {
    Float64Swin swin = new Float64Swin(model, exp, norm);
    swin.embed(image);
    for (int s = 0; s < model.stages().size(); s++) {
      swin.stage(s);
    }
    swin.operators(model.stages().size() - 1).head(swin.stream, swin.from);
    return swin.codes;
  }

  private Float64Simulation operators(int stage) {
    return new Float64Simulation(model.grids(), model.head(), model.shape().asVit(stage), Map.of(), exp, norm, codes);
  }

  private void embed(Image image) {
    Float64Simulation operators = operators(0);
    double[] pixels = Float64Simulation.patches(image, model.shape().stages().get(0).side(), model.shape().patch());
    stream = operators.pass("patch_embed.proj",
        Float64Simulation.quantise(operators.values(linear(model.patch(), pixels), "patch_embed.proj.acc"),
            operators.grid("patch_embed.proj"), model.patchCodes().output()));
    stream = operators.norm("patch_embed.norm", model.patchNorm().norm(), stream, "patch_embed.proj");
    model.patchNorm().toStream().ifPresent(to -> stream = Float64Simulation.quantise(
        operators.values(stream, "patch_embed.norm"), operators.grid("patch_embed"), to.output()));
    from = "patch_embed";
    operators.pass(from, stream);
  }

  private void stage(int index) {
    Float64Simulation operators = operators(index);
    model.stages().get(index).merging().ifPresent(params -> merge(index, params, operators));
    for (int b = 0; b < model.stages().get(index).blocks().size(); b++) {
      WindowBlockParams block = model.stages().get(index).blocks().get(b);
      String name = SwinShape.blockName(index, b);
      stream = operators.block(name, block.block(), stream, from, Optional.of(block.windows()));
      from = name + "out";
    }
  }

  private void merge(int index, MergingParams params, Float64Simulation operators) {
    String name = SwinShape.stageName(index) + "downsample.";
    double[] merged = merged(model.shape().stages().get(index - 1));
    double[] normed = operators.norm(name + "norm", params.norm(), merged,
        params.norm().input().isPresent() ? from : name + "norm.in");
    stream = operators.pass(name + "out", Float64Simulation.quantise(
        operators.values(linear(params.reduction(), normed), name + "reduction.acc"), operators.grid(name + "out"),
        params.codes().output()));
    from = name + "out";
  }

  /** Rows of the upper left, lower left, upper right and lower right token of each square. */
  private double[] merged(SwinStage before) {
    double[] merged = new double[stream.length];
    int to = 0;
    for (int y = 0; y < before.side(); y += 2) {
      for (int x = 0; x < before.side(); x += 2) {
        for (int token : new int[] {y * before.side() + x, (y + 1) * before.side() + x, y * before.side() + x + 1,
            (y + 1) * before.side() + x + 1}) {
          System.arraycopy(stream, token * before.width(), merged, to, before.width());
          to += before.width();
        }
      }
    }
    return merged;
  }
}
