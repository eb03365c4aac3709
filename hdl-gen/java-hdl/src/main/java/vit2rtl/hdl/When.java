package vit2rtl.hdl;

import spinal.core.WhenContext;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.type.Bool;

/** Continues a {@code when}. */
public final class When {
  private final WhenContext context;

  private When(WhenContext context) {
    this.context = context;
  }

  static When holds(Bool condition, Runnable body) {
    return new When(Bodies.when(condition.spinal(), body));
  }

  public When elsewhen(Bool condition, Runnable body) {
    return new When(Bodies.elsewhen(context, condition.spinal(), body));
  }

  public void otherwise(Runnable body) {
    Bodies.otherwise(context, body);
  }
}
