package vit2rtl.bench.prove.rows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Lanes;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.bench.prove.graph.Support;

/**
 * What words of data become: a term of the beat that is there and of the terms that words beside it are, as control says.
 * Each rule is exact, for it is the word's gates with control's values and the terms put in; what a word depends on is what
 * control, and words that are constants, do not shut out.
 */
final class Terms {
  private static final int MOST_CONTROLS = 63;

  private final Aig aig;
  private final Tracker tracker;
  private final Set<Integer> ports;
  private final Set<Integer> payload;
  private final int valid;
  private final Words words;
  private final Cut[] next;
  /** Literals of which runs are recorded, and their places. */
  private final Map<Integer, Integer> recorded = new LinkedHashMap<>();

  /**
   * Terms of some words.
   *
   * @param words   nodes of their registers
   * @param ports   nodes of all inputs that say something; others hold anything
   * @param payload nodes of those that a row's beats bring
   * @param valid   high where a beat is there, and stays until it is taken
   */
  Terms(Aig aig, Tracker tracker, Words words, Set<Integer> ports, Set<Integer> payload, int valid) {
    this.aig = aig;
    this.tracker = tracker;
    this.words = words;
    this.ports = ports;
    this.payload = payload;
    this.valid = valid;
    this.next = new Cut[words.size()];
    for (int word = 0; word < next.length; word++) {
      next[word] = cut(words.nodes(word).stream().mapToInt(aig::first).toArray());
    }
    watch(tracker.begins());
  }

  Words words() {
    return words;
  }

  /** What a word holds next. */
  Cut next(int word) {
    return next[word];
  }

  /** Literals, which are recorded from then on as far as control goes. */
  Cut cut(int[] literals) {
    Set<Integer> controls = new LinkedHashSet<>();
    Set<Integer> operands = new LinkedHashSet<>();
    boolean takes = false;
    for (int leaf : leaves(literals)) {
      Integer word = words.wordOf(leaf);
      if (word != null) {
        operands.add(word);
      } else if (payload.contains(leaf)) {
        takes = true;
      } else if (aig.kind(leaf) == Aig.Kind.REGISTER || ports.contains(leaf)) {
        controls.add(leaf);
      }
    }
    if (takes) {
      controls.addAll(leaves(new int[] {valid}));
      controls.add(tracker.inside() >> 1);
      tracker.position().forEach(bit -> controls.add(bit >> 1));
    }
    int[] nodes = controls.stream().mapToInt(Integer::intValue).toArray();
    return new Cut(literals, new Support(aig, literals), nodes, Arrays.stream(nodes).map(node -> watch(2 * node)).toArray(),
        operands.stream().mapToInt(Integer::intValue).toArray(), takes);
  }

  /** Where the value of a literal of control is recorded. */
  int watch(int literal) {
    return recorded.computeIfAbsent(literal, key -> recorded.size());
  }

  long[] record(Lanes lanes) {
    long[] values = new long[recorded.size()];
    recorded.forEach((literal, place) -> values[place] = lanes.value(literal));
    return values;
  }

  long begun(long[] values) {
    return values[recorded.get(tracker.begins())];
  }

  private List<Integer> leaves(int[] literals) {
    return new Question(aig, Arrays.stream(literals).boxed().toList()).leaves();
  }

  /**
   * The rule for a case, which may be a new one.
   *
   * @param values of control in a cycle
   * @param now    numbers of the terms that words are, by the words and runs; below 0 for not known
   * @param number of a term that the literals of the cut come to
   */
  Cut.Rule rule(Cut cut, long[] values, int[][] now, int run, ToIntFunction<Term> number) {
    if (cut.controls.length > MOST_CONTROLS) {
      return new Cut.Rule(new Case(Map.of(), Map.of()), -1);
    }
    long control = 0;
    for (int i = 0; i < cut.places.length; i++) {
      control |= (values[cut.places[i]] >>> run & 1) << i;
    }
    Cut.Shape shape = cut.shapes.get(control);
    if (shape == null) {
      shape = shape(cut, control);
      cut.shapes.put(control, shape);
    }
    Integer[] key = new Integer[shape.operands().length];
    for (int i = 0; i < key.length; i++) {
      key[i] = now[shape.operands()[i]][run];
    }
    Cut.Rule rule = shape.rules().get(Arrays.asList(key));
    if (rule == null) {
      Map<Integer, Integer> terms = new TreeMap<>();
      for (int i = 0; i < key.length; i++) {
        if (key[i] >= 0) {
          terms.put(shape.operands()[i], key[i]);
        }
      }
      rule = cut.rules.computeIfAbsent(new Case(shape.control(), terms),
          when -> new Cut.Rule(when, made(cut, when).map(number::applyAsInt).orElse(-1)));
      shape.rules().put(Arrays.asList(key), rule);
    }
    return rule;
  }

