package vit2rtl.hdl.examples;

import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.Vec;

/**
 * A finite impulse response filter over rows of samples: y[n] = Σ taps[k]·x[n − k], with x = 0 before a row's first
 * sample. Samples have {@code bits} bits in two's complement; results are exact, their range follows from the taps.
 * One sample per cycle, latency 1.
 */
@Summary("A finite impulse response filter over rows of samples.")
public final class FirFilter extends Component {
  private final int[] taps;

  /** Samples. */
  public final Stream<SInt> input;
  /** Filtered samples. */
  public final Stream<SInt> output;

  /**
   * A filter.
   *
   * @param bits of a sample
   * @param taps coefficients, that of the newest sample first
   */
  public FirFilter(int bits, int... taps) {
    this.taps = taps.clone();
    SIntType sample = SInt.bits(bits);
    Range sum = Range.of(0, 0);
    for (int tap : taps) {
      sum = sum.add(sample.range().multiply(Range.of(tap, tap)));
    }
    this.input = in("in", Stream.of(sample, 1));
    this.output = out("out", Stream.of(new SIntType(sum), 1));
  }

  @Override
  protected void build() {
    SInt sample = input.payload().get(0);
    Vec<SInt> history = reg("history", Vec.type(Math.max(1, taps.length - 1), sample.type()), 0);
    Bool full = reg("full", Bool.bool(), 0);
    Bool advance = name("advance", full.not().or(output.ready()));

    SInt sum = sample.mul(taps[0]);
    for (int k = 1; k < taps.length; k++) {
      sum = sum.add(history.get(k - 1).mul(taps[k]));
    }
    when(input.fire(), () -> {
      List<SInt> cells = history.elements();
      for (int k = 0; k < cells.size(); k++) {
        cells.get(k).set(input.last().mux(SInt.lit(0), k == 0 ? sample : cells.get(k - 1)));
      }
    });
    input.ready().set(advance);
    when(advance, () -> full.set(input.valid()));
    output.valid().set(full);
    output.last().set(next(advance, "last", input.last()));
    output.payload().get(0).set(next(advance, "result", sum));
  }
}
