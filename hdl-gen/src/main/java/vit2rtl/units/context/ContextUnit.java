package vit2rtl.units.context;

import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Outlet;

/**
 * Attention·V for logarithmic codes, equal to {@link ShiftAccumulate} bit for bit, without a multiplier: rows of N codes
 * in, rows of d accumulators out,
 * <pre>
 *   base 2     a_e = Σ_n v[n][e] &lt;&lt; (F − k_n)
 *   base √2    E_e = Σ_{k_n even} v[n][e] &lt;&lt; (F − k_n/2),  O_e = Σ_{k_n odd} v[n][e] &lt;&lt; (F − (k_n − 1)/2)
 *              a_e = E_e + ⌊(O_e·46341 + 2^15) / 2^16⌋
 * </pre>
 * with nothing from codes that mean zero or shift below 2^−F. P codes come per beat of {@code codes}, A elements are
 * summed per cycle, {@code outLanes} accumulators leave per beat of {@code out}; a row takes Z = ⌈d/A⌉ passes over its
 * B = ⌈N/P⌉ beats of codes.
 *
 * <p><b>Values</b> are in a memory outside. In a cycle with {@code value_read} it is asked for word
 * {@code value_address} = b·Z + z; {@code values} must show it from the next cycle on until that of the next
 * {@code value_read}. Element p·A + a of {@code values} is element z·A + a of token b·P + p; those of tokens and
 * elements that do not exist are ignored.
 *
 * <p><b>Cycles</b>, no stream stalling. From the first beat of a row's codes to its first beat out:
 * <pre>
 *   B − 1 + [Z &gt; 1: 2] + 4 + [P &gt; 1: max(1, ⌈⌈log2 P⌉/2⌉)] + [base √2: 4]
 * </pre>
 * The beats of a pass leave in cycles one after another; from the first of them to the first of the next pass (of the
 * next row behind the last pass) there are max(B, beats out of the pass) cycles, so a row takes Z·B cycles, back to
 * back, where A/outLanes ≤ B. With Z &gt; 1 the next row of codes is taken while one is replayed, and {@code codes_ready}
 * depends on registers only; with Z = 1 a beat of codes is taken in the cycle in which its values are asked for.
 *
 * <p><b>Stalls.</b> The output and what scales behind the sums hold while {@code out_ready} is low; the passes behind go
 * on until sums are complete that the ones before have not made room for, then hold as well, the value memory
 * included. What is inside leaves without further input.
 *
 * <p><b>Widths.</b> A product has the bits of a value and F more. Sums and accumulators have the range that
 * {@link ShiftAccumulate} proves for the rows of a softmax; the verification build checks that the weights of every row
 * sum to no more than the proof allows.
 */
@Summary("Attention times values for logarithmic codes, without a multiplier.")
public final class ContextUnit extends ContextPasses {
  private final Outlet outlet;

  public final Stream<SInt> output;

  public ContextUnit(ContextConfig config) {
    this(config, Outlet.MAY_WAIT);
  }

  public ContextUnit(ContextConfig config, Outlet outlet) {
    super("AttentionContext", config);
    this.outlet = outlet;
    this.output = out("out", Stream.of(config.accumulatorType(), config.outLanes()));
  }

  /** Whether the passes never wait. */
  private boolean isFree() {
    return outlet == Outlet.ALWAYS_READY && config.keepsUp();
  }

  @Override
  protected void build() {
    Opt<Bool> advance = Opt.when(!isFree(), () -> wire("advance", Bool.bool()));
    Sums sums = passes(advance, Opt.when(false, () -> Bool.lit(false)));
    ContextDrain drain = instance("drain", () -> new ContextDrain(config, outlet));
    drain.load.set(sums.complete());
    drain.closing.set(sums.closing());
    drain.even.set(Vec.of(sums.even()));
    if (config.halfSteps()) {
      drain.odd.set(Vec.of(sums.odd()));
    }
    if (isFree()) {
      check(sums.complete().not().or(drain.free), "sums are complete before those of the row before have left");
    } else {
      advance.get().set(sums.complete().not().or(drain.free));
    }
    drain.output.into(output);
  }
}
