package vit2rtl.hdl.clock;

import java.util.function.BiFunction;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.UInt;

/** The registers of a synchroniser. */
final class Chain {
  private Chain() {}

  static int checked(int stages) {
    if (stages < 2) {
      throw new StructureException("synchroniser", stages + " stages; allowed: from 2",
          "give it two or more: one is not enough for a signal to settle");
    }
    return stages;
  }

  /** {@code stages} registers in a row; the first takes values of another domain. */
  static UInt of(int stages, UInt source, BiFunction<String, UInt, UInt> register) {
    UInt value = source;
    for (int i = 0; i < stages; i++) {
      value = register.apply("stage_" + i, value);
      // Keeps tools from merging the registers or moving them apart.
      value.spinal().addAttribute("async_reg", "true");
      if (i == 0) {
        Crossing.into(value);
      }
    }
    return value;
  }
}
