package vit2rtl.units.layernorm;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.TableSource;
import vit2rtl.units.math.ConstantMultiple;
import vit2rtl.units.math.Paced;
import vit2rtl.units.math.PipelinedTree;
import vit2rtl.units.math.Product;

/**
 * S1 = ΣX and U = C·S2 − S1² + ε of a row, S2 = ΣX². With b the sum of a beat and S the sum of the beats before it,
 * S1² = Σ b·(2·S + b), each term being the difference of two squares, so that one product per element does for both:
 * <pre>
 *   U = ε + Σ X·(C·X − 2·S − b)
 * </pre>
 *
 * <p>No overflow: S and S1 are at most C·max|X|, which gives the widths of the sums and of C·X − 2·S − b; V, or U where ε is
 * baked, is accumulated modulo 2^(bits of it), which the whole of it fits ({@link LayerNormFormat#maxV}; not negative by
 * Cauchy–Schwarz).
 *
 * <p>{@code x}, 0 in padding lanes, comes with {@code valid}, {@code multiple} = odd(C)·x when that beat is in stage
 * "factor"; {@code sum} comes with {@code sum_done} before the row's U, {@code variance} with {@code done}
 * {@link #stages}{@code .cycles()} after the row's last beat. One beat per cycle, rows back to back, never stalling; at a
 * slow pace all of this moves in the last phase of a beat.
 */
@Summary("Sum and scaled variance of a row: S1 = sum of X, U = C*S2 - S1^2 + epsilon with S2 = sum of X^2.")
final class LayerNormStatistics extends Paced {
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
    super("LayerNormStatistics", config.pace());
    this.config = config;
    this.x = in("x", Vec.type(config.lanes(), config.valueType()));
    this.multiple = in("multiple", Vec.type(config.lanes(), config.multipleType()));
    this.epsilon = in("epsilon", config.epsilonType());
    this.sum = out("sum", config.sumType(config.rows().length()));
    this.variance = out("variance", UInt.bits(config.varianceBits()));
  }

  /**
   * From a row's last beat to its U. The sums of beats take some of the "gather" stages, and the multiples of X that
   * are needed behind them, which the unit makes meanwhile.
   */
  static Stages stages(LayerNormConfig config) {
    int tree = TREE.cycles(config.lanes());
    return Stages.of()
        .then("gather", Math.max(tree + 1, ConstantMultiple.cycles(config.oddFactor())))
        .then("factor")
        .then("product", Product.cycles(config.multipliers(), config.valueType().width(), factorType(config).width()))
        .then("add", tree)
        .then("accumulate")
        .then("epsilon", config.tables() == TableSource.BAKED ? 0 : 1);
  }

  /** Bits of the narrower operand of the product. */
  static int narrower(LayerNormConfig config) {
    return Math.min(config.valueType().width(), factorType(config).width());
  }

  /** Type of C·X − 2·S − b. */
  private static SIntType factorType(LayerNormConfig config) {
    return config.sumType(3 * config.rows().length());
  }

  @Override
  protected void build() {
    Pipeline pipe = steady(stages(config));
    Stage gather = pipe.stage("gather");
    // Sums start anew by the synchronous reset that registers have, instead of by a choice in front of every adder.
    Bool asleep = next("awake", Bool.lit(true), 0).not();
    Staged<Bool> beat = gather.flag("valid", valid);
    Staged<Bool> ends = gather.flag("ends", valid.and(last));

    Staged<SInt> beatSum = TREE.build("beat_sum", gather, x.elements(), SInt::add);
    Stage total = beatSum.stage().next();
    SInt running = reg("running_sum", sum.type());
    SInt soFar = name("total_sum", running.add(beatSum.at(total)).truncate(sum.width()));
    when(moving(beat.at(total)), () -> running.set(soFar));
    when(asleep.or(moving(ends.at(total))), () -> running.set(SInt.lit(0)));
    sum.set(total.hold("row_sum", ends.at(total), soFar).now());
    sumDone.set(ends.at(total.next()));
    Staged<SInt> twice = total.value("twice_sum", beatSum.at(total).add(running.shl(1)));

    // Every lane contributes X·(C·X − 2·S − b) to U.
    Stage subtract = pipe.stage("factor");
    Stage multiply = pipe.stage("product");
    Stage add = pipe.stage("add");
    List<SInt> products = new ArrayList<>();
    for (int lane = 0; lane < config.lanes(); lane++) {
      Staged<SInt> value = gather.value("x_" + lane, x.get(lane));
      Staged<SInt> factor = subtract.value("factor_" + lane,
          multiple.get(lane).shl(config.twos()).sub(twice.at(subtract)).truncate(factorType(config).width()));
      products.add(product("product_" + lane, multiply, value.at(multiply), factor.at(multiply)).at(add));
    }
    Staged<SInt> beatProduct = TREE.build("beat_product", add, products, SInt::add);

    Stage accumulate = pipe.stage("accumulate");
    int bits = config.summedBits();
    UInt runningVariance = reg("running_variance", UInt.bits(bits));
    UInt u = name("total_variance", runningVariance.add(beatProduct.at(accumulate).modulo(bits)).truncate(bits));
    when(moving(beat.at(accumulate)), () -> runningVariance.set(u));
    when(asleep.or(moving(ends.at(accumulate))), () -> runningVariance.set(UInt.lit(start())));
    Staged<UInt> row = accumulate.hold("row_variance", ends.at(accumulate), u);
    variance.set(withEpsilon(row).at(pipe.end()));
    done.set(ends.at(pipe.end()));
  }

  /** A baked ε is where the sum starts, a loaded one is added. */
  private long start() {
    return config.tables() == TableSource.BAKED ? config.params().epsilon() : 0;
  }

  private Staged<UInt> withEpsilon(Staged<UInt> row) {
    if (config.tables() == TableSource.BAKED) {
      return row;
    }
    UInt sum = row.now().add(epsilon);
    return row.stage().value("row_variance_plus", sum.truncate(Math.min(sum.width(), variance.width())));
  }
}
