package vit2rtl.cli.figures;

import java.util.Set;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.TensorGrid;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.vit.Tap;
import vit2rtl.units.SwinLayers;

/**
 * An integer network: what its codes stand for, and the factors it uses. Its softmax is shown as the exact one of its
 * score codes: the values that attention codes are to represent.
 */
record IntegerSource(Pictured shape, IntegerNetwork network) implements Source {

  @Override
  public void run(Image image, Tap tap) {
    Set<String> streams = shape.norms().keySet();
    network.logits(image, (name, codes, rows, columns) -> {
      boolean scores = name.endsWith(".attn.scores");
      if (!scores && !streams.contains(name)) {
        return;
      }
      TensorGrid grid = network.model().grids().get(name);
      float[] values = new float[codes.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) grid.value(codes[i], i % columns);
      }
      tap.accept(name, values, rows, columns);
      if (scores) {
        tap.accept(name.replace("scores", "softmax"), softmax(shape.hidden(name, values), columns), rows, columns);
      }
    });
  }

  private static float[] softmax(float[] scores, int columns) {
    float[] result = new float[scores.length];
    double[] row = new double[columns];
    for (int at = 0; at < scores.length; at += columns) {
      for (int i = 0; i < columns; i++) {
        row[i] = scores[at + i];
      }
      double[] exact = AttentionRow.softmax(row);
      for (int i = 0; i < columns; i++) {
        result[at + i] = (float) exact[i];
      }
    }
    return result;
  }

  @Override
  public int[] alpha(String norm, PtfCalibration observed) {
    return params(norm).norm().alpha();
  }

  private NormParams params(String norm) {
    if (network.model() instanceof QuantizedSwin swin) {
      return SwinLayers.norms(swin).get(norm);
    }
    QuantizedVit vit = (QuantizedVit) network.model();
    if (norm.equals("norm")) {
      return vit.norm();
    }
    BlockParams block = vit.blocks().get(Integer.parseInt(norm.split("\\.")[1]));
    return norm.endsWith("norm1") ? block.norm1() : block.norm2();
  }
}
