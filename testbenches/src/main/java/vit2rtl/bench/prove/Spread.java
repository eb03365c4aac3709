package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Question;

/**
 * How far a difference spreads. Beside the original, every word of registers, or every bit, has a mark that is set while the
 * copy's may hold something else. A gate's value in the copy is that of the copy's gates on the original's registers, or is
 * marked: a and b is marked where a is and b is high or marked, or the other way round. A word takes the mark where what
 * it takes is marked or not the original's. So what is not marked is the same; what a copy does where it differs does not
 * matter, and products need not be compared.
 *
 * <p>Narrow registers of the copy hold what they hold, beside their marks: two ways to count may come to the same. With marks
 * of words, wide registers that no reset sets hold anything in any cycle: control alone says what masks a difference. That
 * system can do all that the design can, and more. With marks of bits, what is held beside a bit may mask it, too. With
 * {@linkplain Pipelines pipelines}, a register in one is not marked but where what is made of what came into it differs, whatever
 * way that takes; where the copy's pipeline may have moved in another cycle than the original's, what it holds is marked until
 * both have moved together as often as it takes to fill it.
 */
final class Spread {
  /** Bits of registers that are kept as they are. */
  private static final int NARROW = 3;

  /** What has a mark of its own. */
  enum Grain { WORD, PIPELINE, BIT }

  private final Model one;
  private final Aig aig;
  private final Map<Integer, Integer> held = new HashMap<>();
  /** What the registers of pipelines hold before these are full. */
  private final Map<Integer, Integer> before = new HashMap<>();
  /** The words of registers that are compared. */
  private final List<List<Integer>> words;
  private final Set<Integer> narrow = new HashSet<>();
  private final Pipelines pipelines;
  private final Model original;
  private final List<Integer> broken;

  /**
   * The original, with marks of words without its arithmetic.
   *
   * @param one         a model that nothing else uses
   * @param fixed       inputs that never change
   * @param within      what the names of registers begin with that are compared
   * @param assumptions of its environment
   */
  Spread(Model one, Map<String, Integer> fixed, String within, List<Assumption> assumptions, Grain grain) {
    this.one = one;
    this.aig = one.aig();
    List<List<Integer>> named = List.copyOf(one.words(within).values());
    this.words = grain == Grain.BIT ? named.stream().flatMap(List::stream).map(List::of).toList() : named;
    Set<Integer> sampled = one.netlist().stated().values().stream().flatMap(List::stream)
        .flatMap(statement -> Stream.of(statement.condition(), statement.enable())).collect(Collectors.toSet());
    this.pipelines = new Pipelines(one, grain == Grain.PIPELINE ? named.stream().flatMap(List::stream)
        .filter(net -> !sampled.contains(net)).collect(Collectors.toSet()) : Set.of());
    Set<Integer> free = new HashSet<>();
    for (List<Integer> word : named) {
      if (word.size() <= NARROW) {
        word.stream().filter(net -> !pipelines.follows(net)).forEach(narrow::add);
      } else if (grain != Grain.BIT && word.stream().noneMatch(sampled::contains)
          && word.stream().allMatch(net -> aig.start(one.literal(net) >> 1) == Aig.Start.ANY)) {
        free.addAll(word);
      }
    }
    for (int net : one.registers()) {
      if (pipelines.follows(net)) {
        before.put(net, aig.input());
        held.put(net, full(net, one).orElseThrow());
      } else {
        held.put(net, free.contains(net) ? aig.input() : aig.register());
      }
    }
    this.original = one.copy(fixed, held);
    for (int net : one.registers()) {
      if (!free.contains(net) && !pipelines.follows(net)) {
        aig.define(held.get(net), original.next(net));
        aig.start(held.get(net) >> 1, aig.start(one.literal(net) >> 1));
      }
    }
    pipelines.define(held, original);
    this.broken = assumptions.stream().map(original::broken).toList();
  }

