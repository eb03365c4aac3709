package vit2rtl.bench.prove;

/**
 * What a proof assumes of the environment.
 *
 * @param name  sentence
 * @param scope for which properties
 * @param label name of the net that is high in cycles that break it, or of the cell that states it
 * @param path  instances that the cell is in, joined by dots; empty for a net, or for all of them
 */
public record Assumption(String name, Scope scope, String label, String path) {

  Assumption(String name, Scope scope, String label) {
    this(name, scope, label, "");
  }

  /** The assumption of one instance. */
  Assumption in(String instances) {
    return new Assumption(name, scope, label, instances);
  }

  /** That it is kept, as something to prove. */
  Property asProperty() {
    return new Property("assumption: " + name, Property.Kind.ALWAYS, label).in(path);
  }

  /** For which properties something is assumed. */
  public enum Scope { ALL, LIVELY }
}
