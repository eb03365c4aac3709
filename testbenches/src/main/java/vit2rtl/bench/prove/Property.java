package vit2rtl.bench.prove;

/**
 * One thing to prove.
 *
 * @param name  what tables and files call it
 * @param kind  what is asked
 * @param label name of the net, or of the cell, that says whether it is broken (reached, for a cover)
 * @param path  instances that the cell is in, joined by dots; empty for a net, or for all of them
 * @param span  cycles that it speaks of: a run that breaks it behind so many cycles begins in any state
 */
public record Property(String name, Kind kind, String label, String path, int span) {

  Property(String name, Kind kind, String label) {
    this(name, kind, label, "", 0);
  }

  /** The property of one instance. */
  Property in(String instances) {
    String shown = instances.replaceFirst("^" + MonitorText.DESIGN + "\\.?", "");
    return new Property(shown.isEmpty() ? name : name + " (" + shown + ")", kind, label, instances, span);
  }

  /** What is asked of a property. */
  public enum Kind {
    /** It is never broken, whatever the sinks do. */
    ALWAYS,
    /** It is never broken with sinks that take a beat at the latest in the cycle after they see it. */
    LIVELY,
    /** It is reached in some run. */
    REACHED,
    /**
     * It is reached in some run of what the proofs look at, with everything assumed that they assume: without that,
     * assumptions that contradict each other would prove anything.
     */
    POSSIBLE
  }
}
