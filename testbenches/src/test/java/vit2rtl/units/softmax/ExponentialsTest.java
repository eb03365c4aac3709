package vit2rtl.units.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;

/** Every distance through {@link IntegerExp}, {@link ExpLane} and, behind that, {@link ItemDecoder}. */
class ExponentialsTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @CsvSource({"0.0625, 8, 30", "0.01, 8, 30", "0.3, 8, 3", "1.6, 6, 30", "0.69, 4, 1", "0.05, 4, 30"})
  void thePolynomialIsTheDefinitions(double scale, int scoreBits, int n) {
    IExp exp = IExp.ofScale(scale, scoreBits, n);
    Design<IntegerExp> design = Hdl.design(() -> new IntegerExp(exp));
    IntegerExp dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      BlockRun.all(sim, IntegerExp.stages(exp).cycles(), 1 << scoreBits, d -> sim.poke(dut.distance, d),
          d -> assertEquals(exp.of(d), sim.peek(dut.polynomial) << sim.peek(dut.shift), "distance " + d));
    }
  }

  /** A lane of the second pass and its decoder in the third, without the memory between them. */
  static final class Dut extends Component {
    private final SoftmaxConfig config;
    final UInt distance;
    final UInt exponential;
    final UInt mantissa;
    final UInt position;

    Dut(SoftmaxConfig config) {
      this.config = config;
      this.distance = in(UInt.bits(config.params().exp().scoreBits()));
      this.exponential = out(UInt.bits(config.format().expBits()));
      this.mantissa = out(UInt.bits(config.format().mantissaBits()));
      this.position = out(UInt.bits(config.format().exponentBits()));
    }

    @Override
    protected void build() {
      ExpLane lane = instance("lane", () -> new ExpLane(config));
      ItemDecoder decoder = instance("decoder", () -> new ItemDecoder(config));
      lane.distance.set(distance);
      exponential.set(lane.exponential);
      decoder.advance.set(Bool.lit(true));
      decoder.item.set(lane.item);
      mantissa.set(decoder.mantissa);
      position.set(decoder.position);
    }
  }

  @ParameterizedTest
  @CsvSource({"TABLE, 0.0625, 8", "TABLE, 0.25, 4", "POLYNOMIAL, 0.0625, 8", "POLYNOMIAL, 0.01, 8",
      "POLYNOMIAL, 1.6, 6", "POLYNOMIAL, 0.69, 4"})
  void theItemTellsMantissaAndPositionOfTheExponential(SoftmaxConfig.ExpStyle style, double scale, int scoreBits) {
    SoftmaxParams params =
        new SoftmaxParams(IExp.ofScale(scale, scoreBits, 30), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
    SoftmaxConfig config =
        new SoftmaxConfig(params, new Rows(16, 1), style, TableSource.BAKED, ExpFormat.of(params));
    Design<Dut> design = Hdl.design(() -> new Dut(config));
    Dut dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      // The decoder takes the item in the stage that finds e: both are there in the same cycle.
      BlockRun.all(sim, ExpLane.stages(config).cycles(), 1 << scoreBits, d -> sim.poke(dut.distance, d), d -> {
        long e = params.exp().of(d);
        int leading = Long.SIZE - 1 - Long.numberOfLeadingZeros(e);
        assertEquals(e, sim.peek(dut.exponential), "e of " + d);
        assertEquals(leading, sim.peek(dut.position), "position of " + d);
        int left = config.format().mantissaBits() - 1 - leading;
        assertEquals(left >= 0 ? e << left : e >> -left, sim.peek(dut.mantissa), "mantissa of " + d);
      });
    }
  }
}
