package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.StateMachine;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Serial line and {@link Protocol} for one network, as small as can be: the line is listened to or spoken on, so one register
 * of eight bits ({@link LineBits}), one CRC and one counter serve both directions, and one request is open at a time. What
 * a host sends while a reply is under way is not heard.
 *
 * <p>A pixel goes to the network out of the line's register. It has until the next byte's start bit has been seen to be
 * taken, {@code divisor} cycles at least; otherwise the row is completed with zeros and reported as OVERRUN. What goes wrong
 * else is answered as {@link RequestReader} and {@link ReplyWriter} do, but that a reply whose network's constants get lost
 * simply ends.
 *
 * <p>One counter of {@link #COUNT_BITS} bits or more counts cycles from the last byte or pixel on: it gives up a request that
 * stops, and stands still from the first logit on, when it tells the cycles of the image, modulo its size.
 */
final class OneRequestLine extends Component {
  /** {@link #ROW} with a status that says so completes the row with zeros. The last four speak. */
  private enum Turn { HUNT, BEGIN, ROW, CRC, HEAD, PAYLOAD, CYCLES, CHECK }

  /** Enough for 0.7 s at 24 MHz. */
  static final int COUNT_BITS = 24;
  private static final int STATUS_BITS = 3;
  private static final int HEAD_BYTES = 4;
  /** Bytes of a result: its place among them is the low bit of the index. */
  private static final int RESULT_BYTES = 2;

  private final BoardConfig config;
  private final int[] description;
  private final BoardUnit unit;

  final Bool line = in("line", Bool.bool());
  final Bool sent = out("sent", Bool.bool());
  final Bool active = out("active", Bool.bool());
  /** High for a cycle when a reply begins whose status is not OK. */
  final Bool failed = out("failed", Bool.bool());
  final Opt<Bool> fault;
  final Stream<UInt> row = out("row", Stream.of(UInt.bits(Byte.SIZE), 1));
  /** The row's results, whose bytes are told, the low byte of each first. */
  final Stream<UInt> results;

  private StateMachine<Turn> state;
  private LineBits bits;
  private UInt index;
  private UInt status;
  private Bool command;
  private Bool speaks;
  private Bool fills;

  OneRequestLine(BoardConfig config, int[] description) {
    super("OneRequestLine");
    this.config = config;
    this.description = description.clone();
    this.unit = config.units().get(0);
    this.results = in("results", Stream.of(UInt.bits(unit.outputBits()), 1));
    this.fault = Opt.when(config.hasFlash(), () -> in("fault", Bool.bool()));
  }

  @Override
  protected void build() {
    state = states("turn", Turn.class, Turn.HUNT);
    index = reg("index", UInt.bits(UInt.upTo(Math.max(unit.rowLength(), description.length) - 1).width()));
    status = reg("status", UInt.bits(STATUS_BITS));
    command = reg("command", Bool.bool());
    bits = instance("bits", () -> new LineBits(config.divisor()));
    bits.line.set(line);
    sent.set(bits.sent);
    Bool faulted = name("lacks", faulted().and(command));
    speaks = name("speaks", state.is(Turn.HEAD).or(state.is(Turn.PAYLOAD)).or(state.is(Turn.CYCLES))
        .or(state.is(Turn.CHECK)));
    fills = name("fills", state.is(Turn.ROW).and(status.bit(1)));

    Bool waiting = reg("waiting", Bool.bool());
    Bool offers = name("offers", state.is(Turn.ROW).and(waiting.or(fills)));
    Bool rowEnds = name("row_ends", index.eq(unit.rowLength() - 1));
    row.valid().set(offers.and(faulted.not()));
    row.last().set(rowEnds);
    row.payload().get(0).set(bits.octet);
    Bool taken = name("taken", offers.and(row.ready().or(faulted)));
    when(taken.or(state.is(Turn.BEGIN)), () -> waiting.set(Bool.lit(false)));
    when(bits.came.and(state.is(Turn.ROW)), () -> waiting.set(Bool.lit(true)));
    UInt count = count(taken);
    UInt sequence = next(bits.came.and(state.is(Turn.BEGIN)), "sequence_held", bits.octet);
    UInt crc = crc();

    when(taken.or(bits.gone).or(bits.came.and(state.is(Turn.ROW).not())), () -> index.set(index.add(1).truncate(index.width())));
    listen(taken.and(rowEnds), waiting, count.bit(config.timeoutBits()));
    speak(faulted, crc);
    bits.bit.set(reply(faulted.mux(UInt.lit(Status.CONSTANTS.ordinal()), status), sequence, count, crc));
    active.set(state.is(Turn.HUNT).not());
    failed.set(state.is(Turn.HEAD).and(faulted.or(status.ne(Status.OK.ordinal()))));
  }

  /** Whether constants were missing at any time of the request. */
  private Bool faulted() {
    if (!fault.isPresent()) {
      return Bool.lit(false);
    }
    Bool faulted = reg("faulted", Bool.bool(), 1);
    when(fault.get().or(state.is(Turn.HUNT)), () -> faulted.set(fault.get()));
    return faulted;
  }

  /** Over every byte but the first; 0 behind a CRC that fits. */
  private UInt crc() {
    UInt crc = reg("crc", UInt.bits(Byte.SIZE));
    when(bits.came.or(bits.gone), () -> crc.set(Crc8.next(crc, bits.octet)));
    when(state.is(Turn.HUNT).or(state.is(Turn.HEAD).and(index.eq(0))), () -> crc.set(UInt.lit(0)));
    return crc;
  }

  /** Cycles since the last byte or pixel, and an image's. */
  private UInt count(Bool taken) {
    UInt count = reg("count", UInt.bits(Math.max(COUNT_BITS, config.timeoutBits() + 1)));
    Bool there = reg("logits_there", Bool.bool());
    when(results.valid(), () -> there.set(Bool.lit(true)));
    when(state.is(Turn.HUNT), () -> there.set(Bool.lit(false)));
    when(there.or(results.valid()).not(), () -> count.set(count.add(1).truncate(count.width())));
    when(state.is(Turn.HUNT).or(taken).or(bits.came.and(state.is(Turn.CRC).not())), () -> count.set(UInt.lit(1)));
    return count;
  }

  private void listen(Bool rowEnds, Bool waiting, Bool expired) {
    Bool overrun = name("overrun", waiting.and(bits.tick));
    Bool givenUp = name("given_up", state.is(Turn.ROW).and(fills.not()).and(expired.or(overrun)));
    Bool silent = name("silent", state.is(Turn.CRC).and(expired));
    bits.listens.set(speaks.or(fills).not());
    bits.clear.set(givenUp.or(silent));
    when(state.is(Turn.HUNT), () -> {
      status.set(UInt.lit(Status.OK.ordinal()));
      when(bits.came.and(bits.octet.eq(Protocol.REQUEST)), () -> go(Turn.BEGIN));
    });
    when(state.is(Turn.BEGIN), () -> when(bits.came, () -> when(index.eq(0), () -> {
      command.set(bits.octet.eq(1));
      when(bits.octet.slice(Byte.SIZE - 1, 1).ne(0), () -> status.set(UInt.lit(Status.REFUSED.ordinal())));
    }).elsewhen(status.bit(2), () -> go(Turn.HEAD))
        .elsewhen(command, () -> go(Turn.ROW)).otherwise(() -> go(Turn.CRC)))
        .elsewhen(expired, () -> go(Turn.HUNT)));
    when(givenUp, () -> status.set(overrun.mux(UInt.lit(Status.OVERRUN.ordinal()), UInt.lit(Status.TIMEOUT.ordinal()))));
    when(rowEnds, () -> when(fills, () -> go(Turn.HEAD)).otherwise(() -> go(Turn.CRC)));
    when(silent, () -> {
      status.set(UInt.lit(Status.TIMEOUT.ordinal()));
      go(Turn.HEAD);
    }).elsewhen(bits.came.and(state.is(Turn.CRC)), () -> go(Turn.HEAD));
  }

  /** The bit whose turn it is. */
  private Bool reply(UInt said, UInt sequence, UInt count, UInt crc) {
    List<Bool> head = List.of(bit(UInt.lit(Protocol.REPLY)), bit(said), bit(command.asUInt()), bit(sequence));
    List<Bool> described = Arrays.stream(description).mapToObj(value -> bit(UInt.lit(value))).toList();
    List<Bool> logit = bytes(results.payload().get(0), RESULT_BYTES);
    List<Bool> cycles = bytes(count, NetworkUnit.CYCLE_BYTES);
    Bool payload = command.mux(Vec.of(logit).get(index.truncate(1)),
        Vec.of(described).get(index.truncate(UInt.upTo(description.length - 1).width())));
    return state.is(Turn.HEAD).mux(Vec.of(head).get(index.truncate(2)), state.is(Turn.PAYLOAD).mux(payload,
        state.is(Turn.CYCLES).mux(Vec.of(cycles).get(index.truncate(2)), bit(crc))));
  }

  /** Of every byte of a number the bit that is asked for, zeros behind it. */
  private List<Bool> bytes(UInt number, int count) {
    List<Bool> all = new ArrayList<>();
    for (int low = 0; low < Byte.SIZE * count; low += Byte.SIZE) {
      all.add(low < number.width() ? bit(number.slice(Math.min(low + Byte.SIZE, number.width()) - 1, low))
          : Bool.lit(false));
    }
    return all;
  }

  /** Of a byte the bit that is asked for. */
  private Bool bit(UInt octet) {
    List<Bool> all = new ArrayList<>();
    for (int i = 0; i < Byte.SIZE; i++) {
      all.add(i < octet.width() ? octet.bit(i) : Bool.lit(false));
    }
    return Vec.of(all).get(bits.number);
  }

  private void speak(Bool faulted, UInt crc) {
    Bool inPayload = state.is(Turn.PAYLOAD);
    Bool lost = name("lost", inPayload.and(faulted));
    bits.starts.set(speaks.and(inPayload.and(command).not().or(results.valid().and(faulted.not()))));
    Bool resultEnds = name("result_ends", command.and(index.bit(0)).and(bits.gone).and(inPayload));
    results.ready().set(resultEnds);
    // Where a row has come whole, its CRC is 0 now.
    when(state.is(Turn.HEAD).and(index.eq(0)).and(bits.idle).and(status.eq(Status.OK.ordinal())).and(crc.ne(0)),
        () -> status.set(UInt.lit(Status.CRC.ordinal())));
    when(bits.gone, () -> {
      when(state.is(Turn.HEAD).and(index.truncate(2).eq(HEAD_BYTES - 1)),
          () -> when(status.bit(2).or(faulted), () -> go(Turn.CHECK)).otherwise(() -> go(Turn.PAYLOAD)));
      when(inPayload.and(command.not()).and(index.truncate(UInt.upTo(description.length - 1).width())
          .eq(description.length - 1)), () -> go(Turn.CHECK));
      when(inPayload.and(resultEnds).and(results.last()), () -> go(Turn.CYCLES));
      when(state.is(Turn.CYCLES).and(index.truncate(2).eq(NetworkUnit.CYCLE_BYTES - 1)), () -> go(Turn.CHECK));
      when(state.is(Turn.CHECK), () -> go(Turn.HUNT));
    });
    when(lost.and(bits.idle), () -> go(Turn.HUNT));
  }

  private void go(Turn to) {
    state.go(to);
    index.set(UInt.lit(0));
  }
}
