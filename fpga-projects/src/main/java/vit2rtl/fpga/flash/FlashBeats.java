package vit2rtl.fpga.flash;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.StateMachine;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * What {@link FlashReader} does, as small as can be, for a {@link FlashImage} of a known number of plain words: no queue,
 * one register that collects a word and holds it until it is taken, one counter for everything that takes its time. A word
 * takes 3 cycles more than its bits do, and the flash's clock stands still while one waits.
 *
 * <p>Of the header, the contract is compared; what else could be wrong there, the check says at the end of the pass. The
 * last word waits for the check here, too.
 */
@Summary("Reads a network's constants from a serial flash again and again, word by word, and checks them.")
final class FlashBeats extends Component {
  /** WAKE and COMMAND begin with the flash deselected. CHECK is a word like those of READ, but compared. */
  private enum State { WAKE, SETTLE, COMMAND, HEADER, READ, CHECK, DEAD }

  private static final int WAKE_UP = 0xAB;
  private static final int BYTE = 8;
  /** Cycles with the flash deselected in front of a command. */
  private static final int CLOSED = 8;
  /** Bits of command and address. */
  private static final int ASKED = BYTE + FlashFormat.ADDRESS_BITS;
  /** Cycles from a clock of the flash to the cycle in which the bits that it brings are in their register. */
  private static final int TRIP = 3;

  private final FlashFormat format;
  /** Clocks for a word. */
  private final int each;

  final Bool run = out("run", Bool.bool());
  final Bool deselect = out("deselect", Bool.bool());
  /** The line that command and address go out on, and whether it is driven. */
  final Bool send = out("send", Bool.bool());
  final Bool sends = out("sends", Bool.bool());
  final UInt receive = in("receive", UInt.bits(FlashPort.LINES));
  final Bool fault = out("fault", Bool.bool());
  final Stream<UInt> words = out("words", Stream.of(UInt.bits(FlashFormat.WORD), 1).withoutLast());

  private StateMachine<State> state;
  private UInt count;

  FlashBeats(FlashFormat format) {
    super("FlashBeats");
    this.format = format;
    this.each = FlashFormat.WORD / format.lines().bits();
  }

  @Override
  protected void build() {
    state = states("state", State.class, State.WAKE);
    int waitBits = UInt.upTo(Math.max(format.settle(), FlashFormat.HEADER_WORDS * each + TRIP) - 1).width();
    count = reg("count", UInt.bits(waitBits + 1), 0);
    Bool checked = reg("checked", Bool.bool(), 0);
    UInt word = reg("word", UInt.bits(FlashFormat.WORD));
    UInt crc = reg("crc", UInt.bits(FlashCrc.BITS), Integer.toUnsignedLong(FlashCrc.START));

    Bool inWord = name("in_word", state.is(State.READ).or(state.is(State.CHECK)));
    Bool whole = name("whole", inWord.and(count.eq(each + TRIP)));
    Bool headed = name("headed", state.is(State.HEADER).and(count.eq(FlashFormat.HEADER_WORDS * each + TRIP)));
    Bool arrives = name("arrives",
        inWord.or(state.is(State.HEADER)).and(count.ge(TRIP)).and(whole.or(headed).not()));
    UInt bits = received();
    when(arrives, () -> crc.set(FlashCrc.next(crc, bits)));
    when(state.is(State.COMMAND), () -> crc.set(UInt.lit(Integer.toUnsignedLong(FlashCrc.START))));
    when(arrives.and(state.is(State.READ)),
        () -> word.set(word.slice(FlashFormat.WORD - 1 - bits.width(), 0).concat(bits)));
    Bool differs = differs(arrives, bits, crc);

    Bool toCheck = name("to_check", whole.and(state.is(State.READ)).and(last()));
    Bool wrong = name("wrong", differs.and(headed.or(whole.and(state.is(State.CHECK)))));
    // The last word is given when the check behind it has come.
    Bool offers = name("offers", whole.and(toCheck.not()).and(wrong.not()));
    words.valid().set(offers.and(checked));
    words.payload().get(0).set(word);
    Bool passed = name("passed", offers.and(words.ready().or(checked.not())));
    pins(inWord);
    Bool moves = move(checked, new Ends(headed, toCheck, wrong, passed));
    when(passed.and(state.is(State.CHECK)), () -> checked.set(Bool.lit(true)));
    when(moves, () -> count.set(UInt.lit(0)))
        .elsewhen(whole.not(), () -> count.set(count.add(1).truncate(count.width())));
    fault.set(checked.not().or(state.is(State.DEAD)));
  }

