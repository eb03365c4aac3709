package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A graph of two designs that are much alike, in which registers of both that hold the same are one, so that what a small
 * change does not reach is there once, multipliers included. Registers of one name hold the same always, or where a flag
 * says that they matter, such as the one that a stage of a pipeline is valid.
 *
 * <p>Which ones do is first taken from {@linkplain Likeness random runs}. Where no run of the graph made so has a cycle in
 * which two of them take different values though they should not, they never do in the two designs either: until the first
 * such cycle the graph does what they do. Pairs for which that is not so are two again, until there are none.
 */
final class Twins {
  private static final int TOGETHER_SECONDS = 2;
  private static final int ONE_SECONDS = 1;
  /** Pairs that are asked for one by one, where all at once is too hard. */
  private static final int ALONE = 12;
  /** Flags whose values are told apart. */
  private static final int CASES = 4;

  private final Aig from;
  private final List<Integer> assumed;
  /** Registers whose values often do not matter. */
  private final Set<Integer> data;
  private final Abc abc;
  /** By the register of the other design. */
  private final Map<Integer, Pair> pairs;
  private Copy copy;
  private Copy free;

  /**
   * What a register of the other design is one with.
   *
   * @param one  register of the first
   * @param flag literal that is high where both hold the same
   */
  record Pair(int one, int flag) {}

  /** Another graph, and in it the literals of the nodes of this one. */
  private record Copy(Aig aig, int[] literals) {
    int at(int literal) {
      return literals[literal >> 1] ^ literal & 1;
    }

    List<Integer> at(List<Integer> all) {
      return all.stream().map(this::at).toList();
    }
  }

  /**
   * Finds what is one.
   *
   * @param twins   registers of one name that begin alike, the other design's first
   * @param assumed literals that are high where what is assumed is broken
   */
  Twins(Model model, Map<Integer, Integer> twins, List<Integer> assumed, Abc abc) {
    this.from = model.aig();
    this.assumed = assumed;
    this.data = model.data();
    this.abc = abc;
    this.pairs = new Likeness(model, twins, assumed).pairs();
    do {
      copy = copy(Set.of());
      Set<Integer> both = new HashSet<>();
      pairs.values().stream().filter(pair -> pair.flag == Aig.TRUE).forEach(pair -> both.add(pair.one));
      both.retainAll(data);
      free = copy(both);
    } while (pairs.keySet().removeAll(different()));
  }

  /** The part of the graph that decides a literal. */
  Cone cone(int literal) {
    return cone(copy, copy.at(literal));
  }

  /** Whether a literal is never high, as far as that is soon seen. */
  boolean isNever(int literal, int seconds) {
    return isNever(cases(copy.at(literal)), free.at(literal), seconds);
  }

  /** By one state that is any, then by all runs of the graph whose common data are any, which can do all that it can. */
  private boolean isNever(int cases, int freed, int seconds) {
    return cases == Aig.FALSE || freed == Aig.FALSE
        || abc.within(Cone.step(copy.aig(), cases, copy.at(assumed), List.of(), 0).aiger(), 1, seconds).isCleanFor(1)
        || abc.always(cone(free, freed).aiger(), seconds) instanceof Verdict.Never;
  }

  private Cone cone(Copy of, int literal) {
    return new Cone(of.aig(), literal, of.at(assumed));
  }

  /** High where the register of the other design and its twin take different values, and should not. */
  private int differ(Copy of, int other) {
    Pair pair = pairs.get(other);
    int matters = pair.flag == Aig.TRUE ? Aig.TRUE : of.at(from.first(pair.flag >> 1)) ^ pair.flag & 1;
    return of.aig().and(matters, of.aig().xor(of.at(from.first(pair.one)), of.at(from.first(other))));
  }

  private int differ(Copy of, Set<Integer> others) {
    return others.stream().map(other -> differ(of, other)).reduce(Aig.FALSE, of.aig()::or);
  }

  /** Of the pairs, those that may take different values, by the register of the other design. */
  private Set<Integer> different() {
    Set<Integer> unlike = new HashSet<>(pairs.keySet());
    unlike.removeIf(other -> differ(copy, other) == Aig.FALSE);
    Set<Integer> found = new HashSet<>();
    while (!isNever(cases(unlike), differ(free, unlike), TOGETHER_SECONDS)) {
      Cone cone = cone(copy, differ(copy, unlike));
      Verdict verdict = abc.always(cone.aiger(), TOGETHER_SECONDS);
      if (verdict instanceof Verdict.Never) {
        return found;
      }
      Set<Integer> apart = verdict instanceof Verdict.High high ? shown(cone, high, unlike) : alone(unlike);
      found.addAll(apart);
      unlike.removeAll(apart);
      if (!(verdict instanceof Verdict.High)) {
        return found;
      }
    }
    return found;
  }

