package vit2rtl.hdl.verilog;

import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.Nameable;
import spinal.core.internals.AssignmentStatement;
import spinal.core.internals.Expression;
import spinal.core.MemPortStatement;
import spinal.core.internals.PhaseContext;
import spinal.core.internals.PhaseMisc;
import spinal.core.internals.Statement;

/**
 * Names the signals that have no name in Java: after the named signal that they are for, and by what they are
 * ({@link Roles}). Of several signals for one the elaborator tells the later ones apart by numbers.
 */
final class NamePhase implements PhaseMisc {

  @Override
  public void impl(PhaseContext context) {
    context.walkComponents(component -> {
      component.dslBody().walkStatements(statement -> {
        if (statement instanceof AssignmentStatement assignment && assignment.finalTarget().isNamed()) {
          explore(statement, Roles.target(component, assignment));
        }
        return BoxedUnit.UNIT;
      });
      component.dslBody().walkStatements(statement -> {
        if (statement instanceof MemPortStatement port) {
          explore(port, Roles.memory(port));
        } else if (!(statement instanceof AssignmentStatement)) {
          explore(statement, Roles.controlled(component, statement));
        }
        return BoxedUnit.UNIT;
      });
      return BoxedUnit.UNIT;
    });
  }

  private static void explore(Statement statement, String name) {
    statement.walkDrivingExpressions(e -> {
      if (e instanceof BaseType signal && signal.isUnnamed()) {
        give(signal, name);
      }
      return BoxedUnit.UNIT;
    });
  }

  private static void give(BaseType signal, String reader) {
    signal.unsetName();
    signal.setName(Roles.name(reader, source(signal)), Nameable.USER_WEAK());
    signal.foreachStatements(statement -> {
      explore(statement, reader);
      return BoxedUnit.UNIT;
    });
  }

  private static Expression source(BaseType signal) {
    return signal.hasOnlyOneStatement() ? ((AssignmentStatement) signal.head()).source() : null;
  }
}
