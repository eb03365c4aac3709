package vit2rtl.golden.swin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;

/** Windows, masks and merging against what the paper says of an image, by brute force. */
class WindowsTest {

  /** The image rolled by −σ, cut into windows: done on a picture of token numbers. */
  @ParameterizedTest
  @CsvSource({"14, 7, 3", "14, 7, 0", "7, 7, 0", "8, 4, 2", "12, 3, 1", "15, 5, 2", "4, 2, 1"})
  void windowsOfTheRolledImage(int side, int window, int shift) {
    Windows windows = new Windows(side, window, shift);
    int[] order = windows.order();
    int at = 0;
    for (int u = 0; u < side; u += window) {
      for (int v = 0; v < side; v += window) {
        for (int y = u; y < u + window; y++) {
          for (int x = v; x < v + window; x++) {
            int row = y + shift < side ? y + shift : y + shift - side;
            int column = x + shift < side ? x + shift : x + shift - side;
            assertEquals(row * side + column, order[at++]);
          }
        }
      }
    }
    assertArrayEquals(IntStream.range(0, side * side).toArray(), Arrays.stream(order).sorted().toArray());
  }

  /** A query sees a key of its window exactly where rolling did not tear the two apart: their distance is as in the image. */
  @ParameterizedTest
  @CsvSource({"14, 7, 3", "14, 7, 0", "8, 4, 2", "12, 3, 1", "15, 5, 2", "4, 2, 1"})
  void seeingIsLyingBesideEachOther(int side, int window, int shift) {
    Windows windows = new Windows(side, window, shift);
    int[] order = windows.order();
    int[] zones = windows.zones();
    int n = window * window;
    for (int i = 0; i < side * side; i++) {
      for (int j = i / n * n; j < i / n * n + n; j++) {
        int rows = i % n / window - j % n / window;
        int columns = i % window - j % window;
        boolean beside = order[i] / side - order[j] / side == rows && order[i] % side - order[j] % side == columns;
        assertEquals(beside, zones[i] == zones[j], i + " and " + j);
      }
    }
  }

  /** The reference's own way: three bands in each direction numbered one after another. */
  @Test
  void zonesAreTheReferencesSlices() {
    Windows windows = new Windows(14, 7, 3);
    int[][] picture = new int[14][14];
    int[] cuts = {0, 14 - 7, 14 - 3, 14};
    int zone = 0;
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++, zone++) {
        for (int y = cuts[r]; y < cuts[r + 1]; y++) {
          Arrays.fill(picture[y], cuts[c], cuts[c + 1], zone);
        }
      }
    }
    int[] zones = windows.zones();
    for (int place = 0; place < zones.length; place++) {
      int w = place / 49;
      assertEquals(picture[w / 2 * 7 + place % 49 / 7][w % 2 * 7 + place % 7], zones[place]);
    }
  }

  @Test
  void relativePositionsAreDistinctAndCentred() {
    Windows windows = new Windows(4, 4, 0);
    int[] index = windows.relativePositions();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 16; i++) {
      assertEquals(3 * 7 + 3, index[i * 16 + i], "a token and itself");
      for (int j = 0; j < 16; j++) {
        assertEquals(48 - index[j * 16 + i], index[i * 16 + j], "mirrored");
        seen.add(index[i * 16 + j]);
      }
    }
    assertEquals(49, seen.size());
    assertEquals(0, index[15], "from the first token up and left of the last");
  }

  @Test
  void visiblePairsAreLeftInOrder() {
    Windows windows = new Windows(4, 2, 1);
    float[] pairs = new float[4 * 2 * 16];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = i;
    }
    float[] seen = windows.visible(pairs, 2);
    // Window 0 is whole; 1 and 2 are two halves, 8 of 16 pairs; 3 is four single tokens.
    assertEquals(2 * (16 + 8 + 8 + 4), seen.length);
    assertEquals(32, seen[32]);
    assertTrue(IntStream.range(1, seen.length).allMatch(i -> seen[i] > seen[i - 1]));
    assertArrayEquals(pairs, new Windows(4, 2, 0).visible(pairs, 2));
  }

  @Test
  void mergingTakesColumnsOfNeighbours() {
    int[] tokens = IntStream.range(0, 16).map(i -> 10 * (i / 4) + i % 4).toArray();
    assertArrayEquals(new int[] {0, 10, 1, 11, 2, 12, 3, 13, 20, 30, 21, 31, 22, 32, 23, 33}, new Merging(4).apply(tokens, 1));
    assertArrayEquals(new int[] {0, 1, 4, 5, 2, 3, 6, 7},
        new Merging(2).apply(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 2));
  }

  @Test
  void paddedWindowsAreRefused() {
    String message = assertThrows(InputException.class, () -> new SwinStage(8, 8, 1, 2, 8, 7)).getMessage();
    assertTrue(message.startsWith("a stage of 8x8 tokens in windows of 7x7"), message);
    assertEquals(3, new SwinStage(14, 8, 2, 2, 8, 7).windows(1).shift());
    assertEquals(0, new SwinStage(7, 8, 2, 2, 8, 7).windows(1).shift(), "one window holds all");
  }
}
