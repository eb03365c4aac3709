package vit2rtl.golden.onnx.graph;

import java.util.function.Supplier;
import java.util.stream.LongStream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/** What sums, products and quotients of two ranges can reach; beyond 64 bits is refused. */
final class Intervals {
  private Intervals() {}

  static IntRange sum(IntRange a, IntRange b) {
    return exact(() -> new IntRange(Math.addExact(a.min(), b.min()), Math.addExact(a.max(), b.max())));
  }

  static IntRange difference(IntRange a, IntRange b) {
    return exact(() -> new IntRange(Math.subtractExact(a.min(), b.max()), Math.subtractExact(a.max(), b.min())));
  }

  static IntRange product(IntRange a, IntRange b) {
    return exact(() -> of(Math.multiplyExact(a.min(), b.min()), Math.multiplyExact(a.min(), b.max()),
        Math.multiplyExact(a.max(), b.min()), Math.multiplyExact(a.max(), b.max())));
  }

  /** ONNX's Div cuts off towards zero; only where nothing is negative is that the floor. */
  static IntRange quotient(IntRange a, IntRange b) {
    if (a.min() < 0 || b.min() < 1) {
      throw new IllegalStateException("a quotient of " + a + " by " + b + " would not be rounded down");
    }
    return new IntRange(a.min() / b.max(), a.max() / b.min());
  }

  /** A sum of {@code count} values. */
  static IntRange times(IntRange a, long count) {
    return product(a, new IntRange(count, count));
  }

  private static IntRange of(long... ends) {
    return new IntRange(LongStream.of(ends).min().orElseThrow(), LongStream.of(ends).max().orElseThrow());
  }

  private static IntRange exact(Supplier<IntRange> range) {
    try {
      return range.get();
    } catch (ArithmeticException e) {
      throw new InputException("export onnx: an intermediate result can leave 64 bits; such a network cannot be exported", e);
    }
  }
}
