package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;
import vit2rtl.units.MultiplierStyle;

/**
 * A pipelined signed product, moving while {@code advance} is high: product = a·b, exact, {@link #latency} such cycles
 * later, one per cycle. With LOGIC, b's bits select rows of a that a tree of adders sums, a register behind each level.
 */
public final class Multiplier extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private final MultiplierStyle style;

  public final Bool advance = in("advance", Bool.bool());
  public final SInt a;
  public final SInt b;
  public final SInt product;

  public Multiplier(String name, MultiplierStyle style, int aBits, int bBits) {
    super(name);
    this.style = style;
    this.a = in("a", SInt.bits(aBits));
    this.b = in("b", SInt.bits(bBits));
    this.product = out("product", SInt.bits(aBits + bBits));
  }

  public static int latency(MultiplierStyle style, int bBits) {
    return switch (style) {
      case DSP -> 2;
      case LOGIC -> TREE.latency(bBits);
    };
  }

  @Override
  protected void build() {
    SInt result = switch (style) {
      case DSP -> next(advance, "product_2", next(advance, "product_1", a.mul(b)));
      case LOGIC -> TREE.build("partial", rows(), SInt::add, (name, value) -> next(advance, name, value));
    };
    product.set(result.truncate(product.width()));
  }

  /** a·b = Σ a·b_i·2^i with the sign bit's row subtracted. */
  private List<SInt> rows() {
    List<SInt> rows = new ArrayList<>();
    int sign = b.width() - 1;
    for (int bit = 0; bit < sign; bit++) {
      rows.add(b.bit(bit).mux(a.shl(bit), SInt.lit(0)));
    }
    rows.add(b.bit(sign).mux(a.neg().shl(sign), SInt.lit(0)));
    return rows;
  }
}
