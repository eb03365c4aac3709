package vit2rtl.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.type.SInt;

class ConstantTableTest {
  private static ConstantTable<SInt> table(int step, long... elements) {
    return new ConstantTable<>("addend", "an odd number", SInt.bits(6), new IntRange(-15, 17), step, 1, elements);
  }

  @Test
  void takesTheStepsOfItsRange() {
    assertEquals(2, table(2, -15, 1, 17).step());
  }

  @Test
  void refusesWhatIsBetweenThem() {
    assertEquals("addend 1 is 2; the unit takes -15 to 17 in steps of 2",
        assertThrows(InputException.class, () -> table(2, 1, 2)).getMessage());
    assertEquals("addend 0 is 18; the unit takes -15 to 17",
        assertThrows(InputException.class, () -> table(1, 18)).getMessage());
  }

  @Test
  void hasStepsOfPowersOfTwo() {
    assertEquals("table addend: steps of 3; needed: a power of two",
        assertThrows(IllegalArgumentException.class, () -> table(3, 0)).getMessage());
  }
}
