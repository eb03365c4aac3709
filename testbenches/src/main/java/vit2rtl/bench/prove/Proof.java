package vit2rtl.bench.prove;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a property.
 *
 * @param design   name of the design
 * @param property name of the property
 * @param status   what is known
 * @param depth    cycles from reset on: in which it holds, for BOUNDED; in which it was broken or reached, else 0
 * @param seconds  it took
 * @param data     what the proof kept of the design
 * @param waves    where a trace that breaks it was left
 */
public record Proof(String design, String property, Status status, int depth, double seconds, Data data,
    Optional<Path> waves) {

  /** What is known of a property. */
  public enum Status {
    /** It holds for all time; a cover is reached. */
    PROVEN,
    /** It holds in all runs of a number of cycles; a cover is not reached in them. */
    BOUNDED,
    /** A run breaks it; no run ever reaches a cover. */
    REFUTED
  }

  /** How much of the design was looked at. */
  public enum Data {
    /** All that the property depends on. */
    KEPT,
    /**
     * Registers of several bits that no reset sets were given any value whenever they take one, so that the design
     * under proof can do all that the real one can, and more.
     */
    FREE
  }

  Proof withWaves(Path file) {
    return new Proof(design, property, status, depth, seconds, data, Optional.of(file));
  }
}
