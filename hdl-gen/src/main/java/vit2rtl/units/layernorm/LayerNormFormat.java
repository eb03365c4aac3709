package vit2rtl.units.layernorm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * How wide the constants are that a unit can work with; for a baked unit exactly those of its layer.
 *
 * @param minX       least q − zeroPoint
 * @param maxX       greatest q − zeroPoint
 * @param maxAlpha   K
 * @param maxEpsilon greatest integer epsilon
 * @param minOffset  least B·2^(b−b'), b' being the layer's own b
 * @param maxOffset  greatest B·2^(b−b')
 * @param fraction   F of the unit; a layer with its own F' ≤ F has G·2^(F−F') as its gains, which changes no result
 * @param maxGain    greatest |G|·2^(F−F')
 */
public record LayerNormFormat(int minX, int maxX, int maxAlpha, long maxEpsilon, long minOffset, long maxOffset,
    int fraction, long maxGain) {
  private static final int MAX_GAIN_BITS = 32;
  private static final int ANY_FRACTION = 36;
  private static final long ANY_GAIN = (1L << 26) - 1;
  private static final long ANY_OFFSET = (1L << 23) - 1;
  private static final long ANY_EPSILON = (1L << 32) - 1;

  public LayerNormFormat {
    if (bits(maxGain) > MAX_GAIN_BITS) {
      throw new InputException("LayerNorm: gains of one loadable unit need " + bits(maxGain) + " bits at " + fraction
          + " fraction bits; allowed: at most " + MAX_GAIN_BITS + ", as the layers' output scales differ too much:"
          + " give them units of their own");
    }
  }

  private static int bits(long magnitude) {
    return Long.SIZE - Long.numberOfLeadingZeros(magnitude) + 1;
  }

  /** The narrowest format for one layer. */
  public static LayerNormFormat of(LayerNormParams layer) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long offset : layer.offset()) {
      min = Math.min(min, offset);
      max = Math.max(max, offset);
    }
    return new LayerNormFormat(layer.input().min() - layer.zeroPoint(), layer.input().max() - layer.zeroPoint(),
        layer.maxAlpha(), layer.epsilon(), min, max, layer.fraction(), greatestGain(layer));
  }

  private static long greatestGain(LayerNormParams layer) {
    return Arrays.stream(layer.gain()).map(Math::abs).max().orElseThrow();
  }

  /**
   * A format for layers that are not known yet: any zero point; factors up to {@code maxAlpha}; ε·C²/s² below 2^32;
   * |β/s_out + zp_out| below 2047; and the greatest |γ/s_out| of a layer from ¼ (or 0) to below 256.
   */
  public static LayerNormFormat any(CodeFormat input, int maxAlpha) {
    int reach = input.max() - input.min();
    return new LayerNormFormat(-reach, reach, maxAlpha, ANY_EPSILON, -ANY_OFFSET, ANY_OFFSET, ANY_FRACTION, ANY_GAIN);
  }

  /** Refuses a layer that does not fit. */
  public void require(LayerNormParams layer) {
    // The last fraction bits of gains may be zeros, those of offsets are not looked at.
    int idle = fraction >= LayerNormParams.OFFSET_FRACTION ? zeros(layer) : 0;
    require("fraction bits that matter", 0, fraction, (long) layer.fraction() - idle);
    LayerNormFormat own = of(layer);
    require("q - zero point", minX, maxX, own.minX, own.maxX);
    require("alpha", 0, maxAlpha, own.maxAlpha);
    require("epsilon", 0, maxEpsilon, own.maxEpsilon);
    for (long gain : gains(layer)) {
      require("gain at " + fraction + " fraction bits", -maxGain, maxGain, gain);
    }
    for (long offset : offsets(layer)) {
      require("offset", minOffset, maxOffset, offset);
    }
  }

  private static void require(String what, long least, long greatest, long... found) {
    for (long value : found) {
      if (value < least || value > greatest) {
        throw new InputException("LayerNorm: a layer with " + what + " " + value + " does not fit the unit with"
            + " loadable tables, which takes " + least + " to " + greatest + "; make the unit for this layer");
      }
    }
  }

  /** Trailing zeros of all gains. */
  private static int zeros(LayerNormParams layer) {
    int any = Arrays.stream(layer.gain()).reduce(0, (a, b) -> a | b);
    return any == 0 ? layer.fraction() : Integer.numberOfTrailingZeros(any);
  }

  /** A layer's gains on the unit's fraction. */
  long[] gains(LayerNormParams layer) {
    int up = fraction - layer.fraction();
    return Arrays.stream(layer.gain()).mapToLong(gain -> up >= 0 ? (long) gain << up : gain >> -up).toArray();
  }

  /** A layer's offsets on the unit's fraction. */
  long[] offsets(LayerNormParams layer) {
    int up = offsetFraction() - layer.offsetFraction();
    return Arrays.stream(layer.offset()).map(offset -> up >= 0 ? offset << up : offset >> -up).toArray();
  }

  /** What a layer of a fraction, at most the unit's, may have for offsets, on its own fraction; nothing where there is none. */
  Optional<IntRange> offsets(int ownFraction) {
    int up = -up(ownFraction);
    long least = -(-minOffset >> up);
    long most = maxOffset >> up;
    return least > most ? Optional.empty() : Optional.of(new IntRange(least, most));
  }

  /** b, the fraction bits of B. */
  int offsetFraction() {
    return Math.min(fraction, LayerNormParams.OFFSET_FRACTION);
  }

  /** Bits of a gain; those of a layer of its own are enough for any such layer. */
  public int gainBits() {
    return Math.max(bits(LayerNormParams.MAX_GAIN), bits(maxGain));
  }

  /** The narrowest format for several layers, which must agree in channels and code formats: those cannot be loaded. */
  public static LayerNormFormat of(Collection<LayerNormParams> layers) {
    LayerNormParams first = layers.iterator().next();
    return layers.stream().map(layer -> {
      requireAlike(first, layer);
      return of(layer);
    }).reduce(LayerNormFormat::union).orElseThrow();
  }

  /** Refuses layers that differ in what cannot be loaded. */
  static void requireAlike(LayerNormParams first, LayerNormParams layer) {
    if (layer.channels() != first.channels() || !layer.input().equals(first.input())
        || !layer.output().equals(first.output())) {
      throw new InputException("LayerNorm: layers of one loadable unit differ: " + shape(first) + " and "
          + shape(layer) + "; only layers of one shape can share a unit");
    }
  }

  private static String shape(LayerNormParams layer) {
    return layer.channels() + " channels, " + layer.input() + " to " + layer.output() + " codes";
  }

  /** A format that holds both. */
  public LayerNormFormat union(LayerNormFormat other) {
    int most = Math.max(fraction, other.fraction);
    return new LayerNormFormat(Math.min(minX, other.minX), Math.max(maxX, other.maxX),
        Math.max(maxAlpha, other.maxAlpha), Math.max(maxEpsilon, other.maxEpsilon),
        Math.min(minOffset << up(most), other.minOffset << other.up(most)),
        Math.max(maxOffset << up(most), other.maxOffset << other.up(most)), most,
        Math.max(maxGain << most - fraction, other.maxGain << most - other.fraction));
  }

  /** How far offsets move where the unit has another fraction. */
  private int up(int otherFraction) {
    return Math.min(otherFraction, LayerNormParams.OFFSET_FRACTION) - offsetFraction();
  }

  /** Greatest |q − zeroPoint|. */
  public int magnitude() {
    return Math.max(Math.abs(minX), Math.abs(maxX));
  }

  /**
   * R: an interval of this length holds all X of a row. The zero point is one of the codes, so it goes from the least code
   * times the greatest factor to the greatest code times that, whatever the zero point.
   */
  public long reach(CodeFormat input) {
    return (long) (input.max() - input.min()) << maxAlpha;
  }

  /** Greatest V ≤ (C·R)²/4: numbers within an interval of length R have a variance of at most (R/2)² (Popoviciu). */
  public BigInteger maxV(CodeFormat input, int channels) {
    return BigInteger.valueOf(channels).multiply(BigInteger.valueOf(reach(input))).pow(2).shiftRight(2);
  }

  /** Greatest U = V + ε. */
  public BigInteger maxU(CodeFormat input, int channels) {
    return maxV(input, channels).add(BigInteger.valueOf(maxEpsilon));
  }
}
