package vit2rtl.hdl.clock;

import spinal.core.BaseType;
import spinal.core.crossClockDomain$;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;

/** Lets values cross from one clock domain into another where a component is built for that. */
public final class Crossing {
  private Crossing() {}

  /**
   * Lets a register take values of other domains: the designer must know that this is safe, as the components of this
   * package do for their own.
   *
   * @param <T>      kind of the register
   * @param register a register of the current domain
   * @return the register
   */
  public static <T extends Signal> T into(T register) {
    for (Signal leaf : Signals.leaves(register)) {
      if (!((BaseType) leaf.spinal()).isReg()) {
        throw new StructureException("crossing" + Signals.ofName(leaf), "it is no register",
            "mark the register behind it");
      }
      leaf.spinal().addTag(crossClockDomain$.MODULE$);
    }
    return register;
  }
}
