package vit2rtl.golden.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.golden.layernorm.ResidualToPtf;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.UniformIntSoftmax;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;

/** Single operators in ONNX Runtime against the golden functions, at the ends of their ranges. */
class OperatorsTest {
  private final Random random = new Random(15);

  /** Every shift; outputs of 8 bits, and of 32, which results of 47 bits must be saturated to without Clip. */
  @ParameterizedTest
  @CsvSource({"-128, 127, 5", "0, 255, 3", "-131072, 131071, 0", "-2147483648, 2147483647, -7"})
  void requantisation(long least, long greatest, int zeroPoint) {
    int channels = Requantizer.MAX_SHIFT + 1;
    int[] multiplier = IntStream.range(0, channels).map(c -> c % 5 == 0 ? 65535 : 1 + random.nextInt(65535)).toArray();
    Requantizer rule = new Requantizer(multiplier, IntStream.range(0, channels).toArray(), zeroPoint,
        new IntRange(least, greatest));
    int[] ends = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE};
    int[] sums = IntStream.range(0, 60 * channels).map(i -> i < ends.length * channels ? ends[i / channels]
        : random.nextInt() >> random.nextInt(32)).toArray();
    assertArrayEquals(rule.columns(sums),
        OperatorRun.of(x -> RequantizeGraph.columns(rule, x), sums, channels, IntRange.INT32));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, UNSIGNED", "2, 0, SIGNED", "64, 0, UNSIGNED", "64, 1, SIGNED", "192, 1152921504606846976, UNSIGNED",
      "768, 12345678, SIGNED", "4096, 0, UNSIGNED"})
  void layerNorm(int channels, long epsilon, CodeFormat.Sign sign) {
    CodeFormat format = new CodeFormat(8, sign);
    int fraction = epsilon % 2 == 0 ? 33 : 40;
    LayerNormParams params = new LayerNormParams(format, format.min() + 100, fill(channels, 8), epsilon, format,
        IntStream.range(0, channels).map(c -> random.nextInt(-LayerNormParams.MAX_GAIN, LayerNormParams.MAX_GAIN + 1)).toArray(),
        random.longs(channels, -(1L << 18), 1L << 18).toArray(), fraction);
    int[] codes = random.ints(12L * channels, format.min(), format.max() + 1).toArray();
    Arrays.fill(codes, 0, channels, format.max());
    Arrays.fill(codes, channels, 2 * channels, params.zeroPoint());
    for (int i = 2 * channels; i < 3 * channels; i++) {
      codes[i] = i % 2 == 0 ? format.min() : format.max();
    }
    codes[codes.length - 1] = format.max();
    assertArrayEquals(new LayerNorm(params).apply(codes),
        OperatorRun.of(x -> LayerNormGraph.apply(params, x), codes, channels, IntRange.of(format)));
  }

  /** Every mantissa, and 0, which stands for a row without variance. */
  @Test
  void reciprocalRoot() {
    int[] mantissas = IntStream.range((1 << 18) - 1, 1 << 20).toArray();
    mantissas[0] = 0;
    int[] roots = IntStream.of(mantissas).map(m -> m == 0 ? 0 : ReciprocalRoot.of(m)).toArray();
    assertArrayEquals(roots, OperatorRun.of(x -> Reciprocal.of(x.to(ElementType.INT64)).to(ElementType.INT32), mantissas,
        mantissas.length, IntRange.unsigned(20)));
  }

  /** Scales of trained models; one whose sums leave the integers that a double has; one of few steps. */
  @ParameterizedTest
  @CsvSource({"0.05, 30, 197", "1e-7, 30, 65", "1.2, 3, 5", "0.02, 12, 1"})
  void softmax(double scale, int n, int length) {
    IExp exp = IExp.ofScale(scale, 8, n);
    int[] scores = scores(length);
    for (LogBase base : LogBase.values()) {
      for (ZeroState zero : ZeroState.values()) {
        for (int bits : new int[] {4, 5, 8}) {
          SoftmaxParams params = new SoftmaxParams(exp, bits, base, zero);
          assertArrayEquals(new LogIntSoftmax(params).apply(scores, length), softmax(new AttentionWeights.Log(params), scores,
              length), base + " " + zero + " " + bits);
        }
      }
    }
    AttentionWeights.Uniform uniform = new AttentionWeights.Uniform(exp, 8, 300);
    assertArrayEquals(new UniformIntSoftmax(uniform).apply(scores, length), softmax(uniform, scores, length));
  }

  @Test
  void rowsWhoseSumsLeaveNoRoomAreRefused() {
    AttentionWeights tiny = new AttentionWeights.Log(SoftmaxParams.reference(6e-8, 4));
    String refused = assertThrows(InputException.class, () -> softmax(tiny, new int[4096], 4096)).getMessage();
    assertTrue(refused.startsWith("export onnx: at score scale 6.0E-8 a row of 4096 exponentials can sum to "), refused);
  }

  private static int[] softmax(AttentionWeights weights, int[] scores, int length) {
    return OperatorRun.of(x -> SoftmaxGraph.apply(weights, x, length, Optional.empty()), scores, length, IntRange.unsigned(8));
  }

  /** Ties of base 2 among them: equal scores, two and three exponentials apart. */
  private int[] scores(int length) {
    int[] scores = random.ints(20L * length, 0, 256).toArray();
    Arrays.fill(scores, 0, length, 7);
    for (int i = length; i < 4 * length; i++) {
      scores[i] = 255 - 14 * random.nextInt(4);
    }
    Arrays.fill(scores, 4 * length, 5 * length, 0);
    scores[4 * length] = 255;
    return scores;
  }

  @ParameterizedTest
  @EnumSource(CodeFormat.Sign.class)
  void fromAStreamOf24BitsToPtfCodes(CodeFormat.Sign sign) {
    CodeFormat format = new CodeFormat(8, sign);
    ResidualToPtfParams params = new ResidualToPtfParams(24, 16, fill(64, 8), format.min() + 128, format);
    int[] stream = random.ints(40 * 64, -(1 << 23), 1 << 23).toArray();
    Arrays.fill(stream, 0, 64, -(1 << 23));
    Arrays.fill(stream, 64, 128, (1 << 23) - 1);
    assertArrayEquals(new ResidualToPtf(params).apply(stream),
        OperatorRun.of(x -> PtfCodesGraph.apply(params, x), stream, 64, IntRange.signed(24)));
  }

  @Test
  void geluOf12Bits() {
    int[] shifts = fill(64, 16);
    GeluTable gelu = new GeluTable(IntRange.signed(12), random.ints(4096, -(1 << 17), 1 << 17).toArray(), shifts, 9,
        IntRange.unsigned(8));
    int[] codes = IntStream.range(0, 4096).map(i -> i - 2048).toArray();
    assertArrayEquals(gelu.apply(codes), OperatorRun.of(x -> GeluGraph.apply(gelu, x), codes, 64, IntRange.signed(12)));
  }

  /** 0, 1, … below a limit, again and again. */
  private static int[] fill(int count, int limit) {
    return IntStream.range(0, count).map(i -> i % limit).toArray();
  }
}
