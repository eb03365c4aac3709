package vit2rtl.hdl.internal;

import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.StringJoiner;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.internals.AssignedRange;
import spinal.core.internals.BitVectorAssignmentExpression;

/** The signals of an elaboration that are set bit by bit: an error in one is about bits. */
public final class PartlySet {
  private final Set<BaseType> signals = Collections.newSetFromMap(new IdentityHashMap<>());

  private PartlySet() {}

  public static PartlySet of(Elaboration elaboration) {
    return elaboration.part(PartlySet.class, PartlySet::new);
  }

  public void add(BaseType signal) {
    signals.add(signal);
  }

  /** "3, 1 to 0": the bits of a signal that are set under no condition whatever; empty where there are none. */
  public String neverSet(String component, String name) {
    return signals.stream()
        .filter(signal -> signal.getName().equals(name) && signal.component().getPath("/").equals(component))
        .map(PartlySet::neverSet).findFirst().orElse("");
  }

  private static String neverSet(BaseType signal) {
    BitSet missing = new BitSet();
    missing.set(0, signal.getBitsWidth());
    signal.foreachStatements(statement -> {
      if (statement.target() instanceof BitVectorAssignmentExpression part) {
        AssignedRange bits = part.getMaxAssignedBits();
        missing.clear(bits.lo(), bits.hi() + 1);
      } else {
        missing.clear();
      }
      return BoxedUnit.UNIT;
    });
    StringJoiner text = new StringJoiner(", ");
    while (!missing.isEmpty()) {
      int high = missing.length() - 1;
      int low = missing.previousClearBit(high) + 1;
      text.add(low == high ? "" + high : high + " to " + low);
      missing.clear(low, high + 1);
    }
    return text.toString();
  }
}
