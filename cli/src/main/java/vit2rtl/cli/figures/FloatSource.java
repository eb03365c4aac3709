package vit2rtl.cli.figures;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.vit.FloatNetwork;
import vit2rtl.golden.vit.Tap;

/** The float network; factors as calibration would choose them for uint8 codes and K = 3. */
record FloatSource(Pictured shape, FloatNetwork network) implements Source {
  private static final int MAX_ALPHA = 3;

  @Override
  public void run(Image image, Tap tap) {
    network.logits(image, tap);
  }

  @Override
  public int[] alpha(String norm, PtfCalibration observed) {
    return observed.fit(CodeFormat.UINT8, MAX_ALPHA).alpha();
  }
}
