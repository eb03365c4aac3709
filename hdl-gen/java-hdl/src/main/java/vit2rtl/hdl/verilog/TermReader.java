package vit2rtl.hdl.verilog;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import spinal.core.SInt;
import spinal.core.binaryOneHot$;
import spinal.core.internals.BinaryMultiplexer;
import spinal.core.internals.BinaryOperator;
import spinal.core.internals.BitVectorBitAccessFixed;
import spinal.core.internals.BitVectorBitAccessFloating;
import spinal.core.internals.BitVectorLiteral;
import spinal.core.internals.BitVectorRangedAccessFixed;
import spinal.core.internals.BitVectorRangedAccessFloating;
import spinal.core.internals.BoolLiteral;
import spinal.core.internals.Cast;
import spinal.core.internals.CastEnumToEnum;
import spinal.core.internals.ConstantOperator;
import spinal.core.internals.EnumEncoded;
import spinal.core.internals.Expression;
import spinal.core.internals.Resize;
import spinal.core.internals.TypeSInt$;
import spinal.core.internals.TypeUInt$;
import spinal.core.internals.UnaryOperator;
import spinal.core.internals.WidthProvider;
import vit2rtl.hdl.verilog.Term.Constant;
import vit2rtl.hdl.verilog.Term.Kind;
import vit2rtl.hdl.verilog.Term.Ref;
import vit2rtl.hdl.verilog.Term.Text;

/** Reads SpinalHDL's expressions, after all its phases, as terms. */
final class TermReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  private final Terms terms;
  private final Function<Expression, String> name;
  private final Function<Expression, String> stock;

  /**
   * @param name  what a signal or a memory port is called in the text; null for everything else
   * @param stock how SpinalHDL writes what is unknown here
   */
  TermReader(Terms terms, Function<Expression, String> name, Function<Expression, String> stock) {
    this.terms = terms;
    this.name = name;
    this.stock = stock;
  }

  Term read(Expression e) {
    String called = name.apply(e);
    if (called != null) {
      return NAME.matcher(called).matches()
          ? new Ref(called, width(e), e instanceof SInt)
          : new Text(called, width(e));
    }
    if (e instanceof BoolLiteral literal) {
      return Terms.constant(literal.value() ? BigInteger.ONE : BigInteger.ZERO, 1, Kind.BOOL);
    }
    if (e instanceof BitVectorLiteral literal && !literal.hasPoison()) {
      return Terms.constant(literal.getValue().bigInteger(), literal.getWidth(), kind(literal));
    }
    if (e instanceof Cast cast && !(e instanceof CastEnumToEnum)) {
      Term input = read(cast.input());
      return input instanceof Constant constant && constant.width() == width(e)
          ? new Constant(constant.pattern(), constant.width(), kind(e)) : input;
    }
    if (e instanceof Resize resize) {
      Term input = read(resize.input());
      return isSigned(resize) ? terms.resizeSigned(input, resize.size()) : terms.resizeUnsigned(input, resize.size());
    }
    if (e instanceof BinaryMultiplexer mux) {
      return terms.choice(read(mux.cond()), read(mux.whenTrue()), read(mux.whenFalse()));
    }
    if (e instanceof BitVectorBitAccessFixed bit) {
      return terms.slice(read(bit.source()), bit.bitId(), bit.bitId());
    }
    if (e instanceof BitVectorRangedAccessFixed range) {
      return terms.slice(read(range.source()), range.hi(), range.lo());
    }
    if (e instanceof BitVectorBitAccessFloating bit) {
      return terms.pick(read(bit.source()), read(bit.bitId()), 1);
    }
    if (e instanceof BitVectorRangedAccessFloating range) {
      return terms.pick(read(range.source()), read(range.offset()), range.size());
    }
    if (e instanceof ConstantOperator shift) {
      return shifted(shift);
    }
    if (e instanceof UnaryOperator unary) {
      return unary(unary);
    }
    return e instanceof BinaryOperator binary ? binary(binary) : new Text(stock.apply(e), width(e));
  }

  private static Kind kind(Expression e) {
    Object type = e.getTypeObject();
    return type == TypeSInt$.MODULE$ ? Kind.SIGNED : type == TypeUInt$.MODULE$ ? Kind.UNSIGNED : Kind.BITS;
  }

  private static boolean isSigned(Expression e) {
    return e.getTypeObject() == TypeSInt$.MODULE$;
  }

  /** Bits of an expression's value. */
  static int width(Expression e) {
    if (e instanceof WidthProvider wide) {
      return wide.getWidth();
    }
    return e instanceof EnumEncoded coded ? coded.getEncoding().getWidth(coded.getDefinition()) : 1;
  }

  /** A shift by a constant. */
  private Term shifted(ConstantOperator e) {
    Term source = read(e.source());
    int width = width(e);
    String operator = e.opName().split(" ")[1];
    switch (operator) {
      case ">>" -> {
        return terms.shiftedRight(source, source.width() - width);
      }
      case "<<" -> {
        return terms.shiftedLeft(source, width - source.width());
      }
      default -> {
        return new Text(stock.apply(e), width);
      }
    }
  }

  private Term unary(UnaryOperator e) {
    String operator = e.opName().split(" ")[0];
    return switch (operator) {
      case "!", "|", "&", "^" -> terms.unary(operator, read(e.source()), 1);
      case "~", "-" -> terms.unary(operator, read(e.source()), width(e));
      default -> e.opName().endsWith("#* Int")
          ? terms.repeat(read(e.source()), width(e) / width(e.source()))
          : new Text(stock.apply(e), width(e));
    };
  }

  private Term binary(BinaryOperator e) {
    String[] words = e.opName().split(" ");
    boolean signed = words[0].equals("SInt");
    if (words[0].equals("Enum") && (!(e instanceof EnumEncoded coded) || coded.getEncoding() == binaryOneHot$.MODULE$)) {
      return new Text(stock.apply(e), 1);
    }
    Term left = read(e.left());
    Term right = read(e.right());
    return switch (words[1]) {
      case "##" -> terms.join(List.of(terms.operand(left), terms.operand(right)));
      case "===" -> terms.compare("==", left, right, false);
      case "=/=" -> terms.compare("!=", left, right, false);
      case "=sim=" -> terms.compare("===", left, right, false);
      case "<", "<=" -> terms.compare(words[1], left, right, signed);
      case "+", "-", "&", "|", "^", "&&", "||" -> terms.binary(words[1], left, right);
      case "*", "/", "%" -> terms.product(words[1], left, right, signed, width(e));
      case "|<<" -> terms.shift("<<", left, right);
      case "<<" -> terms.shift("<<", signed ? terms.resizeSigned(left, width(e)) : terms.resizeUnsigned(left, width(e)), right);
      case "|>>", ">>" -> terms.shift(signed ? ">>>" : ">>", left, right);
      default -> new Text(stock.apply(e), width(e));
    };
  }
}
