package vit2rtl.golden.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Kernel;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.ops.Attention;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;

/** Attention by the kernel in every coding, with odd sizes and the ends of its codes, against the definition. */
@Execution(ExecutionMode.CONCURRENT)
class KernelAttentionTest {

  @BeforeAll
  static void present() {
    assumeTrue(Kernel.isPresent(), "there is no native kernel");
  }

  /** A coding with the score scale's exponential. */
  record Coding(String name, AttentionWeights weights) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Coding> codings() {
    List<Coding> all = new ArrayList<>();
    // The finest scale makes sums beyond 2^57, for which there is a division.
    for (double scale : new double[] {6e-8, 0.01, 0.1, 1.6}) {
      IExp exp = IExp.ofScale(scale);
      for (LogBase base : LogBase.values()) {
        for (ZeroState zero : ZeroState.values()) {
          for (int bits : new int[] {4, 5, 7, zero == ZeroState.EXTRA_BIT ? 6 : 8}) {
            all.add(new Coding(base + " " + zero + " " + bits + " " + scale,
                new AttentionWeights.Log(new SoftmaxParams(exp, bits, base, zero))));
          }
        }
      }
      all.add(new Coding("uniform 8 " + scale, new AttentionWeights.Uniform(exp, 8, 255)));
      all.add(new Coding("uniform 4 " + scale, new AttentionWeights.Uniform(exp, 4, 2047)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("codings")
  void isTheDefinitions(Coding coding) {
    Random random = new Random(coding.name.hashCode());
    int[][] sizes = {{1, 1, 1}, {3, 2, 9}, {17, 3, 8}, {65, 1, 65}, {50, 2, 3}};
    for (int[] size : sizes) {
      IntRange codes = random.nextBoolean() ? IntRange.unsigned(8) : IntRange.signed(8);
      int zeroPoint = (int) (random.nextBoolean() ? codes.min() : codes.max());
      int heads = size[1];
      int width = heads * size[2];
      AttentionParams params = new AttentionParams(heads, size[2], codes, zeroPoint,
          new Requantizer(random.ints(heads, 1000, 65536).toArray(), random.ints(heads, 22, 30).toArray(), 128,
              IntRange.unsigned(8)), coding.weights,
          new Requantizer(random.ints(width, 0, 65536).toArray(), random.ints(width, 20, 40).toArray(), -3,
              IntRange.signed(8)));
      List<int[]> inputs = new ArrayList<>();
      for (int kind = 0; kind < 3; kind++) {
        int[] qkv = random.ints((long) size[0] * 3 * width, (int) codes.min(), (int) codes.max() + 1).toArray();
        if (kind > 0) {
          Arrays.fill(qkv, (int) (kind == 1 ? codes.min() : codes.max()));
        }
        inputs.add(qkv);
      }
      for (int[] qkv : inputs) {
        compare(params, size[0], qkv);
      }
    }
  }

  private static void compare(AttentionParams params, int tokens, int[] qkv) {
    int width = params.heads() * params.headWidth();
    Map<String, int[]> expected = new HashMap<>();
    new Attention(params, tokens, IntProducts.scalar()).apply(qkv, new Attention.Steps() {
      @Override
      public void scores(int[] accumulators, int[] codes) {
        expected.put("sums", accumulators);
        expected.put("scores", codes);
      }

      @Override
      public void codes(int[] codes) {
        expected.put("codes", codes);
      }

      @Override
      public void context(int[] accumulators, int[] codes) {
        expected.put("context", accumulators);
        expected.put("contextCodes", codes);
      }
    });
    NativeAttention fast = new NativeAttention("attention", params, tokens, Optional.empty());
    CodeRows from = fast.inputs(CodeRows.room(tokens, 3 * width), 3 * width);
    from.put(qkv, 3 * width);
    CodeRows to = CodeRows.in(CodeRows.room(tokens, width), width, Form.WORDS, 0);
    Room scratch = new Room(fast.scratchBytes());
    Map<String, int[]> seen = new HashMap<>();
    Views views = new Views((name, values, rows, columns) -> seen.put(name, values));
    int pairs = params.heads() * tokens;
    fast.apply(from, to, scratch, new NativeAttention.Seen(views.of("sums", pairs, tokens),
        views.of("scores", pairs, tokens), views.of("codes", pairs, tokens), views.of("context", tokens, width),
        views.of("contextCodes", tokens, width)));
    views.show();
    for (String name : List.of("sums", "scores", "codes", "context", "contextCodes")) {
      assertArrayEquals(expected.get(name), seen.get(name), name);
    }
    int[] stored = new int[tokens * width];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = to.room().bytes().getShort((i / width * to.stride() + i % width) * Short.BYTES);
    }
    assertArrayEquals(expected.get("contextCodes"), stored, "what is stored");
  }
}
