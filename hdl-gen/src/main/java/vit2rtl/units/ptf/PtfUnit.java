package vit2rtl.units.ptf;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.math.Clip;

/**
 * The wide residual stream to the Power-of-Two-Factor codes of a LayerNorm input, equal to
 * {@link vit2rtl.golden.layernorm.ResidualToPtf} bit for bit. With t = m + α of the channel, one stage each:
 * <pre>
 *   r and t                               the table is read
 *   v = ⌊2·r / 2^t⌋                       a shift
 *   w = v + 1 + 2·zp                      ⌊w/2⌋ = ⌊(r + 2^(t−1))/2^t⌋ + zp for t ≥ 1, and r + zp for t = 0
 *   q = ⌊w/2⌋ saturated
 * </pre>
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back. <b>Latency</b>: {@link #LATENCY} cycles from a beat in
 * to that beat out, nobody stalling. The pipeline holds as a whole while {@code out_ready} is low, and needs no further
 * input to deliver what is inside. Padding on the output is 0.
 *
 * <p><b>Widths.</b> |2·r| ≤ 2^residualBits, so v has residualBits + 1 − minShift bits and w, with |2·zp + 1| &lt; 2^9,
 * at most one more than the wider of the two: nothing overflows.
 */
public final class PtfUnit extends RowUnit<SInt, Int> {
  public static final int LATENCY = 4;

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
    Bool outValid = wire("out_valid_now", Bool.bool());
    Bool advance = name("advance", outValid.not().or(output.ready()));
    input.ready().set(advance);
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("beat", () -> new BeatCounter(rows.beats()));
    counter.beat.set(arriving);
    check(arriving.not().or(input.last().eq(counter.last)), "in_last does not mark the end of a row");

    Bool valid = arriving;
    Bool last = counter.last;
    for (int stage = 1; stage <= LATENCY; stage++) {
      valid = next(advance, "valid_" + stage, valid, 0);
      last = next(advance, "last_" + stage, last);
    }
    outValid.set(valid);
    output.valid().set(valid);
    output.last().set(last);
    SInt addend = single(config.addend());
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt extra = name("extra_shift_" + lane, words(config.extraShift(), lane).readSync(counter.index, advance));
      Int code = code(lane, extra, addend, advance);
      Int zero = code instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(lane).set(lane < rows.tail() ? code : last.mux(zero, code));
    }
  }

  /** One lane; {@code extra} is what a channel's t has above the least. */
  private Int code(int lane, UInt extra, SInt addend, Bool advance) {
    SInt residual = next(advance, "residual_" + lane, input.payload().get(lane));
    SInt shifted = next(advance, "shifted_" + lane, residual.shl(1).shr(config.minShift()).shr(extra));
    SInt sum = next(advance, "sum_" + lane, shifted.add(addend));
    return next(advance, "code_" + lane, Clip.of(sum.shr(1), config.params().output()));
  }
}
