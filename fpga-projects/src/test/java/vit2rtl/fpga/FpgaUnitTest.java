package vit2rtl.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Units that boards and IPs have no wires for. */
class FpgaUnitTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      context   | a row of 197 in beats of 2 become a row of 64 in beats of 1
      matmul    | a row of 64 in beats of 2 become a row of 64 in beats of 4
      head      | a row of 64 in beats of 2 become a row of 10 in beats of 4
      embedding | 49 rows of 16 in beats of 2 become 50 rows of 64 in beats of 4
      """)
  void refusesRowsThatLeaveOtherwiseThanTheyCame(String name, String rows) {
    UnitKind kind = UnitKinds.named(name);
    assertEquals(name + " on a board or as an IP: " + rows + "; allowed: units that give rows as they take them",
        assertThrows(InputException.class, () -> new FpgaUnit(kind.config(Settings.of(kind, Map.of())))).getMessage());
  }

  @Test
  void refusesASecondStream() {
    UnitKind kind = UnitKinds.named("requantize");
    assertEquals("requantize on a board or as an IP: a second stream, residual; allowed: units with one",
        assertThrows(InputException.class,
            () -> new FpgaUnit(kind.config(Settings.of(kind, Map.of("addend", "residual"))))).getMessage());
  }
}
