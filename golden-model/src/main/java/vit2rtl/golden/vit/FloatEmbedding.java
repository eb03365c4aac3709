package vit2rtl.golden.vit;

import vit2rtl.golden.data.Image;

/**
 * From pixels to tokens: patches in row order, each a product with the patch embedding; class token (and distillation
 * token) before them; positions added.
 */
final class FloatEmbedding {
  private final VitShape shape;
  private final FloatPatches patches;
  private final FloatLinear projection;
  private final float[] leading;
  private final float[] positions;

  FloatEmbedding(VitCheckpoint checkpoint) {
    shape = checkpoint.shape();
    patches = new FloatPatches(shape.channels(), shape.imageSize(), shape.patch(), checkpoint.pixelNorm());
    projection = FloatLinear.of(checkpoint, "patch_embed.proj", shape.patchInputs(), shape.width());
    leading = new float[shape.leadingTokens() * shape.width()];
    int at = 0;
    for (String name : shape.leadingTensors()) {
      float[] tokens = checkpoint.tensor(name);
      System.arraycopy(tokens, 0, leading, at, tokens.length);
      at += tokens.length;
    }
    positions = checkpoint.tensor("pos_embed");
  }

  float[] apply(FloatProduct product, Image image, Tap tap) {
    float[] embedded = new float[shape.patches() * shape.width()];
    projection.apply(product, patches.apply(image), shape.patches(), embedded);
    tap.accept("patch_embed", embedded, shape.patches(), shape.width());
    float[] tokens = new float[shape.tokens() * shape.width()];
    System.arraycopy(leading, 0, tokens, 0, leading.length);
    System.arraycopy(embedded, 0, tokens, leading.length, embedded.length);
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] += positions[i];
    }
    tap.accept("embed", tokens, shape.tokens(), shape.width());
    return tokens;
  }
}
