package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;

/**
 * Serial line and {@link Protocol} for one network, as small as can be: the line is listened to or spoken on, so one register
 * of eight bits ({@link LineBits}), one CRC and one counter serve both directions, and one request is open at a time. What
 * a host sends while a reply is under way is not heard.
 *
 * <p>A pixel goes to the network out of the line's register. It has until the next byte's start bit has been seen to be
 * taken, {@code divisor} cycles at least; otherwise the row is completed with zeros and reported as OVERRUN. What goes wrong
 * else is answered as {@link RequestReader} and {@link ReplyWriter} do, but that a reply whose network's constants get lost
 * goes on with its end.
 *
 * <p>One counter of {@link #COUNT_BITS} bits or more counts cycles from the last byte or pixel on: it gives up a request that
 * stops, and stands still from the first logit on, when it tells the cycles of the image, modulo its size.
 */
final class OneRequestLine extends Component {
  /**
   * What comes one after the other, the last four said. {@link #ROW} with a status of the second bit completes the row with
   * zeros. What a request or reply does not have is left again in the next cycle.
   */
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

  private UInt turn;
  private LineBits bits;
  private UInt index;
  private UInt status;
  private Bool command;

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
    turn = reg("turn", UInt.bits(3), Turn.HUNT.ordinal());
    index = reg("index", UInt.bits(UInt.upTo(Math.max(unit.rowLength(), description.length) - 1).width()));
    status = reg("status", UInt.bits(STATUS_BITS));
    command = reg("command", Bool.bool());
    bits = instance("bits", () -> new LineBits(config.divisor()));
    bits.line.set(line);
    sent.set(bits.sent);
    Bool lacks = name("lacks", faulted().and(command));
    Bool fills = name("fills", in(Turn.ROW).and(status.bit(1)));
    bits.listens.set(turn.msb().or(fills).not());

    Bool waiting = reg("waiting", Bool.bool());
    Bool offers = name("offers", in(Turn.ROW).and(waiting.or(fills)));
    Bool rowEnds = name("row_ends", index.eq(unit.rowLength() - 1));
    row.valid().set(offers.and(lacks.not()));
    row.last().set(rowEnds);
    row.payload().get(0).set(bits.octet);
    Bool taken = name("taken", offers.and(row.ready().or(lacks)));
    when(taken.or(in(Turn.BEGIN)), () -> waiting.set(Bool.lit(false)));
    when(bits.came.and(in(Turn.ROW)), () -> waiting.set(Bool.lit(true)));
    UInt count = count(taken);
    Bool expired = name("expired", count.bit(config.timeoutBits()));
    UInt sequence = next(bits.came.and(in(Turn.BEGIN)), "sequence_held", bits.octet);
    UInt crc = crc();
    judge(crc, expired, name("overrun", waiting.and(bits.tick).and(fills.not())));

