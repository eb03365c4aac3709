package vit2rtl.bench.prove.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What random graphs depend on, and whether they are ever high, against each of their cases. */
class SupportTest {
  private static final int INPUTS = 8;

  @Test
  void aGraphIsLookedAtCaseByCase() {
    Random random = new Random(3);
    int never = 0;
    for (int graph = 0; graph < 300; graph++) {
      Aig aig = new Aig();
      List<Integer> literals = new ArrayList<>();
      for (int i = 0; i < INPUTS; i++) {
        literals.add(aig.input());
      }
      for (int gate = 0; gate < 24; gate++) {
        literals.add(aig.and(any(literals, random), any(literals, random)));
      }
      int root = literals.get(literals.size() - 1);
      boolean high = false;
      boolean[] matters = new boolean[INPUTS + 1];
      for (int number = 0; number < 1 << INPUTS; number++) {
        boolean value = value(aig, root, number);
        high |= value;
        for (int i = 0; i < INPUTS; i++) {
          matters[i + 1] |= value != value(aig, root, number ^ 1 << i);
        }
      }
      assertEquals(!high, new Exhaustive(aig, root).isNever(), "graph " + graph);
      never += high ? 0 : 1;
      Support support = new Support(aig, new int[] {root});
      for (int node = 1; node <= INPUTS; node++) {
        assertTrue(!matters[node] || support.of(Map.of()).contains(node), "graph " + graph + ", input " + node);
      }
      Map<Integer, Boolean> constants = new HashMap<>();
      for (int node = 1; node <= INPUTS; node++) {
        constants.put(node, random.nextBoolean());
      }
      assertEquals(List.of(), support.of(constants));
    }
    assertTrue(never > 10 && never < 290, never + " of 300 are never high");
  }

  private static int any(List<Integer> literals, Random random) {
    return literals.get(random.nextInt(literals.size())) ^ random.nextInt(2);
  }

  private static boolean value(Aig aig, int root, int number) {
    Map<Integer, Integer> constants = new HashMap<>();
    for (int i = 0; i < INPUTS; i++) {
      constants.put(i + 1, number >> i & 1);
    }
    return new Question(aig, List.of(root)).with(root, constants) == Aig.TRUE;
  }
}
