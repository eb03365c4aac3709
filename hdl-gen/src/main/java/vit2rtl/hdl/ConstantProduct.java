package vit2rtl.hdl;

/** Products with constants by the non-adjacent form: one adder or subtractor per non-zero digit after the first. */
final class ConstantProduct {
  private ConstantProduct() {}

  static SInt of(SInt operand, long constant) {
    if (constant < 0) {
      return of(operand, Math.negateExact(constant)).neg();
    }
    SInt sum = null;
    long rest = constant;
    for (int bit = 0; rest != 0; bit++) {
      long digit = (rest & 1) == 0 ? 0 : 2 - (rest & 3);
      if (digit != 0) {
        SInt term = operand.shl(bit);
        SInt signed = digit > 0 ? term : term.neg();
        sum = sum == null ? signed : digit > 0 ? sum.add(term) : sum.sub(term);
      }
      rest = (rest - digit) >> 1;
    }
    return sum == null ? SInt.lit(0) : sum;
  }
}
