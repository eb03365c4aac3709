package vit2rtl.golden.swin;

import vit2rtl.golden.vit.FloatBlock;
import vit2rtl.golden.vit.FloatLinear;
import vit2rtl.golden.vit.FloatNorm;
import vit2rtl.golden.vit.FloatProduct;
import vit2rtl.golden.vit.Tap;
import vit2rtl.golden.vit.VitCheckpoint;

/** Patch merging before a stage: neighbours joined, LayerNorm of 4·C elements, a linear layer to 2·C without bias. */
final class FloatMerging {
  private final String name;
  private final Merging merging;
  private final int before;
  private final FloatNorm norm;
  private final FloatLinear reduction;

  FloatMerging(VitCheckpoint checkpoint, String stage, SwinStage before) {
    this.name = stage + "downsample.";
    this.merging = new Merging(before.side());
    this.before = before.width();
    this.norm = FloatBlock.norm(checkpoint, name + "norm");
    this.reduction = FloatLinear.of(checkpoint.tensor(name + "reduction.weight"), new float[2 * before.width()],
        Merging.NEIGHBOURS * before.width(), 2 * before.width());
  }

  float[] apply(FloatProduct product, float[] x, Tap tap) {
    float[] merged = merging.apply(x, before);
    int columns = Merging.NEIGHBOURS * before;
    int rows = merged.length / columns;
    tap.accept(name + "merged", merged, rows, columns);
    norm.apply(merged, rows, merged);
    tap.accept(name + "norm", merged, rows, columns);
    float[] out = new float[rows * 2 * before];
    reduction.apply(product, merged, rows, out);
    tap.accept(name + "out", out, rows, 2 * before);
    return out;
  }
}
