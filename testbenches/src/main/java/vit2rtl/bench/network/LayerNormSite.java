package vit2rtl.bench.network;

import vit2rtl.bench.LayerNormBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.units.layernorm.LayerNormConfig;

/**
 * A LayerNorm of a network.
 *
 * @param name  its timm name
 * @param layer the calibrated layer
 * @param rows  PTF codes, row-major [tokens, channels]
 * @param lanes elements per beat
 */
public record LayerNormSite(String name, LayerNormFloat layer, int[] rows, int lanes) implements Site {

  @Override
  public String unit() {
    return "layernorm";
  }

  @Override
  public UnitBench bench() {
    return new LayerNormBench(LayerNormConfig.of(LayerNormCompiler.compile(layer), lanes));
  }

  @Override
  public Accuracy accuracy(int[] out) {
    int[] alpha = layer.alpha();
    double[] gamma = layer.gamma();
    double[] beta = layer.beta();
    int channels = alpha.length;
    double[] x = new double[channels];
    long different = 0;
    int largest = 0;
    double error = 0;
    for (int row = 0; row < rows.length; row += channels) {
      double mean = 0;
      for (int c = 0; c < channels; c++) {
        x[c] = Math.scalb((rows[row + c] - layer.zeroPoint()) * layer.scale(), alpha[c]);
        mean += x[c] / channels;
      }
      double variance = 0;
      for (double value : x) {
        variance += (value - mean) * (value - mean) / channels;
      }
      double root = Math.sqrt(variance + layer.epsilon());
      for (int c = 0; c < channels; c++) {
        double y = root == 0 ? beta[c] : (x[c] - mean) / root * gamma[c] + beta[c];
        int expected = layer.output().saturate((long) Math.rint(y / layer.outScale()) + layer.outZeroPoint());
        int difference = Math.abs(out[row + c] - expected);
        different += difference == 0 ? 0 : 1;
        largest = Math.max(largest, difference);
        error += Math.abs((out[row + c] - layer.outZeroPoint()) * layer.outScale() - y);
      }
    }
    return new Accuracy(rows.length, different, largest, error / rows.length);
  }

  @Override
  public SafeTensorsWriter tensors() {
    int channels = layer.alpha().length;
    return new SafeTensorsWriter()
        .metadata("site", name)
        .u8("q_in", rows, rows.length / channels, channels)
        .u8("alpha", layer.alpha(), channels)
        .f64("scale_in", new double[] {layer.scale()}, 1)
        .i32("zp_in", new int[] {layer.zeroPoint()}, 1)
        .f64("gamma", layer.gamma(), channels)
        .f64("beta", layer.beta(), channels)
        .f64("scale_out", new double[] {layer.outScale()}, 1)
        .i32("zp_out", new int[] {layer.outZeroPoint()}, 1);
  }
}
