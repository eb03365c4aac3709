package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;

/**
 * Takes requests ({@link Protocol}) from the bytes of the line, feeds their rows to the units while they arrive, and
 * posts one reply order per request. One register between line and units carries an element that a unit is not yet
 * ready for; should the next one come before it is gone, the row is completed with zeros and reported as OVERRUN. The row
 * of a request in which {@code fault} was high goes nowhere and is reported as CONSTANTS.
 */
final class RequestReader extends Component {
  static final int COMMAND_BITS = 3;
  static final int STATUS_BITS = 3;

  private enum State { HUNT, COMMAND, SEQUENCE, ROW, CRC, FLUSH, POST }

  private final BoardConfig config;

  final Bool received = in("received", Bool.bool());
  final UInt data = in("data", UInt.bits(8));

  final List<Bool> valid = new ArrayList<>();
  final List<Bool> ready = new ArrayList<>();
  final UInt element;
  final Bool last = out("last_element", Bool.bool());

  final Bool post = out("post", Bool.bool());
  final Bool accepted = in("accepted", Bool.bool());
  final UInt status = out("status", UInt.bits(STATUS_BITS));
  final UInt command = out("command", UInt.bits(COMMAND_BITS));
  final UInt sequence = out("sequence_number", UInt.bits(8));
  final Bool active = out("active", Bool.bool());

  /** A unit's constants are not there; it is low only while they are, and once it rises again it stays until reset. */
  final Opt<Bool> fault;
  private final Opt<ElementBytes> bytes;

  private UInt state;

  RequestReader(BoardConfig config) {
    super("RequestReader");
    this.config = config;
    this.element = out("element", UInt.bits(8 * config.inputBytes()));
    for (int unit = 0; unit < config.units().size(); unit++) {
      valid.add(out("valid_" + unit, Bool.bool()));
      ready.add(in("ready_" + unit, Bool.bool()));
    }
    this.fault = Opt.when(config.hasFlash(), () -> in("fault", Bool.bool()));
    this.bytes = Opt.when(config.inputBytes() > 1,
        () -> instance("element_bytes", () -> new ElementBytes(config.inputBytes())));
  }

