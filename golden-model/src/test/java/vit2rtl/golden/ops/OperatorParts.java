package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.function.Supplier;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/** What tests of operators' limits make them of. */
final class OperatorParts {
  static final IntRange S8 = IntRange.signed(8);
  static final IntRange U8 = IntRange.unsigned(8);

  private OperatorParts() {}

  /** The sentence with which something is refused. */
  static String refused(Supplier<?> made) {
    return assertThrows(InputException.class, made::get).getMessage();
  }

  /** A requantiser that changes nothing but the range. */
  static Requantizer plain(int channels, IntRange output) {
    int[] ones = new int[channels];
    Arrays.fill(ones, 1);
    return new Requantizer(ones, new int[channels], 0, output);
  }
}
