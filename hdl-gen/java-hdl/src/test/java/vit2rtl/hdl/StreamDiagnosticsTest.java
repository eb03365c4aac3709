package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.clock.AsyncFifo;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.examples.UartReceiver;
import vit2rtl.hdl.examples.UartTransmitter;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.stream.StreamArbiter.Hold;
import vit2rtl.hdl.stream.StreamArbiter.Policy;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamFork;
import vit2rtl.hdl.stream.StreamJoin;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.UInt;

/** Parameters that stream components refuse, as text. */
class StreamDiagnosticsTest {
  private static final Stream.Shape<UInt> ROWS = Stream.of(UInt.bits(4), 2);

  private static void refused(String message, Supplier<Component> top) {
    assertEquals("StreamDiagnosticsTest.java:HERE: in NAME: " + message, assertThrows(StructureException.class,
        () -> Hdl.elaborate(top)).getMessage().replaceFirst(":\\d+: in \\w+:", ":HERE: in NAME:"));
  }

  /** Examples are a user's code: the line is theirs. */
  private static void refusedExample(String name, String bit, Supplier<Component> top) {
    assertEquals("UartReceiver.java:HERE: in " + name + ": new " + name + ": a bit of " + bit + " clock cycles; allowed: from"
        + " 4; take a faster clock or a lower baud rate", assertThrows(StructureException.class,
        () -> Hdl.elaborate(top)).getMessage().replaceFirst(":\\d+:", ":HERE:"));
  }

  @Test
  void parametersOutOfRange() {
    refused("new StreamWidth: rows of 3 elements in beats of 0; allowed: from 1 each;"
        + " give at least one lane and one element", () -> new StreamWidth<>("Width", ROWS, 0, 3));
    refused("new StreamWidth: rows of 0 elements in beats of 4; allowed: from 1 each;"
        + " give at least one lane and one element", () -> new StreamWidth<>("Width", ROWS, 4, 0));
    refused("new StreamWidth: rows of 5 elements on a stream without last;"
        + " leave the row length out, or give the stream a last",
        () -> new StreamWidth<>("Width", ROWS.withoutLast(), 4, 5));
    refused("new StreamJoin: a join of 0 streams; allowed: from 1; give at least one input",
        () -> new StreamJoin<>("Joined", ROWS, 0));
    refused("new StreamFork: a fork into 0 streams; allowed: from 1; give at least one output",
        () -> new StreamFork<>("Forked", ROWS, 0));
    refused("new StreamArbiter: an arbiter of 1 streams; allowed: from 2;"
        + " give at least two inputs, or use the one stream itself",
        () -> new StreamArbiter<>("Arbiter", ROWS, 1, Policy.ROUND_ROBIN, Hold.BEAT));
    refused("new StreamArbiter: grants are held per row, and the streams have no last;"
        + " use Hold.BEAT, or streams with last",
        () -> new StreamArbiter<>("Arbiter", ROWS.withoutLast(), 2, Policy.ROUND_ROBIN, Hold.ROW));
    refused("new FlowToStream: room for 0 beats; allowed: powers of two from 1; round it up to a power of two",
        () -> new FlowToStream<>("Waiting", ROWS.flow(), 0));
    refused("new StreamFifo: a queue of 3 beats; allowed: powers of two from 2; round it up to a power of two",
        () -> new StreamFifo<>("Fifo", ROWS, 3));
    refused("new AsyncFifo: a queue of 2 beats; allowed: powers of two from 4; round it up to a power of two",
        () -> new AsyncFifo<>("Fifo", ClockDomain.MAIN, ClockDomain.of("other", "other_reset"), ROWS, 2, 2));
    refused("synchroniser: 1 stages; allowed: from 2;"
        + " give it two or more: one is not enough for a signal to settle",
        () -> new AsyncFifo<>("Fifo", ClockDomain.MAIN, ClockDomain.of("other", "other_reset"), ROWS, 4, 1));
    refusedExample("UartReceiver", "3", () -> new UartReceiver(3));
    refusedExample("UartTransmitter", "0", () -> new UartTransmitter(0));
  }

  @Test
  void beatsWithoutElements() {
    assertEquals("StreamDiagnosticsTest.java: Stream.of: a beat of 0 elements; allowed: from 1; give at least one lane",
        assertThrows(StructureException.class, () -> Stream.of(UInt.bits(4), 0)).getMessage()
            .replaceAll(":\\d+", ""));
    assertEquals("StreamDiagnosticsTest.java: Flow.of: a beat of -1 elements; allowed: from 1; give at least one lane",
        assertThrows(StructureException.class, () -> Flow.of(UInt.bits(4), -1)).getMessage().replaceAll(":\\d+", ""));
  }
}
