package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.bench.prove.graph.Aig;

/**
 * The linear relations modulo 2^{@value #BITS} that hold between numbers in all samples seen so far: at first all of
 * them, of which every sample takes away those that it breaks. Sums of relations are relations, so a few from which all
 * others follow are kept. Queues' fills, beats inside pipelines and positions in rows add up in this sense, pointers
 * that wrap included.
 */
final class Relations {
  static final int BITS = 6;
  private static final int MASK = (1 << BITS) - 1;

  private List<int[]> kept = new ArrayList<>();

  /** Between so many numbers, and a constant. */
  Relations(int numbers) {
    for (int i = 0; i <= numbers; i++) {
      int[] factors = new int[numbers + 1];
      factors[i] = 1;
      kept.add(factors);
    }
  }

  /** Factors of every number, and last the constant; a relation says that the sum is 0. */
  List<int[]> factors() {
    sparse();
    // What is a multiple of another has nothing left.
    kept.removeIf(factors -> numbers(factors) == 0);
    return List.copyOf(kept);
  }

  /** Adds multiples of relations to others where that leaves fewer numbers in them: short ones are proven with ease. */
  private void sparse() {
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int i = 0; i < kept.size(); i++) {
        for (int j = 0; j < kept.size(); j++) {
          for (int k = 0; i != j && k < kept.get(i).length; k++) {
            shorter |= shorten(i, j, k);
          }
        }
      }
    }
  }

  /** Takes a number out of a relation with another, if that leaves fewer. */
  private boolean shorten(int i, int j, int k) {
    int[] factors = kept.get(i);
    int[] by = kept.get(j);
    if (factors[k] == 0 || by[k] == 0 || Integer.numberOfTrailingZeros(by[k]) > Integer.numberOfTrailingZeros(factors[k])) {
      return false;
    }
    int zeros = Integer.numberOfTrailingZeros(by[k]);
    int[] rest = less(factors, (factors[k] >> zeros) * inverse(by[k] >> zeros), by);
    if (numbers(rest) >= numbers(factors)) {
      return false;
    }
    kept.set(i, rest);
    return true;
  }

  private static int[] less(int[] factors, int times, int[] by) {
    int[] rest = new int[factors.length];
    for (int k = 0; k < rest.length; k++) {
      rest[k] = factors[k] - times * by[k] & MASK;
    }
    return rest;
  }

  /** Whether a sample breaks none. */
  boolean hold(int[] sample) {
    return kept.stream().allMatch(factors -> sum(factors, sample) == 0);
  }

  /** Keeps what follows from the present relations and holds in a sample, too. */
  void see(int[] sample) {
    int[] broken = kept.stream().mapToInt(factors -> sum(factors, sample)).toArray();
    int pivot = -1;
    for (int i = 0; i < broken.length; i++) {
      if (broken[i] != 0 && (pivot < 0 || better(i, pivot, broken))) {
        pivot = i;
      }
    }
    if (pivot < 0) {
      return;
    }
    int[] by = kept.get(pivot);
    int zeros = Integer.numberOfTrailingZeros(broken[pivot]);
    int inverse = inverse(broken[pivot] >> zeros);
    List<int[]> left = new ArrayList<>();
    for (int i = 0; i < broken.length; i++) {
      int[] factors = kept.get(i);
      if (i == pivot) {
        int[] multiple = Arrays.stream(by).map(f -> f << BITS - zeros & MASK).toArray();
        keep(multiple, left);
      } else if (broken[i] == 0) {
        left.add(factors);
      } else {
        keep(less(factors, (broken[i] >> zeros) * inverse, by), left);
      }
    }
    kept = left;
  }

  private static void keep(int[] factors, List<int[]> into) {
    if (numbers(factors) > 0) {
      into.add(factors);
    }
  }

  /** Divides more, or is as good and has fewer numbers. */
  private boolean better(int i, int than, int[] broken) {
    int mine = Integer.numberOfTrailingZeros(broken[i]);
    int other = Integer.numberOfTrailingZeros(broken[than]);
    return mine < other || mine == other && numbers(kept.get(i)) < numbers(kept.get(than));
  }

  private static long numbers(int[] factors) {
    return Arrays.stream(factors).filter(f -> f != 0).count();
  }

  private static int sum(int[] factors, int[] sample) {
    int sum = factors[sample.length];
    for (int i = 0; i < sample.length; i++) {
      sum += factors[i] * sample[i];
    }
    return sum & MASK;
  }

  /** Of an odd number, modulo 2^32. */
  private static int inverse(int odd) {
    int inverse = odd;
    for (int i = 0; i < 4; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** A literal that is high where a relation between words is broken. */
  static int broken(Aig aig, int[] factors, List<Word> words) {
    int common = 0;
    for (int factor : factors) {
      common |= factor;
    }
    int zeros = Integer.numberOfTrailingZeros(common);
    int[] sum = new int[BITS - zeros];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = factors[words.size()] >> zeros + i & 1;
    }
    for (int w = 0; w < words.size(); w++) {
      int factor = factors[w] >> zeros;
      // A multiple of a number is a sum of it shifted, or of its inverse where that takes fewer additions.
      boolean negative = Integer.bitCount(factor) > Integer.bitCount(-factor & MASK >> zeros);
      int times = negative ? -factor & MASK >> zeros : factor;
      for (int shift = 0; shift < sum.length; shift++) {
        if ((times >> shift & 1) == 1) {
          sum = add(aig, sum, words.get(w).literals(), shift, negative ? 1 : 0);
        }
      }
    }
    int broken = Aig.FALSE;
    for (int bit : sum) {
      broken = aig.or(broken, bit);
    }
    return broken;
  }

  /** Adds a shifted number, or with 1 for the inversion subtracts it. */
  private static int[] add(Aig aig, int[] sum, int[] word, int shift, int inversion) {
    int[] result = sum.clone();
    int carry = inversion;
    for (int i = shift; i < sum.length; i++) {
      int bit = (i - shift < word.length ? word[i - shift] : Aig.FALSE) ^ inversion;
      int half = aig.mux(sum[i], Aig.not(bit), bit);
      result[i] = aig.mux(half, Aig.not(carry), carry);
      carry = aig.or(aig.and(sum[i], bit), aig.and(half, carry));
    }
    return result;
  }
}
