package vit2rtl.bench.prove.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Units in sizes that proofs end for, whatever the setting of their length is called. */
@Execution(ExecutionMode.CONCURRENT)
class UnitCasesTest {

  @Test
  void everyUnitIsSmall() {
    for (UnitKind kind : UnitKinds.all()) {
      for (int lanes : new int[] {1, 2, 4}) {
        assertEquals(2, UnitCases.small(kind, lanes, "baked").contract().rows().get("in").beats(), kind.name());
      }
    }
  }
}
