package vit2rtl.hdl.verilog;

import java.util.ArrayList;
import java.util.List;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.Bits;
import spinal.core.BitVector;
import spinal.core.Bool;
import spinal.core.Component;
import spinal.core.MemPortStatement;
import spinal.core.MemReadSync;
import spinal.core.MemWrite;
import spinal.core.Nameable;
import spinal.core.UInt;
import spinal.core.internals.DataAssignmentStatement;
import spinal.core.internals.Expression;
import spinal.core.internals.PhaseContext;
import spinal.core.internals.PhaseNetlist;
import spinal.core.internals.TypeBool$;
import spinal.core.internals.TypeUInt$;

/** Gives operands of memory ports names: the elaborator's VHDL has signals there in any case. */
final class MemoryOperandPhase implements PhaseNetlist {

  @Override
  public void impl(PhaseContext context) {
    context.walkComponentsExceptBlackbox(component -> {
      List<MemPortStatement> ports = new ArrayList<>();
      component.dslBody().walkStatements(statement -> {
        if (statement instanceof MemPortStatement port) {
          ports.add(port);
        }
        return BoxedUnit.UNIT;
      });
      ports.forEach(port -> name(component, port));
      return BoxedUnit.UNIT;
    });
  }

  private static void name(Component component, MemPortStatement port) {
    component.rework(() -> {
      port.remapDrivingExpressions(e -> e instanceof BaseType ? e : signal(component, e, role(port, e)));
      return BoxedUnit.UNIT;
    });
  }

  private static String role(MemPortStatement port, Expression e) {
    String role = e == Roles.address(port) ? "address"
        : port instanceof MemWrite write && e == write.data() ? "data"
        : port instanceof MemWrite write && e == write.mask() ? "mask"
        : "enable";
    return port.mem().getName() + (port instanceof MemReadSync ? "_read_" : "_") + role;
  }

  private static BaseType signal(Component component, Expression source, String name) {
    BaseType signal = source.getTypeObject() == TypeBool$.MODULE$ ? new Bool()
        : source.getTypeObject() == TypeUInt$.MODULE$ ? new UInt() : new Bits();
    if (signal instanceof BitVector wide) {
      wide.setWidth(TermReader.width(source));
    }
    signal.setName(name, Nameable.USER_WEAK());
    DataAssignmentStatement assignment = new DataAssignmentStatement();
    assignment.target_$eq(signal);
    assignment.source_$eq(source);
    signal.dlcAppend(assignment);
    component.dslBody().append(assignment);
    return signal;
  }
}
