package vit2rtl.bench.prove.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vit2rtl.bench.prove.graph.Aig;

/** Registers beside a design that are high only where a word is a certain term, as some of the rules say. */
final class Knowing {
  private final Aig aig;
  private final Terms terms;
  private final Set<Cut.Rule> rules;
  private final Map<List<Integer>, Integer> registers = new HashMap<>();

  Knowing(Aig aig, Terms terms, Set<Cut.Rule> rules) {
    this.aig = aig;
    this.terms = terms;
    this.rules = rules;
  }

  /** High where one of some cases is known to be. */
  int some(Iterable<Case> cases) {
    int some = Aig.FALSE;
    for (Case each : cases) {
      int all = Aig.TRUE;
      for (Map.Entry<Integer, Boolean> held : each.control().entrySet()) {
        all = aig.and(all, 2 * held.getKey() ^ (held.getValue() ? 0 : 1));
      }
      for (Map.Entry<Integer, Integer> term : each.terms().entrySet()) {
        all = aig.and(all, register(term.getKey(), term.getValue()));
      }
      some = aig.or(some, all);
    }
    return some;
  }

  private int register(int word, int term) {
    List<Integer> key = List.of(word, term);
    Integer known = registers.get(key);
    if (known != null) {
      return known;
    }
    int register = aig.register();
    aig.start(register >> 1, terms.words().first(word) == term ? Aig.Start.ONE : Aig.Start.ZERO);
    registers.put(key, register);
    aig.define(register, some(terms.next(word).rules.values().stream()
        .filter(rule -> rule.term() == term && rules.contains(rule)).map(Cut.Rule::when).toList()));
    return register;
  }
}