    Bool bare = name("bare", status.bit(2).or(lacks));
    turn(taken, rowEnds, bare, expired);
    bits.starts.set(turn.msb().and(chosen(List.of(Bool.lit(true), bare.not().and(command.not().or(results.valid())),
        bare.not().and(command), Bool.lit(true)), turn)));
    bits.bit.set(reply(lacks.mux(UInt.lit(Status.CONSTANTS.ordinal()), status), sequence, count, crc));
    active.set(in(Turn.HUNT).not());
    failed.set(in(Turn.HEAD).and(lacks.or(status.ne(Status.OK.ordinal()))));
  }

  /** From one turn to the next, and the index within it. */
  private void turn(Bool taken, Bool rowEnds, Bool bare, Bool expired) {
    Bool resultEnds = name("result_ends", bits.gone.and(index.bit(0)));
    results.ready().set(resultEnds.and(in(Turn.PAYLOAD)).and(command));
    Bool four = name("four", bits.gone.and(index.truncate(2).eq(HEAD_BYTES - 1)));
    Bool described = bits.gone.and(index.truncate(UInt.upTo(description.length - 1).width()).eq(description.length - 1));
    Bool nothing = name("nothing", bare.and(bits.idle));
    Bool ends = name("ends", chosen(List.of(
        bits.came.and(bits.octet.eq(Protocol.REQUEST)),
        bits.came.and(index.bit(0)),
        taken.and(rowEnds).or(command.not()),
        bits.came.or(status.slice(2, 1).ne(0)),
        four,
        command.mux(resultEnds.and(results.last()), described).or(nothing),
        four.or(nothing).or(command.not()),
        bits.gone), turn));
    when(ends, () -> turn.set(turn.add(1).truncate(turn.width())));
    when(in(Turn.BEGIN).and(expired), () -> turn.set(UInt.lit(Turn.HUNT.ordinal())));
    when(ends, () -> index.set(UInt.lit(0)))
        .elsewhen(taken.or(bits.gone).or(bits.came.and(turn.bit(1).not())),
            () -> index.set(index.add(1).truncate(index.width())));
  }

  /** Whether constants were missing at any time of the request. */
  private Bool faulted() {
    if (!fault.isPresent()) {
      return Bool.lit(false);
    }
    Bool faulted = reg("faulted", Bool.bool(), 1);
    when(fault.get().or(in(Turn.HUNT)), () -> faulted.set(fault.get()));
    return faulted;
  }

  /** Over every byte but the first; 0 behind a CRC that fits. */
  private UInt crc() {
    UInt crc = reg("crc", UInt.bits(Byte.SIZE));
    when(bits.came.or(bits.gone), () -> crc.set(Crc8.next(crc, bits.octet)));
    when(in(Turn.HUNT).or(in(Turn.HEAD).and(index.eq(0))), () -> crc.set(UInt.lit(0)));
    return crc;
  }

  /** Cycles since the last byte or pixel, and an image's. */
  private UInt count(Bool taken) {
    UInt count = reg("count", UInt.bits(Math.max(COUNT_BITS, config.timeoutBits() + 1)));
    Bool there = reg("logits_there", Bool.bool());
    when(results.valid(), () -> there.set(Bool.lit(true)));
    when(in(Turn.HUNT), () -> there.set(Bool.lit(false)));
    when(there.or(results.valid()).not(), () -> count.set(count.add(1).truncate(count.width())));
    when(in(Turn.HUNT).or(taken).or(bits.came.and(in(Turn.CRC).not())), () -> count.set(UInt.lit(1)));
    return count;
  }

  /** What the command is, and what there is to say of the request. */
  private void judge(UInt crc, Bool expired, Bool overrun) {
    Bool late = name("late", expired.and(in(Turn.ROW).or(in(Turn.CRC))).and(status.bit(1).not()));
    Bool full = name("full", overrun.and(in(Turn.ROW)));
    bits.clear.set(late.or(full));
    when(in(Turn.HUNT), () -> status.set(UInt.lit(Status.OK.ordinal())));
    when(in(Turn.BEGIN).and(bits.came).and(index.bit(0).not()), () -> {
      command.set(bits.octet.eq(1));
      when(bits.octet.slice(Byte.SIZE - 1, 1).ne(0), () -> status.set(UInt.lit(Status.REFUSED.ordinal())));
    });
    when(full, () -> status.set(UInt.lit(Status.OVERRUN.ordinal())));
    when(late, () -> status.set(UInt.lit(Status.TIMEOUT.ordinal())));
    // Where the request has come whole, its CRC is 0 in the first cycle of the reply.
    when(in(Turn.HEAD).and(bits.idle).and(index.truncate(2).eq(0)).and(status.eq(Status.OK.ordinal())).and(crc.ne(0)),
        () -> status.set(UInt.lit(Status.CRC.ordinal())));
  }

  /** The bit whose turn it is. */
  private Bool reply(UInt said, UInt sequence, UInt count, UInt crc) {
    Bool head = chosen(List.of(bit(UInt.lit(Protocol.REPLY)), bit(said), bit(command.asUInt()), bit(sequence)), index);
    List<Bool> described = new ArrayList<>();
    for (int i = 0; i < Byte.SIZE; i++) {
      int place = i;
      described.add(chosen(
          Arrays.stream(description).mapToObj(octet -> Bool.lit((octet >> place & 1) != 0)).toList(), index));
    }
    Bool payload = command.mux(chosen(bytes(results.payload().get(0), RESULT_BYTES), index), chosen(described, bits.number));
    Bool cycles = chosen(bytes(count, NetworkUnit.CYCLE_BYTES), index);
    return chosen(List.of(head, payload, cycles, bit(crc)), turn);
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
    return chosen(all, bits.number);
  }

  /** One of several by the low bits of a number: a tree, in which synthesis sees four to a pair of look-up tables. */
  private static Bool chosen(List<Bool> all, UInt number) {
    List<Bool> level = all;
    for (int i = 0; level.size() > 1; i++) {
      List<Bool> next = new ArrayList<>();
      for (int at = 0; at < level.size(); at += 2) {
        next.add(at + 1 < level.size() ? number.bit(i).mux(level.get(at + 1), level.get(at)) : level.get(at));
      }
      level = next;
    }
    return level.get(0);
  }

  private Bool in(Turn which) {
    return turn.eq(which.ordinal());
  }
}
