package vit2rtl.hdl.type;

import java.util.ArrayList;
import java.util.List;

/**
 * Products with constants by the non-adjacent form: one adder or subtractor per non-zero digit after the first. The
 * first term is a positive one, as 0 − x would take a subtractor of its own.
 */
final class ConstantProduct {

  /** A non-zero digit, 1 or −1, of weight 2^bit. */
  private record Digit(int bit, boolean positive) {}

  private ConstantProduct() {}

  static SInt of(SInt operand, long constant) {
    if (constant < 0) {
      return of(operand, Math.negateExact(constant)).neg();
    }
    if (constant == 0) {
      return SInt.lit(0);
    }
    List<Digit> digits = digits(constant);
    Digit first = digits.stream().filter(Digit::positive).findFirst().orElseThrow();
    SInt sum = operand.shl(first.bit());
    for (Digit digit : digits) {
      if (digit != first) {
        SInt term = operand.shl(digit.bit());
        sum = digit.positive() ? sum.add(term) : sum.sub(term);
      }
    }
    return sum;
  }

  /** From the lowest; the highest is positive. */
  private static List<Digit> digits(long constant) {
    List<Digit> digits = new ArrayList<>();
    long rest = constant;
    for (int bit = 0; rest != 0; bit++) {
      long digit = (rest & 1) == 0 ? 0 : 2 - (rest & 3);
      if (digit != 0) {
        digits.add(new Digit(bit, digit > 0));
      }
      rest = (rest - digit) >> 1;
    }
    return digits;
  }
}