  /** Whether the contract was another, or the check does not fit; kept until the next pass. */
  private Bool differs(Bool arrives, UInt bits, UInt crc) {
    int lines = format.lines().bits();
    List<UInt> contract = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      // Its first group arrives at count each + TRIP, of which the low bits are looked at.
      int group = Math.floorMod(i - TRIP, each);
      contract.add(UInt.lit(format.contract() >>> FlashFormat.WORD - lines * (group + 1) & (1 << lines) - 1));
    }
    UInt expected = Vec.of(contract).get(count.truncate(UInt.upTo(each - 1).width())).truncate(lines);
    Bool atContract = name("at_contract",
        state.is(State.HEADER).and(count.ge(each + TRIP)).and(count.lt(2 * each + TRIP)));
    // Where the check fits, the CRC is only shifted by it, and its bits come up one after another.
    UInt top = crc.slice(FlashCrc.BITS - 1, FlashCrc.BITS - lines);
    Bool differs = reg("differs", Bool.bool(), 0);
    when(state.is(State.COMMAND), () -> differs.set(Bool.lit(false)));
    when(atContract.and(bits.ne(expected)).or(arrives.and(state.is(State.CHECK)).and(bits.ne(top))),
        () -> differs.set(Bool.lit(true)));
    return differs;
  }

  /** The bits of a group, out of a register of their own. */
  private UInt received() {
    UInt held = next("received", receive);
    return switch (format.lines()) {
      case SINGLE -> held.slice(1, 1);
      case DUAL -> held.slice(1, 0);
      case QUAD -> held;
    };
  }

  /** Whether the word that is read is the last: its number, counted so that it ends with a carry. */
  private Bool last() {
    int words = format.words().orElseThrow();
    int bits = UInt.upTo(words).width();
    UInt number = reg("number", UInt.bits(bits + 1));
    when(state.is(State.COMMAND), () -> number.set(UInt.lit((1L << bits) - words)));
    when(state.is(State.READ).and(count.eq(0)), () -> number.set(number.add(1).truncate(number.width())));
    return name("is_last", number.msb());
  }

  private void pins(Bool inWord) {
    Bool selected = name("selected", count.ge(CLOSED));
    Bool wakes = name("wakes", state.is(State.WAKE).and(selected));
    Bool asks = name("asks", state.is(State.COMMAND).and(selected));
    run.set(next("running", wakes.or(asks).or(inWord.and(count.lt(each)))
        .or(state.is(State.HEADER).and(count.lt(FlashFormat.HEADER_WORDS * each))), 0));
    deselect.set(next("deselected", wakes.or(asks).or(inWord).or(state.is(State.HEADER)).not(), 1));
    // The dummy clocks are nobody's.
    sends.set(next("sending", wakes.or(asks.and(count.lt(CLOSED + ASKED))), 0));
    long asked = (long) format.lines().command() << FlashFormat.ADDRESS_BITS | format.offset();
    UInt bit = state.is(State.WAKE).mux(bit((long) WAKE_UP << FlashFormat.ADDRESS_BITS), bit(asked));
    send.set(next("sent", bit.eq(1)));
  }

  /** Of what is asked, the bit whose turn it is. */
  private UInt bit(long asked) {
    List<UInt> bits = new ArrayList<>();
    for (int i = 0; i < 2 * ASKED; i++) {
      int at = i - CLOSED;
      bits.add(UInt.lit(at >= 0 && at < ASKED ? asked >>> ASKED - 1 - at & 1 : 0).truncate(1));
    }
    return Vec.of(bits).get(count.truncate(UInt.upTo(2 * ASKED - 1).width()));
  }

  /** A pass's header has come, its last word, something wrong; a word has been taken. */
  private record Ends(Bool headed, Bool toCheck, Bool wrong, Bool passed) {}

  /** Gives whether the count begins anew. */
  private Bool move(Bool checked, Ends ends) {
    Bool woken = name("woken", state.is(State.WAKE).and(count.eq(CLOSED + BYTE - 1)));
    Bool settled = name("settled", state.is(State.SETTLE).and(count.msb()));
    // The last clock of the command brings the first bits.
    Bool asked = name("asked", state.is(State.COMMAND).and(count.eq(CLOSED + ASKED + BYTE - 2)));
    when(woken, () -> state.go(State.SETTLE));
    when(settled, () -> state.go(State.COMMAND));
    when(asked, () -> state.go(State.HEADER));
    when(ends.headed, () -> state.go(State.READ));
    when(ends.toCheck, () -> state.go(State.CHECK));
    when(ends.passed.and(state.is(State.CHECK)), () -> state.go(State.COMMAND));
    when(ends.wrong, () -> when(checked, () -> state.go(State.DEAD)).otherwise(() -> state.go(State.WAKE)));
    return name("moves", woken.or(settled).or(asked).or(ends.headed).or(ends.toCheck).or(ends.passed).or(ends.wrong));
  }
}
