package vit2rtl.units.softmax;

import vit2rtl.golden.softmax.IExp;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.TableSource;
import vit2rtl.units.TableWrite;

/**
 * One lane at the head of the third pass: mantissa (leading one on top) and position of the leading one of e, from the
 * item that {@link ExpLane} stored. Moves while {@code advance} is high, latency {@link #STAGES}{@code .cycles()}.
 */
@Summary("Mantissa and position of the leading one of an exponential, from the item that stands for it.")
final class ItemDecoder extends Component {
  /** From an item to mantissa and position. */
  static final Stages STAGES = Stages.of("decode");

  private final SoftmaxConfig config;

  final Bool advance = in("advance", Bool.bool());
  final UInt item;
  final UInt mantissa;
  final UInt position;
  final Opt<UInt> layer;
  final Opt<TableWrite<UInt>> load;

  ItemDecoder(SoftmaxConfig config) {
    super("SoftmaxItemDecoder");
    this.config = config;
    this.item = in("item", UInt.bits(ExpLane.itemBits(config)));
    this.mantissa = out("mantissa", UInt.bits(config.format().mantissaBits()));
    this.position = out("position", UInt.bits(config.format().exponentBits()));
    this.load = Opt.when(config.tables() == TableSource.LOADABLE, () -> in(TableWrite.type(config.code(), config)));
    this.layer = Opt.when(config.layers() > 1, () -> in(LoadFormat.of(config).layer()));
  }

  @Override
  protected void build() {
    switch (config.exp()) {
      case TABLE, SERIAL -> table();
      case POLYNOMIAL -> polynomial();
    }
  }

  private void table() {
    Mem<UInt> table = mem("words", config.code().type(), config.code().words(0, config)).anyAddress();
    load.ifPresent(write -> write.into(table));
    Pipeline pipe = pipeline(STAGES, advance);
    UInt word = pipe.start().read("word", table, config.code().place(layer, item), ReadUnderWrite.DONT_CARE).at(pipe.end());
    mantissa.set(word.slice(mantissa.width() - 1, 0));
    position.set(word.slice(word.width() - 1, mantissa.width()));
  }

  /** z lies between its least value and c, a factor of about three: only a few positions of its leading one occur. */
  private void polynomial() {
    IExp exp = config.params().exp();
    int shiftBits = ExpLane.shiftBits(exp);
    UInt z = name("z", item.slice(item.width() - 1, shiftBits));
    UInt shift = name("shift", item.slice(shiftBits - 1, 0));
    int lowest = ExpFormat.bits(IntegerExp.minPolynomial(exp)) - 1;
    int highest = z.width() - 1;
    UInt aligned = left(z, lowest);
    UInt top = UInt.lit(lowest);
    for (int bit = lowest + 1; bit <= highest; bit++) {
      Bool above = z.shr(bit).ne(0);
      aligned = above.mux(left(z, bit), aligned);
      top = above.mux(UInt.lit(bit), top);
    }
    Pipeline pipe = pipeline(STAGES, advance);
    mantissa.set(pipe.start().value("aligned", aligned).at(pipe.end()));
    position.set(pipe.start().value("leading", top.add(shift).truncate(position.width())).at(pipe.end()));
  }

  /** z with its bit {@code top} moved to the top of the mantissa; a mantissa leaves out nothing but zeros. */
  private UInt left(UInt z, int top) {
    int by = mantissa.width() - 1 - top;
    return (by >= 0 ? z.shl(by) : z.shr(-by)).truncate(mantissa.width());
  }
}
