package vit2rtl.golden.vit;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;

/**
 * Reads a model's sizes off its tensors and refuses, by name, what is not a ViT of the kind supported here: one that
 * normalises before attention and before the MLP, with class token and learned positions.
 */
record ShapeReader(SafeTensors file) {
  private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d{1,4})\\..*");
  private static final int USUAL_HEAD_WIDTH = 64;

  /** Part of a name, and what a tensor of that name says of the model. */
  private record Stranger(String part, String meaning) {}

  private static final List<Stranger> STRANGERS = List.of(
      new Stranger("relative_position", "relative positions (Swin, BEiT)"),
      new Stranger("layers.", "stages of windows (Swin)"),
      new Stranger(".ls1.", "layer scale (DeiT III, DINOv2)"),
      new Stranger(".ls2.", "layer scale (DeiT III, DINOv2)"),
      new Stranger("gamma_1", "layer scale (CaiT, BEiT)"),
      new Stranger("fc_norm", "a norm behind averaged tokens in place of the class token"),
      new Stranger("norm_pre", "a norm before the first block (CLIP)"),
      new Stranger("q_norm", "normalised queries"),
      new Stranger("k_norm", "normalised keys"),
      new Stranger("attn_pool", "attention pooling (SigLIP)"),
      new Stranger("pre_logits", "a representation layer before the head"),
      new Stranger("reg_token", "register tokens"),
      new Stranger("mlp.w12", "a gated MLP (SwiGLU)"),
      new Stranger("mlp.fc1_g", "a gated MLP (SwiGLU)"),
      new Stranger("embeddings.", "names as Hugging Face writes them"),
      new Stranger("encoder.layer", "names as torchvision or Hugging Face writes them"),
      new Stranger("conv1", "a convolutional network"));

  VitShape read(OptionalInt statedHeads) {
    refuseStrangers();
    Tensor patches = ranked("patch_embed.proj.weight", 4);
    int width = patches.shape().get(0);
    int patch = patches.shape().get(2);
    Distillation distillation = file.has("dist_token") ? Distillation.TOKEN : Distillation.NONE;
    int tokens = ranked("pos_embed", 3).shape().get(1);
    int grid = (int) Math.round(Math.sqrt(Math.max(0, tokens - distillation.leadingTokens())));
    if (grid * grid + distillation.leadingTokens() != tokens) {
      throw new InputException("tensor 'pos_embed' of " + file.file() + " has " + tokens + " positions; allowed: "
          + distillation.leadingTokens() + " more than a square number of patches");
    }
    VitShape shape = new VitShape(Math.multiplyExact(grid, patch), patch, patches.shape().get(1), width, depth(),
        heads(width, statedHeads), ranked("blocks.0.mlp.fc1.weight", 2).shape().get(0),
        ranked("head.weight", 2).shape().get(0), distillation,
        file.has("blocks.0.attn.qkv.bias") ? QkvBias.PRESENT : QkvBias.ABSENT);
    checkTensors(shape);
    return shape;
  }

  private void refuseStrangers() {
    for (String name : file.names()) {
      for (Stranger stranger : STRANGERS) {
        if (name.contains(stranger.part())) {
          throw new InputException(file.file() + " has the tensor '" + name + "': " + stranger.meaning()
              + "; allowed: ViT and DeiT with timm's names, norms before attention and MLP, and a class token");
        }
      }
    }
  }

  private Tensor ranked(String name, int rank) {
    Tensor tensor = file.tensor(name);
    if (tensor.shape().size() != rank || tensor.shape().contains(0)) {
      throw new InputException("tensor '" + name + "' of " + file.file() + " has shape " + tensor.shape() + "; needed: "
          + rank + " dimensions of 1 or more");
    }
    return tensor;
  }

  private int depth() {
    int depth = 0;
    for (String name : file.names()) {
      Matcher block = BLOCK.matcher(name);
      if (block.matches()) {
        depth = Math.max(depth, Integer.parseInt(block.group(1)) + 1);
      }
    }
    return depth;
  }

  private int heads(int width, OptionalInt stated) {
    if (stated.isEmpty() && width % USUAL_HEAD_WIDTH != 0) {
      throw new InputException(file.file() + " does not say its number of attention heads (metadata num_heads), and its"
          + " width " + width + " is not a multiple of the usual " + USUAL_HEAD_WIDTH + " per head; state it by --heads");
    }
    return stated.orElse(width / USUAL_HEAD_WIDTH);
  }

  private void checkTensors(VitShape shape) {
    Map<String, List<Integer>> expected = VitTensors.of(shape);
    expected.forEach((name, dimensions) -> {
      Tensor tensor = file.tensor(name).require(dimensions.toArray(Integer[]::new));
      if (!tensor.type().isFloat()) {
        throw new InputException("tensor '" + name + "' of " + file.file() + " has type " + tensor.type()
            + "; allowed: F16, BF16, F32 and F64");
      }
      tensor.requireFinite();
    });
    for (String name : file.names()) {
      if (!expected.containsKey(name)) {
        throw new InputException(file.file() + " has the tensor '" + name + "', which a ViT of " + shape.depth()
            + " blocks does not have; allowed: the tensors of timm's ViT and DeiT");
      }
    }
  }
}
