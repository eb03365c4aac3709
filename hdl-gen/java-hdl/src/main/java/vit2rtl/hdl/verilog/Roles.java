package vit2rtl.hdl.verilog;

import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.Component;
import spinal.core.MemReadAsync;
import spinal.core.MemReadSync;
import spinal.core.MemWrite;
import spinal.core.internals.AssignmentStatement;
import spinal.core.internals.Expression;
import spinal.core.MemPortStatement;
import spinal.core.internals.BinaryMultiplexer;
import spinal.core.internals.BinaryOperator;
import spinal.core.internals.Cast;
import spinal.core.internals.ConstantOperator;
import spinal.core.internals.Resize;
import spinal.core.internals.Statement;
import spinal.core.internals.SubAccess;
import spinal.core.internals.UnaryOperator;

/**
 * Names for values that have none in Java: what they are for, and what they are. A sum that is cut down to
 * {@code y} is {@code y_sum}.
 */
final class Roles {
  private Roles() {}

  /** What an assignment drives: a signal of the component, or the input of a child. */
  static String target(Component component, AssignmentStatement assignment) {
    return name(component, assignment.finalTarget());
  }

  static String name(Component component, BaseType signal) {
    return signal.component() == component || signal.component() == null
        ? signal.getName() : signal.component().getName() + "_" + signal.getName();
  }

  static String memory(MemPortStatement port) {
    return port.mem().getName();
  }

  static Expression address(MemPortStatement port) {
    if (port instanceof MemWrite write) {
      return write.address();
    }
    if (port instanceof MemReadSync read) {
      return read.address();
    }
    return port instanceof MemReadAsync read ? read.address() : null;
  }

  /** The first signal that a condition decides on. */
  static String controlled(Component component, Statement statement) {
    String[] first = {null};
    if (statement instanceof spinal.core.internals.TreeStatement tree) {
      tree.walkLeafStatements(leaf -> {
        if (first[0] == null && leaf instanceof AssignmentStatement assignment) {
          first[0] = target(component, assignment);
        }
        return BoxedUnit.UNIT;
      });
    }
    return first[0] == null ? "condition" : first[0] + "_condition";
  }

  static String name(String base, Term term) {
    return base + "_" + (term instanceof Term.Product ? "product"
        : term instanceof Term.Choice ? "choice"
        : term instanceof Term.Shift ? "shifted"
        : term instanceof Term.Join ? "joined"
        : term instanceof Term.Binary binary ? role(binary.operator())
        : term instanceof Term.Compare compare ? role(compare.operator())
        : term instanceof Term.Unary unary ? unary.operator().equals("-") ? "negated" : role(unary.operator())
        : "value");
  }

  /** A name for a signal with this source; null where it has several. */
  static String name(String base, Expression source) {
    if (source instanceof BinaryMultiplexer || source == null) {
      return base + "_choice";
    }
    if (source instanceof MemPortStatement port) {
      return port.mem().getName() + "_read";
    }
    if (source instanceof Cast cast && !(cast.input() instanceof BaseType)) {
      return name(base, cast.input());
    }
    if (source instanceof Resize resize && !(resize.input() instanceof BaseType)) {
      return name(base, resize.input());
    }
    if (source instanceof BinaryOperator binary) {
      return base + "_" + role(binary.opName().split(" ")[1]);
    }
    return base + "_" + (source instanceof UnaryOperator unary ? role(unary.opName().split(" ")[0])
        : source instanceof ConstantOperator ? "shifted"
        : source instanceof SubAccess ? "part"
        : "value");
  }

  private static String role(String operator) {
    return switch (operator) {
      case "+" -> "sum";
      case "-" -> "difference";
      case "*" -> "product";
      case "/" -> "quotient";
      case "%" -> "remainder";
      case "&", "&&" -> "both";
      case "|", "||" -> "either";
      case "^" -> "odd";
      case "!", "~" -> "not";
      case "==", "===" -> "equal";
      case "!=", "=/=" -> "differs";
      case "<", "<=" -> "below";
      case "##" -> "joined";
      case "|<<", "<<", "|>>", ">>" -> "shifted";
      default -> "value";
    };
  }
}
