package vit2rtl.hdl.pipeline;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Signal;

/**
 * A value of a {@link Pipeline}: it exists in the stage that computes it, and in every later one that uses it.
 *
 * @param <T> the signal
 */
public final class Staged<T extends Signal> {
  private final String name;
  private final Stage first;
  private final boolean reset;
  /** The value in its own stage and in those after it, as far as it has been used. */
  private final List<T> copies = new ArrayList<>();

  Staged(String name, Stage first, T signal, boolean reset) {
    this.name = name;
    this.first = first;
    this.reset = reset;
    copies.add(signal);
  }

  /** {@return the stage that computes it} */
  public Stage stage() {
    return first;
  }

  /** {@return the value in its own stage} */
  public T now() {
    return copies.get(0);
  }

  /**
   * {@return the value in a stage, which must not lie before its own}
   *
   * @param stage the stage, of the same pipeline
   */
  public T at(Stage stage) {
    Pipeline pipeline = first.pipeline();
    pipeline.requireOwn("use of " + name);
    if (stage.pipeline() != pipeline) {
      throw new StructureException("use of " + name, "the stage " + stage.name() + " is one of another pipeline",
          "give the value to that pipeline as a value of its own");
    }
    if (stage.index() < first.index()) {
      throw new StructureException("use of " + name, "it is used in " + stage.name() + " and computed later, in "
          + first.name(), "use it from " + first.name() + " on, or compute it earlier");
    }
    while (copies.size() <= stage.index() - first.index()) {
      copies.add(pipeline.carry(name, first.after(copies.size()), copies.get(copies.size() - 1), reset));
    }
    return copies.get(stage.index() - first.index());
  }

  /**
   * {@return the value in a stage of its pipeline, by the stage's name}
   *
   * @param stage the stage's name
   */
  public T at(String stage) {
    return at(first.pipeline().stage(stage));
  }
}
