package vit2rtl.hdl.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.error.RangeException;

/** Every range within −5…5, every operation: the result is the hull of the results of all values. */
class RangeTest {
  private static final int LIMIT = 5;

  private static List<Range> all() {
    List<Range> ranges = new ArrayList<>();
    for (int min = -LIMIT; min <= LIMIT; min++) {
      for (int max = min; max <= LIMIT; max++) {
        ranges.add(Range.of(min, max));
      }
    }
    return ranges;
  }

  private static LongStream values(Range range) {
    return LongStream.rangeClosed(range.min().longValue(), range.max().longValue());
  }

  private static Range hull(LongStream values) {
    var summary = values.summaryStatistics();
    return Range.of(summary.getMin(), summary.getMax());
  }

  private static void unary(UnaryOperator<Range> operation, LongUnaryOperator meaning) {
    for (Range a : all()) {
      assertEquals(hull(values(a).map(meaning)), operation.apply(a), a.toString());
    }
  }

  private static void binary(BinaryOperator<Range> operation, LongBinaryOperator meaning) {
    for (Range a : all()) {
      for (Range b : all()) {
        assertEquals(hull(values(a).flatMap(x -> values(b).map(y -> meaning.applyAsLong(x, y)))),
            operation.apply(a, b), a + " and " + b);
      }
    }
  }

  @Test
  void arithmeticIsExact() {
    binary(Range::add, Long::sum);
    binary(Range::subtract, (x, y) -> x - y);
    binary(Range::multiply, (x, y) -> x * y);
    binary(Range::atMost, Math::min);
    binary(Range::atLeast, Math::max);
    unary(Range::negate, x -> -x);
    unary(Range::abs, Math::abs);
  }

  @Test
  void clampingIsExact() {
    for (Range a : all()) {
      for (Range limits : all()) {
        long low = limits.min().longValue();
        long high = limits.max().longValue();
        assertEquals(hull(values(a).map(x -> Math.max(low, Math.min(high, x)))), a.clamp(limits),
            a + " clamped to " + limits);
      }
    }
  }

  @Test
  void shiftsAreExact() {
    for (int least = 0; least <= 3; least++) {
      for (int most = least; most <= 3; most++) {
        int from = least;
        int to = most;
        for (Range a : all()) {
          assertEquals(hull(values(a).flatMap(x -> LongStream.rangeClosed(from, to).map(n -> x << n))),
              a.shiftLeft(from, to), a + " << " + from + "…" + to);
          assertEquals(hull(values(a).flatMap(x -> LongStream.rangeClosed(from, to).map(n -> x >> n))),
              a.shiftRight(from, to), a + " >> " + from + "…" + to);
        }
      }
    }
  }

  @Test
  void unionsAndInclusionAreThoseOfIntervals() {
    for (Range a : all()) {
      for (Range b : all()) {
        assertEquals(hull(LongStream.concat(values(a), values(b))), a.union(b));
        assertEquals(values(b).allMatch(y -> values(a).anyMatch(x -> x == y)), a.contains(b), a + " contains " + b);
      }
    }
  }

  /** The least width whose range holds the values, found by trying. */
  @Test
  void widthsAreTheLeastThatFit() {
    for (int min = -20; min <= 20; min++) {
      for (int max = min; max <= 20; max++) {
        Range range = Range.of(min, max);
        int signed = 1;
        while (!Range.signed(signed).contains(range)) {
          signed++;
        }
        assertEquals(signed, range.signedWidth(), range.toString());
        if (min >= 0) {
          int unsigned = 1;
          while (!Range.unsigned(unsigned).contains(range)) {
            unsigned++;
          }
          assertEquals(unsigned, range.unsignedWidth(), range.toString());
        }
      }
    }
  }

  @Test
  void nothingOverflowsBeyond64Bits() {
    BigInteger big = BigInteger.ONE.shiftLeft(200);
    Range range = new Range(big.negate(), big);
    assertEquals(new Range(big.multiply(big).negate(), big.multiply(big)), range.multiply(range));
    assertEquals(402, range.multiply(range).signedWidth());
  }

  @Test
  void anEmptyRangeIsRefused() {
    assertEquals("RangeTest.java:136: range: from 3 to 2 is empty; give the least value first",
        assertThrows(RangeException.class, () -> Range.of(3, 2)).getMessage());
  }
}
