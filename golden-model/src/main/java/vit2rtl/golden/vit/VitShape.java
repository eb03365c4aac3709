package vit2rtl.golden.vit;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;

/**
 * The sizes of a Vision Transformer.
 *
 * @param imageSize    rows and columns of an image; a multiple of {@code patch}
 * @param patch        rows and columns of a patch
 * @param channels     1 or 3
 * @param width        elements of a token, D; a multiple of {@code heads}
 * @param depth        blocks
 * @param heads        attention heads
 * @param mlp          elements of the hidden layer of the MLP
 * @param classes      logits
 * @param distillation class token alone, or distillation token too
 * @param qkvBias      bias of the qkv product
 * @param variant      in what it differs from the plain ViT
 */
public record VitShape(int imageSize, int patch, int channels, int width, int depth, int heads, int mlp, int classes,
    Distillation distillation, QkvBias qkvBias, VitVariant variant) {

  public VitShape {
    positive("image size", imageSize);
    positive("patch size", patch);
    positive("width", width);
    positive("depth", depth);
    positive("number of heads", heads);
    positive("MLP width", mlp);
    positive("number of classes", classes);
    if (channels != 1 && channels != 3) {
      throw new InputException("a model of " + channels + " image channels; allowed: 1 (grey) or 3 (colour)");
    }
    if (imageSize % patch != 0) {
      throw new InputException("an image of " + imageSize + "x" + imageSize + " pixels in patches of " + patch
          + "; allowed: a multiple of the patch size");
    }
    if (width % heads != 0) {
      throw new InputException(heads + " attention heads at a width of " + width
          + "; allowed: a number that divides the width");
    }
    if (distillation == Distillation.TOKEN && variant.pooling() != Pooling.TOKEN) {
      throw new InputException("a distilled model whose heads read " + variant.pooling().meaning()
          + "; allowed: one head on each token");
    }
  }

  /** A plain ViT or DeiT. */
  public VitShape(int imageSize, int patch, int channels, int width, int depth, int heads, int mlp, int classes,
      Distillation distillation, QkvBias qkvBias) {
    this(imageSize, patch, channels, width, depth, heads, mlp, classes, distillation, qkvBias, VitVariant.PLAIN);
  }

  private static void positive(String what, int value) {
    if (value < 1) {
      throw new InputException("the model's " + what + " is " + value + "; allowed: 1 or more");
    }
  }

  /** Patches in a row or a column. */
  public int grid() {
    return imageSize / patch;
  }

  public int patches() {
    return grid() * grid();
  }

  /** Tokens before the first patch: class token, distillation token, registers. */
  public int leadingTokens() {
    return distillation.leadingTokens() - (variant.has(VitExtra.NO_CLASS_TOKEN) ? 1 : 0) + variant.registers();
  }

  /** Names of the tensors of these tokens, in order. */
  public List<String> leadingTensors() {
    List<String> names = new ArrayList<>();
    if (!variant.has(VitExtra.NO_CLASS_TOKEN)) {
      names.add("cls_token");
    }
    if (distillation == Distillation.TOKEN) {
      names.add("dist_token");
    }
    if (variant.registers() > 0) {
      names.add("reg_token");
    }
    return names;
  }

  /** Heads, whose logits are averaged: 2 with a distillation token, or on class token and mean; else 1. */
  public int logitHeads() {
    return distillation == Distillation.TOKEN || variant.pooling() == Pooling.TOKEN_AND_PATCH_MEAN ? 2 : 1;
  }

  /** Rows that the final LayerNorm sees, taken from the first token on; a mean before it is one row. */
  public int normRows() {
    return switch (variant.pooling()) {
      case TOKEN -> logitHeads();
      case PATCH_MEAN_THEN_NORM, TOKEN_MEAN_THEN_NORM -> 1;
      case NORM_THEN_PATCH_MEAN, TOKEN_AND_PATCH_MEAN -> tokens();
    };
  }

  /** The first token that a mean takes in; the others follow to the last. */
  public int firstAveraged() {
    return variant.pooling() == Pooling.TOKEN_MEAN_THEN_NORM ? 0 : leadingTokens();
  }

  /** Inputs of the head. */
  public int headInputs() {
    return variant.representation() > 0 ? variant.representation() : width;
  }

  /** All tokens, N. */
  public int tokens() {
    return leadingTokens() + patches();
  }

  public int headWidth() {
    return width / heads;
  }

  /** Pixels of a patch over all channels. */
  public int patchInputs() {
    return channels * patch * patch;
  }

  /** What its images must be. */
  public ImageFormat imageFormat() {
    return new ImageFormat(channels, imageSize, classes);
  }
}
