package vit2rtl.hdl;

import scala.runtime.BoxedUnit;
import spinal.core.ConditionalContext$;
import spinal.core.DslScopeStack$;
import spinal.core.WhenContext;

/** Continues a {@code when}. */
public final class When {
  private final WhenContext context;

  When(WhenContext context) {
    this.context = context;
  }

  static When holds(Bool condition, Runnable body) {
    return new When(spinal.core.when$.MODULE$.apply(condition.spinal(), unit(body), UserFrame.location()));
  }

  public When elsewhen(Bool condition, Runnable body) {
    return new When(context.elsewhen(condition.spinal(), unit(body), UserFrame.location()));
  }

  public void otherwise(Runnable body) {
    context.otherwise(unit(body));
  }

  /** A condition together with those of the bodies around it. */
  static Bool inside(Bool condition) {
    return isOpen() ? condition.and(new Bool(ConditionalContext$.MODULE$.isTrue(Component.current().spinal().dslBody())))
        : condition;
  }

  /** Whether what is described now belongs to a body of a when or a switch. */
  static boolean isOpen() {
    Elaboration.current();
    return DslScopeStack$.MODULE$.get() != Component.current().spinal().dslBody();
  }

  static scala.Function0<BoxedUnit> unit(Runnable body) {
    Elaboration.current();
    return () -> {
      body.run();
      return BoxedUnit.UNIT;
    };
  }
}
