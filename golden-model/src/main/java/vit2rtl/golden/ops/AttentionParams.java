package vit2rtl.golden.ops;

import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * Parameters of {@link Attention}.
 *
 * @param heads     attention heads
 * @param headWidth elements of a query, d
 * @param codes     range of the query, key and value codes, at most 8 bits
 * @param zeroPoint their zero point
 * @param scores    from Q·Kᵀ accumulators to score codes, one channel per head: 1/√d and the softmax's score scale
 *                  folded in
 * @param weights   how probabilities are coded
 * @param context   from attention·V accumulators to context codes, one channel per element of the width
 */
public record AttentionParams(int heads, int headWidth, IntRange codes, int zeroPoint, Requantizer scores,
    AttentionWeights weights, Requantizer context) {

  public AttentionParams {
    if (scores.channels() != heads || context.channels() != heads * headWidth) {
      throw new InputException("attention of " + heads + " heads of " + headWidth + " has requantisers for "
          + scores.channels() + " heads and " + context.channels() + " elements");
    }
    if (codes.bits() > 8 || !codes.contains(zeroPoint)) {
      throw new InputException("attention has codes " + codes + " and zero point " + zeroPoint
          + "; allowed: 8 bits, the zero point among the codes");
    }
  }

  /** Codes without their zero point. */
  public IntRange centred() {
    return codes.plus(-zeroPoint);
  }

  /** Proven range of Q·Kᵀ: d products. */
  public IntRange scoreAccumulator() {
    IntRange c = centred();
    long magnitude = Math.max(-c.min(), c.max());
    return new IntRange(Math.min(0, headWidth * c.min() * c.max()), headWidth * magnitude * magnitude);
  }
}
