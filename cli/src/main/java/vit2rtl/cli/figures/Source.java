package vit2rtl.cli.figures;

import vit2rtl.golden.data.Image;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.vit.Tap;

/** A network whose activations are drawn. */
interface Source {
  Pictured shape();

  /** Shows the residual stream, the attention scores and the softmax of every block as real values. */
  void run(Image image, Tap tap);

  /** Factors of a LayerNorm's input channels, of which these values were observed. */
  int[] alpha(String norm, PtfCalibration observed);
}
