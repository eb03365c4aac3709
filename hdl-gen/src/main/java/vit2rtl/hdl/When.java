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
    spinal.core.internals.ScopeStatement whole = Component.current().raw().dslBody();
    return DslScopeStack$.MODULE$.get() == whole ? condition
        : condition.and(new Bool(ConditionalContext$.MODULE$.isTrue(whole)));
  }

  static scala.Function0<BoxedUnit> unit(Runnable body) {
    Elaboration.current();
    return () -> {
      body.run();
      return BoxedUnit.UNIT;
    };
  }
}
