package vit2rtl.hdl.clock;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.type.UInt;

/**
 * Carries a counter into another clock domain. The value crosses in Gray code, whose neighbours differ in one bit, so
 * the destination sees a value that the counter has had and never a mixture of two, whatever the ratio of the clocks.
 *
 * <p>{@code input} moves by at most one per cycle of the source, up or down, modulo 2^bits (checked in the verification
 * build). {@code output} shows it after one edge of the source and {@code stages} edges of the destination, one more or
 * less; values may be skipped. Both domains need a reset; both start at 0.
 */
@Summary("Carries a counter into another clock domain.")
public final class GraySynchroniser extends Component {
  private final ClockDomain from;
  private final ClockDomain to;
  private final int stages;
  private final int bits;

  /** The counter, a register of the domain it comes from, which changes by one at most. */
  public final UInt input;
  /** The counter some cycles later, in the other domain. */
  public final UInt output;

  /**
   * A crossing of a counter.
   *
   * @param name   name of the instance
   * @param from   domain of the input
   * @param to     domain of the output
   * @param bits   width of the counter, which takes all its 2^bits values
   * @param stages registers of the destination, from 2
   */
  public GraySynchroniser(String name, ClockDomain from, ClockDomain to, int bits, int stages) {
    super(name);
    this.from = from;
    this.to = to;
    this.bits = bits;
    this.stages = Chain.checked(stages);
    this.input = from.on(() -> in("d", UInt.bits(bits)));
    this.output = to.on(() -> out("q", UInt.bits(bits)));
  }

  @Override
  protected void build() {
    UInt code = name("code", input.xor(input.shr(1)));
    UInt source = from.on(() -> next("source", code, 0));
    from.on(() -> {
      UInt change = source.xor(code);
      check(change.and(change.subtractModulo(UInt.lit(1), bits)).eq(0),
          "a counter that crosses clock domains moved by more than one");
    });
    UInt arrived = to.on(() -> Chain.of(stages, source, (name, value) -> next(name, value, 0)));
    UInt decoded = arrived;
    for (int shift = 1; shift < bits; shift *= 2) {
      decoded = decoded.xor(decoded.shr(shift));
    }
    output.set(decoded);
  }
}
