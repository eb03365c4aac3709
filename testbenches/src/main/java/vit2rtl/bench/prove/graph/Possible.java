package vit2rtl.bench.prove.graph;

/**
 * What is known of a net of two designs on the same inputs where not all values are: whether it may be 0, whether it may be 1,
 * and whether the second design's may be another than the first's.
 *
 * @param zeros  literals that are high where it may be 0 in the first design and in the second
 * @param ones   the same of 1
 * @param differ a literal that is low only where it is the same in both
 */
public record Possible(int[] zeros, int[] ones, int differ) {

  /** Anything in both, and as the literal says the same. */
  public static Possible anything(int differ) {
    return new Possible(new int[] {Aig.TRUE, Aig.TRUE}, new int[] {Aig.TRUE, Aig.TRUE}, differ);
  }

  /** Values that are known. */
  public static Possible exactly(Aig aig, int first, int second) {
    return new Possible(new int[] {Aig.not(first), Aig.not(second)}, new int[] {first, second}, aig.xor(first, second));
  }

  public Possible not() {
    return new Possible(ones, zeros, differ);
  }

  /** Differs only where one of two operands does and the other one may be 1 in one of the designs. */
  public Possible and(Aig aig, Possible other) {
    int[] zero = new int[2];
    int[] one = new int[2];
    for (int i = 0; i < 2; i++) {
      zero[i] = aig.or(zeros[i], other.zeros[i]);
      one[i] = aig.and(ones[i], other.ones[i]);
    }
    return new Possible(zero, one, aig.or(aig.and(differ, aig.or(other.ones[0], other.ones[1])),
        aig.and(other.differ, aig.or(ones[0], ones[1]))));
  }

  /** The one where this is 1, the other where it is 0. */
  public Possible choice(Aig aig, Possible then, Possible other) {
    return and(aig, then).not().and(aig, not().and(aig, other).not()).not();
  }
}
