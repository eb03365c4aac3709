package vit2rtl.accelerator.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tiles of output columns. */
class ColumnsTest {

  @Test
  void coverEveryColumnOnceInOrder() {
    List<Columns> tiles = Columns.of(20, 10, 4);
    assertEquals(3, tiles.size());
    assertArrayEquals(new int[] {20, 21, 22, 23}, tiles.get(0).columns());
    assertArrayEquals(new int[] {28, 29, -1, -1}, tiles.get(2).columns());
    assertEquals(List.of(0, 4, 8), tiles.stream().map(Columns::offset).toList());
  }

  @Test
  void drainWholeGroupsThatHoldAny() {
    Columns tile = Columns.of(0, 9, 8).get(1);
    assertEquals(1, tile.groups(4));
    assertArrayEquals(new int[] {8, -1, -1, -1}, tile.drained(4));
    assertEquals(2, Columns.of(0, 5, 8).get(0).groups(4));
  }
}
