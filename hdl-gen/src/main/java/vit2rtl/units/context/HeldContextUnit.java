package vit2rtl.units.context;

import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.UInt;
import vit2rtl.units.RowUnit;

/**
 * {@link ContextUnit} with the values of a head inside: in the text, or loaded before the rows of codes of that head.
 * Rows of N codes in, rows of d accumulators out, equal to {@link vit2rtl.golden.ops.ShiftAccumulate} bit for bit;
 * latency, rate, stalls and widths are those of {@link ContextUnit}. Codes must be such as a softmax gives, which the
 * verification build checks.
 *
 * <p>The values lie in P·A memories of ⌈N/P⌉·⌈d/A⌉ words, one element each.
 */
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
      // What is loaded has any value of its bits; the range that was promised is what the sums are proven for.
      sums.values.get(lane).set(name("value_" + lane, element)
          .narrow(config.context().values().min(), config.context().values().max()));
    }
    sums.output.into(output);
  }
}
