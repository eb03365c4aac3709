package vit2rtl.units.ptf;

import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Pipeline;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Stage;
import vit2rtl.hdl.Staged;
import vit2rtl.hdl.Stages;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
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
 * <p><b>Throughput</b>: one beat per cycle, rows back to back. <b>Latency</b>: {@link #STAGES}{@code .cycles()} from a beat in
 * to that beat out, nobody stalling. The pipeline holds as a whole while {@code out_ready} is low, and needs no further
 * input to deliver what is inside. Padding on the output is 0.
 *
 * <p><b>Widths.</b> |2·r| ≤ 2^residualBits, so v has residualBits + 1 − minShift bits and w, with |2·zp + 1| &lt; 2^9,
 * at most one more than the wider of the two: nothing overflows.
 */
public final class PtfUnit extends RowUnit<SInt, Int> {
  /** From a beat to its codes. */
  public static final Stages STAGES = Stages.of("read", "shift", "add", "clip");

  private final PtfConfig config;
  private final Rows rows;

  private final PtfLoad load;
  private final SInt zeroPoint;

  public PtfUnit(PtfConfig config) {
    super("ResidualToPtf", Stream.of(SInt.bits(config.params().residualBits()), config.lanes()),
        Stream.of(Clip.type(config.params().output()), config.lanes()));
    this.config = config;
    this.rows = config.rows();
    ResidualToPtfParams params = config.params();
    if (config.tables() == TableSource.LOADABLE) {
      this.load = new PtfLoad(in("load_valid", Bool.bool()), in("load_table", UInt.bits(1)),
          in("load_lane", UInt.upTo(Math.max(1, rows.lanes() - 1))),
          in("load_beat", UInt.upTo(Math.max(1, rows.beats() - 1))), in("load_data", PtfLoad.dataType(config)));
      this.zeroPoint = reg("zero_point", PtfLoad.dataType(config), params.zeroPoint());
    } else {
      this.load = null;
      this.zeroPoint = null;
    }
  }

  @Override
  protected void build() {
    if (load != null) {
      when(load.selects(PtfLoad.Table.ZERO_POINT), () -> zeroPoint.set(load.data()));
    }
    Pipeline pipe = pipeline(STAGES, output);
    Stage read = pipe.stage("read");
    Stage shift = pipe.stage("shift");
    Stage add = pipe.stage("add");
    Stage clip = pipe.stage("clip");

    input.ready().set(pipe.advance());
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("beat", () -> new BeatCounter(rows.beats()));
    counter.beat.set(arriving);
    assume(arriving.not().or(input.last().eq(counter.last)), "in_last marks the end of a row");
    Staged<Bool> valid = read.flag("valid", arriving);
    Staged<Bool> last = read.value("last", counter.last);
    for (int lane = 0; lane < rows.lanes(); lane++) {
      Staged<UInt> extra = read.read("extra_shift_" + lane, shiftWords(lane), counter.index);
      Staged<SInt> residual = read.value("residual_" + lane, input.payload().get(lane));
      Staged<SInt> shifted = shift.value("shifted_" + lane,
          residual.at(shift).shl(1).shr(config.minShift()).shr(extra.at(shift)));
      Staged<SInt> sum = add.value("sum_" + lane, shifted.at(add).add(addend()));
      Staged<Int> code = clip.value("code_" + lane, Clip.of(sum.at(clip).shr(1), config.params().output()));
      Int result = code.at(pipe.end());
      Int zero = result instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(lane).set(lane < rows.tail() ? result : last.at(pipe.end()).mux(zero, result));
    }
    pipe.deliver(valid, last);
  }

  /** 1 + 2·zp. */
  private SInt addend() {
    return load == null ? SInt.lit(2L * config.params().zeroPoint() + 1) : zeroPoint.shl(1).add(1);
  }

  /** What a channel's t has above the least, one word per beat, 0 for padding. */
  private Mem<UInt> shiftWords(int lane) {
    int[] alpha = config.params().alpha();
    long[] words = new long[Math.max(2, rows.beats())];
    for (int beat = 0; beat < rows.beats(); beat++) {
      int c = beat * rows.lanes() + lane;
      words[beat] = c < rows.length() ? config.params().shift() + alpha[c] - config.minShift() : 0;
    }
    int greatest = config.maxShift() - config.minShift();
    int bits = UInt.upTo(greatest).width();
    Mem<UInt> table = mem("shift_words_" + lane, load == null ? UInt.upTo(greatest) : UInt.bits(bits), words);
    if (load != null) {
      table.anyAddress().write(load.beat().truncate(UInt.upTo(words.length - 1).width()), load.data().modulo(bits),
          load.selects(PtfLoad.Table.SHIFT).and(load.lane().eq(lane)));
    }
    return table;
  }
}
