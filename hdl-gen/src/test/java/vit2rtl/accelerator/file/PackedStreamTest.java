package vit2rtl.accelerator.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import vit2rtl.golden.InputException;

/** Contents are tested where a network reads them, in {@code RomSourceTest}. */
class PackedStreamTest {

  @Test
  void aModelThatNoChipHoldsIsRefused() {
    assertDoesNotThrow(() -> PackedStream.requireSize(PackedStream.MAX_BITS));
    assertEquals("network: its constants take a ROM of 45000 kbit; allowed: up to 16384; take --constants stream, and the"
        + " constants from flash or DRAM",
        assertThrows(InputException.class, () -> PackedStream.requireSize(45_000L << 10)).getMessage());
  }
}
