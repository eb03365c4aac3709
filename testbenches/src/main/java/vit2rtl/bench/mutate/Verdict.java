package vit2rtl.bench.mutate;

/**
 * What became of a mutant.
 *
 * @param mutant which
 * @param status whether it was noticed
 * @param how    by which run, by which proof, or what is known of it, as a part of a sentence
 */
public record Verdict(Mutant mutant, Status status, String how) {

  /** Whether a mutant was noticed. */
  public enum Status {
    /** A run of the bench fails with it. */
    KILLED,
    /** It is proven to do what the original does. */
    EQUIVALENT,
    /** Neither. */
    SURVIVED
  }
}
