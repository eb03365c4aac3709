package vit2rtl.hdl.verilog;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.verilog.Term.Binary;
import vit2rtl.hdl.verilog.Term.Choice;
import vit2rtl.hdl.verilog.Term.Constant;
import vit2rtl.hdl.verilog.Term.Join;
import vit2rtl.hdl.verilog.Term.Kind;
import vit2rtl.hdl.verilog.Term.Pick;
import vit2rtl.hdl.verilog.Term.Product;
import vit2rtl.hdl.verilog.Term.Ref;
import vit2rtl.hdl.verilog.Term.Repeat;
import vit2rtl.hdl.verilog.Term.Shift;
import vit2rtl.hdl.verilog.Term.Slice;
import vit2rtl.hdl.verilog.Term.Unary;
import vit2rtl.hdl.verilog.Term.Compare;

/** Makes terms as an engineer would write them: slices of slices become one, a shift by a constant becomes a slice. */
final class Terms {
  private final Wires wires;

  Terms(Wires wires) {
    this.wires = wires;
  }

  static Constant constant(BigInteger value, int width, Kind kind) {
    return new Constant(value.mod(BigInteger.ONE.shiftLeft(width)), width, kind);
  }

  static Constant zeros(int width) {
    return new Constant(BigInteger.ZERO, width, Kind.UNSIGNED);
  }

  /** Bits {@code high} to {@code low} of a term. */
  Term slice(Term of, int high, int low) {
    int width = high - low + 1;
    if (width == of.width()) {
      return of;
    }
    if (of instanceof Constant constant) {
      return constant(constant.pattern().shiftRight(low), width, constant.kind() == Kind.BOOL ? Kind.BITS : constant.kind());
    }
    if (of instanceof Ref ref) {
      return new Slice(ref, high, low);
    }
    if (of instanceof Slice slice) {
      return new Slice(slice.of(), slice.low() + high, slice.low() + low);
    }
    if (of instanceof Repeat repeat && repeat.of().width() == 1) {
      return repeat(repeat.of(), width);
    }
    if (of instanceof Join join) {
      return slice(join, high, low);
    }
    if (!isCut(of, low)) {
      return new Slice(wires.named(of), high, low);
    }
    if (of instanceof Choice choice) {
      return choice(choice.condition(), slice(choice.whenTrue(), high, low), slice(choice.whenFalse(), high, low));
    }
    if (of instanceof Binary binary) {
      return binary(binary.operator(), slice(binary.left(), high, low), slice(binary.right(), high, low));
    }
    if (of instanceof Unary unary) {
      return new Unary(unary.operator(), slice(unary.of(), high, low), width);
    }
    Shift shift = (Shift) of;
    return new Shift("<<", slice(shift.of(), high, 0), shift.by());
  }

  /** Whether bits of a term, from {@code low} on, are those of its operands: then the operation is done on fewer bits. */
  private static boolean isCut(Term of, int low) {
    if (of instanceof Ref || of instanceof Slice || of instanceof Constant || of instanceof Join
        || of instanceof Repeat repeat && repeat.of().width() == 1) {
      return true;
    }
    if (of instanceof Choice choice) {
      return isCut(choice.whenTrue(), low) && isCut(choice.whenFalse(), low);
    }
    if (of instanceof Binary binary) {
      return (isBitwise(binary.operator()) || low == 0 && isSum(binary.operator()))
          && isCut(binary.left(), low) && isCut(binary.right(), low);
    }
    if (of instanceof Unary unary) {
      return unary.width() == unary.of().width() && (low == 0 && unary.operator().equals("-") || unary.operator().equals("~"))
          && isCut(unary.of(), low);
    }
    return of instanceof Shift shift && shift.operator().equals("<<") && low == 0 && isCut(shift.of(), low);
  }

  private Term slice(Join join, int high, int low) {
    List<Term> kept = new ArrayList<>();
    int top = join.width();
    for (Term part : join.parts()) {
      int bottom = top - part.width();
      int from = Math.min(high, top - 1);
      int to = Math.max(low, bottom);
      if (from >= to) {
        kept.add(slice(part, from - bottom, to - bottom));
      }
      top = bottom;
    }
    return join(kept);
  }

  private static boolean isBitwise(String operator) {
    return operator.equals("&") || operator.equals("|") || operator.equals("^");
  }

  private static boolean isSum(String operator) {
    return operator.equals("+") || operator.equals("-");
  }

  /** Parts beside each other; neighbours that are one thing in two pieces become one again. */
  Term join(List<Term> parts) {
    List<Term> flat = new ArrayList<>();
    for (Term part : parts) {
      List<Term> pieces = part instanceof Join join ? join.parts() : List.of(part);
      for (Term piece : pieces) {
        Term before = flat.isEmpty() ? null : flat.get(flat.size() - 1);
        if (before instanceof Constant a && piece instanceof Constant b) {
          flat.set(flat.size() - 1, new Constant(a.pattern().shiftLeft(b.width()).or(b.pattern()), a.width() + b.width(),
              a.isZero() && b.isZero() ? Kind.UNSIGNED : Kind.BITS));
        } else if (before instanceof Slice a && piece instanceof Slice b && a.of().equals(b.of()) && a.low() == b.high() + 1) {
          flat.set(flat.size() - 1, slice(a.of(), a.high(), b.low()));
        } else {
          flat.add(piece);
        }
      }
    }
    return flat.size() == 1 ? flat.get(0) : new Join(List.copyOf(flat));
  }

