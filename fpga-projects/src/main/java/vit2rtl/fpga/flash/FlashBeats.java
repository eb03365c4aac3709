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
 * What {@link FlashReader} does, as small as can be, for a {@link FlashImage} of a known number of plain words: no queue, one
 * register that collects a word and holds it until it is taken, one counter for everything that takes its time. A word
 * takes 4 cycles more than its bits do, and the flash's clock stands still while one waits.
 *
 * <p>The header is not read: as all of it is known, the CRC begins with what it would be behind it, so that the check of an image
 * with another header does not fit. The last word waits for the check here, too.
 */
@Summary("Reads a network's constants from a serial flash again and again, word by word, and checks them.")
final class FlashBeats extends Component {
  /** CHECK is a word like those of READ, but compared. */
  private enum State { WAKE, SETTLE, COMMAND, READ, CHECK, DEAD }

  private static final int WAKE_UP = 0xAB;
  private static final int BYTE = 8;
  /** Bits of command and address. */
  private static final int ASKED = BYTE + FlashFormat.ADDRESS_BITS;
  /** Counts of WAKE and COMMAND; the flash is selected, and has a clock, in the last ones. */
  private static final int COUNTS = 2 * ASKED;
  private static final int WAKE_AT = COUNTS - BYTE;
  /** The dummy clocks end with count 62, as the last one of them brings the first bits and belongs to the first word. */
  private static final int ASK_AT = WAKE_AT - ASKED;
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
    count = reg("count", UInt.bits(UInt.upTo(Math.max(format.settle(), COUNTS) - 1).width() + 1), 0);
    Bool checked = reg("checked", Bool.bool(), 0);
    Bool inWord = name("in_word", state.is(State.READ).or(state.is(State.CHECK)));
    // Counts up to each + TRIP, and there it stays.
    UInt inner = count.truncate(UInt.upTo(each + TRIP).width());
    Bool whole = name("whole", inWord.and(inner.eq(each + TRIP)));
    Bool fetch = name("fetch", inWord.and(inner.bit(Integer.numberOfTrailingZeros(each)).not()));
    Bool arrives = fetch;
    for (int i = 1; i <= TRIP; i++) {
      arrives = next("fetched_" + i, arrives, 0);
    }
    pins(fetch, inWord);

    UInt bits = received();
    UInt crc = reg("crc", UInt.bits(FlashCrc.BITS));
    when(state.is(State.COMMAND), () -> crc.set(UInt.lit(Integer.toUnsignedLong(headerCheck()))));
    UInt word = reg("word", UInt.bits(FlashFormat.WORD));
    Bool here = arrives;
    when(here, () -> crc.set(FlashCrc.next(crc, bits)));
    when(here.and(state.is(State.READ)),
        () -> word.set(word.slice(FlashFormat.WORD - 1 - bits.width(), 0).concat(bits)));
    // Where the check fits, the CRC is only shifted by it, and its bits come up one after another.
    Bool differs = reg("differs", Bool.bool(), 0);
    UInt top = crc.slice(FlashCrc.BITS - 1, FlashCrc.BITS - bits.width());
    when(state.is(State.COMMAND), () -> differs.set(Bool.lit(false)));
    when(here.and(state.is(State.CHECK)).and(bits.ne(top)), () -> differs.set(Bool.lit(true)));

    Bool toCheck = name("to_check", whole.and(state.is(State.READ)).and(last()));
    Bool wrong = name("wrong", whole.and(state.is(State.CHECK)).and(differs));
    // The last word is given when the check behind it has come.
    Bool offers = name("offers", whole.and(toCheck.or(wrong).not()));
    words.valid().set(offers.and(checked));
    words.payload().get(0).set(word);
    Bool passed = name("passed", offers.and(words.ready().or(checked.not())));
    Bool right = name("right", passed.and(state.is(State.CHECK)));
    when(right, () -> checked.set(Bool.lit(true)));
    Bool moves = move(toCheck, right, wrong, checked);
    when(moves.or(passed), () -> count.set(UInt.lit(0)))
        .elsewhen(whole.not(), () -> count.set(count.add(1).truncate(count.width())));
    fault.set(checked.not().or(state.is(State.DEAD)));
  }

  /** The CRC behind the header. */
  private int headerCheck() {
    byte[] header = FlashImage.header(format.contract(), format.words().orElseThrow());
    return FlashImage.check(header, header.length);
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
    when(state.is(State.READ).and(count.truncate(UInt.upTo(each + TRIP).width()).eq(0)),
        () -> number.set(number.add(1).truncate(number.width())));
    return name("is_last", number.msb());
  }

  /** What the pins do in the next cycle. */
  private void pins(Bool fetch, Bool inWord) {
    UInt step = count.truncate(UInt.upTo(COUNTS - 1).width());
    Bool late = name("late", step.slice(5, 3).eq(WAKE_AT / BYTE));
    Bool wakes = name("wakes", state.is(State.WAKE).and(late));
    Bool asks = name("asks", state.is(State.COMMAND).and(step.bit(5).or(step.slice(4, 3).eq(ASK_AT / BYTE))));
    run.set(next("running", wakes.or(asks).or(fetch), 0));
    deselect.set(next("deselected", wakes.or(asks).or(inWord).not(), 1));
    // The dummy clocks are nobody's.
    sends.set(next("sending", wakes.or(asks.and(late.not())), 0));
    long asked = (long) format.lines().command() << FlashFormat.ADDRESS_BITS
        | format.offset() + FlashFormat.WORD / Byte.SIZE * FlashFormat.HEADER_WORDS;
    List<UInt> bits = new ArrayList<>();
    for (int i = 0; i < COUNTS; i++) {
      boolean bit = i >= WAKE_AT ? (WAKE_UP >> COUNTS - 1 - i & 1) != 0
          : i >= ASK_AT && (asked >> WAKE_AT - 1 - i & 1) != 0;
      bits.add(UInt.lit(bit ? 1 : 0).truncate(1));
    }
    send.set(next("sent", Vec.of(bits).get(step).eq(1)));
  }

  /** Gives whether a state ends. */
  private Bool move(Bool toCheck, Bool right, Bool wrong, Bool checked) {
    UInt step = count.truncate(UInt.upTo(COUNTS - 1).width());
    Bool woken = name("woken", state.is(State.WAKE).and(step.eq(COUNTS - 1)));
    Bool settled = name("settled", state.is(State.SETTLE).and(count.msb()));
    Bool asked = name("asked", state.is(State.COMMAND).and(step.eq(COUNTS - 2)));
    when(woken, () -> state.go(State.SETTLE));
    when(settled, () -> state.go(State.COMMAND));
    when(asked, () -> state.go(State.READ));
    when(toCheck, () -> state.go(State.CHECK));
    when(right, () -> state.go(State.COMMAND));
    when(wrong, () -> when(checked, () -> state.go(State.DEAD)).otherwise(() -> state.go(State.WAKE)));
    return name("moves", woken.or(settled).or(asked).or(toCheck).or(wrong));
  }
}
