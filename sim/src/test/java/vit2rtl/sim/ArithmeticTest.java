package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.Rounding;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/** Every arithmetic operator in simulated hardware against BigInteger; the declared range of each result holds. */
class ArithmeticTest {
  private static final Map<String, BinaryOperator<BigInteger>> SIGNED = new LinkedHashMap<>();
  private static final Map<String, BinaryOperator<BigInteger>> UNSIGNED = new LinkedHashMap<>();

  static {
    SIGNED.put("sum", BigInteger::add);
    SIGNED.put("difference", BigInteger::subtract);
    SIGNED.put("product", BigInteger::multiply);
    SIGNED.put("least", BigInteger::min);
    SIGNED.put("greatest", BigInteger::max);
    SIGNED.put("negated", (a, b) -> a.negate());
    SIGNED.put("magnitude", (a, b) -> a.abs());
    SIGNED.put("times_minus_eleven", (a, b) -> a.multiply(BigInteger.valueOf(-11)));
    SIGNED.put("left", (a, b) -> a.shiftLeft(b.intValue() & 3));
    SIGNED.put("right", (a, b) -> a.shiftRight(b.intValue() & 3));
    SIGNED.put("wrapped", (a, b) -> a.add(BigInteger.valueOf(8)).mod(BigInteger.valueOf(16))
        .subtract(BigInteger.valueOf(8)));
    SIGNED.put("remainder", (a, b) -> a.mod(BigInteger.valueOf(8)));
    SIGNED.put("is_at_most", (a, b) -> a.compareTo(b) <= 0 ? BigInteger.ONE : BigInteger.ZERO);
    SIGNED.put("differs", (a, b) -> a.equals(b) ? BigInteger.ZERO : BigInteger.ONE);
    SIGNED.put("left3", (a, b) -> a.shiftLeft(3));
    SIGNED.put("right2", (a, b) -> a.shiftRight(2));
    SIGNED.put("half_up", (a, b) -> a.add(BigInteger.TWO).shiftRight(2));
    SIGNED.put("half_even", (a, b) -> halfEven(a));
    SIGNED.put("saturated", (a, b) -> a.max(BigInteger.valueOf(-3)).min(BigInteger.valueOf(5)));
    SIGNED.put("is_less", (a, b) -> a.compareTo(b) < 0 ? BigInteger.ONE : BigInteger.ZERO);
    SIGNED.put("is_equal", (a, b) -> a.equals(b) ? BigInteger.ONE : BigInteger.ZERO);
    SIGNED.put("chosen", (a, b) -> a.compareTo(b) <= 0 ? b : BigInteger.valueOf(-2));
    UNSIGNED.put("sum", BigInteger::add);
    UNSIGNED.put("difference", BigInteger::subtract);
    UNSIGNED.put("product", BigInteger::multiply);
    UNSIGNED.put("least", BigInteger::min);
    UNSIGNED.put("greatest", BigInteger::max);
    UNSIGNED.put("times_eleven", (a, b) -> a.multiply(BigInteger.valueOf(11)));
    UNSIGNED.put("left", (a, b) -> a.shiftLeft(b.intValue() & 3));
    UNSIGNED.put("right", (a, b) -> a.shiftRight(b.intValue() & 3));
    UNSIGNED.put("modulo8", (a, b) -> a.mod(BigInteger.valueOf(8)));
    UNSIGNED.put("is_greater", (a, b) -> a.compareTo(b) > 0 ? BigInteger.ONE : BigInteger.ZERO);
    UNSIGNED.put("exclusive", BigInteger::xor);
    UNSIGNED.put("both", BigInteger::and);
    UNSIGNED.put("either", BigInteger::or);
    UNSIGNED.put("negated", (a, b) -> a.negate());
    UNSIGNED.put("magnitude", (a, b) -> a);
    UNSIGNED.put("least_signed", (a, b) -> a.min(b.subtract(BigInteger.TEN)));
    UNSIGNED.put("greatest_signed", (a, b) -> a.max(b.subtract(BigInteger.TEN)));
    UNSIGNED.put("sum_signed", (a, b) -> a.add(b.subtract(BigInteger.TEN)));
    UNSIGNED.put("product_signed", (a, b) -> a.multiply(b.subtract(BigInteger.TEN)));
    UNSIGNED.put("is_at_least", (a, b) -> a.compareTo(b) >= 0 ? BigInteger.ONE : BigInteger.ZERO);
    UNSIGNED.put("chosen", (a, b) -> a.compareTo(b) > 0 ? a : b.subtract(BigInteger.TEN));
    UNSIGNED.put("difference_modulo", (a, b) -> a.subtract(b).mod(BigInteger.valueOf(32)));
  }

