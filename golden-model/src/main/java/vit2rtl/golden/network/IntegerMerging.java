package vit2rtl.golden.network;

import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinStage;

/** Patch merging of {@link IntegerSwin}. */
final class IntegerMerging {
  private final String name;
  private final Merging merging;
  private final int before;
  private final MergingParams params;
  private final IntegerNorm norm;
  private final Linear reduction;

  /**
   * @param stage  which names of the stage's tensors begin with
   * @param before the stage before it
   */
  IntegerMerging(String stage, SwinStage before, MergingParams params, IntProduct product) {
    this.name = stage + "downsample.";
    this.merging = new Merging(before.side());
    this.before = before.width();
    this.params = params;
    this.norm = new IntegerNorm(name + "norm", params.norm());
    this.reduction = new Linear(params.reduction(), product);
  }

  String name() {
    return name;
  }

  MergingParams params() {
    return params;
  }

  Linear reduction() {
    return reduction;
  }

  /** The next stage's stream. */
  int[] apply(int[] stream, IntTap tap) {
    int[] normed = norm.apply(merging.apply(stream, before), tap);
    int rows = stream.length / before / Merging.NEIGHBOURS;
    int[] sums = reduction.apply(normed, rows);
    tap.accept(name + "reduction.acc", sums, rows, 2 * before);
    int[] out = params.codes().columns(sums);
    tap.accept(name + "out", out, rows, 2 * before);
    return out;
  }
}
