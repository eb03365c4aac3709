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
 * First pass: the greatest score of a row. Padding lanes of the last beat count as 0, which never wins wrongly.
 * {@code done} comes {@link #latency} cycles after the row's last beat, with {@code maximum}; one beat per cycle, rows
 * back to back.
 */
final class RowMaximum extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(2);

  private final Rows rows;
  private final int bits;

  final Bool valid = in("valid", Bool.bool());
  final Bool last = in("last", Bool.bool());
  final Vec<UInt> scores;
  final Bool done = out("done", Bool.bool());
  final UInt maximum;

  RowMaximum(Rows rows, int bits) {
    super("SoftmaxRowMaximum");
    this.rows = rows;
    this.bits = bits;
    this.scores = in("scores", Vec.type(rows.lanes(), UInt.bits(bits)));
    this.maximum = out("maximum", UInt.bits(bits));
  }

  static int latency(Rows rows) {
    return TREE.latency(rows.lanes());
  }

  @Override
  protected void build() {
    List<UInt> masked = new ArrayList<>();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt score = scores.get(lane);
      masked.add(lane < rows.tail() ? score : last.mux(UInt.lit(0), score));
    }
    UInt beatMaximum = TREE.build("beat_maximum", masked, UInt::max, this::next);
    Bool beatValid = valid;
    Bool beatLast = last;
    for (int stage = 0; stage < latency(rows); stage++) {
      beatValid = next("valid_" + stage, beatValid, 0);
      beatLast = next("last_" + stage, beatLast);
    }
    // The maximum starts anew from 0, the least score, by the synchronous reset that registers have.
    Bool asleep = next("awake", Bool.lit(true), 0).not();
    Bool ends = name("ends", beatValid.and(beatLast));
    UInt running = reg("running", UInt.bits(bits));
    UInt soFar = name("so_far", running.max(beatMaximum));
    when(beatValid, () -> running.set(soFar));
    when(asleep.or(ends), () -> running.set(UInt.lit(0)));
    done.set(ends);
    maximum.set(soFar);
  }
}
