package vit2rtl.golden.ops;

import vit2rtl.golden.InputException;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;

/** How attention probabilities are coded. */
public sealed interface AttentionWeights {

  /** The integer exponential of the score scale. */
  IExp exp();

  /**
   * Logarithmic codes: {@link vit2rtl.golden.softmax.LogIntSoftmax}, then {@link ShiftAccumulate}.
   *
   * @param softmax parameters of the softmax
   */
  record Log(SoftmaxParams softmax) implements AttentionWeights {
    @Override
    public IExp exp() {
      return softmax.exp();
    }
  }

  /**
   * Uniform codes: {@link UniformIntSoftmax}, then a product.
   *
   * @param exp    the integer exponential
   * @param bits   b, width of a code, 4…8
   * @param levels L, codes per probability 1: a code q stands for q/L, 1…2047
   */
  record Uniform(IExp exp, int bits, int levels) implements AttentionWeights {
    public static final int MAX_LEVELS = 2047;

    public Uniform {
      if (bits < 4 || bits > 8 || levels < 1 || levels > MAX_LEVELS) {
        throw new InputException("uniform attention has " + bits + " bits and " + levels + " levels; allowed: 4 to 8 and"
            + " 1 to " + MAX_LEVELS);
      }
    }

    public int maxCode() {
      return (1 << bits) - 1;
    }
  }
}
