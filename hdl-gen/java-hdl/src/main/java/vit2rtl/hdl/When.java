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

  /**
   * What holds while another condition does, and none before it.
   *
   * @param condition a truth value
   * @param body      what is set then
   * @return what a further {@code elsewhen} or {@code otherwise} can be added to
   */
  public When elsewhen(Bool condition, Runnable body) {
    return new When(Bodies.elsewhen(context, condition.spinal(), body));
  }

  /**
   * What holds while none of the conditions does.
   *
   * @param body what is set then
   */
  public void otherwise(Runnable body) {
    Bodies.otherwise(context, body);
  }
}
