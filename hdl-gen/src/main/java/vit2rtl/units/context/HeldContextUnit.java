package vit2rtl.units.context;

import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.RowUnit;

/**
 * {@link ContextUnit} with the values of a head inside: in the text, or loaded before the rows of codes of that head.
 * Rows of N codes in, rows of d accumulators out, equal to {@link vit2rtl.golden.ops.ShiftAccumulate} bit for bit;
 * latency, rate, stalls and widths are those of {@link ContextUnit}. Codes must be such as a softmax gives, which the
 * verification build checks.
 *
 * <p>The values lie in P·A memories of ⌈N/P⌉·⌈d/A⌉ words, one element each.
 */
@Summary("Attention times values that are held inside, for logarithmic codes, without a multiplier.")
public final class HeldContextUnit extends RowUnit<UInt, SInt> {
  private final HeldContextConfig config;

  public HeldContextUnit(HeldContextConfig config) {
    super("HeadContext", config, CodeReplay.codeStream(config.context()),
        Stream.of(config.context().accumulatorType(), config.context().outLanes()));
    this.config = config;
  }

  @Override
  protected void build() {
    ContextUnit sums = instance("sums", () -> new ContextUnit(config.context()));
    input.into(sums.codes);
    for (int lane = 0; lane < sums.values.size(); lane++) {
      SInt element = words(config.value(), lane).readSync(sums.valueAddress, sums.valueRead);
      // As bits: before the first read the register of a memory has any value of them, in range or not.
      sums.values.get(lane).setBits(name("value_" + lane, element).asBits());
    }
    sums.output.into(output);
  }
}
