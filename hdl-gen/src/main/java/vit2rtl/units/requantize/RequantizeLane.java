package vit2rtl.units.requantize;

import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * An accumulator on another grid, {@link Requantizer}'s rescaling bit for bit:
 * <pre>
 *   result = ⌊(a·M + 2^(s−1)) / 2^s⌋ = ⌊(⌊2·a·M / 2^s⌋ + 1) / 2⌋        s = 0: a·M
 * </pre>
 * One value per cycle, {@link #LATENCY} cycles from the inputs to the result, moving while {@code advance} is high: the
 * product, a shift by multiples of eight places, a shift by up to seven, the rounding.
 *
 * <p><b>Widths.</b> M &lt; 2^16, so the product has 16 bits more than a; everything behind it is the whole value: nothing
 * overflows, nothing saturates. A shift outside the format's range gives some result.
 */
@Summary("An accumulator on another grid: the product with a multiplier, divided by a power of two and rounded.")
public final class RequantizeLane extends Component {
  /** What happens in which cycle. */
  public static final Stages STAGES = Stages.of("multiply", "coarse", "fine", "round");
  /** Cycles from the inputs to the result. */
  public static final int LATENCY = STAGES.cycles();

  private static final int FINE_BITS = 3;

  private final RequantizeFormat format;

  public final Bool advance = in("advance", Bool.bool());
  public final SInt accumulator;
  public final UInt multiplier = in("multiplier", UInt.bits(Requantizer.MULTIPLIER_BITS));
  public final UInt shift;
  public final SInt result;

  public RequantizeLane(RequantizeFormat format) {
    super("RequantizeLane");
    this.format = format;
    this.accumulator = in("accumulator", format.accumulatorType());
    this.shift = in("shift", format.shiftType());
    this.result = out("result", format.resultType());
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES, advance);
    Stage multiply = pipe.stage("multiply");
    UIntShift places = places(multiply);
    Staged<SInt> product = multiply.value("product", accumulator.mul(multiplier));

    Stage coarse = pipe.stage("coarse");
    SInt doubled = product.at(coarse).shl(1).shr(format.minShift());
    Staged<SInt> near = coarse.value("near", places.coarse() == null ? doubled
        : doubled.shr(places.coarse().at(coarse).shl(FINE_BITS)));

    Stage fine = pipe.stage("fine");
    Staged<SInt> shifted = fine.value("shifted", places.fine() == null ? near.at(fine)
        : near.at(fine).shr(places.fine().at(fine)));

    Stage round = pipe.stage("round");
    result.set(round.value("rounded", shifted.at(round).add(1).shr(1)).at(pipe.end()));
  }

  /** By how much to shift beyond the least shift: eights and ones, null where there are none. */
  private record UIntShift(Staged<UInt> coarse, Staged<UInt> fine) {}

  private UIntShift places(Stage multiply) {
    int most = format.maxShift() - format.minShift();
    if (most == 0) {
      return new UIntShift(null, null);
    }
    int bits = UInt.upTo(most).width();
    UInt places = name("places", shift.sub(format.minShift()).modulo(bits));
    return new UIntShift(bits <= FINE_BITS ? null : multiply.value("eights", places.slice(bits - 1, FINE_BITS)),
        multiply.value("ones", places.slice(Math.min(bits, FINE_BITS) - 1, 0)));
  }
}
