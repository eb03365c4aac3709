package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.vit.VitShape;

/**
 * The jobs of a block, for each group of tokens. The order is chosen so that the engine has work while other parts
 * prepare more:
 * <ul>
 *   <li>keys and values of all groups first, queries of the first group;
 *   <li>between the scores of one head and the next, while softmax and attention·V work, the next group's queries and the
 *       projection of the group before;
 *   <li>LayerNorm of a group as soon as the sums that complete its rows are given out, other groups' layers meanwhile;
 *   <li>of the last group, projection behind the first group's fc1.
 * </ul>
 */
final class BlockJobs {
  private final List<Rows> groups;
  private final AttentionJobs attention;
  private final MlpJobs mlp;

  /**
   * Jobs of a block.
   *
   * @param next      the LayerNorm behind it
   * @param nextPlace its name
   * @param nextRows  the leading rows that it normalises
   */
  BlockJobs(AcceleratorConfig config, Emitter out, StreamJobs stream, String name, BlockParams block, String nextPlace,
      NormParams next, int nextRows) {
    VitShape shape = config.shape();
    this.groups = Rows.groups(shape.tokens(), new Layout(config).groupRows());
    this.attention = new AttentionJobs(config, out, stream, name, block);
    this.mlp = new MlpJobs(config, out, stream, name, block, nextPlace, next, nextRows);
  }

  /** Lets the constants of queries, keys, values and attention come when there is room in the stream. */
  void prepare() {
    attention.constants();
  }

  /** The jobs; {@code following} prepares what comes behind the block. */
  void add(Runnable following) {
    groups.forEach(attention::keysAndValues);
    attention.queries(groups.get(0)).forEach(Runnable::run);
    attention.projectionConstants();
    mlp.constants();
    for (int g = 0; g < groups.size(); g++) {
      List<Runnable> between = new ArrayList<>();
      if (g + 1 < groups.size()) {
        between.addAll(attention.queries(groups.get(g + 1)));
      }
      if (g > 0) {
        between.addAll(attention.projection(groups.get(g - 1)));
      }
      attention.heads(groups.get(g), between);
    }
    List<Runnable> last = attention.projection(groups.get(groups.size() - 1));
    if (groups.size() == 1) {
      last.forEach(Runnable::run);
    }
    for (int g = 0; g < groups.size(); g++) {
      mlp.first(groups.get(g));
      if (g == 0) {
        if (groups.size() > 1) {
          last.forEach(Runnable::run);
        }
        // The softmax and the scores of this block are through.
        following.run();
      }
      mlp.second(groups.get(g));
    }
  }
}
