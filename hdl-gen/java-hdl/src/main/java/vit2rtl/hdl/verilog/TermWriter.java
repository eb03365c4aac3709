package vit2rtl.hdl.verilog;

import java.math.BigInteger;
import java.util.stream.Collectors;
import vit2rtl.hdl.verilog.Term.Binary;
import vit2rtl.hdl.verilog.Term.Choice;
import vit2rtl.hdl.verilog.Term.Compare;
import vit2rtl.hdl.verilog.Term.Constant;
import vit2rtl.hdl.verilog.Term.Join;
import vit2rtl.hdl.verilog.Term.Kind;
import vit2rtl.hdl.verilog.Term.Pick;
import vit2rtl.hdl.verilog.Term.Product;
import vit2rtl.hdl.verilog.Term.Ref;
import vit2rtl.hdl.verilog.Term.Repeat;
import vit2rtl.hdl.verilog.Term.Shift;
import vit2rtl.hdl.verilog.Term.Slice;
import vit2rtl.hdl.verilog.Term.Text;
import vit2rtl.hdl.verilog.Term.Unary;

/**
 * Writes terms as Verilog-2001. Because all operands have the width they work at, signedness matters for comparisons,
 * products and arithmetic shifts only: there operands are made what they must be, elsewhere nothing is said.
 */
final class TermWriter {
  private static final BigInteger LARGEST_DECIMAL = BigInteger.valueOf(9999);
  /** A part of an expression that is longer gets a name. */
  private static final int LONG = 90;

  private final Wires wires;

  TermWriter(Wires wires) {
    this.wires = wires;
  }

  /** A term that nothing surrounds. */
  String whole(Term term) {
    if (term instanceof Shift shift && shift.operator().equals(">>>")) {
      return signed(shift.of()) + " >>> " + part(shift.by());
    }
    if (term instanceof Product product) {
      return product(product);
    }
    return text(term);
  }

  private String product(Product product) {
    return product.signed()
        ? signed(product.left()) + " " + product.operator() + " " + signed(product.right())
        : unsigned(product.left()) + " " + product.operator() + " " + unsigned(product.right());
  }

  /** A term that stands between delimiters, or is the last operand of a choice. */
  private String text(Term term) {
    if (term instanceof Ref ref) {
      return ref.name();
    }
    if (term instanceof Text text) {
      return text.text();
    }
    if (term instanceof Constant constant) {
      return constant(constant);
    }
    if (term instanceof Slice slice) {
      return slice.of().width() == 1 ? slice.of().name() : slice.of().name() + (slice.high() == slice.low()
          ? "[" + slice.low() + "]" : "[" + slice.high() + ":" + slice.low() + "]");
    }
    if (term instanceof Pick pick) {
      return pick.of().name() + "[" + text(pick.position()) + (pick.width() == 1 ? "]" : " +: " + pick.width() + "]");
    }
    if (term instanceof Join join) {
      return join.parts().stream().map(this::text).collect(Collectors.joining(", ", "{", "}"));
    }
    if (term instanceof Repeat repeat) {
      return "{" + repeat.count() + "{" + text(repeat.of()) + "}}";
    }
    if (term instanceof Unary unary) {
      return unary.operator() + part(unary.of());
    }
    if (term instanceof Binary binary) {
      return left(binary) + " " + binary.operator() + " " + part(binary.right());
    }
    if (term instanceof Compare compare) {
      return compare(compare);
    }
    if (term instanceof Shift shift) {
      return shift.operator().equals(">>>")
          ? "$signed(" + whole(shift) + ")"
          : part(shift.of()) + " " + shift.operator() + " " + part(shift.by());
    }
    if (term instanceof Choice choice) {
      return part(choice.condition()) + " ? " + part(choice.whenTrue()) + " : "
          + (choice.whenFalse() instanceof Choice next ? text(next) : part(choice.whenFalse()));
    }
    return wires.named(term).name();
  }