  @Override
  protected void build() {
    int countBits = UInt.upTo(config.units().stream().mapToInt(BoardUnit::rowLength).max().orElseThrow()).width();
    state = reg("state", UInt.bits(3), State.HUNT.ordinal());
    UInt heldCommand = reg("held_command", UInt.bits(COMMAND_BITS));
    UInt heldSequence = reg("held_sequence", UInt.bits(8));
    UInt heldStatus = reg("held_status", UInt.bits(STATUS_BITS));
    UInt crc = reg("crc", UInt.bits(8));
    UInt left = reg("left", UInt.bits(countBits));

    // The element on its way to a unit.
    Bool waiting = reg("waiting", Bool.bool(), 0);
    UInt elementHeld = reg("element_held", element.type());
    Bool lastHeld = reg("last_held", Bool.bool());
    UInt unitHeld = reg("unit_held", UInt.bits(COMMAND_BITS));
    Bool taken = Bool.lit(false);
    for (int unit = 0; unit < valid.size(); unit++) {
      Bool selected = name("selected_" + unit, waiting.and(unitHeld.eq(unit + 1)));
      valid.get(unit).set(selected);
      taken = taken.or(selected.and(ready.get(unit)));
    }
    Bool faulted = faulted();
    Bool gone = name("gone", fault.isPresent() ? taken.or(faulted) : taken);
    when(gone, () -> waiting.set(Bool.lit(false)));
    Bool room = name("room", waiting.not().or(gone));

    UInt idle = reg("idle", UInt.bits(config.timeoutBits() + 1), 0);
    Bool expired = name("expired", idle.msb());
    when(received.or(in(State.HUNT)), () -> idle.set(UInt.lit(0)))
        .elsewhen(expired.not(), () -> idle.set(idle.add(1).truncate(idle.width())));

    bytes.ifPresent(made -> {
      made.start.set(in(State.SEQUENCE));
      made.take.set(in(State.ROW).and(received));
      made.data.set(data);
      made.last.set(lastByte(heldCommand));
    });
    Bool arrived = name("arrived", bytes.isPresent() ? received.and(bytes.get().whole) : received);
    UInt arriving = bytes.isPresent() ? bytes.get().element : data;
    Bool rowElement = name("row_element", in(State.ROW).and(arrived).and(room));
    Bool filler = name("filler", in(State.FLUSH).and(room));
    when(rowElement.or(filler), () -> {
      waiting.set(Bool.lit(true));
      elementHeld.set(in(State.FLUSH).mux(UInt.lit(0), arriving));
      lastHeld.set(left.eq(1));
      unitHeld.set(heldCommand);
      left.set(left.sub(1).modulo(countBits));
    });
    when(received, () -> crc.set(Crc8.next(in(State.COMMAND).mux(UInt.lit(0), crc), data)));

    when(in(State.HUNT), () ->
        when(received.and(data.eq(Protocol.REQUEST)), () -> go(State.COMMAND)));
    when(in(State.COMMAND), () -> when(received, () -> {
      heldCommand.set(data.le(config.units().size()).mux(data.slice(COMMAND_BITS - 1, 0), UInt.lit(0)));
      heldStatus.set(data.le(config.units().size()).mux(status(Status.OK), status(Status.REFUSED)));
      left.set(rowLength(data));
      go(State.SEQUENCE);
    }).elsewhen(expired, () -> go(State.HUNT)));
    when(in(State.SEQUENCE), () -> when(received, () -> {
      heldSequence.set(data);
      state.set(heldStatus.eq(Status.REFUSED.ordinal()).mux(state(State.POST),
          heldCommand.eq(Protocol.DESCRIBE).mux(state(State.CRC), state(State.ROW))));
    }).elsewhen(expired, () -> go(State.HUNT)));
    when(in(State.ROW), () -> when(arrived, () -> {
      when(room.not(), () -> {
        heldStatus.set(status(Status.OVERRUN));
        go(State.FLUSH);
      }).elsewhen(left.eq(1), () -> go(State.CRC));
    }).elsewhen(expired, () -> {
      heldStatus.set(status(Status.TIMEOUT));
      go(State.FLUSH);
    }));
    when(in(State.CRC), () -> when(received, () -> {
      when(data.ne(crc), () -> heldStatus.set(status(Status.CRC)));
      go(State.POST);
    }).elsewhen(expired, () -> {
      heldStatus.set(status(Status.TIMEOUT));
      go(State.POST);
    }));
    when(in(State.FLUSH).and(filler).and(left.eq(1)), () -> go(State.POST));
    when(in(State.POST).and(accepted), () -> go(State.HUNT));

    element.set(elementHeld);
    last.set(lastHeld);
    post.set(in(State.POST));
    status.set(fault.isPresent() ? faulted.and(heldCommand.ne(Protocol.DESCRIBE))
        .mux(status(Status.CONSTANTS), heldStatus) : heldStatus);
    command.set(heldCommand);
    sequence.set(heldSequence);
    active.set(in(State.HUNT).not());
  }

  /** Whether constants were missing at any time of the request that is coming. */
  private Bool faulted() {
    if (!fault.isPresent()) {
      return Bool.lit(false);
    }
    Bool faulted = reg("faulted", Bool.bool(), 1);
    when(fault.get().or(in(State.HUNT)), () -> faulted.set(fault.get()));
    return faulted;
  }

  /** Bytes of an element for the unit of a command, less one. */
  private UInt lastByte(UInt command) {
    UInt last = UInt.lit(0);
    for (int unit = 0; unit < config.units().size(); unit++) {
      last = command.eq(unit + 1).mux(UInt.lit(config.units().get(unit).inputBytes() - 1), last);
    }
    return last;
  }

  private UInt rowLength(UInt command) {
    UInt length = UInt.lit(0);
    for (int unit = 0; unit < config.units().size(); unit++) {
      length = command.eq(unit + 1).mux(UInt.lit(config.units().get(unit).rowLength()), length);
    }
    return length;
  }

  private Bool in(State which) {
    return state.eq(which.ordinal());
  }

  private void go(State to) {
    state.set(UInt.lit(to.ordinal()));
  }

  private static UInt state(State which) {
    return UInt.lit(which.ordinal());
  }

  private static UInt status(Status which) {
    return UInt.lit(which.ordinal());
  }
}
