package vit2rtl.units;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.IntRange;

/**
 * Constants that are drawn: every bit of every element that allowed values have both ways comes both ways, in units whose rows
 * fill their lanes.
 */
class DrawnConstantsTest {
  private static final int DRAWS = 400;

  @ParameterizedTest
  @CsvSource({"ptf, channels=5", "requantize, channels=5", "gelu, channels=5 input-bits=5",
      "matmul, inner=4 columns=4 out-lanes=2 bits=3", "head, inner=4 classes=4 out-lanes=2 bits=3",
      "embedding, inner=4 width=4 patches=5 out-lanes=2 bits=3", "layernorm, channels=5 bits=4",
      "context, tokens=4 width=4 value-lanes=2 value-bits=3"})
  void everyBitIsDrawnBothWays(String name, String line) {
    UnitConfig unit = Loadable.unit(name, line);
    int tables = unit.constants().size();
    List<long[]> high = new ArrayList<>();
    List<long[]> low = new ArrayList<>();
    unit.constants().forEach(table -> {
      high.add(new long[table.elements().length]);
      low.add(new long[table.elements().length]);
    });
    Random random = new Random(1);
    for (int draw = 0; draw < DRAWS; draw++) {
      List<ConstantTable<?>> drawn = unit.drawn(random).orElseThrow().constants();
      for (int t = 0; t < tables; t++) {
        long[] elements = drawn.get(t).elements();
        for (int i = 0; i < elements.length; i++) {
          high.get(t)[i] |= elements[i];
          low.get(t)[i] |= ~elements[i];
        }
      }
    }
    for (int t = 0; t < tables; t++) {
      ConstantTable<?> table = unit.constants().get(t);
      for (int i = 0; i < table.elements().length; i++) {
        long both = high.get(t)[i] & low.get(t)[i];
        assertEquals(0, free(table.allowed(), table.step()) & (1L << table.bits()) - 1 & ~both,
            table.name() + " " + i + ", bits that are always the same, " + both);
      }
    }
  }

  /** Bits that some allowed values have and others have not. */
  private static long free(IntRange allowed, int step) {
    long differ = allowed.min() ^ allowed.max();
    return (differ == 0 ? 0 : (Long.highestOneBit(differ) << 1) - 1) & -step;
  }
}