  /** Those for which no proof is found alone. */
  private Set<Integer> alone(Set<Integer> unlike) {
    Set<Integer> apart = new HashSet<>(unlike);
    unlike.stream().limit(ALONE).filter(other -> isNever(cases(Set.of(other)), differ(free, other), ONE_SECONDS))
        .forEach(apart::remove);
    return apart;
  }

  /** Those that a run tells apart in its last cycle; all, should it show none. */
  private Set<Integer> shown(Cone cone, Verdict.High high, Set<Integer> unlike) {
    Map<Integer, Integer> differences = new LinkedHashMap<>();
    unlike.forEach(other -> differences.put(other, differ(copy, other)));
    Replay replay = new Replay(copy.aig(), cone, high.inputs());
    high.inputs().forEach(cycle -> replay.next());
    Set<Integer> apart = new HashSet<>(unlike);
    apart.removeIf(other -> (replay.lanes().value(differences.get(other)) & 1) == 0);
    return apart.isEmpty() ? Set.copyOf(unlike) : apart;
  }

  /** The same of pairs, those of each flag apart. */
  private int cases(Set<Integer> others) {
    return others.stream().collect(Collectors.groupingBy(other -> pairs.get(other).flag, TreeMap::new, Collectors.toSet()))
        .values().stream().map(some -> cases(differ(copy, some))).reduce(Aig.FALSE, copy.aig()::or);
  }

  /**
   * High in a state in which a literal is, whatever the flags hold that it depends on: with a flag known, what two designs
   * make of registers that it speaks of is the same gates.
   */
  private int cases(int literal) {
    int[] nodes = gates(literal);
    List<Integer> flags = pairs.values().stream().map(Pair::flag).filter(flag -> flag != Aig.TRUE)
        .map(flag -> copy.at(flag) >> 1).distinct().filter(flag -> Arrays.binarySearch(nodes, flag) >= 0).limit(CASES)
        .toList();
    int some = flags.isEmpty() ? literal : Aig.FALSE;
    for (int values = 0; values < 1 << flags.size() && !flags.isEmpty(); values++) {
      int[] known = new int[nodes.length];
      for (int i = 0; i < nodes.length; i++) {
        int flag = flags.indexOf(nodes[i]);
        known[i] = flag >= 0 ? values >> flag & 1 : copy.aig().kind(nodes[i]) != Aig.Kind.AND ? 2 * nodes[i]
            : copy.aig().and(known(nodes, known, copy.aig().first(nodes[i])), known(nodes, known, copy.aig().second(nodes[i])));
      }
      some = copy.aig().or(some, known(nodes, known, literal));
    }
    return some;
  }

  private static int known(int[] nodes, int[] known, int literal) {
    return known[Arrays.binarySearch(nodes, literal >> 1)] ^ literal & 1;
  }

  /** The nodes that decide a literal within a cycle, in their order. */
  private int[] gates(int literal) {
    List<Integer> open = new ArrayList<>(List.of(literal >> 1));
    Set<Integer> seen = new TreeSet<>(open);
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (copy.aig().kind(node) == Aig.Kind.AND) {
        for (int operand : new int[] {copy.aig().first(node) >> 1, copy.aig().second(node) >> 1}) {
          if (seen.add(operand)) {
            open.add(operand);
          }
        }
      }
    }
    return seen.stream().mapToInt(node -> node).toArray();
  }

  private Copy copy(Set<Integer> free) {
    Aig to = new Aig();
    int[] literals = new int[from.size()];
    Map<Integer, Integer> kept = new LinkedHashMap<>();
    for (int node = 1; node < literals.length; node++) {
      Pair pair = pairs.get(node);
      if (from.kind(node) == Aig.Kind.INPUT || free.contains(node)) {
        literals[node] = to.input();
      } else if (from.kind(node) == Aig.Kind.REGISTER && (pair == null || pair.flag != Aig.TRUE)) {
        literals[node] = to.register();
        kept.put(node, literals[node]);
      }
    }
    Copy made = new Copy(to, literals);
    // First those that are one with a register, then those that are so where a flag is high, which may be one of a pair.
    pairs.forEach((other, pair) -> literals[other] = pair.flag == Aig.TRUE ? literals[pair.one] : literals[other]);
    pairs.forEach((other, pair) -> literals[other] = pair.flag == Aig.TRUE ? literals[other]
        : to.mux(made.at(pair.flag), literals[pair.one], literals[other]));
    for (int node = 1; node < literals.length; node++) {
      if (from.kind(node) == Aig.Kind.AND) {
        literals[node] = to.and(made.at(from.first(node)), made.at(from.second(node)));
      }
    }
    kept.forEach((node, register) -> {
      to.define(register, made.at(from.first(node)));
      to.start(register >> 1, from.start(node));
      Integer starter = kept.get(from.starter(node));
      if (starter != null && !starter.equals(register)) {
        to.startLike(register >> 1, starter >> 1);
      }
    });
    return made;
  }
}