  /** What a register of a pipeline holds. */
  private Optional<Integer> full(int net, Model gates) {
    return pipelines.value(net, gates).map(value -> aig.mux(pipelines.isFull(net), value, before.get(net)));
  }

  Aig aig() {
    return aig;
  }

  Model original() {
    return original;
  }

  /** A copy with other values at its inputs, and where it may differ; nothing where its pipelines are others. */
  Optional<Marked> with(Map<String, Integer> fixed) {
    return with(fixed, Optional.empty());
  }

  /**
   * The same, where its gates begin to be others with the original's values and marks.
   *
   * @param idle nets there of which the copy's gates make what the original's make in every state of the original, but
   *             while it is {@linkplain Seams#settling settling}
   */
  Optional<Marked> withSeams(Map<String, Integer> fixed, Set<Integer> idle) {
    return with(fixed, Optional.of(idle));
  }

  private Optional<Marked> with(Map<String, Integer> fixed, Optional<Set<Integer>> idle) {
    Map<Integer, Integer> base = new HashMap<>();
    one.registers().forEach(net -> base.put(net, one.literal(net)));
    Model same = one.copy(fixed, base);
    Map<List<Integer>, Integer> reached = new LinkedHashMap<>();
    one.reached(same, words).forEach(word -> reached.put(word, aig.register()));
    Map<Pipelines.Place, Integer> strayed = strayed(reached);
    Map<Integer, Integer> own = new HashMap<>(held);
    for (List<Integer> word : reached.keySet()) {
      for (int net : word) {
        if (pipelines.follows(net)) {
          Optional<Integer> value = pipelines.value(net, same);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          int follows = aig.and(pipelines.isFull(net), Aig.not(strayed.getOrDefault(pipelines.moves(net), Aig.FALSE)));
          own.put(net, aig.mux(follows, value.get(), before.get(net)));
        } else if (narrow.contains(net)) {
          own.put(net, aig.register());
        }
      }
    }
    Seams seams = idle.isPresent() ? new Seams(one, same) : Seams.none(one);
    Map<Integer, Integer> joined = new HashMap<>(own);
    joined.putAll(seams.inputs());
    return Optional.of(new Marked(same, one.copy(fixed, joined), reached, own, strayed, seams, idle.orElse(Set.of())));
  }

  /** Of the moves that a difference may reach: whether the copy's may have been others than the original's. */
  private Map<Pipelines.Place, Integer> strayed(Map<List<Integer>, Integer> reached) {
    Set<Integer> nodes = new HashSet<>();
    reached.keySet().forEach(word -> word.forEach(net -> nodes.add(one.literal(net) >> 1)));
    Map<Pipelines.Place, Integer> strayed = new LinkedHashMap<>();
    for (Pipelines.Place place : pipelines.moves()) {
      if (new Question(aig, List.of(place.enable())).leaves().stream().anyMatch(nodes::contains)) {
        strayed.put(place, aig.register());
      }
    }
    return strayed;
  }

  /** The copy: its narrow registers, and all others as the original's, with marks. */
  final class Marked {
    private final Model copy;
    /** By the node of a register or of what is remembered of it. */
    private final Map<Integer, Integer> marks = new HashMap<>();
    private final Map<Integer, Integer> marked = new HashMap<>();
    private final Seams seams;

