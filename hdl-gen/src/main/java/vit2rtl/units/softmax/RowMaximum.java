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
 * First pass: the greatest score of a row. Padding lanes of the last beat count as 0, which never wins wrongly.
 * {@code done} comes {@link #stages}{@code .cycles()} after the row's last beat, with {@code maximum}; one beat per
 * cycle, rows back to back.
 */
@Summary("The greatest score of a row.")
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

  /** From a row's last beat to its maximum, which is computed behind the last stage, not in a register. */
  static Stages stages(Rows rows) {
    return Stages.of().then("compare", TREE.cycles(rows.lanes()));
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(stages(rows));
    Stage compare = pipe.stage("compare");
    Staged<Bool> beat = compare.flag("valid", valid);
    Staged<Bool> rowEnd = compare.value("last", last);
    List<UInt> masked = new ArrayList<>();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt score = scores.get(lane);
      masked.add(lane < rows.tail() ? score : last.mux(UInt.lit(0), score));
    }
    Staged<UInt> beatMaximum = TREE.build("beat_maximum", compare, masked, UInt::max);

    Stage end = pipe.end();
    Bool ends = name("ends", beat.at(end).and(rowEnd.at(end)));
    Bool opens = reg("opens", Bool.bool(), 1);
    UInt running = reg("running", UInt.bits(bits));
    UInt own = beatMaximum.at(end);
    UInt soFar = name("so_far", opens.not().and(running.gt(own)).mux(running, own));
    when(beat.at(end), () -> {
      opens.set(rowEnd.at(end));
      running.set(soFar);
    });

    done.set(ends);
    maximum.set(soFar);
  }
}
