package vit2rtl.bench.prove.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.bench.prove.graph.Aig;

/** The words of data, the terms that each has been found to be, and the inputs that stand in these for what rows bring. */
final class Words {
  private static final int MOST_TERMS = 300;

  private final Aig aig;
  private final List<List<Integer>> nodes;
  private final Map<Integer, Integer> byNode = new HashMap<>();
  private final List<Map<Term, Integer>> numbers = new ArrayList<>();
  private final List<List<Term>> terms = new ArrayList<>();
  private final int[] others;
  /** Of what a beat of the row brings, by its number and the node of the input. */
  private final Map<List<Integer>, Integer> symbols = new LinkedHashMap<>();

  /** Some words, of registers by their nodes. */
  Words(Aig aig, List<List<Integer>> nodes) {
    this.aig = aig;
    this.nodes = nodes;
    this.others = new int[nodes.size()];
    for (int word = 0; word < nodes.size(); word++) {
      int number = word;
      nodes.get(word).forEach(node -> byNode.put(node, number));
      numbers.add(new HashMap<>());
      terms.add(new ArrayList<>());
      others[word] = -1;
    }
  }

  int size() {
    return nodes.size();
  }

  List<Integer> nodes(int word) {
    return nodes.get(word);
  }

  /** The word of a register, or null. */
  Integer wordOf(int node) {
    return byNode.get(node);
  }

  Term term(int word, int number) {
    return terms.get(word).get(number);
  }

  /** The number of a term of a word, below 0 where it has too many. */
  int number(int word, Term term) {
    if (term.origin() == Term.Origin.OTHER) {
      return other(word);
    }
    Integer known = numbers.get(word).get(term);
    if (known == null && terms.get(word).size() < MOST_TERMS) {
      known = add(word, term);
    }
    return known == null ? -1 : known;
  }

  /** The number of the constant that a word holds at the start, below 0 where nobody says that it holds one. */
  int first(int word) {
    List<Integer> literals = new ArrayList<>();
    for (int node : nodes.get(word)) {
      if (aig.start(node) == Aig.Start.ANY) {
        return -1;
      }
      literals.add(aig.start(node) == Aig.Start.ONE ? Aig.TRUE : Aig.FALSE);
    }
    return number(word, new Term(Term.Origin.NONE, literals));
  }

  /** The number of the term that stands for whatever other rows brought. */
  int other(int word) {
    if (others[word] < 0) {
      others[word] = add(word, new Term(Term.Origin.OTHER, nodes.get(word).stream().map(node -> aig.input()).toList()));
    }
    return others[word];
  }

  private int add(int word, Term term) {
    terms.get(word).add(term);
    numbers.get(word).put(term, terms.get(word).size() - 1);
    return terms.get(word).size() - 1;
  }

  /** What stands for an input of a beat of the row. */
  int symbol(int beat, int node) {
    return symbols.computeIfAbsent(List.of(beat, node), key -> aig.input());
  }
}
