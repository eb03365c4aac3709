package vit2rtl.units.requantize;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.requantize.RequantizeConfig.Addend;

/**
 * Accumulators to codes, equal to {@link Requantizer} bit for bit, or onto the residual stream, equal to
 * {@link vit2rtl.golden.ops.WideAdd}:
 * <pre>
 *   q_c  = saturate(⌊(a_c·M_c + 2^(s_c−1)) / 2^s_c⌋ + zp)
 *   r'_c = saturate(⌊(a_c·M_c + 2^(s_c−1)) / 2^s_c⌋ + r_c)
 * </pre>
 * with M and s per channel or one for all. A residual comes on the stream {@code residual}, beat by beat with the
 * accumulators; a beat is taken when both are there.
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back. <b>Latency</b>: {@link #STAGES}{@code .cycles()} = 7
 * cycles from a beat in to that beat out, nobody stalling. The pipeline holds as a whole while {@code out_ready} is low,
 * and needs no further input to deliver what is inside. Padding on the output is 0.
 *
 * <p><b>Widths.</b> The rescaled accumulator has its whole range ({@link RequantizeLane}), the sum one bit more than
 * the wider of the two: nothing overflows before the saturation.
 */
@Summary("Accumulators to codes, or onto the residual stream: times a multiplier, divided by a power of "
    + "two, rounded and limited.")
public final class RequantizeUnit extends RowUnit<SInt, Int> {
  /** What happens in which cycle. */
  public static final Stages STAGES = Stages.of("read").then(RequantizeLane.STAGES).then("add").then("saturate");

  private final RequantizeConfig config;
  private final Rows rows;

  /** The stream that is added to; null where a zero point is. */
  public final Stream<Int> residual;

  public RequantizeUnit(RequantizeConfig config) {
    super("Requantize", config, Stream.of(config.format().accumulatorType(), config.rows().lanes()),
        Stream.of(codes(config.outputs()), config.rows().lanes()));
    this.config = config;
    this.rows = config.rows();
    this.residual = config.addend() == Addend.RESIDUAL ? in("residual", output.shape()) : null;
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES, output);
    Bool there = residual == null ? input.valid() : input.valid().and(residual.valid());
    Bool taken = name("taken", there.and(pipe.advance()));
    input.ready().set(residual == null ? pipe.advance() : taken);
    BeatCounter counter = instance("beat", () -> new BeatCounter(rows.beats()));
    counter.step.set(taken);
    assume(taken.not().or(input.last().eq(counter.last)), "in_last marks the end of a row");
    if (residual != null) {
      residual.ready().set(taken);
      assume(taken.not().or(residual.last().eq(counter.last)), "residual_last marks the end of a row");
    }

    Staged<Bool> valid = pipe.start().flag("valid", there);
    Staged<Bool> last = pipe.start().value("last", counter.last);
    SInt zeroPoint = residual == null ? single(config.zeroPoint()) : null;
    UInt shared = config.perChannel() ? null : sharedScale();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt scale = shared != null ? shared
          : pipe.start().read("scale_" + lane, words(config.scale(), lane), counter.index).at("multiply");
      Int code = code(lane, scale, zeroPoint, pipe);
      Int zero = code instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(lane).set(lane < rows.tail() ? code : last.at(pipe.end()).mux(zero, code));
    }
    pipe.deliver(valid, last);
  }

  private Int code(int lane, UInt scale, SInt zeroPoint, Pipeline pipe) {
    RequantizeLane rescale = instance("rescale_" + lane, () -> new RequantizeLane(config.format()));
    rescale.advance.set(pipe.advance());
    rescale.accumulator.set(pipe.start().value("accumulator_" + lane, input.payload().get(lane)).at("multiply"));
    rescale.multiplier.set(scale.slice(Requantizer.MULTIPLIER_BITS - 1, 0));
    rescale.shift.set(scale.slice(scale.width() - 1, Requantizer.MULTIPLIER_BITS));
    Stage add = pipe.stage("add");
    Int addend = residual == null ? zeroPoint
        : pipe.start().value("addend_" + lane, residual.payload().get(lane)).at(add);
    Staged<SInt> sum = add.value("sum_" + lane, rescale.result.add(addend));
    IntRange codes = config.rescale().output();
    SInt saturated = sum.at("saturate").saturate(codes.min(), codes.max());
    return pipe.stage("saturate").value("code_" + lane, codes.min() < 0 ? saturated : saturated.asUInt())
        .at(pipe.end());
  }

  /** The scale of all channels. */
  private UInt sharedScale() {
    UInt scale = wire("shared_scale", config.scale().type());
    scale.set(single(config.scale()));
    return scale;
  }
}
