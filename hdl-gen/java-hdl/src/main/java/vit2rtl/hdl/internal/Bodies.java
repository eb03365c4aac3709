package vit2rtl.hdl.internal;

import java.util.Map;
import java.util.function.Function;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.ConditionalContext$;
import spinal.core.DslScopeStack$;
import spinal.core.WhenContext;
import vit2rtl.hdl.error.UserFrame;

/** What is described under conditions: the bodies of a when and of a switch, as SpinalHDL takes them. */
public final class Bodies {
  private Bodies() {}

  /** A body that holds under a condition. */
  public static WhenContext when(spinal.core.Bool condition, Runnable body) {
    return spinal.core.when$.MODULE$.apply(condition, unit(body), UserFrame.location());
  }

  public static WhenContext elsewhen(WhenContext before, spinal.core.Bool condition, Runnable body) {
    return before.elsewhen(condition, unit(body), UserFrame.location());
  }

  public static void otherwise(WhenContext before, Runnable body) {
    before.otherwise(unit(body));
  }

  /**
   * One body for each value of a selector. SpinalHDL must know first whether there is a default: it refuses one that no
   * value is left for.
   *
   * @param constant  SpinalHDL's value of a key
   * @param otherwise the body for every other value, or null
   */
  public static <K> void choose(BaseType selector, Map<K, Runnable> bodies, Function<K, Object> constant,
      Runnable otherwise) {
    scala.collection.immutable.Seq<Object> no = new scala.collection.mutable.ArrayBuffer<Object>().toSeq();
    spinal.core.switch$.MODULE$.apply(selector, otherwise != null, false, unit(() -> {
      bodies.forEach((key, body) -> spinal.core.is$.MODULE$.apply(constant.apply(key), no, unit(body)));
      if (otherwise != null) {
        spinal.core.default$.MODULE$.apply(unit(otherwise));
      }
    }), UserFrame.location());
  }

  /** Whether what is described now belongs to a body of a when or a switch. */
  public static boolean isOpen() {
    Elaboration.current();
    return DslScopeStack$.MODULE$.get() != Instance.current().spinal().dslBody();
  }

  /** The conditions of all bodies that are open, together. */
  public static spinal.core.Bool conditions() {
    return ConditionalContext$.MODULE$.isTrue(Instance.current().spinal().dslBody());
  }

  private static scala.Function0<BoxedUnit> unit(Runnable body) {
    Elaboration.current();
    return () -> {
      body.run();
      return BoxedUnit.UNIT;
    };
  }
}
