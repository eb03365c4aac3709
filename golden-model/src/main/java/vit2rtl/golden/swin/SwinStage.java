package vit2rtl.golden.swin;

import vit2rtl.golden.InputException;

/**
 * The sizes of a stage of a Swin Transformer.
 *
 * @param side   rows and columns of its grid of tokens; a multiple of {@code window}
 * @param width  elements of a token; a multiple of {@code heads}
 * @param depth  blocks
 * @param heads  attention heads
 * @param mlp    elements of the hidden layer of the MLP
 * @param window rows and columns of a window
 */
public record SwinStage(int side, int width, int depth, int heads, int mlp, int window) {

  public SwinStage {
    for (int size : new int[] {side, width, depth, heads, mlp, window}) {
      if (size < 1) {
        throw new InputException("a stage of a Swin has a size of " + size + "; allowed: 1 or more");
      }
    }
    if (side % window != 0) {
      throw new InputException("a stage of " + side + "x" + side + " tokens in windows of " + window + "x" + window
          + "; allowed: a side that is a multiple of the window's, as padded windows are not supported");
    }
    if (width % heads != 0) {
      throw new InputException(heads + " attention heads at a width of " + width
          + "; allowed: a number that divides the width");
    }
  }

  /** All tokens. */
  public int tokens() {
    return side * side;
  }

  /** Windows of a block: every second one is moved by half a window, unless one window holds all tokens. */
  public Windows windows(int block) {
    return new Windows(side, window, block % 2 == 1 && window < side ? window / 2 : 0);
  }

  /** Rows of a relative position bias table. */
  public int biases() {
    return (2 * window - 1) * (2 * window - 1);
  }
}
