package vit2rtl.fpga.flash;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.StateMachine;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The words of constants of a {@link FlashImage}, for ever one pass after the other, out of a serial flash.
 *
 * <p>The flash's clock is the circuit's, inverted, in cycles in which {@code run} is high: it rises in the middle of such
 * a cycle and falls at its end. What goes out changes at the beginning of a cycle; what comes in is taken at the end of
 * the cycle after the fall, so a round trip has a whole cycle. A pause in the middle of a read is a clock that stands
 * still.
 *
 * <p>After reset the flash is woken (AB), given the cycles that it takes, and read once without giving anything, to see
 * whether magic, contract and check fit. If not, it begins anew, so a flash that answers late or is written meanwhile is
 * found; {@code fault} is high until it is. From then on words are given, the last of each pass only once the check has
 * fitted again; where it does not, {@code fault} is high and nothing more comes, until reset.
 */
@Summary("Reads a network's constants from a serial flash again and again, and checks them.")
final class FlashReader extends Component {
  private enum State { PAUSE, WAKE, SETTLE, COMMAND, READ, DEAD }

  private static final int WAKE_UP = 0xAB;
  private static final int BYTE = 8;
  /** Command, address, dummy clocks. */
  private static final int COMMAND_CLOCKS = BYTE + FlashFormat.ADDRESS_BITS + BYTE;
  /** Cycles with the flash deselected between two reads, in which everything on its way arrives. */
  private static final int CLOSED = 8;
  /** Cycles from the decision for a clock of the flash to the bits that it brings. */
  private static final int TRIP = 3;
  private static final int PLACES = 8;
  /** Places for the word that waits for its pass's check, and those on their way. */
  private static final int SPARE = 3;

  private final FlashFormat format;

  final Bool run = out("run", Bool.bool());
  final Bool deselect = out("deselect", Bool.bool());
  /** The line that command and address go out on, and whether it is driven. */
  final Bool send = out("send", Bool.bool());
  final Bool sends = out("sends", Bool.bool());
  final UInt receive = in("receive", UInt.bits(4));
  final Bool fault = out("fault", Bool.bool());
  final Stream<UInt> words = out("words", Stream.of(UInt.bits(FlashFormat.WORD), 1).withoutLast());

  private StateMachine<State> state;

  FlashReader(FlashFormat format) {
    super("FlashReader");
    this.format = format;
  }

  @Override
  protected void build() {
    state = states("state", State.class, State.PAUSE);
    Bool checked = reg("checked", Bool.bool(), 0);
    StreamFifo<UInt> queue = instance("queue", () -> new StreamFifo<>("FlashQueue", words.shape(), PLACES));
    queue.output.into(words);

    Bool fetch = fetch(checked.not().or(queue.fill.le(PLACES - SPARE)));
    FlashWords taken = instance("taken", () -> new FlashWords(format));
    taken.starts.set(state.is(State.COMMAND));
    taken.bits.set(received());
    taken.valid.set(delay("fetched", fetch, TRIP).and(state.is(State.READ)));
    queue.input.valid().set(taken.gives.and(checked));
    queue.input.payload().get(0).set(taken.word);
    UInt wait = command(fetch);
    when(taken.wrong, () -> {
      wait.set(UInt.lit(format.settle()));
      when(checked, () -> state.go(State.DEAD)).otherwise(() -> state.go(State.PAUSE));
    });
    when(taken.right, () -> {
      checked.set(Bool.lit(true));
      wait.set(UInt.lit(CLOSED));
      state.go(State.SETTLE);
    });
    fault.set(checked.not().or(state.is(State.DEAD)));
  }

  /** A clock for every group of bits of a word, whole words at a time. */
  private Bool fetch(Bool room) {
    int each = FlashFormat.WORD / format.lines().bits();
    UInt groups = reg("groups", UInt.bits(UInt.upTo(each - 1).width()), 0);
    Bool fetch = name("fetch", state.is(State.READ).and(groups.ne(0).or(room)));
    when(fetch, () -> groups.set(groups.sub(1).modulo(groups.width())));
    when(state.is(State.COMMAND), () -> groups.set(UInt.lit(0)));
    return fetch;
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

  /** Selects, wakes and asks; gives the counter of what is waited for. */
  private UInt command(Bool fetch) {
    UInt wait = reg("waiting", UInt.bits(UInt.upTo(Math.max(format.settle(), COMMAND_CLOCKS)).width()), format.settle());
    Bool over = name("over", wait.eq(0));
    UInt shift = reg("shift", UInt.bits(BYTE + FlashFormat.ADDRESS_BITS));
    Bool wakes = name("wakes", state.is(State.WAKE).and(over.not()));
    Bool asks = name("asks", state.is(State.COMMAND).and(over.not()));
    run.set(next("running", asks.or(wakes).or(fetch), 0));
    deselect.set(next("deselected",
        state.is(State.COMMAND).or(state.is(State.WAKE)).or(state.is(State.READ)).not(), 1));
    send.set(next("sent", shift.msb()));
    // The dummy clocks are nobody's.
    sends.set(next("sending", wakes.or(asks.and(wait.ge(BYTE))), 0));
    when(over.not(), () -> wait.set(wait.sub(1).modulo(wait.width())));
    when(asks.or(wakes), () -> shift.set(shift.shl(1).truncate(shift.width())));
    when(state.is(State.PAUSE).and(over), () -> {
      state.go(State.WAKE);
      shift.set(UInt.lit((long) WAKE_UP << FlashFormat.ADDRESS_BITS));
      wait.set(UInt.lit(BYTE));
    });
    when(state.is(State.WAKE).and(over), () -> {
      state.go(State.SETTLE);
      wait.set(UInt.lit(format.settle()));
    });
    when(state.is(State.SETTLE).and(over), () -> {
      state.go(State.COMMAND);
      shift.set(UInt.lit((long) format.lines().command() << FlashFormat.ADDRESS_BITS | format.offset()));
      // The last clock of the command brings the first bits.
      wait.set(UInt.lit(COMMAND_CLOCKS - 1));
    });
    when(state.is(State.COMMAND).and(over), () -> state.go(State.READ));
    return wait;
  }

  private Bool delay(String name, Bool value, int cycles) {
    Bool late = value;
    for (int i = 1; i <= cycles; i++) {
      late = next(name + "_" + i, late, 0);
    }
    return late;
  }
}
