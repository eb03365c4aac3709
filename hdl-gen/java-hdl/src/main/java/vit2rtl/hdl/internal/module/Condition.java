package vit2rtl.hdl.internal.module;

import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signals;

/** Conditions of what is described inside others. */
public final class Condition {
  private Condition() {}

  /** A condition together with those of the bodies around it. */
  public static Bool inside(Bool condition) {
    return Bodies.isOpen() ? condition.and(Signals.of(Bodies.conditions())) : condition;
  }
}
