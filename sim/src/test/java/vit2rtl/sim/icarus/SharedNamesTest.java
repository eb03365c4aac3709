package vit2rtl.sim.icarus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;

/** Instances, signals and memories called like modules, in the same case too, are something both simulators take. */
class SharedNamesTest {

  /** Queues whose modules are called like this one's instances and their own signals. */
  static final class Queues extends Component {
    final Stream<UInt> input = in("in", Stream.of(UInt.bits(8), 1));
    final Stream<UInt> output = out("out", Stream.of(UInt.bits(8), 1));

    Queues() {
      super("fifo");
    }

    @Override
    protected void build() {
      StreamFifo<UInt> first = instance("count", () -> new StreamFifo<>("count", Stream.of(UInt.bits(8), 1), 2));
      StreamFifo<UInt> second = instance("fifo", () -> new StreamFifo<>("beats", Stream.of(UInt.bits(8), 1), 4));
      StreamFifo<UInt> third = instance("beats", () -> new StreamFifo<>("count", Stream.of(UInt.bits(8), 1), 4));
      input.into(first.input);
      first.output.into(second.input);
      second.output.into(third.input);
      third.output.into(output);
    }
  }

  @Test
  void bothSimulatorsTakeThem() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    RtlDesign design = Hdl.elaborate(Queues::new);
    assertTrue(design.text().contains("count count ("), design.text());
    int[] x = IntStream.range(0, 60).toArray();
    StreamJob job = new StreamJob(List.of(new StreamSource("in", x, 5, StallPattern.none())),
        List.of(new StreamSink("out", 12, 5, new StallPattern.Random(3, 40))));
    VectorOutcome icarus = Icarus.run(new VectorCheck(design, job, x));
    assertTrue(icarus.passed(), icarus.toString());
    try (Simulation verilator = Simulator.open(design)) {
      assertArrayEquals(x, verilator.stream(job).data());
    }
    assertEquals(x.length, icarus.elements());
  }
}
