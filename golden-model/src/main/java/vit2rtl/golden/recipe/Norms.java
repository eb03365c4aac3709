package vit2rtl.golden.recipe;

import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.PtfGrid;

/** Compiles LayerNorms. */
final class Norms {
  private Norms() {}

  /** On a stream of PTF codes; y on one uint8 grid. */
  static NormParams onCodes(FloatLayers layers, String name, PtfGrid input, Grid output) {
    return new NormParams(Optional.empty(), LayerNormCompiler.compile(new LayerNormFloat(input.format(), input.scale(),
        input.zeroPoint(), input.alpha(), layers.values(name + ".weight"), layers.values(name + ".bias"),
        layers.checkpoint().epsilon(), CodeFormat.UINT8, output.scale(), output.zeroPoint())));
  }

  /** The same with its result on PTF codes. */
  static NormParams ontoCodes(FloatLayers layers, String name, PtfGrid input, PtfGrid output) {
    double[] gamma = layers.values(name + ".weight");
    double[] beta = layers.values(name + ".bias");
    int[] alpha = output.alpha();
    for (int c = 0; c < gamma.length; c++) {
      gamma[c] = Math.scalb(gamma[c], -alpha[c]);
      beta[c] = Math.scalb(beta[c], -alpha[c]);
    }
    return new NormParams(Optional.empty(), LayerNormCompiler.compile(new LayerNormFloat(input.format(), input.scale(),
        input.zeroPoint(), input.alpha(), gamma, beta, layers.checkpoint().epsilon(), output.format(), output.scale(),
        output.zeroPoint())));
  }

  /** On a wide stream, through PTF codes (made elsewhere where none are given); y as the next layer wants it. */
  static NormParams onWideStream(FloatLayers layers, String name, Optional<ResidualToPtfParams> toCodes, PtfGrid input,
      Handoff output) {
    double[] gamma = layers.values(name + ".weight");
    double[] beta = layers.values(name + ".bias");
    for (int c = 0; c < gamma.length; c++) {
      gamma[c] /= output.factor()[c];
      beta[c] = (beta[c] - output.offset()[c]) / output.factor()[c];
    }
    return new NormParams(toCodes, LayerNormCompiler.compile(new LayerNormFloat(input.format(),
        input.scale(), input.zeroPoint(), input.alpha(), gamma, beta, layers.checkpoint().epsilon(), CodeFormat.INT8,
        output.grid().scale(), 0)));
  }
}
