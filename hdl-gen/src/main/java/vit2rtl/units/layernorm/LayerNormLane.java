package vit2rtl.units.layernorm;

import java.math.BigInteger;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.units.TableSource;
import vit2rtl.units.math.Clip;
import vit2rtl.units.math.Normalizer;
import vit2rtl.units.math.Paced;
import vit2rtl.units.math.Product;

/**
 * One lane of LayerNorm's second pass. With the row's S1, shift and r each at its own stage:
 * <pre>
 *   D = C·X − S1                      "deviation", C·X being the multiple of X that was kept, shifted
 *   A = ⌊D·2^(8−e)⌋                   "align", a stage per two bits of the shift, the coarse first
 *   z = ⌊A·r/2^16⌋                    "root", a product, and "floor"
 *   y = ⌊(z·G + B·2^(F−b))/2^F⌋       "gain", a product, and "offset"
 *   saturated                         "clip"
 * </pre>
 * All of it moves while {@code advance} is high; latency {@link #stages}{@code .cycles()} such cycles.
 *
 * <p><b>Widths.</b> |D| ≤ √((C−1)·V) bounds |A| by √(C−1)·2^18 and |z| by √(C−1)·2^18·(1 + 2^−15) (golden definition);
 * A is therefore computed modulo 2^aBits, which the left shift may wrap on the way without harm.
 */
@Summary("One lane of the second pass of LayerNorm: deviation from the mean, times the reciprocal root, "
    + "gain and offset.")
final class LayerNormLane extends Paced {
  private final LayerNormConfig config;

  final Bool advance = in("advance", Bool.bool());
  /** odd(C)·X. */
  final SInt multiple;
  /** S1, of the beat in stage "deviation". */
  final SInt sum;
  /** Steps of two bits that U was shifted by, of the beat in stage "align". */
  final UInt steps;
  /** r, of the beat in stage "root". */
  final UInt root;
  /** G, of the beat in stage "gain". */
  final SInt gain;
  /** B, of the beat in stage "offset". */
  final SInt offset;
  final Int result;

  LayerNormLane(LayerNormConfig config) {
    super("LayerNormLane", config.pace());
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
    return 2 * Normalizer.stages(config.maxSteps()).cycles();
  }

  /** Bits of D = Σ (X − X'), C − 1 terms but for X itself: none is beyond the interval that holds all X of a row. */
  private static int deviationBits(LayerNormConfig config) {
    long reach = config.format().reach(config.params().input()) * Math.max(1, config.rows().length() - 1);
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

  /** Bits of the narrower operands of its products. */
  static int[] narrower(LayerNormConfig config) {
    return new int[] {Math.min(alignedBits(config), ReciprocalRoot.BITS + 1),
        Math.min(normalisedBits(config), config.format().gainBits())};
  }

  /** From a beat to its codes. */
  static Stages stages(LayerNormConfig config) {
    return Stages.of("deviation")
        .then("align", Normalizer.stages(config.maxSteps()).cycles())
        .then("root", Product.cycles(config.multipliers(), alignedBits(config), ReciprocalRoot.BITS + 1))
        .then("floor")
        .then("gain", Product.cycles(config.multipliers(), normalisedBits(config), config.format().gainBits()))
        .then("offset")
        .then("clip");
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(stages(config), advance);
    Stage start = pipe.stage("deviation");
    Staged<SInt> deviation = start.value("deviation",
        multiple.shl(config.twos()).sub(sum).truncate(deviationBits(config)));
    Staged<SInt> aligned = align(pipe, deviation);

    Stage multiply = pipe.stage("root");
    Staged<SInt> rooted = product("rooted", multiply, aligned.at(multiply), root.asSInt());
    Stage floor = pipe.stage("floor");
    Staged<SInt> z = floor.value("z", rooted.at(floor).shr(LayerNorm.Z_SHIFT).truncate(normalisedBits(config)));

    Stage scale = pipe.stage("gain");
    Staged<SInt> gained = product("gained", scale, z.at(scale), gain);
    Stage add = pipe.stage("offset");
    int fraction = config.format().fraction();
    SInt offsetThere = offset.shl(fraction - config.format().offsetFraction());
    Staged<SInt> y = add.value("y", gained.at(add).add(offsetThere).shr(fraction));

    Stage clip = pipe.stage("clip");
    Staged<Int> code = clip.value("code", Clip.of(y.at(clip), config.params().output()));
    result.set(code.at(pipe.end()));
  }

  /**
   * A = ⌊D·2^(8−e)⌋ where U was normalised by 2·steps bits: 8 − e = steps + constant. A left shift by the steps, two
   * bits of them per stage, then the constant.
   */
  private Staged<SInt> align(Pipeline pipe, Staged<SInt> deviation) {
    int constant = LayerNorm.ALIGN - (config.varianceBits() - ReciprocalRoot.MANTISSA_BITS) / 2;
    int drop = Math.max(0, -constant);
    int width = alignedBits(config) + drop;
    Stage stage = pipe.stage("align");
    SInt shifted = deviation.at(stage).shl(Math.max(0, constant)).truncate(width);
    Staged<UInt> rest = stage.value("steps", steps);
    for (int low = steps.width() - 2; low > 0; low -= 2) {
      UInt by = rest.at(stage).slice(low + 1, low).shl(low);
      Staged<SInt> moved = stage.value("aligned_" + low, shifted.shl(by).truncate(width));
      rest = stage.value("steps_below_" + low, rest.at(stage).slice(low - 1, 0));
      stage = stage.next();
      shifted = moved.at(stage);
    }
    SInt moved = shifted.shl(rest.at(stage).slice(1, 0)).truncate(width);
    return stage.value("aligned", moved.shr(drop));
  }
}