  private static BigInteger halfEven(BigInteger a) {
    return new java.math.BigDecimal(a).divide(java.math.BigDecimal.valueOf(4), 0, java.math.RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  static final class SignedOperations extends Component {
    final SInt a;
    final SInt b;

    SignedOperations(Range a, Range b) {
      this.a = in("a", new SIntType(a));
      this.b = in("b", new SIntType(b));
    }

    private void show(String name, Int value) {
      if (value instanceof UInt u) {
        out(name, u.type()).set(u);
      } else {
        out(name, value.asSInt().type()).set(value);
      }
    }

    @Override
    protected void build() {
      show("sum", a.add(b));
      show("difference", a.sub(b));
      show("product", a.mul(b));
      show("least", a.min(b));
      show("greatest", a.max(b));
      show("negated", a.neg());
      show("magnitude", a.abs());
      show("times_minus_eleven", a.mul(-11));
      UInt n = b.modulo(2);
      show("left", a.shl(n));
      show("right", a.shr(n));
      show("wrapped", a.truncate(4));
      show("remainder", a.modulo(3));
      show("is_at_most", a.le(b).asUInt());
      show("differs", a.ne(b).asUInt());
      show("left3", a.shl(3));
      show("right2", a.shr(2));
      show("half_up", a.round(2, Rounding.HALF_UP));
      show("half_even", a.round(2, Rounding.HALF_EVEN));
      show("saturated", a.saturate(-3, 5));
      show("is_less", a.lt(b).asUInt());
      show("is_equal", a.eq(b).asUInt());
      show("chosen", a.le(b).mux(b, SInt.lit(-2)));
    }
  }

  static final class UnsignedOperations extends Component {
    final UInt a;
    final UInt b;

    UnsignedOperations(Range a, Range b) {
      this.a = in("a", new UIntType(a));
      this.b = in("b", new UIntType(b));
    }

    private void show(String name, Int value) {
      if (value instanceof UInt u) {
        out(name, u.type()).set(u);
      } else {
        out(name, value.asSInt().type()).set(value);
      }
    }

    @Override
    protected void build() {
      show("sum", a.add(b));
      show("difference", a.sub(b));
      show("product", a.mul(b));
      show("least", a.min(b));
      show("greatest", a.max(b));
      show("times_eleven", a.mul(11));
      UInt n = b.truncate(2);
      show("left", a.shl(n));
      show("right", a.shr(n));
      show("modulo8", a.truncate(3));
      show("is_greater", a.gt(b).asUInt());
      show("exclusive", a.xor(b));
      show("both", a.and(b));
      show("either", a.or(b));
      show("negated", a.neg());
      show("magnitude", a.abs());
      SInt less = b.sub(10);
      show("least_signed", a.min(less));
      show("greatest_signed", a.max(less));
      show("sum_signed", a.add(less));
      show("product_signed", a.mul(less));
      show("is_at_least", a.ge(b).asUInt());
      show("chosen", a.gt(b).<Int>mux(a, less));
      show("difference_modulo", a.subtractModulo(b, 5));
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @ParameterizedTest
  @CsvSource({"-8, 7, -8, 7", "-13, 5, -1, 0", "-100, -3, 2, 90", "3, 3, -7, 9", "-70000, 65000, -3, 300"})
  void signed(long aMin, long aMax, long bMin, long bMax) {
    check(Hdl.elaborate(() -> new SignedOperations(Range.of(aMin, aMax), Range.of(bMin, bMax))), SIGNED);
  }

  @ParameterizedTest
  @CsvSource({"0, 15, 0, 15", "0, 5, 3, 20", "100, 200, 0, 3", "7, 7, 1, 2", "0, 1000000, 5, 70000"})
  void unsigned(long aMin, long aMax, long bMin, long bMax) {
    check(Hdl.elaborate(() -> new UnsignedOperations(Range.of(aMin, aMax), Range.of(bMin, bMax))), UNSIGNED);
  }

  private static void check(RtlDesign design, Map<String, BinaryOperator<BigInteger>> meaning) {
    Random random = new Random(2);
    try (Simulation sim = Simulator.open(design)) {
      for (int i = 0; i < 400; i++) {
        BigInteger a = draw(design.port("a"), random, i % 20);
        BigInteger b = draw(design.port("b"), random, i / 20);
        sim.poke("a", a);
        sim.poke("b", b);
        sim.eval();
        meaning.forEach((name, operation) -> {
          BigInteger expected = operation.apply(a, b);
          Port port = design.port(name);
          assertEquals(expected, sim.peekBig(name), name + " of " + a + " and " + b);
          assertEquals(expected, expected.max(port.min()).min(port.max()), name + " of " + a + " and " + b
              + " is outside " + port.min() + " to " + port.max());
        });
      }
    }
  }

  /** The ends and the middle first, then random values; small ranges are drawn in full. */
  private static BigInteger draw(Port port, Random random, int round) {
    BigInteger span = port.max().subtract(port.min());
    return switch (round) {
      case 0 -> port.min();
      case 1 -> port.max();
      default -> port.min().add(span.bitLength() < 5
          ? BigInteger.valueOf(round % (span.intValue() + 1))
          : new BigInteger(span.bitLength() + 8, random).mod(span.add(BigInteger.ONE)));
    };
  }
}