    private Marked(Model same, Model copy, Map<List<Integer>, Integer> reached, Map<Integer, Integer> own,
        Map<Pipelines.Place, Integer> strayed, Seams seams, Set<Integer> idle) {
      this.copy = copy;
      this.seams = seams;
      Map<Integer, Integer> entries = new HashMap<>();
      reached.forEach((word, mark) -> word.forEach(net -> {
        if (pipelines.follows(net)) {
          marks.put(before.get(net) >> 1, aig.or(mark, strayed.getOrDefault(pipelines.moves(net), Aig.FALSE)));
        } else {
          marks.put(own.get(net) >> 1, mark);
        }
        entries.put(net, narrow.contains(net) ? aig.or(mark, aig.xor(own.get(net), held.get(net))) : mark);
      }));
      List<Pipelines.Place> remembered = new ArrayList<>();
      pipelines.histories().forEach((place, register) -> {
        if (pipelines.netOf(place).filter(entries::containsKey).isPresent()) {
          marks.put(register >> 1, aig.register());
          remembered.add(place);
        }
      });
      // Behind the marks of all registers, which these are made of.
      int settling = idle.isEmpty() ? Aig.FALSE : Seams.settling(aig);
      for (int net : seams.inOrder(copy)) {
        int made = copy.gate(net);
        int differs = aig.and(idle.contains(net) ? settling : Aig.TRUE, aig.xor(original.literal(net), made));
        marks.put(seams.inputs().get(net) >> 1, aig.or(differs, mark(made)));
      }
      strayed.forEach((place, register) -> {
        int moves = pipelines.moves(place, copy);
        int apart = aig.or(aig.xor(pipelines.moves(place, original), moves), mark(moves));
        int last = place.back() == 1 ? Aig.FALSE : strayed.get(place.before());
        aig.define(register, closed(aig.or(apart, aig.mux(pipelines.moves(place, original), last, register))));
        aig.start(register >> 1, Aig.Start.ZERO);
      });
      for (Pipelines.Place place : remembered) {
        int mark = marks.get(pipelines.histories().get(place) >> 1);
        int last = place.back() == 1 ? entries.get(pipelines.netOf(place).orElseThrow())
            : marks.get(pipelines.histories().get(place.before()) >> 1);
        aig.define(mark, aig.mux(pipelines.moves(place, original), last, mark));
        aig.start(mark >> 1, Aig.Start.ANY);
      }
      reached.forEach((word, mark) -> {
        int some = Aig.FALSE;
        boolean alike = true;
        for (int net : word) {
          int next = copy.next(net);
          boolean startsAlike = one.startsAlike(same, net);
          if (narrow.contains(net)) {
            aig.define(own.get(net), closed(next));
            start(own.get(net) >> 1, held.get(net) >> 1, startsAlike);
          } else {
            some = aig.or(some, aig.xor(original.next(net), closed(next)));
            alike &= startsAlike;
          }
          some = aig.or(some, closed(mark(next)));
        }
        aig.define(mark, some);
        aig.start(mark >> 1, alike ? Aig.Start.ZERO : Aig.Start.ANY);
      });
    }

    private void start(int own, int beside, boolean alike) {
      if (alike) {
        aig.startAs(own, beside);
      } else {
        aig.start(own, Aig.Start.ANY);
      }
    }

    /** High where a literal of the copy may hold something else than its gates say. */
    private int mark(int literal) {
      Question question = new Question(aig, List.of(literal));
      for (int node : question.gates()) {
        if (!marked.containsKey(node)) {
          int a = aig.first(node);
          int b = aig.second(node);
          int markA = known(a);
          int markB = known(b);
          marked.put(node, aig.or(aig.and(markA, aig.or(b, markB)), aig.and(markB, aig.or(a, markA))));
        }
      }
      return known(literal);
    }

    private int known(int literal) {
      int node = literal >> 1;
      return aig.kind(node) == Aig.Kind.AND ? marked.get(node) : marks.getOrDefault(node, Aig.FALSE);
    }

    /** A literal with the original's values at the seams. */
    private int closed(int literal) {
      return seams.closed(literal, original);
    }

    /** High where a net of the copy may differ. */
    int differs(int net) {
      int own = copy.literal(net);
      return closed(aig.or(aig.xor(original.literal(net), own), mark(own)));
    }

    /** A target with what it depends on. */
    Cone cone(int target) {
      return new Cone(aig, target, broken);
    }
  }
}
