package vit2rtl.hdl.clock;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Carries one bit into another clock domain: a register of the source's clock, which keeps glitches of the logic before
 * it out, and {@code stages} registers of the destination's, which give a metastable first one that many clock periods
 * less one to settle. From {@link ClockDomain#ASYNCHRONOUS} there is no source register.
 *
 * <p>{@code output} shows a value of {@code input} after one edge of the source and {@code stages} edges of the
 * destination, one more or less; a pulse shorter than a period of the destination may be lost. Several bits through
 * several synchronisers arrive in different cycles: use {@link GraySynchroniser} for counters, {@link Handshake} or
 * {@link AsyncFifo} for the rest. Registers of a domain with a reset are reset to 0.
 */
@Summary("Carries one bit into another clock domain.")
public final class Synchroniser extends Component {
  private final ClockDomain from;
  private final ClockDomain to;
  private final int stages;

  /** A register's bit in the domain it comes from. */
  public final Bool input;
  /** The bit some cycles later, in the other domain. */
  public final Bool output;

  /**
   * A crossing of one bit.
   *
   * @param name   name of the instance
   * @param from   domain of the input
   * @param to     domain of the output
   * @param stages registers of the destination, from 2
   */
  public Synchroniser(String name, ClockDomain from, ClockDomain to, int stages) {
    super(name);
    this.from = from;
    this.to = to;
    this.stages = Chain.checked(stages);
    this.input = from.on(() -> in("d", Bool.bool()));
    this.output = to.on(() -> out("q", Bool.bool()));
  }

  @Override
  protected void build() {
    UInt bit = input.asUInt();
    UInt source = from.equals(ClockDomain.ASYNCHRONOUS) ? bit : from.on(() -> held("source", from, bit));
    output.set(to.on(() -> Chain.of(stages, source, (name, value) -> held(name, to, value))).bit(0));
  }

  private UInt held(String name, ClockDomain domain, UInt value) {
    return domain.reset().isPresent() ? next(name, value, 0) : next(name, value);
  }
}
