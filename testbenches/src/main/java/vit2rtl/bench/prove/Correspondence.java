package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Question;

/**
 * Which registers of a copy hold what those of the original do, always or but for cycles in which certain
 * {@linkplain Guards conditions} of the original hold. At first all do, always; the first reset, or a step from a state
 * in which everything claimed holds to one in which something does not weakens that claim to the conditions that hold
 * there, until no step is left. So what is claimed in the end holds for all time.
 *
 * <p>A register with conditions is the copy's own where all of them hold and the original's elsewhere, so every state is one
 * in which the claims hold, and gates that read the same are the same.
 */
final class Correspondence {
  private static final int ROUNDS = 60;
  private static final int RESETS = 8;
  /** Inputs and registers that a condition may depend on if each of their values is looked at apart. */
  private static final int MOST_APART = 6;

  private final Model one;
  private final Aig aig;
  private final Map<String, Integer> fixed;
  private final Abc abc;
  private final Random random = new Random(1);
  private final List<Guards.Guard> all;
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<Integer, Integer> own = new HashMap<>();
  private Model other;
  private final Map<Integer, Aig.Start> starts;
  /** Registers that the first reset may leave with other values than the original's. */
  private final Set<Integer> apart = new HashSet<>();
  /** High where a step is not looked at. */
  private int excluded;

  /** The registers of a name, and the conditions in which they may differ; none for never, all of nothing for always. */
  private final class Pair {
    private final List<Integer> nets;
    private Set<Integer> guards;

    Pair(List<Integer> nets) {
      this.nets = nets;
    }

    boolean isFree() {
      return guards != null && guards.isEmpty();
    }

    /** High where the copy's may differ. */
    int mayDiffer(boolean next) {
      int all = guards == null ? Aig.FALSE : Aig.TRUE;
      for (int guard : guards == null ? Set.<Integer>of() : guards) {
        all = aig.and(all, next ? Correspondence.this.all.get(guard).next() : Correspondence.this.all.get(guard).now());
      }
      return all;
    }

    /** High where what is taken differs; of all bits, or of those that a reset of the original sets. */
    int differs(boolean set) {
      int differ = Aig.FALSE;
      for (int net : nets) {
        differ = set && aig.start(one.literal(net) >> 1) == Aig.Start.ANY ? differ
            : aig.or(differ, aig.xor(one.next(net), other.next(net)));
      }
      return differ;
    }
  }

  /** What is claimed of a pair, and where a step breaks it. */
  private record Claim(Pair pair, int differs, int breaks) {}

  /**
   * Claims that hold for all time.
   *
   * @param fixed  what the copy's inputs hold that never change
   * @param within what the names of registers begin with that are compared
   * @param broken high where something assumed is broken
   * @param conditions in which registers may differ; where there are none they may always, or never
   * @param states of the original with its inputs, 64 at once, in which nothing assumed is broken
   */
  Correspondence(Model one, Map<String, Integer> fixed, String within, int broken, List<Guards.Guard> conditions,
      List<Map<Integer, Long>> states, Abc abc) {
    this.all = conditions;
    this.one = one;
    this.aig = one.aig();
    this.fixed = fixed;
    this.abc = abc;
    one.words(within).values().forEach(nets -> pairs.add(new Pair(nets)));
    // Before the first reset both hold anything, the same. What it sets in the original keeps the claims; what it leaves
    // open there is open alike in both.
    build();
    starts = other.starts();
    excluded = Aig.not(one.resetting());
    boolean settled = weaken(Collections.nCopies(RESETS, Map.of(one.resetting() >> 1, one.resetting() & 1 ^ -1L)), false);
    pairs.stream().filter(pair -> pair.guards != null).forEach(pair -> pair.nets.forEach(apart::add));
    excluded = broken;
    if (!settled || !weaken(states, true)) {
      pairs.forEach(pair -> pair.guards = new TreeSet<>());
      pairs.forEach(pair -> apart.addAll(pair.nets));
      build();
    }
  }

  /** The copy, its registers as far as they may differ from the original's. */
  Model other() {
    return other;
  }

  private void build() {
    Map<Integer, Integer> held = new HashMap<>();
    one.registers().forEach(net -> held.put(net, one.literal(net)));
    for (Pair pair : pairs) {
      int differs = pair.mayDiffer(false);
      if (differs != Aig.FALSE) {
        pair.nets.forEach(net -> held.put(net, aig.mux(differs, own.computeIfAbsent(net, key -> aig.register()),
            one.literal(net))));
      }
    }
    other = one.copy(fixed, held);
  }

  /** Until no step breaks a claim; whether that comes to an end. */
  private boolean weaken(List<Map<Integer, Long>> states, boolean building) {
    for (int round = 0; round < ROUNDS; round++) {
      if (building) {
        build();
      }
      List<Claim> open = new ArrayList<>();
      for (Pair pair : pairs) {
        int differs = pair.isFree() ? Aig.FALSE : pair.differs(!building);
        int breaks = aig.and(differs, Aig.not(aig.or(excluded, pair.mayDiffer(true))));
        if (breaks != Aig.FALSE) {
          open.add(new Claim(pair, differs, breaks));
        }
      }
      if (open.isEmpty() || !byTrial(open, states) && !byProof(open)) {
        return true;
      }
    }
    return false;
  }

