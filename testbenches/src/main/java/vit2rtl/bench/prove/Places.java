package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.bench.prove.graph.Aig;

/**
 * That a bit says where in a row something is: beside a flag, where the last of what the flag has taken is, as {@code last}
 * does; beside a number that counts what is left of a part of a row, where in its row a stream is.
 */
final class Places {
  private final Aig aig;
  private final List<Integer> broken = new ArrayList<>();

  private Places(Aig aig) {
    this.aig = aig;
  }

  /** Literals that are high where a bit says otherwise; most are, some time. */
  static List<Integer> broken(Model model, Events events, List<Word> words) {
    Places places = new Places(model.aig());
    List<Word> bits = words.stream().filter(word -> word.literals().length == 1).toList();
    events.flags().forEach(flag -> places.beside(flag.flag(), bits, flag.positions()));
    List<Word> unset = bits.stream().filter(word -> word.beginsAnyhow(model.aig())).toList();
    for (Word number : words) {
      if (number.isSmall() && number.literals().length > 1 && number.beginsWithZero(model.aig())) {
        for (int left = 1; left < 1 << number.literals().length; left++) {
          places.beside(number.equalTo(model.aig(), left), unset, events.streams());
        }
      }
    }
    return places.broken;
  }

  private void beside(int condition, List<Word> bits, List<Events.Position> positions) {
    for (Word bit : bits) {
      for (Events.Position position : positions) {
        for (int place = 0; place < position.beats() && bit.literals()[0] != condition; place++) {
          broken.add(aig.and(condition, aig.xor(bit.literals()[0], position.word().equalTo(aig, place))));
        }
      }
    }
  }
}
