package vit2rtl.units;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Stream;

/**
 * A unit that turns rows into rows: stream {@code in}, stream {@code out}.
 *
 * @param <I> input elements
 * @param <O> output elements
 */
public abstract class RowUnit<I extends Int, O extends Int> extends Component {
  public final Stream<I> input;
  public final Stream<O> output;

  protected RowUnit(String name, Stream.Shape<I> input, Stream.Shape<O> output) {
    super(name);
    this.input = in("in", input);
    this.output = out("out", output);
  }
}
