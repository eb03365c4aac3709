package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of two designs that are much alike, in which registers of both that always hold the same are one, so that what a
 * small change does not reach is there once, multipliers included.
 *
 * <p>At first all registers of one name that begin alike are taken for one. Where no run of the graph made so has a cycle in
 * which two that are one take different values, they never do in the two designs either: until the first such cycle the
 * graph does what they do. Pairs that may are two again, until there are none.
 */
final class Twins {
  private static final int TOGETHER_SECONDS = 2;
  private static final int ONE_SECONDS = 1;
  /** Pairs that are asked for one by one, where all at once is too hard. */
  private static final int ALONE = 24;

  private final Aig from;
  private final List<Integer> assumed;
  private final Set<Integer> data;
  private final Abc abc;
  /** The register of the first design, by the one of the other. */
  private final Map<Integer, Integer> pairs;
  private Copy copy;
  private Copy free;

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
   * @param twins   registers that may be, the other design's first
   * @param assumed literals that are high where what is assumed is broken
   * @param data    registers whose values often do not matter
   */
  Twins(Aig from, Map<Integer, Integer> twins, List<Integer> assumed, Set<Integer> data, Abc abc) {
    this.from = from;
    this.assumed = assumed;
    this.data = data;
    this.abc = abc;
    this.pairs = new LinkedHashMap<>(twins);
    do {
      copy = copy(Set.of());
      Set<Integer> both = new HashSet<>(pairs.values());
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
    return isNever(copy.at(literal), free.at(literal), seconds);
  }

  /** By one state that is any, then by all runs of the graph whose common data are any, which can do all that it can. */
  private boolean isNever(int literal, int freed, int seconds) {
    return literal == Aig.FALSE || freed == Aig.FALSE
        || abc.within(Cone.step(copy.aig(), literal, copy.at(assumed), List.of(), 0).aiger(), 1, seconds).isCleanFor(1)
        || abc.always(cone(free, freed).aiger(), seconds) instanceof Verdict.Never;
  }

  private Cone cone(Copy of, int literal) {
    return new Cone(of.aig(), literal, of.at(assumed));
  }

  /** High where the register of the other design and its twin take different values. */
  private int differ(Copy of, int other) {
    return of.aig().xor(of.at(from.first(pairs.get(other))), of.at(from.first(other)));
  }

  private int differ(Copy of, Set<Integer> others) {
    return others.stream().map(other -> differ(of, other)).reduce(Aig.FALSE, of.aig()::or);
  }

  /** Of the pairs, those that may take different values, by the register of the other design. */
  private Set<Integer> different() {
    Set<Integer> unlike = new HashSet<>(pairs.keySet());
    unlike.removeIf(other -> differ(copy, other) == Aig.FALSE);
    Set<Integer> found = new HashSet<>();
    while (!isNever(differ(copy, unlike), differ(free, unlike), TOGETHER_SECONDS)) {
      Cone cone = cone(copy, differ(copy, unlike));
      Verdict verdict = abc.always(cone.aiger(), TOGETHER_SECONDS);
      if (verdict instanceof Verdict.Never) {
        return found;
      }
      Set<Integer> apart = verdict instanceof Verdict.High high ? shown(cone, high, unlike) : alone(unlike);
      found.addAll(apart);
      unlike.removeAll(apart);
      if (!(verdict instanceof Verdict.High) || apart.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  /** Those for which no proof is found alone. */
  private Set<Integer> alone(Set<Integer> unlike) {
    Set<Integer> apart = new HashSet<>(unlike);
    unlike.stream().limit(ALONE).filter(other -> isNever(differ(copy, other), differ(free, other), ONE_SECONDS)
        || abc.always(cone(copy, differ(copy, other)).aiger(), ONE_SECONDS) instanceof Verdict.Never).forEach(apart::remove);
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

  private Copy copy(Set<Integer> free) {
    Aig to = new Aig();
    int[] literals = new int[from.size()];
    List<Integer> kept = new ArrayList<>();
    for (int node = 1; node < literals.length; node++) {
      if (from.kind(node) == Aig.Kind.INPUT || free.contains(node)) {
        literals[node] = to.input();
      } else if (from.kind(node) == Aig.Kind.REGISTER && !pairs.containsKey(node)) {
        literals[node] = to.register();
        kept.add(node);
      }
    }
    pairs.forEach((other, one) -> literals[other] = literals[one]);
    Copy made = new Copy(to, literals);
    for (int node = 1; node < literals.length; node++) {
      if (from.kind(node) == Aig.Kind.AND) {
        literals[node] = to.and(made.at(from.first(node)), made.at(from.second(node)));
      }
    }
    for (int node : kept) {
      to.define(literals[node], made.at(from.first(node)));
      to.start(literals[node] >> 1, from.start(node));
      int starter = from.starter(node);
      if (starter != node && !free.contains(starter)) {
        to.startLike(literals[node] >> 1, literals[starter] >> 1);
      }
    }
    return made;
  }
}
