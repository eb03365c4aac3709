package vit2rtl.bench.prove.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PossibleTest {
  private static final int SETS = 16;

  /** A set of pairs of values, the first design's in bit 0, by the bits of a number. */
  private static List<Integer> pairs(int set) {
    return IntStream.range(0, 4).filter(pair -> (set >> pair & 1) == 1).boxed().toList();
  }

  private static int literal(boolean value) {
    return value ? Aig.TRUE : Aig.FALSE;
  }

  private static Possible of(List<Integer> pairs) {
    int[][] rails = new int[2][2];
    for (int value = 0; value < 2; value++) {
      for (int design = 0; design < 2; design++) {
        int v = value;
        int d = design;
        rails[value][design] = literal(pairs.stream().anyMatch(pair -> (pair >> d & 1) == v));
      }
    }
    return new Possible(rails[0], rails[1], literal(pairs.contains(1) || pairs.contains(2)));
  }

  private static void holds(Possible possible, Set<Integer> pairs, String of) {
    for (int pair : pairs) {
      for (int design = 0; design < 2; design++) {
        int[] rail = (pair >> design & 1) == 1 ? possible.ones() : possible.zeros();
        assertEquals(Aig.TRUE, rail[design], of);
      }
      assertTrue(possible.differ() == Aig.TRUE || pair == 0 || pair == 3, of);
    }
  }

  /** Whatever may be of two operands: what is made of them is among what is said to be possible. */
  @Test
  void everythingThatMayBeIs() {
    Aig aig = new Aig();
    for (int a = 1; a < SETS; a++) {
      Set<Integer> inverted = new TreeSet<>();
      pairs(a).forEach(pair -> inverted.add(pair ^ 3));
      holds(of(pairs(a)).not(), inverted, "not " + pairs(a));
      for (int b = 1; b < SETS; b++) {
        Set<Integer> both = new TreeSet<>();
        for (int one : pairs(a)) {
          pairs(b).forEach(other -> both.add(one & other));
        }
        holds(of(pairs(a)).and(aig, of(pairs(b))), both, pairs(a) + " and " + pairs(b));
      }
    }
  }

  /** A choice that is known leaves out what the other operand may be. */
  @Test
  void whatIsNotChosenDoesNotMatter() {
    Aig aig = new Aig();
    Possible apart = Possible.anything(Aig.TRUE);
    Possible alike = Possible.anything(Aig.FALSE);
    assertEquals(Aig.FALSE, Possible.exactly(aig, Aig.TRUE, Aig.TRUE).choice(aig, alike, apart).differ());
    assertEquals(Aig.TRUE, Possible.exactly(aig, Aig.FALSE, Aig.FALSE).choice(aig, alike, apart).differ());
    assertEquals(Aig.TRUE, Possible.exactly(aig, Aig.FALSE, Aig.TRUE).choice(aig, alike, alike).differ());
  }
}
