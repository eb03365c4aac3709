package vit2rtl.golden.vit;

import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;

/**
 * From pixels to tokens: patches in row order, each a product with the patch embedding; class token (and distillation
 * token) before them; positions added. The pixels of a patch are ordered channel, row, column.
 */
final class FloatEmbedding {
  private final VitShape shape;
  private final PixelNorm norm;
  private final FloatLinear projection;
  private final float[] leading;
  private final float[] positions;

  FloatEmbedding(VitCheckpoint checkpoint) {
    shape = checkpoint.shape();
    norm = checkpoint.pixelNorm();
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
    float[] patches = new float[shape.patches() * shape.width()];
    projection.apply(product, patches(image), shape.patches(), patches);
    tap.accept("patch_embed", patches, shape.patches(), shape.width());
    float[] tokens = new float[shape.tokens() * shape.width()];
    System.arraycopy(leading, 0, tokens, 0, leading.length);
    System.arraycopy(patches, 0, tokens, leading.length, patches.length);
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] += positions[i];
    }
    tap.accept("embed", tokens, shape.tokens(), shape.width());
    return tokens;
  }

  private float[] patches(Image image) {
    int side = shape.imageSize();
    if (image.channels() != shape.channels() || image.height() != side || image.width() != side) {
      throw new InputException("an image of " + image.channels() + " channels and " + image.width() + "x"
          + image.height() + " pixels; the model needs " + shape.channels() + " and " + side + "x" + side);
    }
    float[] values = new float[shape.patches() * shape.patchInputs()];
    int at = 0;
    for (int patch = 0; patch < shape.patches(); patch++) {
      int top = patch / shape.grid() * shape.patch();
      int left = patch % shape.grid() * shape.patch();
      for (int c = 0; c < shape.channels(); c++) {
        for (int y = top; y < top + shape.patch(); y++) {
          for (int x = left; x < left + shape.patch(); x++) {
            values[at++] = (float) norm.apply(c, image.at(c, y, x));
          }
        }
      }
    }
    return values;
  }
}
