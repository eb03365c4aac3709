package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import vit2rtl.hdl.Int;

/**
 * Reduces a list of signals by a balanced tree with a pipeline register behind every {@code levelsPerStage} levels,
 * and behind the last.
 *
 * @param levelsPerStage levels of two-input operations between registers, at least 1
 */
public record PipelinedTree(int levelsPerStage) {

  /** Makes a pipeline register; a component passes its own {@code next}. */
  @FunctionalInterface
  public interface Register<T> {
    T next(String name, T value);
  }

  /** Cycles from operands to result. */
  public int latency(int operands) {
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(operands - 1);
    return Math.max(1, (levels + levelsPerStage - 1) / levelsPerStage);
  }

  /**
   * Builds the tree.
   *
   * @param name      prefix of the registers' names
   * @param operands  at least one
   * @param operation associative
   * @param register  see {@link Register}
   */
  public <T extends Int> T build(String name, List<T> operands, BinaryOperator<T> operation, Register<T> register) {
    List<T> level = operands;
    int stages = latency(operands.size());
    for (int stage = 0; stage < stages; stage++) {
      for (int i = 0; i < levelsPerStage && level.size() > 1; i++) {
        level = halve(level, operation);
      }
      List<T> registered = new ArrayList<>();
      for (int i = 0; i < level.size(); i++) {
        String suffix = level.size() == 1 ? "" : "_" + stage + "_" + i;
        registered.add(register.next(name + suffix, level.get(i)));
      }
      level = registered;
    }
    return level.get(0);
  }

  private static <T> List<T> halve(List<T> level, BinaryOperator<T> operation) {
    List<T> half = new ArrayList<>();
    for (int i = 0; i + 1 < level.size(); i += 2) {
      half.add(operation.apply(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      half.add(level.get(level.size() - 1));
    }
    return half;
  }
}