  /** Whether trials break a claim. */
  private boolean byTrial(List<Claim> open, List<Map<Integer, Long>> states) {
    Question question = question(open);
    boolean found = false;
    for (Map<Integer, Long> state : states) {
      question.draw(state, random);
      found |= see(question, open);
    }
    return found;
  }

  private Question question(List<Claim> open) {
    List<Integer> literals = new ArrayList<>(List.of(excluded));
    open.forEach(claim -> literals.addAll(List.of(claim.differs, claim.breaks)));
    all.forEach(guard -> literals.add(guard.next()));
    return new Question(aig, literals);
  }

  /** Weakens what a trial breaks. */
  private boolean see(Question question, List<Claim> open) {
    boolean found = false;
    for (Claim claim : open) {
      long where = question.value(claim.differs) & ~question.value(excluded);
      while (where != 0) {
        int trial = Long.numberOfTrailingZeros(where);
        where &= where - 1;
        found |= allow(claim.pair, question, trial);
      }
    }
    return found;
  }

  /** Leaves of a pair's conditions those that hold in a trial. */
  private boolean allow(Pair pair, Question question, int trial) {
    boolean first = pair.guards == null;
    if (first) {
      pair.guards = new TreeSet<>();
      for (int i = 0; i < all.size(); i++) {
        pair.guards.add(i);
      }
    }
    return pair.guards.removeIf(guard -> (question.value(all.get(guard).next()) >>> trial & 1) == 0) || first;
  }

  /** Whether a claim is broken in some state; one of which that is not found out is given up. */
  private boolean byProof(List<Claim> open) {
    int some = Aig.FALSE;
    for (Claim claim : open) {
      some = aig.or(some, claim.breaks);
    }
    Abc.Answer together = ask(some, open, abc::soon);
    if (together != Abc.Answer.UNKNOWN) {
      return together == Abc.Answer.HIGH;
    }
    boolean found = false;
    for (Claim claim : open) {
      found |= byProof(claim, open);
    }
    return found;
  }

  private boolean byProof(Claim claim, List<Claim> open) {
    Abc.Answer answer = ask(claim.breaks, open, abc::soon);
    if (answer == Abc.Answer.UNKNOWN) {
      answer = ask(claim.pair.guards == null ? claim.breaks : apart(claim), open, abc::now);
    }
    if (answer == Abc.Answer.UNKNOWN) {
      claim.pair.guards = new TreeSet<>();
    }
    return answer != Abc.Answer.NEVER;
  }

  /** One of ABC's searches. */
  @FunctionalInterface
  private interface Search {
    Abc.Answer of(Question question, int target, Map<Integer, Boolean> found);
  }

  private Abc.Answer ask(int breaks, List<Claim> open, Search search) {
    int target = aig.and(breaks, Aig.not(excluded));
    if (target == Aig.FALSE) {
      return Abc.Answer.NEVER;
    }
    Question asked = new Question(aig, List.of(target));
    Map<Integer, Boolean> found = new HashMap<>();
    Abc.Answer answer = search.of(asked, target, found);
    if (answer == Abc.Answer.HIGH) {
      Question question = question(open);
      question.near(found, random);
      see(question, open);
    }
    return answer;
  }

  /**
   * Where a claim is broken, each of its conditions apart and each way in which it fails to hold: there registers are the
   * same or not, and gates behind those that are the same fall together, products above all.
   */
  private int apart(Claim claim) {
    Question differs = new Question(aig, List.of(claim.differs));
    int some = Aig.FALSE;
    for (int guard : claim.pair.guards) {
      int next = all.get(guard).next();
      Question fails = new Question(aig, List.of(next));
      List<Integer> leaves = fails.leaves();
      if (leaves.size() > MOST_APART) {
        some = aig.or(some, aig.and(claim.differs, Aig.not(next)));
        continue;
      }
      for (int way = 0; way < 1 << leaves.size(); way++) {
        Map<Integer, Integer> with = new TreeMap<>();
        int here = Aig.TRUE;
        for (int i = 0; i < leaves.size(); i++) {
          with.put(leaves.get(i), way >> i & 1);
          here = aig.and(here, 2 * leaves.get(i) ^ 1 ^ way >> i & 1);
        }
        if (fails.with(next, with) == Aig.FALSE) {
          some = aig.or(some, aig.and(here, differs.with(claim.differs, with)));
        }
      }
    }
    return some;
  }

  /** Makes the copy's own registers take what they take, and begin as the first reset leaves them. */
  void define() {
    own.forEach((net, register) -> {
      aig.define(register, other.next(net));
      int node = register >> 1;
      int beside = one.literal(net) >> 1;
      if (apart.contains(net)) {
        aig.start(node, starts.get(net));
      } else {
        aig.startAs(node, beside);
      }
    });
  }
}
