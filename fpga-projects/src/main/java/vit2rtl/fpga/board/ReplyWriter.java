package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Sends one reply ({@link Protocol}) per order, in order, with the row that the addressed unit delivers. One further
 * order can wait; so the reader is never held up by a host that keeps to {@link Protocol#WINDOW}. A reply that waits for
 * a unit whose constants have got lost ends at once, with a CRC that does not fit.
 */
final class ReplyWriter extends Component {
  private enum State { IDLE, HEAD, STATUS, COMMAND, SEQUENCE, PAYLOAD, CRC }

  private final BoardConfig config;
  private final int[] description;

  final Bool order = in("order", Bool.bool());
  final Bool accepted = out("accepted", Bool.bool());
  final UInt status = in("status", UInt.bits(RequestReader.STATUS_BITS));
  final UInt command = in("command", UInt.bits(RequestReader.COMMAND_BITS));
  final UInt sequence = in("sequence_number", UInt.bits(8));

  final List<Bool> valid = new ArrayList<>();
  final List<Bool> ready = new ArrayList<>();
  final List<Bool> last = new ArrayList<>();
  final List<UInt> element = new ArrayList<>();

  /** A unit's constants are not there. */
  final Opt<Bool> fault;
  final Bool send = out("send", Bool.bool());
  final Bool sent = in("sent", Bool.bool());
  final UInt data = out("data", UInt.bits(8));
  final Bool active = out("active", Bool.bool());

  private UInt state;

  ReplyWriter(BoardConfig config, int[] description) {
    super("ReplyWriter");
    this.config = config;
    this.description = description.clone();
    this.fault = Opt.when(config.hasFlash(), () -> in("fault", Bool.bool()));
    for (int unit = 0; unit < config.units().size(); unit++) {
      valid.add(in("valid_" + unit, Bool.bool()));
      ready.add(out("ready_" + unit, Bool.bool()));
      last.add(in("last_" + unit, Bool.bool()));
      element.add(in("element_" + unit, UInt.bits(8)));
    }
  }

  @Override
  protected void build() {
    state = reg("state", UInt.bits(3), State.IDLE.ordinal());
    Bool pending = reg("pending", Bool.bool(), 0);
    UInt pendingStatus = reg("pending_status", UInt.bits(status.width()));
    UInt pendingCommand = reg("pending_command", UInt.bits(command.width()));
    UInt pendingSequence = reg("pending_sequence", UInt.bits(8));
    UInt nowStatus = reg("now_status", UInt.bits(status.width()));
    UInt nowCommand = reg("now_command", UInt.bits(command.width()));
    UInt nowSequence = reg("now_sequence", UInt.bits(8));
    UInt index = reg("index", UInt.bits(UInt.upTo(description.length - 1).width()));
    UInt crc = reg("crc", UInt.bits(8));

    accepted.set(pending.not());
    when(in(State.IDLE).and(pending), () -> {
      pending.set(Bool.lit(false));
      nowStatus.set(pendingStatus);
      nowCommand.set(pendingCommand);
      nowSequence.set(pendingSequence);
      go(State.HEAD);
    });
    when(order.and(pending.not()), () -> {
      pending.set(Bool.lit(true));
      pendingStatus.set(status);
      pendingCommand.set(command);
      pendingSequence.set(sequence);
    });

    Bool describing = name("describing", nowCommand.eq(Protocol.DESCRIBE));
    Bool payloadValid = describing;
    Bool payloadLast = describing.and(index.eq(description.length - 1));
    UInt payload = Vec.of(java.util.Arrays.stream(description).mapToObj(UInt::lit).toList()).get(index);
    for (int unit = 0; unit < valid.size(); unit++) {
      Bool selected = name("selected_" + unit, nowCommand.eq(unit + 1));
      payloadValid = payloadValid.or(selected.and(valid.get(unit)));
      payloadLast = payloadLast.or(selected.and(last.get(unit)));
      payload = selected.mux(element.get(unit), payload);
      ready.get(unit).set(in(State.PAYLOAD).and(selected).and(sent));
    }
    Bool fire = name("fire", send.and(sent));
    send.set(in(State.IDLE).not().and(in(State.PAYLOAD).not().or(payloadValid)));
    UInt out = in(State.PAYLOAD).mux(payload, in(State.CRC).mux(crc, in(State.SEQUENCE).mux(nowSequence,
        in(State.COMMAND).mux(nowCommand, in(State.STATUS).mux(nowStatus, UInt.lit(Protocol.REPLY))))));
    data.set(out);
    active.set(in(State.IDLE).not());

    Bool refused = name("refused", nowStatus.eq(Status.REFUSED.ordinal()).or(fault.isPresent()
        ? nowStatus.eq(Status.CONSTANTS.ordinal()) : Bool.lit(false)));
    Bool ends = name("ends", payloadLast);
    when(fire, () -> {
      crc.set(Crc8.next(in(State.STATUS).mux(UInt.lit(0), crc), data));
      when(in(State.HEAD), () -> go(State.STATUS))
          .elsewhen(in(State.STATUS), () -> go(State.COMMAND))
          .elsewhen(in(State.COMMAND), () -> go(State.SEQUENCE))
          .elsewhen(in(State.SEQUENCE), () -> {
            index.set(UInt.lit(0));
            state.set(refused.mux(UInt.lit(State.CRC.ordinal()), UInt.lit(State.PAYLOAD.ordinal())));
          })
          .elsewhen(in(State.PAYLOAD), () -> {
            index.set(index.add(1).truncate(index.width()));
            when(ends, () -> go(State.CRC));
          })
          .otherwise(() -> go(State.IDLE));
    });
    fault.ifPresent(lost -> when(lost.and(in(State.PAYLOAD)).and(describing.not()), () -> {
      crc.set(crc.xor(UInt.lit(0xFF)));
      go(State.CRC);
    }));
  }

  private Bool in(State which) {
    return state.eq(which.ordinal());
  }

  private void go(State to) {
    state.set(UInt.lit(to.ordinal()));
  }
}
