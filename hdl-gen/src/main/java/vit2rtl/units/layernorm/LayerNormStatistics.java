package vit2rtl.units.layernorm;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;
import vit2rtl.units.TableSource;
import vit2rtl.units.math.ConstantMultiple;
import vit2rtl.units.math.PipelinedTree;
import vit2rtl.units.math.Product;

/**
 * S1 = ΣX and U = C·S2 − S1² + ε of a row, S2 = ΣX². With b the sum of a beat and S the sum of the beats before it,
 * S1² = Σ b·(2·S + b), each term being the difference of two squares, so that one product per element does for both:
 * <pre>
 *   U = ε + Σ X·(C·X − 2·S − b)
 * </pre>
 *
 * <p>No overflow: S and S1 are at most C·max|X|, which gives the widths of the sums and of C·X − 2·S − b; U is
 * accumulated modulo 2^(bits of U), which the whole of it fits ({@link LayerNormFormat#maxU}; not negative by
 * Cauchy–Schwarz).
 *
 * <p>{@code x}, 0 in padding lanes, comes with {@code valid}, {@code multiple} = odd(C)·x {@link #multipleLag} cycles
 * later; {@code sum_done} comes {@link #sumLatency} cycles after the row's last beat with {@code sum}, {@code done}
 * {@link #latency} cycles after it with {@code variance}. One beat per cycle, rows back to back.
 */
final class LayerNormStatistics extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private final LayerNormConfig config;

  final Bool valid = in("valid", Bool.bool());
  final Bool last = in("last", Bool.bool());
  final Vec<SInt> x;
  final Vec<SInt> multiple;
  final UInt epsilon;
  final Bool sumDone = out("sum_done", Bool.bool());
  final SInt sum;
  final Bool done = out("done", Bool.bool());
  final UInt variance;

  LayerNormStatistics(LayerNormConfig config) {
    super("LayerNormStatistics");
    this.config = config;
    this.x = in("x", Vec.type(config.lanes(), config.valueType()));
    this.multiple = in("multiple", Vec.type(config.lanes(), config.multipleType()));
    this.epsilon = in("epsilon", config.epsilonType());
    this.sum = out("sum", config.sumType(config.rows().length()));
    this.variance = out("variance", UInt.bits(config.varianceBits()));
  }

  static int multipleLag(LayerNormConfig config) {
    return ConstantMultiple.latency(config.oddFactor());
  }

  private static int treeLatency(LayerNormConfig config) {
    return TREE.latency(config.lanes());
  }

  static int sumLatency(LayerNormConfig config) {
    return treeLatency(config) + 1;
  }

  /** Cycles to C·X − 2·S − b. */
  private static int factorLatency(LayerNormConfig config) {
    return Math.max(treeLatency(config) + 1, multipleLag(config)) + 1;
  }

  /** Cycles to the sum of a beat's products. */
  private static int productLatency(LayerNormConfig config) {
    int factorBits = config.sumType(3 * config.rows().length()).width();
    return factorLatency(config)
        + Product.latency(config.multipliers(), config.valueType().width(), factorBits) + treeLatency(config);
  }

  static int latency(LayerNormConfig config) {
    return productLatency(config) + (config.tables() == TableSource.BAKED ? 1 : 2);
  }

  @Override
  protected void build() {
    List<Bool> valids = new ArrayList<>(List.of(valid));
    List<Bool> ends = new ArrayList<>(List.of(name("ends", valid.and(last))));
    for (int stage = 1; stage <= latency(config); stage++) {
      valids.add(next("valid_" + stage, valids.get(stage - 1), 0));
      ends.add(next("ends_" + stage, ends.get(stage - 1), 0));
    }
    sumDone.set(ends.get(sumLatency(config)));
    done.set(ends.get(latency(config)));

    // Sums start anew by the synchronous reset that registers have, instead of by a choice in front of every adder.
    Bool asleep = next("awake", Bool.lit(true), 0).not();
    int there = treeLatency(config);
    SInt beat = TREE.build("beat_sum", x.elements(), SInt::add, this::next);
    SInt running = reg("running_sum", sum.type());
    SInt total = name("total_sum", running.add(beat).truncate(sum.width()));
    when(valids.get(there), () -> running.set(total));
    when(asleep.or(ends.get(there)), () -> running.set(SInt.lit(0)));
    sum.set(next(ends.get(there), "row_sum", total));
    SInt twice = delayed("twice_sum", beat.add(running.shl(1)), factorLatency(config) - 1 - there);
    accumulate(twice, valids.get(productLatency(config)), ends.get(productLatency(config)), asleep);
  }

  /** U, of which every lane contributes X·(C·X − 2·S − b). A baked ε is where the sum starts, a loaded one is added. */
  private void accumulate(SInt twice, Bool valid, Bool end, Bool asleep) {
    List<SInt> products = new ArrayList<>();
    for (int lane = 0; lane < config.lanes(); lane++) {
      SInt held = delayed("multiple_" + lane + "_held", multiple.get(lane),
          factorLatency(config) - 1 - multipleLag(config));
      SInt factor = next("factor_" + lane, held.shl(config.twos()).sub(twice));
      SInt value = delayed("x_" + lane + "_held", x.get(lane), factorLatency(config));
      products.add(Product.build(config.multipliers(), "product_" + lane, value,
          factor.truncate(config.sumType(3 * config.rows().length()).width()), this::next));
    }
    int bits = variance.width();
    UInt beat = TREE.build("beat_product", products, SInt::add, this::next).modulo(bits);
    long start = config.tables() == TableSource.BAKED ? config.params().epsilon() : 0;
    UInt running = reg("running_variance", UInt.bits(bits));
    UInt total = name("total_variance", running.add(beat).truncate(bits));
    when(valid, () -> running.set(total));
    when(asleep.or(end), () -> running.set(UInt.lit(start)));
    UInt row = next(end, "row_variance", total);
    variance.set(config.tables() == TableSource.BAKED
        ? row
        : next("row_variance_plus", row.add(epsilon).truncate(bits)));
  }

  private SInt delayed(String name, SInt value, int cycles) {
    SInt late = value;
    for (int cycle = 1; cycle <= cycles; cycle++) {
      late = next(cycles == 1 ? name : name + "_" + cycle, late);
    }
    return late;
  }
}
