package vit2rtl.hdl;

import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.Vec;

/**
 * What one transfer of a stream or flow carries: a vector of elements, lane 0 first, and {@code last} where rows are
 * marked. A type like any other, for registers and queues.
 *
 * @param <T> the elements
 */
public final class Beat<T extends Signal> extends Record {
  private final Opt<Bool> last;
  private final Vec<T> data;

  private Beat(Type<T> element, int lanes, Framing framing) {
    this.last = Opt.when(framing == Framing.ROWS, () -> field(Bool.bool()));
    this.data = field(Vec.type(lanes, element));
  }

  static <T extends Signal> Type<Beat<T>> type(Type<T> element, int lanes, Framing framing) {
    return Record.type(() -> new Beat<>(element, lanes, framing));
  }

  /** {@return the end of a row; refused where rows are not marked} */
  public Bool last() {
    return last.get();
  }

  /** {@return the elements of the beat, the first first} */
  public Vec<T> data() {
    return data;
  }

  Framing framing() {
    return last.isPresent() ? Framing.ROWS : Framing.NONE;
  }
}
