package vit2rtl.units;

import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * A unit that turns rows into rows: stream {@code in}, stream {@code out}, and, where its constants can be loaded, a
 * port {@code load}.
 *
 * @param <I> input elements
 * @param <O> output elements
 */
public abstract class RowUnit<I extends Int, O extends Int> extends Component {
  public static final int MAX_LAYERS = 64;

  public final Stream<I> input;
  public final Stream<O> output;
  public final Opt<LoadPort> load;
  /** The layer that a beat's row belongs to, valid with every beat; left out where the unit holds one layer. */
  public final Opt<UInt> layer;

  private final UnitConfig config;

  protected RowUnit(String name, UnitConfig config, Stream.Shape<I> input, Stream.Shape<O> output) {
    super(name);
    this.config = config;
    this.input = in("in", input);
    this.output = out("out", output);
    this.load = Opt.when(config.tables() == TableSource.LOADABLE, () -> in("load", LoadPort.type(LoadFormat.of(config))));
    this.layer = Opt.when(config.layers() > 1, () -> in("in_layer", LoadFormat.of(config).layer()));
  }

  /** Refuses a number of layers that a unit cannot hold. */
  public static void checkLayers(String unit, int layers, TableSource tables) {
    if (layers < 1 || layers > MAX_LAYERS || layers > 1 && tables == TableSource.BAKED) {
      throw new InputException(unit + ": layers=" + layers + " with tables=" + Setting.word(tables) + "; allowed: 1 to "
          + MAX_LAYERS + " with tables=loadable, 1 with tables=baked");
    }
  }

  /** The pipeline that ends in the output. */
  protected final Pipeline toward(Outlet outlet, Stages stages) {
    return outlet == Outlet.ALWAYS_READY ? pipeline(stages) : pipeline(stages, output);
  }

  /** Sends what reaches the end of {@link #toward} into the output. */
  protected final void deliver(Outlet outlet, Pipeline pass, Staged<Bool> valid, Staged<Bool> last) {
    if (outlet == Outlet.MAY_WAIT) {
      pass.deliver(valid, last);
      return;
    }
    Bool leaves = valid.at(pass.end());
    output.valid().set(leaves);
    output.last().set(last.at(pass.end()));
    check(leaves.not().or(output.ready()), "a result is not taken");
  }

  /** Integers of a range: signed where some are negative. */
  protected static Type<Int> codes(IntRange range) {
    return () -> range.min() < 0 ? SInt.range(range.min(), range.max()).create() : UInt.upTo(range.max()).create();
  }

  /** A memory with one lane of a table, read at {@link ConstantTable#place}; call it once per table and lane. */
  protected final <T extends Int> Mem<T> words(ConstantTable<T> table, int lane) {
    Mem<T> words = mem(table.name() + "_words_" + lane, table.type(), table.words(lane, config));
    load.ifPresent(port -> port.into(words, table, lane));
    return config.layers() == 1 ? words : words.anyAddress();
  }

  /** Where tables of one lane lie in one memory. */
  protected final TableMemory together(List<ConstantTable<?>> tables) {
    return new TableMemory(tables, config);
  }

  /** A memory of several tables; call it once for each of these. */
  protected final Mem<UInt> words(String name, TableMemory tables) {
    Mem<UInt> words = mem(name, UInt.bits(tables.bits()), tables.words(config)).anyAddress();
    load.ifPresent(port -> tables.load(words, port));
    return words;
  }

  /** The only element of a table, in a unit of one layer: a constant, or a register; call it once per table. */
  protected final <T extends Int> T single(ConstantTable<T> table) {
    return single(table, Opt.when(false, () -> UInt.lit(0)));
  }

  /** The only element of a table, of the given layer where the unit holds several; call it once per table. */
  protected final <T extends Int> T single(ConstantTable<T> table, Opt<UInt> ofLayer) {
    if (!load.isPresent()) {
      return table.literal(0);
    }
    if (ofLayer.isPresent()) {
      Mem<T> all = mem(table.name() + "_of_layer", table.type(), table.words(0, config)).anyAddress();
      load.get().into(all, table, 0);
      return name(table.name(), all.readAsync(ofLayer.get()));
    }
    T held = reg(table.name(), table.type(), table.elements()[0]);
    when(load.get().selects(table, 0), () -> held.set(load.get().element(table)));
    return held;
  }
}
