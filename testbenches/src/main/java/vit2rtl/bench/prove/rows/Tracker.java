package vit2rtl.bench.prove.rows;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.bench.prove.graph.Aig;

/**
 * Registers beside a design that follow one row, any, while it comes in. Rows before and behind it are other rows. Inputs of
 * its own say which row that is, and when another one is followed after it.
 */
final class Tracker {
  private static final int POSITION_BITS = 5;
  /** Inputs that must be high at once for a row to be followed, so that in random runs it is not always the first one. */
  private static final int SELDOM = 3;

  private final Aig aig;
  private final int[] position = new int[POSITION_BITS];
  private final int inside;
  private final int begins;
  private final int forgets;
  private final int lost;

  /**
   * Follows a row.
   *
   * @param resetting high in a reset
   * @param valid     high where a beat is there
   * @param accepted  high where it is taken
   * @param last      high where it is the last one of its row
   */
  Tracker(Aig aig, int resetting, int valid, int accepted, int last) {
    this.aig = aig;
    int running = Aig.not(resetting);
    int ends = aig.and(accepted, last);
    int goesOn = aig.and(accepted, Aig.not(last));
    int atStart = Aig.TRUE;
    int atEnd = Aig.TRUE;
    int carry = accepted;
    for (int i = 0; i < POSITION_BITS; i++) {
      position[i] = register();
      atStart = aig.and(atStart, Aig.not(position[i]));
      atEnd = aig.and(atEnd, position[i]);
      aig.define(position[i], aig.and(running, aig.and(Aig.not(ends), aig.xor(position[i], carry))));
      carry = aig.and(position[i], carry);
    }
    this.lost = aig.and(atEnd, goesOn);
    this.inside = register();
    int followed = register();
    this.forgets = seldom();
    // Not while a row's first beat waits, which the design may have made something of already.
    int between = aig.or(ends, aig.and(atStart, Aig.not(valid)));
    this.begins = aig.and(aig.and(seldom(), Aig.not(followed)), aig.and(between, running));
    aig.define(followed, aig.or(begins, aig.and(followed, Aig.not(forgets))));
    aig.define(inside, aig.and(running, aig.or(begins, aig.and(inside, Aig.not(ends)))));
  }

  private int register() {
    int register = aig.register();
    aig.start(register >> 1, Aig.Start.ZERO);
    return register;
  }

  private int seldom() {
    int all = Aig.TRUE;
    for (int i = 0; i < SELDOM; i++) {
      all = aig.and(all, aig.input());
    }
    return all;
  }

  /** A register that is high while the row comes in. */
  int inside() {
    return inside;
  }

  /** Registers with the number of the beat that comes in. */
  List<Integer> position() {
    List<Integer> bits = new ArrayList<>();
    for (int bit : position) {
      bits.add(bit);
    }
    return bits;
  }

  /** High before the first cycle in which a row is followed. */
  int begins() {
    return begins;
  }

  /** High where another row may be followed from then on. */
  int forgets() {
    return forgets;
  }

  /** High where a row has more beats than are counted. */
  int lost() {
    return lost;
  }
}
