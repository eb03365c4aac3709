package vit2rtl.hdl.verilog;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.internals.AssignmentStatement;
import spinal.core.internals.BitVectorBitAccessFixed;
import spinal.core.internals.BitVectorRangedAccessFixed;
import spinal.core.internals.Cast;
import spinal.core.internals.CastEnumToEnum;
import spinal.core.internals.Expression;
import spinal.core.internals.Literal;
import spinal.core.internals.PhaseContext;
import spinal.core.internals.PhaseNetlist;
import spinal.core.internals.Resize;
import spinal.core.internals.Statement$;

/** Replaces signals without a name that are other signals, or bits of them, in another guise. */
final class AliasPhase implements PhaseNetlist {

  @Override
  public void impl(PhaseContext context) {
    Set<BaseType> aliases = Collections.newSetFromMap(new IdentityHashMap<>());
    context.walkStatements(statement -> {
      if (statement instanceof BaseType signal && isAlias(signal)) {
        aliases.add(signal);
      }
      return BoxedUnit.UNIT;
    });
    context.walkStatements(statement -> {
      if (!(statement instanceof AssignmentStatement assignment && aliases.contains(assignment.finalTarget()))) {
        statement.walkRemapDrivingExpressions(e ->
            e instanceof BaseType signal && aliases.contains(signal) ? resolved(signal, aliases) : e);
      }
      return BoxedUnit.UNIT;
    });
    for (BaseType alias : aliases) {
      alias.head().removeStatement();
      alias.removeStatement();
    }
  }

  private static Expression resolved(BaseType alias, Set<BaseType> aliases) {
    AssignmentStatement head = (AssignmentStatement) alias.head();
    head.walkRemapDrivingExpressions(e ->
        e instanceof BaseType signal && aliases.contains(signal) ? resolved(signal, aliases) : e);
    return head.source();
  }

  private static boolean isAlias(BaseType signal) {
    return signal.isUnnamed() && signal.isComb() && signal.isDirectionLess() && signal.canSymplifyIt()
        && Statement$.MODULE$.isSomethingToFullStatement(signal)
        && isCheap(((AssignmentStatement) signal.head()).source());
  }

  private static boolean isCheap(Expression e) {
    if (e instanceof Cast cast && !(e instanceof CastEnumToEnum)) {
      return isCheap(cast.input());
    }
    if (e instanceof Resize resize) {
      return isCheap(resize.input());
    }
    if (e instanceof BitVectorBitAccessFixed bit) {
      return isCheap(bit.source());
    }
    if (e instanceof BitVectorRangedAccessFixed range) {
      return isCheap(range.source());
    }
    return e instanceof BaseType || e instanceof Literal;
  }
}
