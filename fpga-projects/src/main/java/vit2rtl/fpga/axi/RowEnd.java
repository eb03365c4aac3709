package vit2rtl.fpga.axi;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Tells a row's first and last beat. What counts is a linear feedback shift register that starts anew with every row:
 * it needs no adder, and nobody has to read it as a number.
 */
final class RowEnd extends Component {
  private final int beats;

  final Bool beat = in("beat", Bool.bool());
  final Bool first = out("first", Bool.bool());
  final Bool last = out("last", Bool.bool());

  RowEnd(int beats) {
    super("RowEnd");
    this.beats = beats;
  }

  @Override
  protected void build() {
    if (beats == 1) {
      first.set(Bool.lit(true));
      last.set(Bool.lit(true));
      return;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(beats);
    int taps = taps(bits);
    int end = 1;
    for (int i = 1; i < beats; i++) {
      end = following(end, bits, taps);
    }
    UInt state = reg("state", UInt.bits(bits), 1);
    Bool closing = name("closing", state.eq(end));
    Bool opening = reg("opening", Bool.bool(), 1);
    Bool feedback = state.bit(bits - 1);
    for (int bit = 0; bit < bits - 1; bit++) {
      feedback = (taps >> bit & 1) == 1 ? feedback.xor(state.bit(bit)) : feedback;
    }
    UInt shifted = state.slice(bits - 2, 0).concat(feedback.asUInt());
    when(beat, () -> {
      state.set(closing.mux(UInt.lit(1), shifted).truncate(bits));
      opening.set(closing);
    });
    first.set(opening);
    last.set(closing);
  }

  /** The least taps with which every state but 0 comes, 2^bits − 1 ≥ beats of them. */
  static int taps(int bits) {
    for (int taps = 1 << bits - 1; taps < 1 << bits; taps++) {
      int period = 1;
      for (int state = following(1, bits, taps); state != 1 && period < 1 << bits; period++) {
        state = following(state, bits, taps);
      }
      if (period == (1 << bits) - 1) {
        return taps;
      }
    }
    throw new IllegalArgumentException("no taps for " + bits + " bits");
  }

  private static int following(int state, int bits, int taps) {
    return (state << 1 | Integer.bitCount(state & taps) & 1) & (1 << bits) - 1;
  }
}
