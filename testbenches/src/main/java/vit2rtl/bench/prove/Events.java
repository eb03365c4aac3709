package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Netlist;

/**
 * Counters beside a model that let its invariants be said as sums: of the beats that pass each stream, of its rows and
 * groups of rows, and of the beats that each flag takes, such as those that say which stages of a pipeline hold a beat; their number, and where in a row
 * the next of them is. A model does the same with them as without.
 */
final class Events {
  /** A flag and what counts what it has taken. */
  record Counted(int flag, List<Position> positions) {}

  /** Where in a row of so many. */
  record Position(int beats, Word word) {}

  private final Model model;
  private final Aig aig;
  private final Set<Integer> rows = new TreeSet<>();
  private final List<Word> words = new ArrayList<>();
  private final List<Counted> flags = new ArrayList<>();
  private final List<Position> streams = new ArrayList<>();

  Events(Model model, Contract contract, List<String> streams) {
    this.model = model;
    this.aig = model.aig();
    contract.rows().values().stream().flatMap(row -> Stream.of(row.beats(), row.beats() * row.group()))
        .filter(beats -> beats > 1).forEach(rows::add);
    for (String stream : streams) {
      happens(stream + "_fire").ifPresent(event -> this.streams.addAll(count(stream + "_fire", event)));
      for (String event : List.of(stream + "_row_ends", stream + "_group_begins")) {
        happens(event).ifPresent(each -> words.add(counter("taken by " + event, Relations.BITS, 0, each)));
      }
    }
    for (Word word : Word.of(model)) {
      int node = word.literals()[0] >> 1;
      if (word.literals().length == 1 && word.name().startsWith(MonitorText.DESIGN + ".") && aig.start(node) != Aig.Start.ANY
          && model.registerOf(word.literals()[0]) != null) {
        List<Position> positions = count(word.name(), taken(word));
        flags.add(new Counted(word.literals()[0], positions));
        // Behind the last of a row the position is 0 again.
        positions.forEach(position -> words.add(new Word("last in " + word.name(),
            new int[] {aig.and(word.literals()[0], position.word().equalTo(aig, 0))})));
      }
    }
  }

  /** All counters. */
  List<Word> words() {
    return words;
  }

  /** What the monitor says of a stream. */
  private Optional<Integer> happens(String event) {
    return Optional.ofNullable(model.netlist().names().get(event)).map(nets -> model.literal(nets[0]));
  }

  private int taken(Word flag) {
    Netlist.Register register = model.registerOf(flag.literals()[0]);
    return aig.and(aig.and(model.literal(register.enable()), model.literal(register.d())),
        Aig.not(model.literal(register.reset())));
  }

  private List<Position> count(String name, int event) {
    words.add(counter("taken by " + name, Relations.BITS, 0, event));
    List<Position> positions = new ArrayList<>();
    for (int beats : rows) {
      Word position = counter("position of " + name, MonitorText.bits(beats - 1), beats - 1, event);
      words.add(position);
      if (beats > 2) {
        // With it the number of rows that have begun is a sum, too.
        words.add(new Word("inside a row of " + beats + " by " + name, new int[] {position.greaterThan(aig, 0)}));
      }
      positions.add(new Position(beats, position));
    }
    return positions;
  }

  /** Counts up to a number and begins anew, or with 0 as far as its bits go. */
  private Word counter(String name, int bits, int last, int event) {
    int[] held = new int[bits];
    for (int i = 0; i < bits; i++) {
      held[i] = aig.register();
      aig.start(held[i] >> 1, Aig.Start.ZERO);
    }
    Word word = new Word(name, held);
    int ends = last == 0 ? Aig.FALSE : word.greaterThan(aig, last - 1);
    int carry = event;
    int stays = Aig.not(model.resetting());
    for (int i = 0; i < bits; i++) {
      int sum = aig.mux(carry, Aig.not(held[i]), held[i]);
      carry = aig.and(carry, held[i]);
      aig.define(held[i], aig.and(stays, aig.and(sum, Aig.not(aig.and(event, ends)))));
    }
    return word;
  }

  /**
   * Literals that are high where a bit says otherwise, of which most are, some time: beside a flag, where the last of what the
   * flag has taken is, as {@code last} does; beside a number that counts what is left of a part of a row, where in its row a
   * stream is.
   */
  List<Integer> misplaced(List<Word> words) {
    List<Integer> broken = new ArrayList<>();
    List<Word> bits = words.stream().filter(word -> word.literals().length == 1).toList();
    flags.forEach(flag -> broken.addAll(misplaced(flag.flag(), bits, flag.positions())));
    List<Word> unset = bits.stream().filter(word -> word.beginsAnyhow(aig)).toList();
    for (Word number : words) {
      if (number.isSmall() && number.literals().length > 1 && number.beginsWithZero(aig)) {
        for (int left = 1; left < 1 << number.literals().length; left++) {
          broken.addAll(misplaced(number.equalTo(aig, left), unset, streams));
        }
      }
    }
    return broken;
  }

  private List<Integer> misplaced(int condition, List<Word> bits, List<Position> positions) {
    List<Integer> broken = new ArrayList<>();
    for (Word bit : bits) {
      for (Position position : positions) {
        for (int place = 0; place < position.beats() && bit.literals()[0] != condition; place++) {
          broken.add(aig.and(condition, aig.xor(bit.literals()[0], position.word().equalTo(aig, place))));
        }
      }
    }
    return broken;
  }
}
