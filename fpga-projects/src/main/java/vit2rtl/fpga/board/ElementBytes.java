package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/** Makes elements of the bytes of a line, the low byte first, where elements may have more than one. */
final class ElementBytes extends Component {
  private final int most;

  /** The next byte begins an element. */
  final Bool start = in("start", Bool.bool());
  /** A byte of an element comes. */
  final Bool take = in("take", Bool.bool());
  final UInt data = in("data", UInt.bits(8));
  /** Bytes of an element, less one. */
  final UInt last;
  /** The byte that comes is an element's last. */
  final Bool whole = out("whole", Bool.bool());
  /** That element. */
  final UInt element;

  /** @param most most bytes of an element */
  ElementBytes(int most) {
    super("ElementBytes");
    this.most = most;
    this.last = in("last", UInt.upTo(most - 1));
    this.element = out("element", UInt.bits(8 * most));
  }

  @Override
  protected void build() {
    UInt position = reg("position", last.type(), 0);
    whole.set(position.eq(last));
    when(start.or(take.and(whole)), () -> position.set(UInt.lit(0)))
        .elsewhen(take, () -> position.set(position.add(1).saturate(0, most - 1)));
    List<UInt> bytes = new ArrayList<>();
    UInt made = data;
    for (int i = 0; i < most - 1; i++) {
      bytes.add(next(take.and(position.eq(i)), "byte_" + i, data));
      UInt longer = data;
      for (int low = i; low >= 0; low--) {
        longer = longer.concat(bytes.get(low));
      }
      made = last.eq(i + 1).mux(longer, made);
    }
    element.set(made);
  }
}