  private Cut.Shape shape(Cut cut, long control) {
    Map<Integer, Boolean> held = new TreeMap<>();
    for (int i = 0; i < cut.controls.length; i++) {
      held.put(cut.controls[i], (control >>> i & 1) == 1);
    }
    Set<Integer> place = new HashSet<>();
    if (cut.takesPayload && isThere(held) && cut.support.of(held).stream().anyMatch(payload::contains)) {
      place.addAll(leaves(new int[] {valid}));
      place.add(tracker.inside() >> 1);
      if (held.get(tracker.inside() >> 1)) {
        tracker.position().forEach(bit -> place.add(bit >> 1));
      }
    }
    for (int node : cut.controls) {
      boolean value = held.remove(node);
      if (place.contains(node) || cut.support.of(held).contains(node)) {
        held.put(node, value);
      }
    }
    Set<Integer> left = new HashSet<>(cut.support.of(held));
    int[] operands = Arrays.stream(cut.operands)
        .filter(word -> words.nodes(word).stream().anyMatch(left::contains)).toArray();
    return new Cut.Shape(held, operands, new HashMap<>());
  }

  /** Whether it is said that a beat is there, and of which row. */
  private boolean isThere(Map<Integer, Boolean> held) {
    Map<Integer, Integer> constants = new HashMap<>();
    held.forEach((node, value) -> constants.put(node, value ? Aig.TRUE : Aig.FALSE));
    return held.containsKey(tracker.inside() >> 1)
        && new Question(aig, List.of(valid)).with(valid, constants) == Aig.TRUE;
  }

  /** What literals come to; nothing where they depend on what is not known, or on several rows. */
  private Optional<Term> made(Cut cut, Case when) {
    Map<Integer, Boolean> constants = new HashMap<>(when.control());
    when.terms().forEach((word, number) -> {
      Term term = words.term(word, number);
      for (int i = 0; i < term.literals().size() && term.origin() == Term.Origin.NONE; i++) {
        constants.put(words.nodes(word).get(i), term.literals().get(i) == Aig.TRUE);
      }
    });
    boolean there = cut.takesPayload && isThere(when.control());
    boolean ofRow = there && when.control().get(tracker.inside() >> 1);
    Map<Integer, Integer> others = new HashMap<>();
    constants.forEach((node, value) -> others.put(node, value ? Aig.TRUE : Aig.FALSE));
    Set<Term.Origin> origins = new HashSet<>();
    for (int leaf : cut.support.of(constants)) {
      Integer word = words.wordOf(leaf);
      Integer number = word == null ? null : when.terms().get(word);
      if (word == null && payload.contains(leaf) && there) {
        origins.add(ofRow ? Term.Origin.ROW : Term.Origin.OTHER);
        others.put(leaf, ofRow ? words.symbol(beat(when.control()), leaf) : 2 * leaf);
      } else if (number == null) {
        return Optional.empty();
      } else {
        Term term = words.term(word, number);
        origins.add(term.origin());
        others.put(leaf, term.literals().get(words.nodes(word).indexOf(leaf)));
      }
    }
    if (origins.size() > 1) {
      return Optional.empty();
    }
    Term.Origin origin = origins.isEmpty() ? Term.Origin.NONE : origins.iterator().next();
    int[] literals = new Question(aig, Arrays.stream(cut.literals).boxed().toList()).with(cut.literals, others);
    return Optional.of(new Term(origin, Arrays.stream(literals).boxed().toList()));
  }

  private int beat(Map<Integer, Boolean> held) {
    int beat = 0;
    for (int i = 0; i < tracker.position().size(); i++) {
      beat |= held.get(tracker.position().get(i) >> 1) ? 1 << i : 0;
    }
    return beat;
  }
}
