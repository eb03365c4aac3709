package vit2rtl.units.layernorm;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;
import vit2rtl.units.math.Multiplier;

/**
 * U = C·S2 − S1² + ε of a row. U is not negative (Cauchy–Schwarz) and at most C·S2 + ε, so its width follows from the
 * format. {@code done} comes {@link #latency} cycles after {@code valid}; one row per cycle.
 */
final class LayerNormVariance extends Component {
  private final LayerNormConfig config;

  final Bool valid = in("valid", Bool.bool());
  final SInt sum;
  final UInt squares;
  final UInt epsilon;
  final Bool done = out("done", Bool.bool());
  final UInt variance;

  LayerNormVariance(LayerNormConfig config) {
    super("LayerNormVariance");
    this.config = config;
    this.sum = in("sum", SInt.bits(LayerNormStatistics.sumBits(config)));
    this.squares = in("squares", UInt.bits(LayerNormStatistics.squareBits(config)));
    this.epsilon = in("epsilon", UInt.bits(UInt.upTo(config.format().maxEpsilon()).width()));
    this.variance = out("variance", UInt.bits(config.varianceBits()));
  }

  static int latency(LayerNormConfig config) {
    return productLatency(config) + 1;
  }

  private static int productLatency(LayerNormConfig config) {
    return Multiplier.latency(config.multipliers(), LayerNormStatistics.sumBits(config));
  }

  @Override
  protected void build() {
    int sumBits = sum.width();
    Multiplier square = instance("sum_square",
        () -> new Multiplier("LayerNormSumSquare", config.multipliers(), sumBits, sumBits));
    square.advance.set(Bool.lit(true));
    square.a.set(sum);
    square.b.set(sum);
    UInt scaled = squares.mul(config.rows().length()).add(epsilon);
    Bool now = valid;
    for (int stage = 1; stage <= productLatency(config); stage++) {
      scaled = next("scaled_squares_" + stage, scaled);
      now = next("valid_" + stage, now, 0);
    }
    SInt difference = scaled.sub(square.product);
    variance.set(next("difference", difference.modulo(variance.width())));
    done.set(next("done_now", now, 0));
  }
}
