package vit2rtl.hdl;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import spinal.core.BaseType;
import spinal.core.Component;
import spinal.core.ContextUser;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Signal;

/** Which design a signal or a memory belongs to, by the top component of its elaboration. */
public final class Origins {
  private static final Map<Component, RtlDesign> DESIGNS = Collections.synchronizedMap(new WeakHashMap<>());

  private Origins() {}

  static void note(Component top, RtlDesign design) {
    DESIGNS.put(top, design);
  }

  /**
   * {@return the design of a scalar signal; empty while it is being elaborated, and for signals of several parts}
   *
   * @param signal any signal
   */
  public static Optional<RtlDesign> of(Signal signal) {
    return signal.spinal() instanceof BaseType raw ? of(raw) : Optional.empty();
  }

  /**
   * {@return the design of a memory; empty while it is being elaborated}
   *
   * @param memory any memory
   */
  public static Optional<RtlDesign> of(Mem<?> memory) {
    return of(memory.spinal());
  }

  private static Optional<RtlDesign> of(ContextUser raw) {
    Component top = raw.component();
    while (top.parent() != null) {
      top = top.parent();
    }
    return Optional.ofNullable(DESIGNS.get(top));
  }
}
