package vit2rtl.hdl.internal.graph;

import java.util.SortedMap;
import java.util.TreeMap;
import scala.runtime.BoxedUnit;
import spinal.core.internals.BinaryOperator;
import spinal.core.internals.Expression;
import spinal.core.internals.WidthProvider;

/** Adders, subtractors and multipliers among expressions. */
public final class Operators {
  private Operators() {}

  /** How many of which kind a component and everything below it has; memories count as a kind. */
  public static SortedMap<String, Integer> kinds(spinal.core.Component component) {
    SortedMap<String, Integer> kinds = new TreeMap<>();
    component.walkComponents(each -> {
      each.dslBody().walkStatements(statement -> {
        if (statement instanceof spinal.core.Mem<?>) {
          kinds.merge("memory", 1, Integer::sum);
        }
        statement.walkExpression(expression -> {
          String kind = kind(expression);
          if (kind != null) {
            kinds.merge(kind, 1, Integer::sum);
          }
          return BoxedUnit.UNIT;
        });
        return BoxedUnit.UNIT;
      });
      return BoxedUnit.UNIT;
    });
    return kinds;
  }

  public static String noun(String kind, int count) {
    String one = switch (kind) {
      case "add" -> "adder";
      case "subtract" -> "subtractor";
      case "multiply" -> "multiplier";
      default -> kind;
    };
    return count == 1 ? one : one.equals("memory") ? "memories" : one + "s";
  }

  /** What an operator is, in words with its shape; null for everything else. */
  public static String shape(Expression expression) {
    String kind = kind(expression);
    if (kind == null) {
      return null;
    }
    BinaryOperator operator = (BinaryOperator) expression;
    return kind.equals("multiply")
        ? "multiply " + bits(operator.left()) + " x " + bits(operator.right()) + " bits"
        : kind + " " + bits(expression) + " bits";
  }

  /** SpinalHDL names its operators "UInt + UInt"; their classes are beyond Java's reach. */
  static String kind(Expression expression) {
    if (!(expression instanceof BinaryOperator operator) || !(expression instanceof WidthProvider)) {
      return null;
    }
    return switch (operator.opName().replaceAll("\\w+ (.) \\w+", "$1")) {
      case "*" -> "multiply";
      case "+" -> "add";
      case "-" -> "subtract";
      default -> null;
    };
  }

  private static int bits(Expression operand) {
    return ((WidthProvider) operand).getWidth();
  }
}
