package vit2rtl.hdl.pipeline;

import java.util.function.Supplier;
import vit2rtl.hdl.type.Bool;

/** Makes pipelines, for the methods of a component with which users declare them. */
public final class Pipelines {
  private Pipelines() {}

  /**
   * {@return one that never stalls}
   *
   * @param stages names, the first first
   */
  public static Pipeline of(Stages stages) {
    return new Pipeline(stages, null, null);
  }

  /**
   * {@return one whose stages move while {@code advance} is high}
   *
   * @param stages  names, the first first
   * @param advance a truth value
   */
  public static Pipeline of(Stages stages, Bool advance) {
    return new Pipeline(stages, null, advance);
  }

  /**
   * One that ends in a stream.
   *
   * @param stages  names, the first first
   * @param advance a wire that {@link Pipeline#deliver} drives
   * @param valid   the stream's valid, which is driven
   * @param ready   the stream's ready
   * @param last    the end of a row; refused where the stream has none
   * @return the pipeline
   */
  public static Pipeline into(Stages stages, Bool advance, Bool valid, Bool ready, Supplier<Bool> last) {
    return new Pipeline(stages, new Pipeline.Sink(valid, ready, last), advance);
  }
}