  /** What varies stands on the left. */
  private String compare(Compare compare) {
    boolean turned = compare.left() instanceof Constant && compare.operator().startsWith("<");
    Term left = turned ? compare.right() : compare.left();
    Term right = turned ? compare.left() : compare.right();
    String operator = turned ? compare.operator().replace('<', '>') : compare.operator();
    if (compare.signed()) {
      return signed(left) + " " + operator + " " + signed(right);
    }
    return operator.startsWith("<") || operator.startsWith(">")
        ? unsigned(left) + " " + operator + " " + unsigned(right)
        : part(left) + " " + operator + " " + part(right);
  }

  /** Operators of one kind in a row need no parentheses. */
  private String left(Binary binary) {
    boolean chained = binary.left() instanceof Binary left && (left.operator().equals(binary.operator())
        || isSum(binary.operator()) && isSum(left.operator()));
    if (!chained) {
      return part(binary.left());
    }
    String text = text(binary.left());
    return text.length() <= LONG ? text : wires.named(binary.left()).name();
  }

  private static boolean isSum(String operator) {
    return operator.equals("+") || operator.equals("-");
  }

  /** A term as an operand: in parentheses, unless it is one thing by itself. */
  String operand(Term term) {
    return part(term);
  }

  private String part(Term term) {
    if (isSimple(term)) {
      return text(term);
    }
    String text = text(term);
    return text.length() > LONG ? wires.named(term).name() : "(" + text + ")";
  }

  private static boolean isSimple(Term term) {
    return term instanceof Ref || term instanceof Text || term instanceof Constant || term instanceof Slice
        || term instanceof Pick || term instanceof Join || term instanceof Repeat || term instanceof Product
        || term instanceof Unary unary && "!~".contains(unary.operator()) && isSimple(unary.of())
        || term instanceof Shift shift && shift.operator().equals(">>>");
  }

  /** As an operand that Verilog takes for signed. */
  private String signed(Term term) {
    if (term instanceof Constant constant) {
      return constant(new Constant(constant.pattern(), constant.width(), Kind.SIGNED));
    }
    return isSigned(term) ? part(term) : "$signed(" + text(term) + ")";
  }

  private String unsigned(Term term) {
    return isSigned(term) ? "$unsigned(" + text(term) + ")" : part(term);
  }

  /** Whether Verilog takes a term for signed. */
  static boolean isSigned(Term term) {
    if (term instanceof Ref ref) {
      return ref.signed();
    }
    if (term instanceof Constant constant) {
      return constant.kind() == Kind.SIGNED;
    }
    if (term instanceof Product product) {
      return product.signed();
    }
    if (term instanceof Binary binary) {
      return isSigned(binary.left()) && isSigned(binary.right());
    }
    if (term instanceof Unary unary) {
      return "-~".contains(unary.operator()) && isSigned(unary.of());
    }
    if (term instanceof Shift shift) {
      return shift.operator().equals(">>>") || isSigned(shift.of());
    }
    return term instanceof Choice choice && isSigned(choice.whenTrue()) && isSigned(choice.whenFalse());
  }

  static String constant(Constant constant) {
    int width = constant.width();
    if (width == 1 && constant.kind() != Kind.SIGNED) {
      return "1'b" + constant.pattern();
    }
    BigInteger value = constant.value();
    return switch (constant.kind()) {
      case BOOL -> "1'b" + constant.pattern();
      case BITS -> width <= 4 ? width + "'b" + padded(constant.pattern().toString(2), width)
          : width + "'h" + padded(constant.pattern().toString(16), (width + 3) / 4);
      case UNSIGNED -> constant.pattern().compareTo(LARGEST_DECIMAL) <= 0 ? width + "'d" + constant.pattern()
          : width + "'h" + padded(constant.pattern().toString(16), (width + 3) / 4);
      case SIGNED -> value.abs().compareTo(LARGEST_DECIMAL) <= 0 && !isLowest(constant)
          ? (value.signum() < 0 ? "-" : "") + width + "'sd" + value.abs()
          : width + "'sh" + padded(constant.pattern().toString(16), (width + 3) / 4);
    };
  }

  /** The number whose magnitude needs a bit more. */
  private static boolean isLowest(Constant constant) {
    return constant.pattern().equals(BigInteger.ONE.shiftLeft(constant.width() - 1));
  }

  private static String padded(String digits, int count) {
    return "0".repeat(Math.max(0, count - digits.length())) + digits;
  }
}
