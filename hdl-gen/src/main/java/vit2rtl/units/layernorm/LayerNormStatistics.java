package vit2rtl.units.layernorm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.UIntType;
import vit2rtl.hdl.Vec;
import vit2rtl.units.Rows;
import vit2rtl.units.math.PipelinedTree;

/**
 * S1 = ΣX and S2 = ΣX² of a row, X = x·2^α: PTF as two shifts, x by α and x² (a table of |x|) by 2α. Padding lanes of
 * the last beat count as 0.
 *
 * <p>No overflow: |S1| ≤ C·max|X| and S2 ≤ C·max X², the widths of the accumulators.
 *
 * <p>{@code x} and {@code alpha} come with {@code valid}; {@code done} comes {@link #latency} cycles after the row's last
 * beat, with the sums, which hold until the next row ends. One beat per cycle, rows back to back.
 */
final class LayerNormStatistics extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private final Rows rows;
  private final LayerNormFormat format;

  final Bool valid = in("valid", Bool.bool());
  final Bool last = in("last", Bool.bool());
  final Vec<SInt> x;
  final Vec<UInt> alpha;
  final Bool done = out("done", Bool.bool());
  final SInt sum;
  final UInt squares;

  LayerNormStatistics(LayerNormConfig config) {
    super("LayerNormStatistics");
    this.rows = config.rows();
    this.format = config.format();
    this.x = in("x", Vec.type(rows.lanes(), SInt.range(format.minX(), format.maxX())));
    this.alpha = in("alpha", Vec.type(rows.lanes(), LayerNormLane.alphaType(config)));
    this.sum = out("sum", SInt.bits(sumBits(config)));
    this.squares = out("squares", UInt.bits(squareBits(config)));
  }

  private static long maxX(LayerNormConfig config) {
    return (long) config.format().magnitude() << config.format().maxAlpha();
  }

  static int sumBits(LayerNormConfig config) {
    return BigInteger.valueOf(config.rows().length() * maxX(config)).bitLength() + 1;
  }

  static int squareBits(LayerNormConfig config) {
    return Math.max(1, BigInteger.valueOf(config.rows().length() * maxX(config) * maxX(config)).bitLength());
  }

  static int latency(LayerNormConfig config) {
    return 2 + TREE.latency(config.lanes()) + 1;
  }

  @Override
  protected void build() {
    long[] squareTable = new long[format.magnitude() + 1];
    for (int i = 0; i < squareTable.length; i++) {
      squareTable[i] = (long) i * i;
    }
    UIntType squareType = UInt.upTo((long) format.magnitude() * format.magnitude());
    Bool last1 = next("last_1", last);
    List<SInt> values = new ArrayList<>();
    List<UInt> squared = new ArrayList<>();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt magnitude = x.get(lane).abs();
      UInt square1 = name("square_" + lane, rom("square_table_" + lane, squareType, squareTable)
          .readSync(magnitude, Bool.lit(true)));
      SInt x1 = next("centred_" + lane, x.get(lane));
      UInt alpha1 = next("factor_" + lane, alpha.get(lane));
      SInt value = x1.shl(alpha1);
      UInt square = square1.shl(alpha1.shl(1));
      boolean padded = lane >= rows.tail();
      values.add(next("value_" + lane, padded ? last1.mux(SInt.lit(0), value) : value));
      squared.add(next("square_shifted_" + lane, padded ? last1.mux(UInt.lit(0), square) : square));
    }
    SInt beatSum = TREE.build("beat_sum", values, SInt::add, this::next);
    UInt beatSquares = TREE.build("beat_squares", squared, UInt::add, this::next);
    accumulate(beatSum, beatSquares);
  }

  private void accumulate(SInt beatSum, UInt beatSquares) {
    Bool beatValid = valid;
    Bool beatLast = last;
    for (int stage = 1; stage <= 2 + TREE.latency(rows.lanes()); stage++) {
      beatValid = next("valid_" + stage, beatValid, 0);
      beatLast = next("beat_last_" + stage, beatLast);
    }
    Bool first = reg("first", Bool.bool(), 1);
    SInt runningSum = reg("running_sum", SInt.bits(sum.width()));
    UInt runningSquares = reg("running_squares", UInt.bits(squares.width()));
    Bool closing = beatLast;
    when(beatValid, () -> {
      first.set(closing);
      runningSum.set(first.mux(SInt.lit(0), runningSum).add(beatSum).truncate(sum.width()));
      runningSquares.set(first.mux(UInt.lit(0), runningSquares).add(beatSquares).truncate(squares.width()));
    });
    done.set(next("done_now", beatValid.and(beatLast), 0));
    sum.set(runningSum);
    squares.set(runningSquares);
  }
}
