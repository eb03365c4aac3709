package vit2rtl.units.softmax;

import vit2rtl.golden.softmax.IExp;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Opt;
import vit2rtl.hdl.UInt;
import vit2rtl.units.TableSource;
import vit2rtl.units.TableWrite;
import vit2rtl.units.softmax.SoftmaxConfig.ExpStyle;

/**
 * One lane of the second pass: the exponential of a distance, and the item from which the third pass will find e's
 * mantissa and position again: the distance itself with a table, (z, P − p) with the polynomial.
 *
 * <p>{@code exponential} comes {@link #latency} cycles after {@code distance}, {@code item} {@link #itemLatency}. One
 * per cycle, free running.
 */
final class ExpLane extends Component {
  private final SoftmaxConfig config;

  final UInt distance;
  final UInt exponential;
  final UInt item;
  final Opt<TableWrite<UInt>> load;

  ExpLane(SoftmaxConfig config) {
    super("SoftmaxExpLane");
    this.config = config;
    this.distance = in("distance", UInt.bits(config.params().exp().scoreBits()));
    this.exponential = out("exponential", UInt.bits(config.format().expBits()));
    this.item = out("item", UInt.bits(itemBits(config)));
    this.load = Opt.when(config.tables() == TableSource.LOADABLE, () -> in(TableWrite.type(config.exponential())));
  }

  static int itemBits(SoftmaxConfig config) {
    IExp exp = config.params().exp();
    return switch (config.exp()) {
      case TABLE -> exp.scoreBits();
      case POLYNOMIAL -> polynomialBits(exp) + shiftBits(exp);
    };
  }

  static int polynomialBits(IExp exp) {
    return UInt.upTo(IntegerExp.maxPolynomial(exp)).width();
  }

  static int shiftBits(IExp exp) {
    return UInt.upTo(exp.reach()).width();
  }

  static int itemLatency(SoftmaxConfig config) {
    return config.exp() == ExpStyle.TABLE ? 0 : IntegerExp.latency(config.params().exp());
  }

  static int latency(SoftmaxConfig config) {
    return itemLatency(config) + 1;
  }

  @Override
  protected void build() {
    switch (config.exp()) {
      case TABLE -> table();
      case POLYNOMIAL -> polynomial();
    }
  }

  private void table() {
    Mem<UInt> table = mem("words", config.exponential().type(), config.exponential().words(0));
    load.ifPresent(write -> write.into(table));
    exponential.set(table.readSync(distance, Bool.lit(true)));
    item.set(distance);
  }

  private void polynomial() {
    IntegerExp exp = instance("exp", () -> new IntegerExp(config.params().exp()));
    exp.distance.set(distance);
    exponential.set(next("shifted", exp.polynomial.shl(exp.shift).truncate(exponential.width())));
    item.set(exp.polynomial.concat(exp.shift));
  }
}
