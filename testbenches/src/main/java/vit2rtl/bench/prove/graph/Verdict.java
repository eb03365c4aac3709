package vit2rtl.bench.prove.graph;

import java.util.List;

/** What a model checker says of an output. */
public sealed interface Verdict {
  /** Whether the output is low in so many cycles from the start. */
  default boolean isCleanFor(int cycles) {
    return this instanceof Never || this instanceof Unknown unknown && unknown.cycles() >= cycles;
  }

  /** It is never high. */
  public record Never() implements Verdict {}

  /**
   * It is high in the last of some cycles.
   *
   * @param inputs values of the inputs, "0" and "1", a text for every cycle
   */
  public record High(List<String> inputs) implements Verdict {}

  /**
   * Nobody knows.
   *
   * @param cycles from the start in which it is low
   */
  public record Unknown(int cycles) implements Verdict {}
}
