package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A register, or several that have one name.
 *
 * @param name     of the register
 * @param literals bit 0 first
 */
record Word(String name, int[] literals) {

  /** The registers of a model that have names, those with several names once. */
  static List<Word> of(Model model) {
    List<Word> words = new ArrayList<>();
    Set<List<Integer>> seen = new HashSet<>();
    model.netlist().names().forEach((name, nets) -> {
      if (Arrays.stream(nets).anyMatch(net -> net == Netlist.ANY)) {
        return;
      }
      int[] literals = Arrays.stream(nets).map(model::literal).toArray();
      boolean registers = Arrays.stream(literals).allMatch(l -> model.aig().kind(l >> 1) == Aig.Kind.REGISTER);
      if (registers && seen.add(Arrays.stream(literals).boxed().toList())) {
        words.add(new Word(name, literals));
      }
    });
    return words;
  }

  /** The number that it holds in a run. */
  int value(Lanes lanes, int run) {
    int value = 0;
    for (int i = 0; i < Math.min(literals.length, Integer.SIZE); i++) {
      value |= (int) (lanes.value(literals[i]) >>> run & 1) << i;
    }
    return value;
  }

  /** A literal that is high where the number is this. */
  int equalTo(Aig aig, int number) {
    int equal = Aig.TRUE;
    for (int i = 0; i < literals.length; i++) {
      equal = aig.and(equal, literals[i] ^ 1 ^ number >> i & 1);
    }
    return equal;
  }

  /** A literal that is high where the number is greater. */
  int greaterThan(Aig aig, int number) {
    int greater = Aig.FALSE;
    for (int i = 0; i < literals.length; i++) {
      greater = (number >> i & 1) == 1 ? aig.and(greater, literals[i]) : aig.or(greater, literals[i]);
    }
    return greater;
  }
}
