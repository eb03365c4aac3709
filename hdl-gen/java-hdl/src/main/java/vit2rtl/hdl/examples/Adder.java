package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.UInt;

/** Adds two values; the sum has room for every result. */
@Summary("Adds two values; the sum has room for every result.")
public final class Adder extends Component {
  /** A digit. */
  public final UInt a = in(UInt.range(0, 9));
  /** A digit. */
  public final UInt b = in(UInt.range(0, 9));
  /** Their sum. */
  public final UInt sum = out(UInt.range(0, 18));

  @Override
  protected void build() {
    sum.set(a.add(b));
  }
}
