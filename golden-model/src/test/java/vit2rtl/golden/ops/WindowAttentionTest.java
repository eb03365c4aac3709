package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.swin.Windows;

/** Attention within windows against the reference's integers, and against its definition pair by pair. */
class WindowAttentionTest {
  private static final IntRange CODES = new IntRange(-127, 127);

  /** What attention shows. */
  private static final class Seen implements Attention.Steps {
    private int[] sums;
    private int[] scores;
    private int[] codes;
    private int[] context;

    @Override
    public void scores(int[] accumulators, int[] found) {
      sums = accumulators.clone();
      scores = found.clone();
    }

    @Override
    public void codes(int[] found) {
      codes = found.clone();
    }

    @Override
    public void context(int[] accumulators, int[] found) {
      context = accumulators.clone();
    }
  }

  private static Requantizer every(int count, int multiplier, int shift, int zeroPoint, IntRange output) {
    int[] multipliers = new int[count];
    int[] shifts = new int[count];
    Arrays.fill(multipliers, multiplier);
    Arrays.fill(shifts, shift);
    return new Requantizer(multipliers, shifts, zeroPoint, output);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void theReferencesVectors(int bits) {
    SafeTensors vectors = SafeTensors.open(SharedFiles.require("vectors/swin_window_scores.safetensors"));
    Windows windows = new Windows(14, 7, 3);
    int[] qkv = new int[196 * 96];
    int[] order = windows.order();
    for (int place = 0; place < 196; place++) {
      for (int c = 0; c < 32; c++) {
        qkv[order[place] * 96 + c] = vectors.tensor("q").ints()[place * 32 + c];
        qkv[order[place] * 96 + 32 + c] = vectors.tensor("k").ints()[place * 32 + c];
      }
    }
    AttentionParams params = new AttentionParams(2, 16, CODES, 0, every(2, vectors.tensor("multiplier").ints()[0],
        vectors.tensor("shift").ints()[0], vectors.tensor("zp_in").ints()[0], IntRange.unsigned(8)),
        new AttentionWeights.Log(SoftmaxParams.reference(vectors.tensor("scale_in").doubles()[0], bits)),
        every(32, 1, 0, 0, CODES));
    Seen seen = new Seen();
    new Attention(params, new WindowParams(windows, vectors.tensor("bias_table").ints()), IntProducts.best())
        .apply(qkv, seen);
    int[] bias = vectors.tensor("bias").ints();
    int[] expected = vectors.tensor("acc").ints();
    for (int i = 0; i < expected.length; i++) {
      expected[i] += bias[i % bias.length];
    }
    assertArrayEquals(expected, seen.sums);
    assertArrayEquals(vectors.tensor("q_in").ints(), seen.scores);
    int[] codes = Arrays.stream(vectors.tensor("code_b" + bits).ints()).map(code -> code < 0 ? 1 << bits : code).toArray();
    assertArrayEquals(codes, seen.codes);
  }

  /** Every pair and every sum written out, on random codes. */
  @Test
  void theDefinitionPairByPair() {
    Windows windows = new Windows(6, 3, 1);
    Random random = new Random(5);
    int heads = 2;
    int width = 8;
    int[] qkv = random.ints(36 * 3 * width, -127, 128).toArray();
    int[] bias = random.ints(25 * heads, -3000, 3000).toArray();
    SoftmaxParams softmax = SoftmaxParams.reference(0.05, 4);
    AttentionParams params = new AttentionParams(heads, 4, CODES, 0, every(heads, 3, 9, 100, IntRange.unsigned(8)),
        new AttentionWeights.Log(softmax), every(width, 1, 14, 0, CODES));
    Seen seen = new Seen();
    int[] result = new Attention(params, new WindowParams(windows, bias), IntProducts.best()).apply(qkv, seen);
    int[] order = windows.order();
    int[] expected = new int[36 * width];
    for (int i = 0; i < 36; i++) {
      for (int h = 0; h < heads; h++) {
        int query = order[i];
        int place = i % 9;
        int[] keys = Arrays.stream(order, i / 9 * 9, i / 9 * 9 + 9).toArray();
        int[] places = IntStream.range(0, 9).filter(j -> beside(query, keys[j], place, j)).toArray();
        int[] row = new int[places.length];
        for (int j = 0; j < row.length; j++) {
          int sum = bias[((i % 9 / 3 - places[j] / 3 + 2) * 5 + i % 3 - places[j] % 3 + 2) * heads + h];
          for (int d = 0; d < 4; d++) {
            sum += qkv[query * 24 + h * 4 + d] * qkv[keys[places[j]] * 24 + width + h * 4 + d];
          }
          row[j] = (int) Math.max(0, Math.min(255, Math.floor((sum * 3 + 256) / 512.0) + 100));
        }
        int[] codes = new LogIntSoftmax(softmax).apply(row, row.length);
        for (int d = 0; d < 4; d++) {
          for (int j = 0; j < row.length; j++) {
            int weight = codes[j] > 15 ? 0 : 1 << 15 - codes[j];
            expected[query * width + h * 4 + d] += weight * qkv[keys[places[j]] * 24 + 2 * width + h * 4 + d];
          }
        }
      }
    }
    assertArrayEquals(expected, seen.context);
    assertArrayEquals(params.context().columns(expected), result);
  }

  /** Whether two tokens lie in the image as their places lie in the window. */
  private static boolean beside(int query, int key, int i, int j) {
    return query / 6 - key / 6 == i / 3 - j / 3 && query % 6 - key % 6 == i % 3 - j % 3;
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Windows windows = new Windows(4, 2, 0);
    assertEquals("relative positions in windows of 2 have 10 biases; needed: 9 for each head",
        assertThrows(InputException.class, () -> new WindowParams(windows, new int[10])).getMessage());
    AttentionParams params = new AttentionParams(1, 4, CODES, 0, every(1, 1, 0, 0, IntRange.unsigned(8)),
        new AttentionWeights.Log(SoftmaxParams.reference(0.05, 4)), every(4, 1, 0, 0, CODES));
    int[] far = new int[9];
    far[3] = Integer.MAX_VALUE;
    assertTrue(assertThrows(InputException.class, () ->
        new Attention(params, new WindowParams(windows, far), IntProducts.best())).getMessage()
        .startsWith("attention: the Q.K accumulator can reach "));
  }
}
