package vit2rtl.units.ptf;

import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.RowLayer;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.math.Clip;

/**
 * The wide residual stream to the Power-of-Two-Factor codes of a LayerNorm input, equal to
 * {@link vit2rtl.golden.layernorm.ResidualToPtf} bit for bit. With t = m + α of the channel, one stage each:
 * <pre>
 *   read    r and t
 *   shift   v = ⌊2·r / 2^t⌋
 *   add     w = v + 1 + 2·zp, so that ⌊w/2⌋ = ⌊(r + 2^(t−1))/2^t⌋ + zp for t ≥ 1, and r + zp for t = 0
 *   clip    q = ⌊w/2⌋ saturated
 * </pre>
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back. <b>Latency</b>: {@link #STAGES}{@code .cycles()} from a
 * beat in to that beat out, nobody stalling. The pipeline holds as a whole while {@code out_ready} is low, and needs no
 * further input to deliver what is inside. Padding on the output is 0.
 *
 * <p><b>Widths.</b> |2·r| ≤ 2^residualBits, so v has residualBits + 1 − minShift bits and w, with |2·zp + 1| &lt; 2^9,
 * at most one more than the wider of the two: nothing overflows.
 */
@Summary("The wide residual stream to the Power-of-Two-Factor codes of a LayerNorm input.")
public final class PtfUnit extends RowUnit<SInt, Int> {
  /** From a beat to its codes. */
  public static final Stages STAGES = Stages.of("read", "shift", "add", "clip");

  private final PtfConfig config;
  private final Rows rows;

  public PtfUnit(PtfConfig config) {
    super("ResidualToPtf", config, Stream.of(SInt.bits(config.params().residualBits()), config.lanes()),
        Stream.of(Clip.type(config.params().output()), config.lanes()));
    this.config = config;
    this.rows = config.rows();
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES, output);
    Stage read = pipe.stage("read");
    Stage shift = pipe.stage("shift");
    Stage add = pipe.stage("add");
    Stage clip = pipe.stage("clip");

    input.ready().set(pipe.advance());
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("beat", () -> new BeatCounter(rows.beats()));
    counter.step.set(arriving);
    assume(arriving.not().or(input.last().eq(counter.last)), "in_last marks the end of a row");
    Staged<Bool> valid = read.flag("valid", arriving);
    Staged<Bool> last = read.value("last", counter.last);
    RowLayer row = RowLayer.of(read, "layer", layer);
    SInt addend = single(config.addend(), row.at(add));
    ConstantTable<UInt> shifts = config.extraShift();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      Staged<UInt> extra = read.read("extra_shift_" + lane, words(shifts, lane),
          shifts.place(row.at(read), counter.index), ReadUnderWrite.DONT_CARE);
      Staged<SInt> residual = read.value("residual_" + lane, input.payload().get(lane));
      Staged<SInt> shifted = shift.value("shifted_" + lane,
          residual.at(shift).shl(1).shr(config.minShift()).shr(extra.at(shift)));
      Staged<SInt> sum = add.value("sum_" + lane, shifted.at(add).add(addend));
      Staged<Int> code = clip.value("code_" + lane, Clip.of(sum.at(clip).shr(1), config.params().output()));
      Int result = code.at(pipe.end());
      Int zero = result instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(lane).set(lane < rows.tail() ? result : last.at(pipe.end()).mux(zero, result));
    }
    pipe.deliver(valid, last);
  }
}
