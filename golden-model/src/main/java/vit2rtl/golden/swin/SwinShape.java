package vit2rtl.golden.swin;

import java.util.List;
import java.util.Set;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.Distillation;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.golden.vit.VitVariant;

/**
 * The sizes of a Swin Transformer. Each stage has half the side of the one before it and twice its width.
 *
 * @param patch      rows and columns of a patch
 * @param channels   1 or 3
 * @param classes    logits
 * @param activation between the layers of an MLP
 * @param qkvBias    bias of the qkv product
 * @param stages     one or more
 */
public record SwinShape(int patch, int channels, int classes, Activation activation, QkvBias qkvBias,
    List<SwinStage> stages) {

  public SwinShape {
    stages = List.copyOf(stages);
    if (patch < 1 || classes < 1 || stages.isEmpty() || channels != 1 && channels != 3) {
      throw new InputException("a Swin of patches of " + patch + ", " + channels + " channels, " + classes + " classes and "
          + stages.size() + " stages; allowed: 1 or more of each, 1 or 3 channels");
    }
    for (int s = 1; s < stages.size(); s++) {
      SwinStage before = stages.get(s - 1);
      SwinStage stage = stages.get(s);
      if (before.side() != 2 * stage.side() || stage.width() != 2 * before.width()) {
        throw new InputException("stage " + s + " of a Swin has " + stage.side() + "x" + stage.side() + " tokens of "
            + stage.width() + " behind " + before.side() + "x" + before.side() + " of " + before.width()
            + "; allowed: half the side and twice the width");
      }
    }
  }

  /** Rows and columns of an image. */
  public int imageSize() {
    return stages.get(0).side() * patch;
  }

  /** Pixels of a patch over all channels. */
  public int patchInputs() {
    return channels * patch * patch;
  }

  /** The last stage. */
  public SwinStage last() {
    return stages.get(stages.size() - 1);
  }

  /** What names of a stage's tensors begin with. */
  public static String stageName(int stage) {
    return "layers." + stage + ".";
  }

  /** What names of a block's tensors begin with. */
  public static String blockName(int stage, int block) {
    return stageName(stage) + "blocks." + block + ".";
  }

  /**
   * A stage as the ViT that its blocks are but for the windows: its tokens are the patches, there is no class token, and
   * behind the last stage the head reads the mean of normalised tokens.
   */
  public VitShape asVit(int stage) {
    SwinStage s = stages.get(stage);
    return new VitShape(s.side(), 1, channels, s.width(), s.depth(), s.heads(), s.mlp(), classes, Distillation.NONE, qkvBias,
        new VitVariant(activation, Pooling.NORM_THEN_PATCH_MEAN, 0, 0, Set.of(VitExtra.NO_CLASS_TOKEN)));
  }

  /** What its images must be. */
  public ImageFormat imageFormat() {
    return new ImageFormat(channels, imageSize(), classes);
  }
}
