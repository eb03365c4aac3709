package vit2rtl.golden.onnx.graph;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import vit2rtl.golden.IntRange;

/**
 * Division by powers of two, rounded half up, with shifts s per channel:
 * <pre>
 *   ⌊(x + 2^(s−1)) / 2^s⌋ + offset  =  (x + 2^k + 2^(s−1)) / 2^s − (2^(k−s) − offset)
 * </pre>
 * ONNX's Div rounds towards zero; 2^k, at least every −x and every 2^s, keeps it where that is downwards. Three nodes.
 *
 * @param amounts s, one or one per channel, 0…62
 * @param dims    shape of the constants
 */
public record Shift(int[] amounts, int... dims) {

  public Shift {
    amounts = amounts.clone();
    dims = dims.clone();
  }

  Value apply(Value x, long offset, IntRange proven) {
    int greatest = IntStream.of(amounts).max().orElseThrow();
    int k = greatest;
    while (1L << k < -x.range().min()) {
      k++;
    }
    long lift = 1L << k;
    return x.plus(constants(x, s -> lift + (1L << s >> 1)))
        .over(constants(x, s -> 1L << s))
        .minus(constants(x, s -> (lift >> s) - offset)).known(proven);
  }

  /** ⌊(x + 2^(s−1)) / 2^s⌋ + offset of a range, over all channels. */
  public IntRange reach(IntRange x, long offset) {
    return IntStream.of(amounts).mapToObj(s -> new IntRange((x.min() + (1L << s >> 1) >> s) + offset,
        (x.max() + (1L << s >> 1) >> s) + offset)).reduce(IntRange::union).orElseThrow();
  }

  private Value constants(Value x, Constants of) {
    long[] values = LongStream.range(0, amounts.length).map(c -> of.at(amounts[(int) c])).toArray();
    return x.graph().constant(x.type(), values, dims);
  }

  /** A constant for a shift. */
  private interface Constants {
    long at(int shift);
  }
}
