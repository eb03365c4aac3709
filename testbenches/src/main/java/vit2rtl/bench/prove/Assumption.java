package vit2rtl.bench.prove;

/**
 * What a proof assumes of the environment.
 *
 * @param name  sentence
 * @param scope for which properties
 * @param label name of the net that is high in cycles that break it, or of the cell that states it
 */
public record Assumption(String name, Scope scope, String label) {

  /** For which properties something is assumed. */
  public enum Scope { ALL, LIVELY }
}
