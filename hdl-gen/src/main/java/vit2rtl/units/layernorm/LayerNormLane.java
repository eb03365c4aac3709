package vit2rtl.units.layernorm;

import java.math.BigInteger;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.SIntType;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.UIntType;
import vit2rtl.units.TableSource;
import vit2rtl.units.math.ConstantMultiple;
import vit2rtl.units.math.Multiplier;
import vit2rtl.units.math.Normalizer;

/**
 * One lane of LayerNorm's second pass. With the row's S1, shift and r each valid at its own stage:
 * <pre>
 *   X = x·2^α                         stage 1
 *   C·X                               {@link ConstantMultiple}
 *   D = C·X − S1                      one stage
 *   A = ⌊D·2^(8−e)⌋                   two stages: coarse and fine shift
 *   z = ⌊A·r/2^16⌋                    a product
 *   y = ⌊(z·G + B)/2^F⌋, saturated    a product, and one stage
 * </pre>
 * All of it moves while {@code advance} is high.
 *
 * <p><b>Widths.</b> |D| ≤ √((C−1)·V) bounds |A| by √(C−1)·2^18 and |z| by √(C−1)·2^18·(1 + 2^−15) (golden definition);
 * A is therefore computed modulo 2^aBits, which the left shift may wrap on the way without harm.
 */
final class LayerNormLane extends Component {
  /** Bits of G. */
  static final int GAIN_BITS = 18;

  private final LayerNormConfig config;

  final Bool advance = in("advance", Bool.bool());
  final SInt x;
  final UInt alpha;
  /** S1, at stage {@link #sumStage}. */
  final SInt sum;
  /** Steps of two bits that U was shifted by, at {@link #shiftStage}. */
  final UInt steps;
  /** r, at {@link #rootStage}. */
  final UInt root;
  /** G, at {@link #gainStage}. */
  final SInt gain;
  /** B, at {@link #offsetStage}. */
  final SInt offset;
  final Int result;

  LayerNormLane(LayerNormConfig config) {
    super("LayerNormLane");
    this.config = config;
    LayerNormFormat format = config.format();
    LayerNormParams params = config.params();
    this.x = in("x", SInt.range(format.minX(), format.maxX()));
    this.alpha = in("alpha", LayerNormLane.alphaType(config));
    this.sum = in("sum", SInt.bits(LayerNormStatistics.sumBits(config)));
    this.steps = in("steps", UInt.bits(stepBits(config)));
    this.root = in("root", UInt.bits(ReciprocalRoot.ROOT_BITS + 1));
    this.gain = in("gain", SInt.bits(GAIN_BITS));
    this.offset = in("offset", offsetType(config));
    this.result = switch (params.output().sign()) {
      case UNSIGNED -> out("result", UInt.bits(params.output().bits()));
      case SIGNED -> out("result", SInt.bits(params.output().bits()));
    };
  }

  /** What the host loads has only a width; what is baked has a range. */
  static UIntType alphaType(LayerNormConfig config) {
    UIntType exact = UInt.upTo(config.format().maxAlpha());
    return config.tables() == TableSource.BAKED ? exact : UInt.bits(exact.width());
  }

  static SIntType offsetType(LayerNormConfig config) {
    SIntType exact = SInt.range(Math.min(0, config.format().minOffset()), Math.max(0, config.format().maxOffset()));
    return config.tables() == TableSource.BAKED ? exact : SInt.bits(exact.width());
  }

  static int stepBits(LayerNormConfig config) {
    return 2 * Normalizer.stages(config.varianceBits(), 2);
  }

  /** Bits of A: sign and √(C−1)·2^18. */
  static int alignedBits(LayerNormConfig config) {
    return bound(config, 0) + 1;
  }

  /** Bits of z: sign and √(C−1)·2^18·(1 + 2^−15). */
  static int normalisedBits(LayerNormConfig config) {
    return bound(config, 1) + 1;
  }

  /** Bits of √(C−1)·2^18, raised by 2^−15 of itself {@code slack} times. */
  private static int bound(LayerNormConfig config, int slack) {
    BigInteger square = BigInteger.valueOf(Math.max(1, config.rows().length() - 1)).shiftLeft(36);
    BigInteger root = square.sqrt().add(BigInteger.ONE);
    return root.add(root.shiftRight(15).multiply(BigInteger.valueOf(slack))).add(BigInteger.valueOf(slack)).bitLength();
  }

  static int sumStage(LayerNormConfig config) {
    return 1 + ConstantMultiple.latency(config.rows().length());
  }

  static int shiftStage(LayerNormConfig config) {
    return sumStage(config) + 1;
  }

  static int rootStage(LayerNormConfig config) {
    return shiftStage(config) + 2;
  }

  static int gainStage(LayerNormConfig config) {
    return rootStage(config) + Multiplier.latency(config.multipliers(), ReciprocalRoot.ROOT_BITS + 2);
  }

  static int offsetStage(LayerNormConfig config) {
    return gainStage(config) + Multiplier.latency(config.multipliers(), GAIN_BITS);
  }

  static int latency(LayerNormConfig config) {
    return offsetStage(config) + 1;
  }

  @Override
  protected void build() {
    SInt value = next(advance, "value", x.shl(alpha));
    SInt scaled = ConstantMultiple.build("scaled", value, config.rows().length(),
        (name, v) -> next(advance, name, v));
    SInt deviation = next(advance, "deviation", scaled.sub(sum));
    SInt aligned = align(deviation);

    Multiplier rooted = instance("root_product", () -> new Multiplier("LayerNormRootProduct", config.multipliers(),
        aligned.width(), ReciprocalRoot.ROOT_BITS + 2));
    rooted.advance.set(advance);
    rooted.a.set(aligned);
    rooted.b.set(root.asSInt());
    SInt z = name("z", rooted.product.shr(LayerNorm.Z_SHIFT).truncate(normalisedBits(config)));

    Multiplier gained = instance("gain_product",
        () -> new Multiplier("LayerNormGainProduct", config.multipliers(), z.width(), GAIN_BITS));
    gained.advance.set(advance);
    gained.a.set(z);
    gained.b.set(gain);
    SInt y = name("y", gained.product.add(offset).shr(config.params().fraction()));
    int min = config.params().output().min();
    int max = config.params().output().max();
    if (result instanceof UInt unsigned) {
      unsigned.set(next(advance, "code", y.saturateUnsigned(max)));
    } else if (result instanceof SInt signed) {
      signed.set(next(advance, "code", y.saturate(min, max)));
    }
  }

  /**
   * A = ⌊D·2^(8−e)⌋ where U was normalised by 2·steps bits: 8 − e = steps + constant. A left shift by the steps, low two
   * bits of them last, then the constant.
   */
  private SInt align(SInt deviation) {
    int constant = LayerNorm.ALIGN - (config.varianceBits() - ReciprocalRoot.MANTISSA_BITS) / 2;
    int drop = Math.max(0, -constant);
    int width = alignedBits(config) + drop;
    UInt fine = next(advance, "fine_steps", steps.slice(1, 0));
    SInt wide = constant > 0 ? deviation.shl(constant) : deviation;
    SInt coarse = next(advance, "coarse",
        wide.shl(steps.slice(steps.width() - 1, 2).shl(2)).truncate(width));
    return next(advance, "aligned", coarse.shl(fine).truncate(width).shr(drop));
  }
}
