package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Lanes;
import vit2rtl.bench.prove.graph.Netlist;

/**
 * A register, or several that have one name, or a number made of them.
 *
 * @param name     of the register
 * @param literals bit 0 first
 */
record Word(String name, int[] literals) {
  private static final int SMALL_BITS = 3;

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

  /**
   * What a register of a model is ahead of another one of the same instance and width, modulo its own: where both count
   * from 0 on, pushes and pops for instance, the number of what is between.
   */
  static List<Word> differences(Model model) {
    List<Word> counters = of(model).stream().filter(word -> word.literals().length > 1
        && word.literals().length <= Relations.BITS && word.beginsWithZero(model.aig())).toList();
    List<Word> differences = new ArrayList<>();
    for (Word ahead : counters) {
      for (Word behind : counters) {
        if (ahead != behind && ahead.literals().length == behind.literals().length
            && ahead.instance().equals(behind.instance())) {
          differences.add(new Word(ahead.name() + " - " + behind.name(), ahead.less(model.aig(), behind)));
        }
      }
    }
    return differences;
  }

  boolean isSmall() {
    return literals.length <= SMALL_BITS;
  }

  /** Whether no bit of a register is known at the start. */
  boolean beginsAnyhow(Aig aig) {
    return Arrays.stream(literals).allMatch(bit -> aig.start(bit >> 1) == Aig.Start.ANY);
  }

  boolean beginsWithZero(Aig aig) {
    return Arrays.stream(literals).allMatch(bit -> aig.start(bit >> 1) == Aig.Start.ZERO);
  }

  private String instance() {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  /** Whether another one is of the same instance, of the one around it, or of another one there. */
  boolean isBeside(Word other) {
    String mine = instance();
    String others = other.instance();
    return mine.equals(others) || around(mine).equals(others) || mine.equals(around(others))
        || around(mine).equals(around(others));
  }

  private static String around(String instance) {
    return instance.substring(0, instance.lastIndexOf('.', instance.length() - 2) + 1);
  }

  private int[] less(Aig aig, Word other) {
    int[] rest = new int[literals.length];
    int carry = Aig.TRUE;
    for (int i = 0; i < rest.length; i++) {
      int bit = Aig.not(other.literals[i]);
      int half = aig.xor(literals[i], bit);
      rest[i] = aig.xor(half, carry);
      carry = aig.or(aig.and(literals[i], bit), aig.and(half, carry));
    }
    return rest;
  }

  /** The number that it holds in a run. */
  int value(Lanes lanes, int run) {
    int value = 0;
    for (int i = 0; i < Math.min(literals.length, Integer.SIZE); i++) {
      value |= (int) (lanes.value(literals[i]) >>> run & 1) << i;
    }
    return value;
  }

  /** What a register holds in the next cycle. */
  Word next(Aig aig) {
    return new Word(name, Arrays.stream(literals).map(aig::next).toArray());
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
