package vit2rtl.bench.network;

import vit2rtl.bench.LayerNormBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.LayerNormTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.units.layernorm.LayerNormConfig;

/**
 * A LayerNorm of a network.
 *
 * @param name   its timm name
 * @param params the layer's integers
 * @param rows   PTF codes, row-major [tokens, channels]
 * @param lanes  elements per beat
 */
public record LayerNormSite(String name, LayerNormParams params, int[] rows, int lanes) implements Site {

  @Override
  public String unit() {
    return "layernorm";
  }

  @Override
  public String settings() {
    return LayerNormTensors.settings(params) + " --set lanes=" + lanes;
  }

  @Override
  public UnitBench bench() {
    return new LayerNormBench(LayerNormConfig.of(params, lanes));
  }

  @Override
  public Accuracy accuracy(int[] out) {
    int[] alpha = params.alpha();
    int[] gain = params.gain();
    long[] offset = params.offset();
    int channels = alpha.length;
    double[] x = new double[channels];
    long different = 0;
    int largest = 0;
    double error = 0;
    for (int row = 0; row < rows.length; row += channels) {
      double mean = 0;
      for (int c = 0; c < channels; c++) {
        x[c] = Math.scalb((double) (rows[row + c] - params.zeroPoint()), alpha[c]);
        mean += x[c] / channels;
      }
      double variance = (double) params.epsilon() / channels / channels;
      for (double value : x) {
        variance += (value - mean) * (value - mean) / channels;
      }
      double root = variance == 0 ? 1 : Math.sqrt(variance);
      for (int c = 0; c < channels; c++) {
        double gamma = Math.scalb((double) gain[c], LayerNorm.Z_FRACTION - params.fraction());
        double beta = Math.scalb((double) offset[c], -params.offsetFraction()) - 0.5;
        double y = (x[c] - mean) / root * gamma + beta;
        double bounded = Math.max(params.output().min(), Math.min(params.output().max(), y));
        int difference = Math.abs(out[row + c] - (int) Math.rint(bounded));
        different += difference == 0 ? 0 : 1;
        largest = Math.max(largest, difference);
        error += Math.abs(out[row + c] - bounded);
      }
    }
    return new Accuracy(rows.length, different, largest, error / rows.length);
  }

  @Override
  public SafeTensorsWriter tensors() {
    return LayerNormTensors.write(params, rows).metadata("site", name);
  }
}
