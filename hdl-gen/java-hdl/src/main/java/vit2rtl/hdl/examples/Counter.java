package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/** Counts the cycles with {@code enable}, modulo 2^bits. */
@Summary("Counts the cycles with enable, modulo 2^bits.")
public final class Counter extends Component {
  private final int bits;

  /** Whether it counts in this cycle. */
  public final Bool enable = in(Bool.bool());
  /** The count, from 0; after the greatest value comes 0. */
  public final UInt count;

  /**
   * A counter.
   *
   * @param bits of the count, from 1
   */
  public Counter(int bits) {
    this.bits = bits;
    this.count = out(UInt.bits(bits));
  }

  @Override
  protected void build() {
    UInt value = reg("value", UInt.bits(bits), 0);
    when(enable, () -> value.set(value.add(1).truncate(bits)));
    count.set(value);
  }
}