  Term repeat(Term of, int count) {
    return count == 1 ? of : new Repeat(of, count);
  }

  /** A number at another width: cut, or with zeros above. */
  Term resizeUnsigned(Term of, int width) {
    if (width <= of.width()) {
      return slice(of, width - 1, 0);
    }
    return of instanceof Constant constant
        ? constant(constant.pattern(), width, constant.kind() == Kind.BOOL ? Kind.UNSIGNED : constant.kind())
        : join(List.of(zeros(width - of.width()), of));
  }

  /** A two's complement number at another width: cut, or with copies of its sign above. */
  Term resizeSigned(Term of, int width) {
    int more = width - of.width();
    if (more <= 0) {
      return slice(of, width - 1, 0);
    }
    if (of instanceof Constant constant) {
      return constant(new Constant(constant.pattern(), constant.width(), Kind.SIGNED).value(), width, Kind.SIGNED);
    }
    if (of instanceof Ref || of instanceof Slice) {
      return join(List.of(repeat(slice(of, of.width() - 1, of.width() - 1), more), of));
    }
    if (of instanceof Join join) {
      Term top = join.parts().get(0);
      if (top instanceof Constant constant && !constant.pattern().testBit(constant.width() - 1)) {
        return join(List.of(zeros(more), of));
      }
      if (top instanceof Repeat copies && copies.of().width() == 1) {
        List<Term> parts = new ArrayList<>(join.parts());
        parts.set(0, new Repeat(copies.of(), copies.count() + more));
        return new Join(List.copyOf(parts));
      }
      if (top instanceof Slice || top instanceof Ref) {
        return join(List.of(repeat(slice(top, top.width() - 1, top.width() - 1), more), of));
      }
    }
    if (of instanceof Choice choice && isLeaf(choice.whenTrue()) && isLeaf(choice.whenFalse())) {
      return choice(choice.condition(), resizeSigned(choice.whenTrue(), width), resizeSigned(choice.whenFalse(), width));
    }
    Ref named = wires.named(of);
    return resizeSigned(named, width);
  }

  private static boolean isLeaf(Term term) {
    return term instanceof Ref || term instanceof Slice || term instanceof Constant;
  }

  /** The low bits gone. */
  Term shiftedRight(Term of, int by) {
    return slice(of, of.width() - 1, by);
  }

  /** With zeros below. */
  Term shiftedLeft(Term of, int by) {
    return by == 0 ? of : join(List.of(of, zeros(by)));
  }

  Term binary(String operator, Term left, Term right) {
    if (operator.equals("-") && left instanceof Constant zero && zero.isZero()) {
      return new Unary("-", operand(right), right.width());
    }
    if (operator.equals("+") && right instanceof Unary negated && negated.operator().equals("-")) {
      return binary("-", left, negated.of());
    }
    if (isSum(operator) && right instanceof Constant c && c.kind() == Kind.SIGNED && c.value().signum() < 0
        && !c.pattern().equals(BigInteger.ONE.shiftLeft(c.width() - 1))) {
      return binary(operator.equals("+") ? "-" : "+", left, constant(c.value().negate(), c.width(), Kind.SIGNED));
    }
    if (isSum(operator) && right instanceof Constant zero && zero.isZero()) {
      return left;
    }
    return new Binary(operator, beside(operand(left), right), beside(operand(right), left));
  }

  /** A constant beside something unsigned is unsigned, too. */
  private static Term beside(Term term, Term other) {
    return term instanceof Constant c && c.kind() == Kind.SIGNED && !TermWriter.isSigned(other)
        ? new Constant(c.pattern(), c.width(), Kind.UNSIGNED) : term;
  }

  Term compare(String operator, Term left, Term right, boolean signed) {
    if (left.width() == 1 && right instanceof Constant c && (operator.equals("==") || operator.equals("!="))) {
      return c.isZero() == operator.equals("!=") ? operand(left) : unary("!", left, 1);
    }
    return new Compare(operator, signed ? operand(left) : beside(operand(left), right),
        signed ? operand(right) : beside(operand(right), left), signed);
  }

  Term product(String operator, Term left, Term right, boolean signed, int width) {
    return new Product(operator, factor(left), factor(right), signed, width);
  }

  /** Verilog would do the sums inside a product at the product's width. */
  private Term factor(Term term) {
    return term instanceof Slice || term instanceof Constant || term instanceof Join || term instanceof Pick
        ? term : wires.named(term);
  }

  Term choice(Term condition, Term whenTrue, Term whenFalse) {
    return whenTrue.equals(whenFalse) ? operand(whenTrue)
        : new Choice(operand(condition), beside(operand(whenTrue), whenFalse), beside(operand(whenFalse), whenTrue));
  }

  Term shift(String operator, Term of, Term by) {
    return new Shift(operator, operand(of), operand(by));
  }

  Term unary(String operator, Term of, int width) {
    return new Unary(operator, operand(of), width);
  }

  Term pick(Term of, Term position, int width) {
    return of.width() == 1 ? of : new Pick(wires.named(of), operand(position), width);
  }

  /** A term as part of another: a product gets a name, because its width comes from where it is assigned to. */
  Term operand(Term term) {
    return term instanceof Product ? wires.named(term) : term;
  }
}
