package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Synthesis;
import vit2rtl.bench.prove.graph.Verdict;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.math.Clip;
import vit2rtl.units.math.ConstantMultiple;
import vit2rtl.units.requantize.RequantizeFormat;
import vit2rtl.units.requantize.RequantizeLane;

/**
 * Arithmetic for every input there is, by SAT, against what defines the result instead of a way to compute it. A pipeline
 * without feedback has, from the cycle on in which its first results leave, nothing in it but its last inputs: if no run of
 * one cycle more breaks the definition, none ever does.
 */
@Execution(ExecutionMode.CONCURRENT)
class KernelProofTest {
  private static final int SECONDS = 60;

  @TempDir
  Path folder;

  @BeforeEach
  void tools() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
  }

  /** What ABC says of the only statement of a design, of runs of so many cycles. */
  private Verdict verdict(RtlDesign design, int cycles) {
    FormalText text = FormalText.of(design.verificationText());
    assertEquals(1, text.stated().size());
    Contract nothing = new Contract(Map.of(), List.of(), List.of());
    Model model = new Model(Synthesis.run(folder, MonitorText.TOP, text.text(), MonitorText.of(design, nothing).text()),
        design.clocks().get(0));
    Cone cone = new Cone(model.aig(), model.occurs(text.stated().get(0)), List.of());
    return new Abc(folder).within(cone.aiger(), cycles, SECONDS);
  }

  private void require(RtlDesign design, int latency) {
    Verdict verdict = verdict(design, latency + 2);
    assertTrue(verdict.isCleanFor(latency + 2), verdict::toString);
  }

  /** r is the only integer with 2·r·2^s ≤ 2·a·M + 2^s {@literal <} 2·(r + 1)·2^s: a·M/2^s rounded half up, s = 0 included. */
  static final class Rounding extends Component {
    private final RequantizeFormat format;
    private final int tie;
    final SInt accumulator;
    final UInt multiplier = in("multiplier", UInt.bits(16));
    final UInt shift;

    Rounding(RequantizeFormat format, int tie) {
      super("Rounding");
      this.format = format;
      this.tie = tie;
      this.accumulator = in("accumulator", SInt.range(format.accumulators().min(), format.accumulators().max()));
      this.shift = in("shift", UInt.bits(UInt.upTo(format.maxShift()).width()));
    }

    @Override
    protected void build() {
      RequantizeLane lane = instance("lane", () -> new RequantizeLane(format));
      lane.advance.set(Bool.lit(true));
      lane.accumulator.set(accumulator);
      lane.multiplier.set(multiplier);
      lane.shift.set(shift);
      Pipeline pipe = pipeline(RequantizeLane.STAGES);
      Staged<SInt> product = pipe.start().value("exact", accumulator.mul(multiplier));
      Staged<UInt> places = pipe.start().value("places", shift);
      Staged<Bool> valid = pipe.start().flag("valid", shift.ge(format.minShift()).and(shift.le(format.maxShift())));
      UInt s = places.at(pipe.end());
      SInt twice = product.at(pipe.end()).shl(1).add(UInt.lit(1).shl(s).asSInt()).sub(tie);
      SInt least = lane.result.shl(1).shl(s);
      SInt next = lane.result.add(1).shl(1).shl(s);
      out("result", lane.result.type()).set(lane.result);
      check(valid.at(pipe.end()).not().or(least.le(twice).and(twice.lt(next))), "the nearest, a half up");
    }
  }

  @ParameterizedTest
  @CsvSource("8, 3, 10")
  void theRequantiserRoundsEveryProduct(int bits, int minShift, int maxShift) {
    rounds(bits, minShift, maxShift);
  }

  /** Shifts of every size with accumulators of 12 and of 32 bits. */
  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"12, 0, 15", "12, 16, 47", "32, 0, 15", "32, 16, 31", "32, 32, 47"})
  void widerOnesAsWell(int bits, int minShift, int maxShift) {
    rounds(bits, minShift, maxShift);
  }

  private void rounds(int bits, int minShift, int maxShift) {
    RequantizeFormat format = new RequantizeFormat(IntRange.signed(bits), minShift, maxShift);
    require(Hdl.elaborate(() -> new Rounding(format, 0)), RequantizeLane.LATENCY);
  }

  /** With halves down the definition is another one, and a run shows it. */
  @ParameterizedTest
  @CsvSource("8, 3, 10")
  void anotherRoundingIsRefuted(int bits, int minShift, int maxShift) {
    RequantizeFormat format = new RequantizeFormat(IntRange.signed(bits), minShift, maxShift);
    assertTrue(verdict(Hdl.elaborate(() -> new Rounding(format, 1)), RequantizeLane.LATENCY + 2)
        instanceof Verdict.High);
  }

  /** The code of a format nearest to a number is the number, or the end of the format beyond which it lies. */
  static final class Limits extends Component {
    private final CodeFormat format;
    final SInt x;

    Limits(int bits, CodeFormat format) {
      super("Limits");
      this.format = format;
      this.x = in("x", SInt.bits(bits));
    }

    @Override
    protected void build() {
      Int code = Clip.of(x, format);
      out("code", Clip.type(format)).set(code);
      SInt nearest = x.lt(format.min()).mux(SInt.lit(format.min()), x.gt(format.max()).mux(SInt.lit(format.max()), x));
      // The statement needs a clock.
      Bool up = reg("up", Bool.bool(), 0);
      up.set(Bool.lit(true));
      check(code.asSInt().eq(nearest), "the nearest code");
    }
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"20, 8, UNSIGNED", "33, 4, SIGNED"})
  void codesAreClipped(int bits, int codeBits, CodeFormat.Sign sign) {
    CodeFormat format = sign == CodeFormat.Sign.SIGNED ? CodeFormat.signed(codeBits) : CodeFormat.unsigned(codeBits);
    require(Hdl.elaborate(() -> new Limits(bits, format)), 0);
  }

  /** Sums of shifts beside a sum of the operand, as often as the constant says, by Yosys's own product. */
  static final class Multiple extends Component {
    private final int constant;
    final SInt x;

    Multiple(int bits, int constant) {
      super("Multiple");
      this.constant = constant;
      this.x = in("x", SInt.bits(bits));
    }

    @Override
    protected void build() {
      Pipeline pipe = pipeline(Stages.of().then("multiply", ConstantMultiple.cycles(constant)));
      SInt product = ConstantMultiple.build("times", pipe.start(), x, constant).at(pipe.end());
      out("product", product.type()).set(product);
      SInt exact = pipe.start().value("operand", x).at(pipe.end()).mul(constant);
      Bool started = pipe.start().flag("started", Bool.lit(true)).at(pipe.end());
      check(started.not().or(product.eq(exact)), "the product");
    }
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"18, 3", "18, 49", "18, 197", "18, 577", "18, 4095"})
  void constantProductsAreExact(int bits, int constant) {
    require(Hdl.elaborate(() -> new Multiple(bits, constant)), ConstantMultiple.cycles(constant));
  }
}
