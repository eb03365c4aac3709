package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Image;

class ResidualTest {

  @Test
  void ptfSumsAreRoundedHalfUpOnTheResultsGrid() {
    Random random = new Random(1);
    int[] left = {0, 3, 7};
    int[] alpha = {2, 0, 7};
    for (int i = 0; i < 5000; i++) {
      int ma = random.nextInt(1 << 16);
      int mb = random.nextInt(1 << 16);
      int shift = random.nextInt(20);
      PtfAdd add = new PtfAdd(new PtfAdd.Operand(100, left), ma, 30, mb, shift, alpha, 128, CodeFormat.UINT8);
      int[] a = random.ints(3, 0, 256).toArray();
      int[] b = random.ints(3, 0, 256).toArray();
      int[] expected = new int[3];
      for (int c = 0; c < 3; c++) {
        double x = (a[c] - 100) * Math.pow(2, left[c]) * ma + (double) (b[c] - 30) * mb;
        double code = Math.floor(x / Math.pow(2, shift + alpha[c]) + 0.5) + 128;
        expected[c] = (int) Math.max(0, Math.min(255, code));
      }
      assertArrayEquals(expected, add.apply(a, b));
    }
  }

  @Test
  void wideSumsRoundOnceAndSaturate() {
    WideAdd add = new WideAdd(new Requantizer(new int[] {3, 1}, new int[] {1, 0}, 0, IntRange.signed(16)));
    assertArrayEquals(new int[] {102, 32767, 99, -32768},
        add.apply(new int[] {100, 32000, 100, -32000}, new int[] {1, 1000, -1, -1000}));
  }

  @Test
  void embeddingsPutConstantsBeforeThePatches() {
    WideEmbedding embedding = new WideEmbedding(
        new Requantizer(new int[] {1, 1}, new int[] {1, 1}, 0, IntRange.signed(16)), new int[] {1, 2, 10, 20});
    assertArrayEquals(new int[] {1, 2, 13, 18}, embedding.apply(new int[] {5, -5}));
  }

  @Test
  void patchesAreOrderedChannelRowColumn() {
    byte[] pixels = new byte[3 * 4 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (200 + i);
    }
    int[] rows = new Patches(3, 4, 2).apply(new Image(3, 4, 4, pixels));
    int at = 0;
    for (int patch = 0; patch < 4; patch++) {
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 2; y++) {
          for (int x = 0; x < 2; x++) {
            int index = c * 16 + (patch / 2 * 2 + y) * 4 + patch % 2 * 2 + x;
            assertEquals((200 + index) & 0xFF, rows[at++]);
          }
        }
      }
    }
    assertThrows(InputException.class, () -> new Patches(3, 4, 2).apply(new Image(1, 4, 4, new byte[16])));
  }

  @Test
  void geluTablesRoundOnEachChannelsGrid() {
    GeluTable table = new GeluTable(new IntRange(-2, 1), new int[] {-3, 0, 1, 300}, new int[] {0, 1}, 4,
        IntRange.unsigned(8));
    assertArrayEquals(new int[] {255, 154, 1, 3, 5, 5}, table.apply(new int[] {1, 1, -2, -2, 0, 0}));
    assertThrows(InputException.class, () -> new GeluTable(new IntRange(-2, 1), new int[3], new int[1], 0,
        IntRange.unsigned(8)));
    assertThrows(InputException.class, () -> new GeluTable(new IntRange(0, 1), new int[] {0, 140_000}, new int[1], 0,
        IntRange.unsigned(8)));
    assertThrows(InputException.class, () -> new GeluTable(new IntRange(0, 1), new int[2], new int[] {16}, 0,
        IntRange.unsigned(8)));
  }
}
