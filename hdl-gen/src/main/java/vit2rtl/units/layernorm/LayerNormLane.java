package vit2rtl.units.layernorm;

import java.math.BigInteger;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Range;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.SIntType;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.UIntType;
import vit2rtl.units.TableSource;
import vit2rtl.units.math.Clip;
import vit2rtl.units.math.Normalizer;
import vit2rtl.units.math.PipelinedTree;
import vit2rtl.units.math.Product;

/**
 * One lane of LayerNorm's second pass. With the row's S1, shift and r each valid at its own stage:
 * <pre>
 *   D = C·X − S1                      one stage, C·X being the multiple of X that was kept, shifted
 *   A = ⌊D·2^(8−e)⌋                   one stage per two bits of the shift, the coarse first
 *   z = ⌊A·r/2^16⌋                    a product
 *   y = ⌊(z·G + B·2^(F−b))/2^F⌋       a product and a sum
 *   saturated                         one stage
 * </pre>
 * All of it moves while {@code advance} is high.
 *
 * <p><b>Widths.</b> |D| ≤ √((C−1)·V) bounds |A| by √(C−1)·2^18 and |z| by √(C−1)·2^18·(1 + 2^−15) (golden definition);
 * A is therefore computed modulo 2^aBits, which the left shift may wrap on the way without harm.
 */
final class LayerNormLane extends Component {
  static final int SHIFT_STAGE = 1;

  private final LayerNormConfig config;

  final Bool advance = in("advance", Bool.bool());
  /** odd(C)·X. */
  final SInt multiple;
  /** S1, at stage 0. */
  final SInt sum;
  /** Steps of two bits that U was shifted by, at {@link #SHIFT_STAGE}. */
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
    this.multiple = in("multiple", config.multipleType());
    this.sum = in("sum", config.sumType(config.rows().length()));
    this.steps = in("steps", UInt.bits(stepBits(config)));
    this.root = in("root", UInt.bits(ReciprocalRoot.BITS));
    this.gain = in("gain", SInt.bits(config.format().gainBits()));
    this.offset = in("offset", offsetType(config));
    this.result = out("result", Clip.type(config.params().output()));
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
    return 2 * Normalizer.stages(config.maxSteps());
  }

  /** Bits of D: no X is further from the mean than the interval that holds all of them is long. */
  private static int deviationBits(LayerNormConfig config) {
    Range value = config.valueType().range();
    long reach = value.max().subtract(value.min()).longValueExact() * config.rows().length();
    return SInt.range(-reach, reach).width();
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

  static int rootStage(LayerNormConfig config) {
    return SHIFT_STAGE + Normalizer.stages(config.maxSteps());
  }

  static int gainStage(LayerNormConfig config) {
    return rootStage(config) + Product.latency(config.multipliers(), alignedBits(config), ReciprocalRoot.BITS + 1) + 1;
  }

  static int offsetStage(LayerNormConfig config) {
    return gainStage(config)
        + Product.latency(config.multipliers(), normalisedBits(config), config.format().gainBits());
  }

  static int latency(LayerNormConfig config) {
    return offsetStage(config) + 2;
  }

  @Override
  protected void build() {
    LayerNormParams params = config.params();
    PipelinedTree.Register<SInt> register = (name, value) -> next(advance, name, value);
    SInt deviation = next(advance, "deviation",
        multiple.shl(config.twos()).sub(sum).truncate(deviationBits(config)));
    SInt aligned = align(deviation);
    SInt rooted = Product.build(config.multipliers(), "rooted", aligned, root.asSInt(), register);
    SInt z = next(advance, "z", rooted).shr(LayerNorm.Z_SHIFT).truncate(normalisedBits(config));
    SInt gained = Product.build(config.multipliers(), "gained", z, gain, register);
    int fraction = config.format().fraction();
    int offsetShift = fraction - config.format().offsetFraction();
    SInt y = next(advance, "y", gained.add(offset.shl(offsetShift))).shr(fraction);
    result.set(next(advance, "code", Clip.of(y, params.output())));
  }

  /**
   * A = ⌊D·2^(8−e)⌋ where U was normalised by 2·steps bits: 8 − e = steps + constant. A left shift by the steps, two
   * bits of them per stage, then the constant.
   */
  private SInt align(SInt deviation) {
    int constant = LayerNorm.ALIGN - (config.varianceBits() - ReciprocalRoot.MANTISSA_BITS) / 2;
    int drop = Math.max(0, -constant);
    int width = alignedBits(config) + drop;
    SInt shifted = deviation.shl(Math.max(0, constant)).truncate(width);
    UInt rest = steps;
    for (int low = steps.width() - 2; low >= 0; low -= 2) {
      shifted = next(advance, "aligned_" + low, shifted.shl(rest.slice(low + 1, low).shl(low)).truncate(width));
      rest = low == 0 ? rest : next(advance, "steps_below_" + low, rest.slice(low - 1, 0));
    }
    return shifted.shr(drop);
  }
}
