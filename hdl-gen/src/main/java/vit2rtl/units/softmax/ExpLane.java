package vit2rtl.units.softmax;

import vit2rtl.golden.softmax.IExp;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.TableSource;
import vit2rtl.units.TableWrite;

/**
 * One lane of the second pass: the exponential of a distance, and the item from which the third pass will find e's
 * mantissa and position again: the distance itself with a table, (z, P − p) with the polynomial.
 *
 * <p>One per cycle, never stalling, latency as {@link #stages} has it: {@code exponential} behind the last stage,
 * {@code item} in it.
 */
@Summary("The exponential of a distance to the maximum of a row, and the item that the third pass finds it from.")
final class ExpLane extends Component {
  /** The last stage. */
  static final String LAST = "exponentiate";

  private final SoftmaxConfig config;

  final UInt distance;
  final UInt exponential;
  final UInt item;
  final Opt<UInt> layer;
  final Opt<TableWrite<UInt>> load;

  ExpLane(SoftmaxConfig config) {
    super("SoftmaxExpLane");
    this.config = config;
    this.distance = in("distance", UInt.bits(config.params().exp().scoreBits()));
    this.exponential = out("exponential", UInt.bits(config.format().expBits()));
    this.item = out("item", UInt.bits(itemBits(config)));
    this.load = Opt.when(config.tables() == TableSource.LOADABLE, () -> in(TableWrite.type(config.exponential(), config)));
    this.layer = Opt.when(config.layers() > 1, () -> in(LoadFormat.of(config).layer()));
  }

  static int itemBits(SoftmaxConfig config) {
    IExp exp = config.params().exp();
    return switch (config.exp()) {
      case TABLE, SERIAL -> exp.scoreBits();
      case POLYNOMIAL -> polynomialBits(exp) + shiftBits(exp);
    };
  }

  static int polynomialBits(IExp exp) {
    return UInt.upTo(IntegerExp.maxPolynomial(exp)).width();
  }

  static int shiftBits(IExp exp) {
    return UInt.upTo(exp.reach()).width();
  }

  /** From a distance to its exponential. The item is there at {@value #LAST}. */
  static Stages stages(SoftmaxConfig config) {
    return switch (config.exp()) {
      case TABLE, SERIAL -> Stages.of(LAST);
      case POLYNOMIAL -> IntegerExp.stages(config.params().exp()).then(LAST);
    };
  }

  @Override
  protected void build() {
    switch (config.exp()) {
      case TABLE, SERIAL -> table();
      case POLYNOMIAL -> polynomial();
    }
  }

  private void table() {
    Mem<UInt> table = mem("words", config.exponential().type(), config.exponential().words(0, config)).anyAddress();
    load.ifPresent(write -> write.into(table));
    Pipeline pipe = pipeline(stages(config));
    Staged<UInt> e = pipe.stage(LAST).read("word", table, config.exponential().place(layer, distance),
        ReadUnderWrite.DONT_CARE);
    exponential.set(e.at(pipe.end()));
    item.set(distance);
  }

  private void polynomial() {
    IntegerExp exp = instance("exp", () -> new IntegerExp(config.params().exp()));
    exp.distance.set(distance);
    Pipeline pipe = pipeline(stages(config));
    Stage last = pipe.stage(LAST);
    Staged<UInt> e = last.value("shifted", exp.polynomial.shl(exp.shift).truncate(exponential.width()));
    exponential.set(e.at(pipe.end()));
    item.set(exp.polynomial.concat(exp.shift));
  }
}
