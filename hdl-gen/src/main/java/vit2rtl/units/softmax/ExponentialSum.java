package vit2rtl.units.softmax;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;
import vit2rtl.units.Rows;
import vit2rtl.units.math.PipelinedTree;

/**
 * Second pass: S, the sum of a row's integer exponentials. Padding lanes of the last beat count as 0.
 *
 * <p>No overflow: the accumulator's range is 0…N·max e, and a row has N elements.
 *
 * <p>{@code done} comes {@link #latency} cycles after the last beat, with {@code sum}; one beat per cycle, rows back to
 * back.
 */
final class ExponentialSum extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private final Rows rows;
  private final int bits;

  final Bool valid = in("valid", Bool.bool());
  final Bool last = in("last", Bool.bool());
  final Vec<UInt> exponentials;
  final Bool done = out("done", Bool.bool());
  final UInt sum;

  ExponentialSum(SoftmaxConfig config) {
    super("SoftmaxExponentialSum");
    this.rows = config.rows();
    this.bits = ExpFormat.bits(config.maxSum());
    this.exponentials = in("exponentials", Vec.type(rows.lanes(), UInt.bits(config.format().expBits())));
    this.sum = out("sum", UInt.bits(bits));
  }

  static int latency(Rows rows) {
    return TREE.latency(rows.lanes()) + 1;
  }

  @Override
  protected void build() {
    List<UInt> masked = new ArrayList<>();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt e = exponentials.get(lane);
      masked.add(lane < rows.tail() ? e : last.mux(UInt.lit(0), e));
    }
    UInt beatSum = TREE.build("beat_sum", masked, UInt::add, this::next);
    Bool beatValid = valid;
    Bool beatLast = last;
    for (int stage = 0; stage < TREE.latency(rows.lanes()); stage++) {
      beatValid = next("valid_" + stage, beatValid, 0);
      beatLast = next("last_" + stage, beatLast);
    }
    // The sum starts anew by the synchronous reset that registers have, instead of by a choice in front of the adder.
    Bool asleep = next("awake", Bool.lit(true), 0).not();
    Bool ends = name("ends", beatValid.and(beatLast));
    UInt running = reg("running", UInt.bits(bits));
    // Truncation drops nothing: a row's partial sums stay within N·max e, which interval arithmetic cannot see.
    UInt total = name("total", running.add(beatSum).truncate(bits));
    when(beatValid, () -> running.set(total));
    when(asleep.or(ends), () -> running.set(UInt.lit(0)));
    done.set(next("done_next", ends, 0));
    sum.set(next(ends, "row_sum", total));
  }
}
