package vit2rtl.units;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Opt;
import vit2rtl.hdl.Stream;

/**
 * A unit that turns rows into rows: stream {@code in}, stream {@code out}, and, where its constants can be loaded, a
 * port {@code load}.
 *
 * @param <I> input elements
 * @param <O> output elements
 */
public abstract class RowUnit<I extends Int, O extends Int> extends Component {
  public final Stream<I> input;
  public final Stream<O> output;
  public final Opt<LoadPort> load;

  protected RowUnit(String name, UnitConfig config, Stream.Shape<I> input, Stream.Shape<O> output) {
    super(name);
    this.input = in("in", input);
    this.output = out("out", output);
    this.load = Opt.when(config.tables() == TableSource.LOADABLE,
        () -> in("load", LoadPort.type(new LoadFormat(config.constants()))));
  }

  /** A memory with one lane of a table; call it once per table and lane. */
  protected final <T extends Int> Mem<T> words(ConstantTable<T> table, int lane) {
    Mem<T> words = mem(table.name() + "_words_" + lane, table.type(), table.words(lane));
    load.ifPresent(port -> port.into(words, table, lane));
    return words;
  }

  /** The only element of a table: a constant, or a register; call it once per table. */
  protected final <T extends Int> T single(ConstantTable<T> table) {
    if (!load.isPresent()) {
      return table.literal(0);
    }
    T held = reg(table.name(), table.type(), table.elements()[0]);
    when(load.get().selects(table, 0), () -> held.set(load.get().element(table)));
    return held;
  }
}
