package vit2rtl.units.softmax;

import java.util.Random;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * Exponentials that a loadable unit takes: of any score scale, every ratio of two as likely, and as often of any i-exp
 * constants, so that sums of every magnitude come about, which those of score scales alone have not.
 */
final class SoftmaxDraw {
  private static final double COARSEST = 1.67;
  /** Of a constant and its halvings, for rows of any length. */
  private static final int MOST_BITS = 48;

  private SoftmaxDraw() {}

  /**
   * A layer.
   *
   * @param shape  codes and scores
   * @param format what the unit takes
   */
  static SoftmaxParams of(SoftmaxParams shape, ExpFormat format, Random random) {
    SoftmaxParams layer;
    do {
      layer = new SoftmaxParams(random.nextBoolean() ? ofScale(shape.exp(), random) : ofConstants(shape.exp(), random),
          shape.bits(), shape.base(), shape.zero());
    } while (!format.holds(layer));
    return layer;
  }

  private static IExp ofScale(IExp shape, Random random) {
    double finest = Math.min(SoftmaxKind.ANY_SCALE, shape.scale());
    return IExp.ofScale(finest * Math.pow(COARSEST / finest, random.nextDouble()), shape.scoreBits(), shape.n());
  }

  /** The polynomial (ρ + b)·ρ + c is at least c − b²/4. */
  private static IExp ofConstants(IExp shape, Random random) {
    long step = 1L + random.nextInt(1 << random.nextInt(shape.scoreBits() + 1));
    int halvings = 1 + random.nextInt(shape.n());
    int bits = MOST_BITS - (int) Math.min(halvings, (1 << shape.scoreBits()) / step);
    long linear = random.nextLong(1L << random.nextInt(Math.min(shape.scoreBits() + 3, bits / 2)));
    long constant = linear * linear / 4 + 1 + random.nextLong(1L << random.nextInt(bits));
    return new IExp(shape.scale(), shape.scoreBits(), halvings, -step, linear, constant);
  }
}
