package vit2rtl.bench.mutate;

import java.io.Serializable;

/**
 * How hard a bench tries to notice a mutant, and how hard it is then tried to prove that there is nothing to notice.
 *
 * @param seeds        runs of {@link vit2rtl.bench.Stress}, each with rows of its own
 * @param rows         rows per seed
 * @param moreRows     rows, random and critical ones, that a mutant meets which all seeds let pass; where the unit has no
 *                     more than 2^20 different rows, and this is not 0, every one of them; and as many of constants that are
 *                     drawn, where they can be loaded
 * @param proofSeconds of processor time for each proof that a mutant changes nothing
 * @param proofDepth   cycles in which a difference is looked for where no proof is found
 * @param jobs         mutants that are looked at at the same time
 */
public record Effort(int seeds, int rows, int moreRows, int proofSeconds, int proofDepth, int jobs)
    implements Serializable {
  /** Ten seeds of 64 rows, as verify has them, then 50,000 rows; proofs of 20 seconds. */
  public static Effort standard(int jobs) {
    return new Effort(10, 64, 50_000, 20, 40, jobs);
  }
}
