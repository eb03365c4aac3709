package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vit2rtl.golden.ops.OperatorParts.S8;
import static vit2rtl.golden.ops.OperatorParts.U8;
import static vit2rtl.golden.ops.OperatorParts.plain;
import static vit2rtl.golden.ops.OperatorParts.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;

/** What operators may be made of, at both ends, what they can reach, and sums small enough to be written out. */
@Execution(ExecutionMode.CONCURRENT)
class OpsLimitsTest {
  private static GeluTable gelu(int bits, int entries, int entry, int shift, int zero) {
    int[] table = new int[entries];
    table[entries - 1] = entry;
    return new GeluTable(IntRange.unsigned(bits), table, new int[] {0, shift}, zero, S8);
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 0, 0, 0, 'has 3 entries'", "2, 5, 0, 0, 0, 'has 5 entries'", "13, 8192, 0, 0, 0, 'has 8192 entries'",
      "2, 4, 131072, 0, 0, 'holds 0 to 131072'", "2, 4, -131073, 0, 0, 'holds -131073 to 0'", "2, 4, 0, -1, 0, 'has shift -1'",
      "2, 4, 0, 16, 0, 'has shift 16'", "2, 4, 0, 0, 128, 'zero point 128'", "2, 4, 0, 0, -129, 'zero point -129'"})
  void geluTablesBeyondAreRefused(int bits, int entries, int entry, int shift, int zero, String said) {
    String message = refused(() -> gelu(bits, entries, entry, shift, zero));
    assertTrue(message.startsWith("a GELU table ") && message.contains(said), message);
  }

  @ParameterizedTest
  @CsvSource({"12, 4096, 131071, 15, 127", "2, 4, -131072, 0, -128"})
  void geluTablesAtTheirEndsAreTaken(int bits, int entries, int entry, int shift, int zero) {
    assertEquals(entries, gelu(bits, entries, entry, shift, zero).table().length);
    assertTrue(refused(() -> new GeluTable(IntRange.unsigned(1), new int[2], new int[0], 0, S8)).contains("has 0 channels"));
  }

  @Test
  void linearLayersHaveTheirWeights() {
    assertTrue(refused(() -> new LinearParams("l", 2, 3, new byte[5], new int[3], S8)).startsWith("l: 5 weights and 3"));
    assertTrue(refused(() -> new LinearParams("l", 2, 3, new byte[6], new int[2], S8)).startsWith("l: 6 weights and 2"));
    assertTrue(refused(() -> new LinearParams("l", 1, 1, new byte[1], new int[1], IntRange.unsigned(17)))
        .startsWith("l: input codes are 0 to 131071"));
    LinearParams params = new LinearParams("l", 2, 2, new byte[] {3, -4, 0, 5}, new int[] {-7, 9}, new IntRange(-2, 10));
    assertEquals(new IntRange(-7 - 6 - 40, 30 + 8), params.accumulator(0));
    assertEquals(new IntRange(-10, 9 + 50), params.accumulator(1));
    Linear linear = new Linear(params, IntProducts.scalar());
    assertSame(params, linear.params());
    assertEquals(new IntRange(-53, 59), linear.accumulator());
    assertEquals(U8, new LinearParams("l", 1, 1, new byte[1], new int[1], U8).input());
    assertEquals(16, new LinearParams("l", 1, 1, new byte[1], new int[1], IntRange.unsigned(16)).input().bits());
  }

  @Test
  void normsOfHeadsAreTwoForEach() {
    LayerNormParams one = norm(2);
    assertTrue(refused(() -> new HeadNorms(List.of())).startsWith("0 norms"));
    assertTrue(refused(() -> new HeadNorms(List.of(one))).startsWith("1 norms"));
    assertTrue(refused(() -> new HeadNorms(List.of(one, norm(3)))).startsWith("2 norms"));
    HeadNorms norms = new HeadNorms(List.of(one, one, one, one));
    assertEquals(2, norms.headWidth());
    assertEquals(8, norms.columns());
  }

  private static LayerNormParams norm(int channels) {
    return new LayerNormParams(CodeFormat.INT8, 0, new int[channels], 0, CodeFormat.INT8, new int[channels],
        new long[channels], 1);
  }

  /** The queries' and keys' columns hold what the norm of their head makes of them, the values stay. */
  @Test
  void normsOfHeadsTakeTheirColumns() {
    LayerNormParams[] made = new LayerNormParams[4];
    for (int i = 0; i < made.length; i++) {
      made[i] = new LayerNormParams(CodeFormat.INT8, 0, new int[] {0, i}, 0, CodeFormat.INT8, new int[] {9 + i, 20 - i},
          new long[] {i, 1L << 12}, 18);
    }
    int[] qkv = new int[2 * 12];
    int[] joined = new int[qkv.length];
    for (int i = 0; i < qkv.length; i++) {
      qkv[i] = i * i * 7 % 100 - 50;
      joined[i] = qkv[i];
    }
    int[] expected = new int[2 * 8];
    for (int i = 0; i < 8; i++) {
      int at = i / 4 * 12 + i % 4 * 2;
      int[] row = new LayerNorm(made[i % 4]).apply(new int[] {qkv[at], qkv[at + 1]});
      System.arraycopy(row, 0, expected, 2 * i, 2);
      System.arraycopy(row, 0, joined, at, 2);
    }
    int[] normed = new HeadNorms(List.of(made)).apply(qkv);
    assertArrayEquals(expected, normed);
    assertArrayEquals(joined, HeadNorms.joined(qkv, normed, 2));
  }

  /** Two leading tokens of constants, two patches: 3·(p − 1) + 2 and the sum of both with the positions. */
  @Test
  void thePapersEmbeddingRoundsOnceForEachStep() {
    Requantizer patch = new Requantizer(new int[] {1, 1}, new int[] {1, 1}, 1, S8);
    Requantizer token = new Requantizer(new int[] {3}, new int[] {0}, 2, S8);
    PtfAdd add = new PtfAdd(new PtfAdd.Operand(2, new int[] {0, 1}), 4, 5, 6, 1, new int[] {0, 2}, 7, CodeFormat.INT8);
    PtfEmbedding embedding = new PtfEmbedding(patch, token, new int[] {9, -3}, new int[] {1, 2, 3, 4, 5, 6}, add);
    int[] stream = embedding.apply(new int[] {5, -5, 300, 1});
    int[] tokens = {9, -3, 3 * 3 + 2, 3 * -2 + 2, 127, 3 + 2};
    int[] expected = new int[6];
    long[] constants = embedding.constants();
    for (int i = 0; i < 6; i++) {
      int c = i % 2;
      int position = (i + 1 - 5) * 6;
      int x = (tokens[i] - 2) * (c == 0 ? 4 : 8) + position;
      expected[i] = Math.max(-128, Math.min(127, Math.floorDiv(x + (c == 0 ? 1 : 4), c == 0 ? 2 : 8) + 7));
      assertEquals(i < 2 ? x : position, constants[i], "constant " + i);
    }
    assertArrayEquals(expected, stream);
    assertEquals(S8, embedding.output());
    PtfJoin join = new PtfJoin(patch, add);
    assertArrayEquals(add.apply(new int[] {4, 5}, new int[] {3 + 1, -2 + 1}), join.apply(new int[] {4, 5}, new int[] {5, -5}));
    assertEquals(S8, join.output());
    assertEquals(U8, new WideAdd(plain(1, U8)).output());
  }

  @Test
  void patchesAreOfTheModelsImages() {
    for (int[] size : new int[][] {{1, 4, 4}, {3, 4, 2}, {3, 2, 4}}) {
      byte[] pixels = new byte[size[0] * size[1] * size[2]];
      assertTrue(refused(() -> new Patches(3, 4, 2).apply(new Image(size[0], size[1], size[2], pixels)))
          .startsWith("an image of " + size[0] + " channels"));
    }
  }
}
