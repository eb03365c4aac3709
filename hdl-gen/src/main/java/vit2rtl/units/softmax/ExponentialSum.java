package vit2rtl.units.softmax;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Rows;
import vit2rtl.units.math.PipelinedTree;

/**
 * Second pass: S, the sum of a row's integer exponentials. Padding lanes of the last beat count as 0.
 *
 * <p>No overflow: the accumulator's range is 0…N·max e, and a row has N elements.
 *
 * <p>{@code done} comes {@link #stages}{@code .cycles()} after the last beat, with {@code sum}; one beat per cycle,
 * rows back to back.
 */
@Summary("The sum of the exponentials of a row.")
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

  /** From a row's last beat to its sum. */
  static Stages stages(Rows rows) {
    return Stages.of().then("add", TREE.cycles(rows.lanes())).then("accumulate");
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(stages(rows));
    Stage add = pipe.stage("add");
    Staged<Bool> beat = add.flag("valid", valid);
    Staged<Bool> rowEnd = add.value("last", last);
    List<UInt> masked = new ArrayList<>();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt e = exponentials.get(lane);
      masked.add(lane < rows.tail() ? e : last.mux(UInt.lit(0), e));
    }
    Staged<UInt> beatSum = TREE.build("beat_sum", add, masked, UInt::add);

    Stage accumulate = pipe.stage("accumulate");
    Staged<Bool> ends = accumulate.flag("ends", beat.at(accumulate).and(rowEnd.at(accumulate)));
    UInt running = reg("running", UInt.bits(bits));
    // Truncation drops nothing: a row's partial sums stay within N·max e, which interval arithmetic cannot see.
    UInt total = name("total", running.add(beatSum.at(accumulate)).truncate(bits));
    when(beat.at(accumulate), () -> running.set(total));
    // The sum starts anew by the synchronous reset that registers have, instead of by a choice in front of the adder.
    Bool asleep = next("awake", Bool.lit(true), 0).not();
    when(asleep.or(ends.now()), () -> running.set(UInt.lit(0)));

    sum.set(accumulate.hold("row_sum", ends.now(), total).at(pipe.end()));
    done.set(ends.at(pipe.end()));
  }
}
