package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.type.Int;

/**
 * Reduces a list of signals by a balanced tree, {@code levelsPerStage} levels in each stage of a pipeline.
 *
 * @param levelsPerStage levels of two-input operations between registers, at least 1
 */
public record PipelinedTree(int levelsPerStage) {

  /** Stages it takes, at least 1; the result is computed in the last of them. */
  public int cycles(int operands) {
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(operands - 1);
    return Math.max(1, (levels + levelsPerStage - 1) / levelsPerStage);
  }

  /**
   * Builds the tree.
   *
   * @param name      name of the result, prefix of those before
   * @param first     the first stage it takes
   * @param operands  at least one, signals of that stage
   * @param operation associative
   */
  public <T extends Int> Staged<T> build(String name, Stage first, List<T> operands, BinaryOperator<T> operation) {
    Stage stage = first;
    List<T> level = halve(operands, operation);
    while (level.size() > 1) {
      List<T> carried = new ArrayList<>();
      for (T value : level) {
        String own = name + "_" + stage.name() + "_" + carried.size();
        carried.add(stage.value(own, value).at(stage.next()));
      }
      stage = stage.next();
      level = halve(carried, operation);
    }
    return stage.value(name, level.get(0));
  }

  /** The levels of one stage. */
  private <T> List<T> halve(List<T> operands, BinaryOperator<T> operation) {
    List<T> level = operands;
    for (int i = 0; i < levelsPerStage && level.size() > 1; i++) {
      List<T> half = new ArrayList<>();
      for (int j = 0; j + 1 < level.size(); j += 2) {
        half.add(operation.apply(level.get(j), level.get(j + 1)));
      }
      if (level.size() % 2 == 1) {
        half.add(level.get(level.size() - 1));
      }
      level = half;
    }
    return level;
  }
}
