package vit2rtl.accelerator.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;

/** Two products out of one multiplier, for every activation with every weight of one column and many of the other. */
class PackedProductsTest {

  /** Takes an activation and two weights every second cycle: the weights are loaded one after the other. */
  static final class Harness extends Component {
    private final int bits;
    final Stream<SInt> input;
    final Stream<SInt> output;

    Harness(int bits) {
      this.bits = bits;
      this.input = in("in", Stream.of(SInt.bits(bits), 3).withoutLast());
      this.output = out("out", Stream.of(SInt.bits(2 * bits), 2).withoutLast());
    }

    @Override
    protected void build() {
      PackedProducts pair = instance("pair", () -> new PackedProducts(1, bits));
      Bool second = reg("second", Bool.bool(), 0);
      second.set(second.not());
      input.ready().set(second);
      Bool taken = name("taken", input.fire());
      pair.load.get(0).set(second.not());
      pair.load.get(1).set(second);
      pair.loadWord.set(second.mux(input.payload().get(2), input.payload().get(1)).modulo(bits));
      pair.swap.set(next("taken_1", taken, 0));
      pair.activations.get(0).set(next("activation_2", next("activation_1", input.payload().get(0))));
      output.valid().set(next("taken_3", next("taken_2", next("taken_1b", taken, 0), 0), 0));
      output.payload().get(0).set(pair.products.get(0).get(0));
      output.payload().get(1).set(pair.products.get(1).get(0));
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void areThoseOfTwoMultipliers(int bits) {
    int least = -(1 << bits - 1);
    try (Simulation simulation = Simulator.open(Hdl.elaborate(() -> new Harness(bits)))) {
      compare(simulation, bits, new int[] {least, least + 1, -77, -1, 0, 1, 85, -least - 1});
    }
  }

  /** Every activation with every pair of weights: 16.8 million, and with nine bits 134 million. */
  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void areThoseOfTwoMultipliersForEveryPairOfWeights(int bits) {
    int least = -(1 << bits - 1);
    try (Simulation simulation = Simulator.open(Hdl.elaborate(() -> new Harness(bits)))) {
      for (int w = least; w < -least; w += 8) {
        compare(simulation, bits, IntStream.range(w, w + 8).toArray());
      }
    }
  }

  private static void compare(Simulation simulation, int bits, int[] others) {
    int least = -(1 << bits - 1);
    int values = 1 << bits;
    int[] in = new int[3 * values * values * others.length];
    int[] products = new int[in.length / 3 * 2];
    int row = 0;
    for (int a = least; a < -least; a++) {
      for (int v = least; v < -least; v++) {
        for (int w : others) {
          in[3 * row] = a;
          in[3 * row + 1] = v;
          in[3 * row + 2] = w;
          products[2 * row] = a * v;
          products[2 * row + 1] = a * w;
          row++;
        }
      }
    }
    // A beat comes when the first of its weights is loaded, as behind a reset.
    simulation.reset();
    assertArrayEquals(products, simulation.stream(new StreamJob(
        List.of(new StreamSource("in", in, 3, StallPattern.none())),
        List.of(new StreamSink("out", row, 2, StallPattern.none())))).data());
  }
}
