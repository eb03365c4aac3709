package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.schedule.CodeSum;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.math.Clip;

/**
 * The sum of a code of the drain and a code that the residual stream holds, as {@link PtfAdd} defines it:
 * <pre>
 *   x = ((held − zero_held) &lt;&lt; α)·M_held + code·M
 *   y = saturate(⌊(x + 2^(t−1)) / 2^t⌋ + zero) = saturate(⌊(⌊2x / 2^t⌋ + 1)/2⌋ + zero)     t = 0: x + zero
 * </pre>
 * The code comes without its zero point. Nothing stalls; what belongs to a job stays while the job is inside.
 *
 * <p><b>Widths.</b> |held − zero_held| ≤ 255, so it takes 9 bits and 16 behind the shift; its product 32. A code takes
 * {@link JobFormat#CODE_BITS}, its product 26, the sum 33, twice the sum 34: nothing overflows.
 */
@Summary("The sum of a code of the drain and a code of the residual stream, each with its scale.")
final class CodeSumLane extends Component {
  /** What happens in which cycle. */
  static final Stages STAGES = Stages.of("align", "scale", "sum", "eights", "ones", "clip");
  private static final int FINE_BITS = 3;

  private final CodeFormat format;

  final UInt held;
  final SInt code = in("code", SInt.bits(JobFormat.CODE_BITS));
  final UInt alpha = in("alpha", UInt.bits(CodeSum.ALPHA_BITS));
  final UInt shift = in("shift", UInt.bits(ColumnWord.SHIFT_BITS));
  final Job job = in("job", Record.type(Job::new));
  final SInt sum = out("sum", SInt.bits(JobFormat.CODE_BITS));

  /** The constants of a {@link CodeSum} that all channels share. */
  static final class Job extends Record {
    final SInt heldZero = field(SInt.bits(JobFormat.CODE_BITS));
    final UInt heldFactor = field(UInt.bits(CodeSum.FACTOR_BITS));
    final UInt factor = field(UInt.bits(CodeSum.FACTOR_BITS));
    final SInt zero = field(SInt.bits(JobFormat.CODE_BITS));
  }

  CodeSumLane(CodeFormat format) {
    super("CodeSumLane");
    this.format = format;
    this.held = in("held", UInt.bits(format.bits()));
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES);
    Stage align = pipe.stage("align");
    SInt value = format.sign() == CodeFormat.Sign.SIGNED ? held.asBits().asSInt() : held.asSInt();
    Staged<SInt> aligned = align.value("aligned", value.sub(job.heldZero).truncate(JobFormat.CODE_BITS).shl(alpha));
    Staged<SInt> other = align.value("code", code);
    Staged<UInt> eights = align.value("shift_eights", shift.slice(ColumnWord.SHIFT_BITS - 1, FINE_BITS));
    Staged<UInt> ones = align.value("shift_ones", shift.slice(FINE_BITS - 1, 0));

    Stage scale = pipe.stage("scale");
    Staged<SInt> heldProduct = scale.value("held_product", aligned.at(scale).mul(job.heldFactor));
    Staged<SInt> product = scale.value("product", other.at(scale).mul(job.factor));

    Stage add = pipe.stage("sum");
    Staged<SInt> total = add.value("total", heldProduct.at(add).add(product.at(add)));
    Stage coarse = pipe.stage("eights");
    Staged<SInt> near = coarse.value("near", total.at(coarse).shl(1).shr(eights.at(coarse).shl(FINE_BITS)));
    Stage fine = pipe.stage("ones");
    Staged<SInt> shifted = fine.value("shifted", near.at(fine).shr(ones.at(fine)));
    Stage clip = pipe.stage("clip");
    SInt rounded = name("rounded", shifted.at(clip).add(1).shr(1).add(job.zero));
    sum.set(clip.value("clipped", Clip.of(rounded, format).asSInt()).at(pipe.end()));
  }
}
