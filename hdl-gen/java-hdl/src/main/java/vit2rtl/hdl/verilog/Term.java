package vit2rtl.hdl.verilog;

import java.math.BigInteger;
import java.util.List;

/**
 * An expression of the emitted Verilog. Every operand has the width that its operator works at, and a term alone has,
 * by Verilog's rules, the width stated here: nothing is ever extended or cut by its surroundings. The one exception is
 * {@link Product}, which is wider than its factors and stands alone on the right of an assignment.
 */
sealed interface Term {

  int width();

  /** A declared signal. */
  record Ref(String name, int width, boolean signed) implements Term {}

  /** Text that only its own width is known of: it may be an operand, but nothing is cut out of it. */
  record Text(String text, int width) implements Term {}

  /** How a constant is written. */
  enum Kind { BOOL, BITS, UNSIGNED, SIGNED }

  /** A constant by its bit pattern, 0 to 2^width − 1. */
  record Constant(BigInteger pattern, int width, Kind kind) implements Term {
    boolean isZero() {
      return pattern.signum() == 0;
    }

    BigInteger value() {
      return kind == Kind.SIGNED && pattern.testBit(width - 1) ? pattern.subtract(BigInteger.ONE.shiftLeft(width)) : pattern;
    }
  }

  /** Bits {@code high} to {@code low} of a signal. */
  record Slice(Ref of, int high, int low) implements Term {
    @Override
    public int width() {
      return high - low + 1;
    }
  }

  /** {@code width} bits of a signal from a position given at run time. */
  record Pick(Ref of, Term position, int width) implements Term {}

  /** Parts beside each other, the highest first. */
  record Join(List<Term> parts) implements Term {
    @Override
    public int width() {
      return parts.stream().mapToInt(Term::width).sum();
    }
  }

  record Repeat(Term of, int count) implements Term {
    @Override
    public int width() {
      return of.width() * count;
    }
  }

  record Unary(String operator, Term of, int width) implements Term {}

  /** An operator whose operands and result have one width. */
  record Binary(String operator, Term left, Term right) implements Term {
    @Override
    public int width() {
      return left.width();
    }
  }

  record Compare(String operator, Term left, Term right, boolean signed) implements Term {
    @Override
    public int width() {
      return 1;
    }
  }

  /** A shift by a number given at run time; {@code >>>} of a signed value. */
  record Shift(String operator, Term of, Term by) implements Term {
    @Override
    public int width() {
      return of.width();
    }
  }

  /** A product, quotient or remainder. */
  record Product(String operator, Term left, Term right, boolean signed, int width) implements Term {}

  record Choice(Term condition, Term whenTrue, Term whenFalse) implements Term {
    @Override
    public int width() {
      return whenTrue.width();
    }
  }
}
