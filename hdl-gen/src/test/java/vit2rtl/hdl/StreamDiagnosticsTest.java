package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.examples.UartReceiver;
import vit2rtl.hdl.examples.UartTransmitter;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamArbiter.Hold;
import vit2rtl.hdl.stream.StreamArbiter.Policy;
import vit2rtl.hdl.stream.StreamFork;
import vit2rtl.hdl.stream.StreamJoin;
import vit2rtl.hdl.stream.StreamWidth;

/** Parameters that stream components refuse, as text. */
class StreamDiagnosticsTest {
  private static final Stream.Shape<UInt> ROWS = Stream.of(UInt.bits(4), 2);

  private static void refused(String message, Supplier<Component> top) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, () -> Hdl.elaborate(top)).getMessage());
  }

  @Test
  void parametersOutOfRange() {
    refused("rows of 3 elements in beats of 0; allowed: from 1 each", () -> new StreamWidth<>("Width", ROWS, 0, 3));
    refused("rows of 0 elements in beats of 4; allowed: from 1 each", () -> new StreamWidth<>("Width", ROWS, 4, 0));
    refused("rows of 5 elements on a stream without last; leave the row length out",
        () -> new StreamWidth<>("Width", ROWS.withoutLast(), 4, 5));
    refused("a join of 0 streams; allowed: from 1", () -> new StreamJoin<>("Joined", ROWS, 0));
    refused("a fork into 0 streams; allowed: from 1", () -> new StreamFork<>("Forked", ROWS, 0));
    refused("an arbiter of 1 streams; allowed: from 2",
        () -> new StreamArbiter<>("Arbiter", ROWS, 1, Policy.ROUND_ROBIN, Hold.BEAT));
    refused("an arbiter that holds grants per row needs streams with last; use Hold.BEAT",
        () -> new StreamArbiter<>("Arbiter", ROWS.withoutLast(), 2, Policy.ROUND_ROBIN, Hold.ROW));
    refused("room for 0 beats; allowed: powers of two from 1",
        () -> new FlowToStream<>("Waiting", ROWS.flow(), 0));
    refused("a bit of 3 clock cycles; allowed: from 4", () -> new UartReceiver(3));
    refused("a bit of 0 clock cycles; allowed: from 4", () -> new UartTransmitter(0));
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
