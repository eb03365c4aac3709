package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/** What every lane of the drain knows of a job, the same for all its sums. */
final class DrainJob extends Record {
  /** Added to what the target memory holds. */
  final Bool adds = field(Bool.bool());
  /** The table's result is what the job wants. */
  final Bool activates = field(Bool.bool());
  /** Added to the logit of the first head; there with two heads. */
  final Opt<Bool> accumulates;
  final SInt zero;
  final SInt low;
  final SInt high;
  final UInt tableBank = field(UInt.bits(1));
  final SInt activeZero = field(SInt.bits(JobFormat.CODE_BITS));
  final SInt activeLow = field(SInt.bits(JobFormat.CODE_BITS));
  final SInt activeHigh = field(SInt.bits(JobFormat.CODE_BITS));
  /** On a stream of PTF codes: what is added is the table's result, and the constants of the sum. */
  final Opt<Bool> looksUp;
  final Opt<CodeSumLane.Job> sum;

  private DrainJob(AcceleratorConfig config, int valueBits) {
    boolean codes = config.formats().stream() instanceof StreamFormat.Codes;
    this.accumulates = Opt.when(config.shape().leadingTokens() > 1, () -> field(Bool.bool()));
    this.zero = field(SInt.bits(valueBits));
    this.low = field(SInt.bits(valueBits));
    this.high = field(SInt.bits(valueBits));
    this.looksUp = Opt.when(codes, () -> field(Bool.bool()));
    this.sum = Opt.when(codes, () -> field(Record.type(CodeSumLane.Job::new)));
  }

  static Type<DrainJob> type(AcceleratorConfig config, int valueBits) {
    return Record.type(() -> new DrainJob(config, valueBits));
  }
}
