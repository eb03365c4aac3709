package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.flash.FlashPort;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.examples.UartReceiver;
import vit2rtl.hdl.examples.UartTransmitter;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * Everything on a board but its pins and clock: the serial line, {@link RequestReader}, the units, {@link ReplyWriter}; where
 * one request is open at a time, {@link OneRequestLine} in their place.
 * {@code busy} is high while a request or a reply is under way, {@code trouble} after the first request that did not
 * end with OK, until reset, and while a unit's flash does not hold what it should.
 */
final class BoardCore extends Component {
  static final String NAME = "BoardCore";

  private final BoardConfig config;
  private final int[] description;

  final Bool uartRx = in("uart_rx", Bool.bool());
  final Bool uartTx = out("uart_tx", Bool.bool());
  final Bool busy = out("busy", Bool.bool());
  final Bool trouble = out("trouble", Bool.bool());

  /** The flash of the unit that has one. */
  final Opt<FlashPort> flash;

  private final List<BoardUnit.Ends> units = new ArrayList<>();

  BoardCore(BoardConfig config, int[] description) {
    super(NAME);
    this.config = config;
    this.description = description;
    for (BoardUnit unit : config.units()) {
      units.add(unit.place(numbered(units.size())));
    }
    this.flash = Opt.when(config.hasFlash(),
        () -> FlashPort.of(name -> out(name, Bool.bool()), name -> in(name, UInt.bits(FlashPort.LINES))));
  }

  private BoardUnit.Parent numbered(int unit) {
    return new BoardUnit.Parent() {
      @Override
      public <C extends Component> C place(String name, Supplier<C> maker) {
        return instance(name + "_" + unit, maker);
      }
    };
  }

  @Override
  protected void build() {
    if (config.window() == 1) {
      oneRequest();
    } else {
      severalRequests();
    }
  }

  /** What is small. */
  private void oneRequest() {
    OneRequestLine line = instance("one_request", () -> new OneRequestLine(config, description));
    line.line.set(uartRx);
    uartTx.set(line.sent);
    Stream<? extends Int> input = units.get(0).input();
    input.valid().set(line.row.valid());
    input.last().set(line.row.last());
    input.payload().get(0).set(line.row.payload().get(0));
    line.row.ready().set(input.ready());
    Stream<? extends Int> output = units.get(0).output();
    line.results.valid().set(output.valid());
    line.results.last().set(output.last());
    line.results.payload().get(0).set(output.payload().get(0).asBits().asUInt());
    output.ready().set(line.results.ready());
    busy.set(line.active);
    Bool failed = reg("failed", Bool.bool(), 0);
    when(line.failed, () -> failed.set(Bool.lit(true)));
    trouble.set(line.fault.isPresent() ? failed.or(fault(List.of(line.fault))) : failed);
  }

  private void severalRequests() {
    UartReceiver receiver = instance("receiver", () -> new UartReceiver(config.divisor()));
    UartTransmitter transmitter = instance("transmitter", () -> new UartTransmitter(config.divisor()));
    RequestReader reader = instance("reader", () -> new RequestReader(config));
    ReplyWriter writer = instance("writer", () -> new ReplyWriter(config, description));

    receiver.line.set(uartRx);
    boolean far = config.units().stream().anyMatch(BoardUnit::isFar);
    Bool received = receiver.bytes.valid();
    UInt byteReceived = receiver.bytes.payload().get(0);
    reader.received.set(far ? next("received", received, 0) : received);
    reader.data.set(far ? next("byte_received", byteReceived) : byteReceived);
    for (int i = 0; i < units.size(); i++) {
      connect(i, reader, writer);
    }
    writer.order.set(reader.post);
    reader.accepted.set(writer.accepted);
    writer.status.set(reader.status);
    writer.command.set(reader.command);
    writer.sequence.set(reader.sequence);
    // Cuts the path from the transmitter's counters through ready to all that a unit moves; the line is slow enough.
    StreamStage<UInt> waiting = instance("waiting",
        () -> new StreamStage<>("WaitingByte", transmitter.bytes.shape(), StreamStage.Kind.HALF));
    waiting.input.valid().set(writer.send);
    waiting.input.payload().get(0).set(writer.data);
    writer.sent.set(waiting.input.ready());
    waiting.output.into(transmitter.bytes);
    uartTx.set(transmitter.line);

    busy.set(next("active", reader.active.or(writer.active), 0));
    Bool failed = reg("failed", Bool.bool(), 0);
    when(reader.post.and(reader.status.ne(Protocol.Status.OK.ordinal())), () -> failed.set(Bool.lit(true)));
    trouble.set(flash.isPresent() ? failed.or(fault(List.of(reader.fault, writer.fault))) : failed);
  }

  /** Whether a unit's flash does not bring its constants. */
  private Bool fault(List<Opt<Bool>> told) {
    BoardUnit.Flash own = units.stream().flatMap(unit -> unit.flash().stream()).findFirst().orElseThrow();
    own.port().to(flash.get());
    Bool fault = next("fault", own.fault(), 1);
    told.forEach(port -> port.get().set(fault));
    return fault;
  }

  /**
   * What a unit delivers. A reply begins when its whole request has come, and meanwhile the next request may come, too: a
   * unit that does not keep whole rows itself has a queue of two rows behind it.
   */
  private Stream<? extends Int> results(int index) {
    Stream<? extends Int> delivered = units.get(index).output();
    return config.units().get(index).holdsRows() ? delivered : queued(index, delivered);
  }

  private <T extends Int> Stream<T> queued(int index, Stream<T> delivered) {
    int depth = Integer.highestOneBit(Protocol.WINDOW * config.units().get(index).rowLength()) * 2;
    StreamFifo<T> queue = instance("results_" + index,
        () -> new StreamFifo<>("Results_" + index, delivered.shape(), depth));
    delivered.into(queue.input);
    return queue.output;
  }

  private void connect(int index, RequestReader reader, ReplyWriter writer) {
    Stream<? extends Int> input = units.get(index).input();
    Stream<? extends Int> output = results(index);
    input.valid().set(reader.valid.get(index));
    input.last().set(reader.last);
    Int code = input.payload().get(0);
    UInt bits = reader.element.truncate(code.width());
    code.set(code instanceof SInt ? bits.asBits().asSInt() : bits);
    reader.ready.get(index).set(input.ready());

    writer.valid.get(index).set(output.valid());
    writer.last.get(index).set(output.last());
    writer.element.get(index).set(output.payload().get(0).asBits().asUInt());
    output.ready().set(writer.ready.get(index));
  }
}
