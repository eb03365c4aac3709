package vit2rtl.units.layernorm;

import java.util.Random;
import java.util.stream.LongStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * Integers of any layer that a loadable unit takes. Every number of bits of epsilon is as likely as any other, and so is every
 * magnitude of gains, one for all of a layer or, in half of the layers, one for each channel, so that the last bits of a gain
 * meet results which no other gain drives to their limits; offsets are such that some results do not saturate, as often as
 * not whole numbers, and in half of the layers up to any power of two, so that results are beyond the codes by any number of
 * them. Half of the layers are {@linkplain TightLayer tight}, with gains among the greatest and a fraction with which these
 * reach far beyond the last bit of an offset.
 */
final class LayerNormDraw {
  /** Bits of gains of which the first may be. */
  private static final int GREAT = 4;
  /** Powers of two of the number of codes that offsets are drawn up to. */
  private static final int POWERS = 4;

  private LayerNormDraw() {}

  /**
   * A layer.
   *
   * @param shape  codes and channels
   * @param format what the unit takes
   */
  static LayerNormParams of(LayerNormParams shape, LayerNormFormat format, Random random) {
    boolean tight = random.nextBoolean();
    int channels = shape.channels();
    int least = Math.max(shape.input().min(), shape.input().max() - format.maxX());
    int most = Math.min(shape.input().max(), shape.input().min() - format.minX());
    // The unit's gains are G 2^(F - F'): only layers of its own fraction have gains that use their last bits.
    int leastFraction = Math.max(1, format.fraction() - LayerNormParams.OFFSET_FRACTION);
    int any = tight ? random.nextInt(leastFraction, (leastFraction + format.fraction()) / 2 + 1)
        : random.nextBoolean() ? format.fraction() : random.nextInt(leastFraction, format.fraction() + 1);
    // Few offsets may be allowed, all between two that a layer of fewer bits can have.
    int fraction = format.offsets(any).isPresent() ? any : format.fraction();
    long greatest = Math.min(LayerNormParams.MAX_GAIN, format.maxGain() >> format.fraction() - fraction);
    long gain = magnitude(random, greatest);
    LongStream gains = tight ? LongStream.generate(() -> great(random, greatest))
        : random.nextBoolean() ? random.longs(-gain, gain + 1) : LongStream.generate(() -> signed(random, gain));
    long codes = (long) (shape.output().max() - shape.output().min() + 1) << Math.min(fraction, LayerNormParams.OFFSET_FRACTION);
    long farthest = random.nextBoolean() ? codes : codes << random.nextInt(POWERS);
    // A unit that is made for some layers may take no offsets about 0 at all.
    IntRange offsets = format.offsets(fraction).orElseThrow();
    long leastOffset = offsets.saturate(-farthest);
    long mostOffset = offsets.saturate(farthest);
    // Whole offsets meet products that are just below or above a whole number, so that the last bits of small gains show.
    int bits = random.nextBoolean() ? 0 : Math.min(fraction, LayerNormParams.OFFSET_FRACTION);
    LayerNormParams layer = new LayerNormParams(shape.input(), random.nextInt(least, most + 1),
        random.ints(channels, 0, format.maxAlpha() + 1).toArray(), magnitude(random, format.maxEpsilon()), shape.output(),
        gains.limit(channels).mapToInt(Math::toIntExact).toArray(),
        random.longs(channels, leastOffset, mostOffset + 1)
            .map(offset -> offsets.saturate(offset / (1L << bits) * (1L << bits))).toArray(),
        fraction);
    return tight ? TightLayer.of(layer, format, random) : layer;
  }

  private static long great(Random random, long most) {
    return (most >> random.nextInt(GREAT)) * (random.nextBoolean() ? 1 : -1);
  }

  private static long signed(Random random, long most) {
    return random.nextBoolean() ? magnitude(random, most) : -magnitude(random, most);
  }

  /** From 0 to a number, every number of bits as likely. */
  private static long magnitude(Random random, long most) {
    return Math.min(most, random.nextLong(1L << random.nextInt(Long.SIZE - Long.numberOfLeadingZeros(most) + 1)));
  }
}
