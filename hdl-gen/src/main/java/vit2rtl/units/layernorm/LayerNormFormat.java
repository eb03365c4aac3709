package vit2rtl.units.layernorm;

import java.math.BigInteger;
import java.util.Collection;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * How wide the constants are that a unit can work with; for a baked unit exactly those of its layer.
 *
 * @param minX       least q − zeroPoint
 * @param maxX       greatest q − zeroPoint
 * @param maxAlpha   K
 * @param maxEpsilon greatest integer epsilon
 * @param minOffset  least B
 * @param maxOffset  greatest B
 */
public record LayerNormFormat(int minX, int maxX, int maxAlpha, long maxEpsilon, long minOffset, long maxOffset) {

  /** The narrowest format for one layer. */
  public static LayerNormFormat of(LayerNormParams layer) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long offset : layer.offset()) {
      min = Math.min(min, offset);
      max = Math.max(max, offset);
    }
    return new LayerNormFormat(layer.input().min() - layer.zeroPoint(), layer.input().max() - layer.zeroPoint(),
        layer.maxAlpha(), layer.epsilon(), min, max);
  }

  /** The narrowest format for several layers, which must agree in everything that cannot be loaded. */
  public static LayerNormFormat of(Collection<LayerNormParams> layers) {
    LayerNormParams first = layers.iterator().next();
    return layers.stream().map(layer -> {
      if (layer.channels() != first.channels() || layer.fraction() != first.fraction()
          || !layer.input().equals(first.input()) || !layer.output().equals(first.output())) {
        throw new InputException("LayerNorm: layers of one loadable unit differ in channels, code formats or fraction"
            + " bits; compile them with one fraction");
      }
      return of(layer);
    }).reduce(LayerNormFormat::union).orElseThrow();
  }

  /** A format that holds both. */
  public LayerNormFormat union(LayerNormFormat other) {
    return new LayerNormFormat(Math.min(minX, other.minX), Math.max(maxX, other.maxX),
        Math.max(maxAlpha, other.maxAlpha), Math.max(maxEpsilon, other.maxEpsilon),
        Math.min(minOffset, other.minOffset), Math.max(maxOffset, other.maxOffset));
  }

  /** Greatest |q − zeroPoint|. */
  public int magnitude() {
    return Math.max(Math.abs(minX), Math.abs(maxX));
  }

  /**
   * Greatest U = V + ε: numbers within an interval of length R have a variance of at most (R/2)² (Popoviciu), so
   * V ≤ (C·R)²/4.
   */
  public BigInteger maxU(int channels) {
    long interval = (long) (maxX - minX) << maxAlpha;
    return BigInteger.valueOf(channels).multiply(BigInteger.valueOf(interval)).pow(2).shiftRight(2)
        .add(BigInteger.valueOf(maxEpsilon));
  }
}
