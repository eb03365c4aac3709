package vit2rtl.golden.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Kernel;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtf;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;

/** Every pass of the kernel at the ends of its ranges and on odd shapes, against the definitions. */
@Execution(ExecutionMode.CONCURRENT)
class KernelExtremesTest {

  @BeforeAll
  static void present() {
    assumeTrue(Kernel.isPresent(), "there is no native kernel");
  }

  /** All least, all greatest, both in turn, and random numbers of a range. */
  private static List<int[]> patterns(IntRange range, int count, Random random) {
    int min = (int) range.min();
    int max = (int) range.max();
    int[] turns = new int[count];
    Arrays.setAll(turns, i -> i % 2 == 0 ? min : max);
    int[] low = new int[count];
    Arrays.fill(low, min);
    int[] high = new int[count];
    Arrays.fill(high, max);
    return List.of(low, high, turns, random.ints(count, min, max + 1).toArray());
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "5,3,2", "7,4,65", "13,65,64", "6,130,1", "1,67,130"})
  void sumsOfProducts(int rows, int inputs, int outputs) {
    Random random = new Random(rows * 1000 + inputs);
    for (IntRange codes : List.of(IntRange.unsigned(8), IntRange.signed(8), new IntRange(-127, 127), IntRange.unsigned(4),
        IntRange.signed(16), IntRange.unsigned(15))) {
      for (int[] w : patterns(IntRange.signed(8), inputs * outputs, random)) {
        LinearParams params = new LinearParams("layer", inputs, outputs, bytes(w),
            random.ints(outputs, -1_000_000, 1_000_000).toArray(), codes);
        Linear plain = new Linear(params, IntProducts.scalar());
        NativeSums fast = NativeSums.of(params).orElseThrow();
        for (int[] x : patterns(codes, rows * inputs, random)) {
          assertArrayEquals(plain.apply(x, rows), fast.apply(x, rows), codes + " " + w[0] + " " + x[0]);
        }
      }
    }
  }

  /** A layer whose sums are what its bias says: any numbers of 32 bits. */
  private static LinearParams constant(int[] sums) {
    return new LinearParams("constant", 1, sums.length, new byte[sums.length], sums, IntRange.unsigned(8));
  }

  private static final int COLUMNS = 333;

  private static int[] sums(Random random) {
    int[] sums = random.ints(COLUMNS).toArray();
    int[] ends = {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, 1, Integer.MIN_VALUE + 1};
    for (int i = 0; i < COLUMNS; i += 2) {
      sums[i] = ends[i / 2 % ends.length];
    }
    return sums;
  }

  private static Requantizer requantizer(Random random, IntRange output, int zeroPoint) {
    int[] multiplier = random.ints(COLUMNS, 0, 1 << 16).toArray();
    int[] shift = random.ints(COLUMNS, 0, 48).toArray();
    for (int i = 0; i < COLUMNS; i += 3) {
      multiplier[i] = i % 2 == 0 ? 65535 : i % 5;
      shift[i] = new int[] {0, 1, 47, 31, 32}[i / 3 % 5];
    }
    return new Requantizer(multiplier, shift, zeroPoint, output);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void requantisedSums(long seed) {
    Random random = new Random(seed);
    for (IntRange output : List.of(IntRange.unsigned(8), IntRange.signed(8), IntRange.signed(12), IntRange.signed(16))) {
      int[] sums = sums(random);
      Requantizer codes = requantizer(random, output, (int) (random.nextBoolean() ? output.min() : output.max()));
      LinearParams reader = new LinearParams("reader", COLUMNS, 9, bytes(random.ints(9 * COLUMNS).toArray()), new int[9],
          output);
      int[] expected = codes.columns(sums);
      NativeLinear linear = new NativeLinear(constant(sums), new IntRange(0, 0));
      NativeLinear next = new NativeLinear(reader, output);
      CodeRows to = next.inputs(CodeRows.room(1, COLUMNS));
      CodeRows from = linear.inputs(CodeRows.room(1, 1));
      Struct rescale = Rescale.of(codes);
      Map<String, int[]> seen = new HashMap<>();
      Views views = new Views((name, values, rows, columns) -> seen.put(name, values));
      Natives.vit_codes(linear.address(), rescale.address(), from.address(), from.strideBytes(), 1, to.form().ordinal(),
          to.address(), to.stride(), to.zero(), views.of("sums", 1, COLUMNS), views.of("codes", 1, COLUMNS));
      views.show();
      assertArrayEquals(sums, seen.get("sums"));
      assertArrayEquals(expected, seen.get("codes"));
      StreamRows result = new StreamRows(1, 9);
      Natives.vit_sums(next.address(), to.address(), to.strideBytes(), 1, result.address(), result.stride());
      assertArrayEquals(new Linear(reader, IntProducts.scalar()).apply(expected, 1), result.get(), "what the reader reads");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void geluTables(long seed) {
    Random random = new Random(seed);
    IntRange input = seed % 2 == 0 ? IntRange.unsigned(10) : IntRange.signed(12);
    IntRange output = seed < 3 ? IntRange.unsigned(8) : IntRange.signed(9);
    int[] table = random.ints(input.max() - input.min() + 1, -(1 << 17), 1 << 17).toArray();
    table[0] = (1 << 17) - 1;
    GeluTable gelu = new GeluTable(input, table, random.ints(COLUMNS, 0, 16).toArray(), (int) output.max(), output);
    Requantizer codes = requantizer(random, input, (int) input.min());
    int[] sums = sums(random);
    int[] expected = gelu.apply(codes.columns(sums));
    NativeLinear linear = new NativeLinear(constant(sums), new IntRange(0, 0));
    CodeRows from = linear.inputs(CodeRows.room(1, 1));
    Room out = CodeRows.room(1, COLUMNS);
    Struct rescale = Rescale.of(codes);
    NativeGelu fast = new NativeGelu(gelu);
    Map<String, int[]> seen = new HashMap<>();
    Views views = new Views((name, values, rows, columns) -> seen.put(name, values));
    Natives.vit_gelu(linear.address(), rescale.address(), fast.address(), from.address(), from.strideBytes(), 1,
        Form.WORDS.ordinal(), out.address(), Room.padded(COLUMNS), 0, views.of("sums", 1, COLUMNS),
        views.of("codes", 1, COLUMNS), views.of("active", 1, COLUMNS));
    views.show();
    assertArrayEquals(codes.columns(sums), seen.get("codes"));
    assertArrayEquals(expected, seen.get("active"));
    for (int c = 0; c < COLUMNS; c++) {
      assertEquals(expected[c], out.bytes().getShort(2 * c), "column " + c);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void residualAdds(long seed) {
    Random random = new Random(seed);
    IntRange wide = IntRange.signed(24);
    ResidualAdd[] adds = {new WideAdd(requantizer(random, wide, 0)), new PtfJoin(
        requantizer(random, IntRange.unsigned(8), 255), new PtfAdd(new PtfAdd.Operand(seed % 2 == 0 ? 0 : 255,
            random.ints(COLUMNS, 0, 8).toArray()), 65535, seed % 2 == 0 ? 255 : 0, 65535, seed < 3 ? 0 : 40,
            random.ints(COLUMNS, 0, 8).toArray(), 128, CodeFormat.UINT8))};
    for (ResidualAdd add : adds) {
      for (int[] stream : patterns(add instanceof WideAdd ? wide : IntRange.unsigned(8), COLUMNS, random)) {
        int[] sums = sums(random);
        NativeResidual fast = new NativeResidual(constant(sums), new IntRange(0, 0), add);
        StreamRows rows = new StreamRows(1, COLUMNS);
        rows.put(stream);
        fast.apply(fast.inputs(CodeRows.room(1, 1)), rows, 0);
        assertArrayEquals(add.apply(stream, sums), rows.get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 193, 4096})
  void layerNorms(int channels) {
    Random random = new Random(channels);
    for (CodeFormat format : List.of(CodeFormat.UINT8, CodeFormat.INT8, CodeFormat.unsigned(4))) {
      for (int fraction : new int[] {1, 17, 40}) {
        long limit = LayerNormParams.MAX_OFFSET >> fraction - Math.min(fraction, LayerNormParams.OFFSET_FRACTION);
        int[] gain = random.ints(channels, -LayerNormParams.MAX_GAIN, LayerNormParams.MAX_GAIN + 1).toArray();
        gain[0] = -LayerNormParams.MAX_GAIN;
        long[] offset = random.longs(channels, -limit, limit + 1).toArray();
        offset[channels - 1] = limit;
        LayerNormParams params = new LayerNormParams(format, random.nextBoolean() ? format.min() : format.max(),
            random.ints(channels, 0, 8).toArray(), new long[] {0, 1, LayerNormParams.MAX_EPSILON}[random.nextInt(3)],
            CodeFormat.INT8, gain, offset, fraction);
        List<int[]> rows = new ArrayList<>(patterns(IntRange.of(format), channels, random));
        int[] one = rows.get(0).clone();
        one[channels / 2] = format.max();
        rows.add(one);
        for (int[] codes : rows) {
          assertArrayEquals(new LayerNorm(params).apply(codes), normed(Optional.empty(), params, codes), format + " " + fraction);
        }
      }
    }
  }

  private static int[] normed(Optional<ResidualToPtfParams> input, LayerNormParams params, int[] stream) {
    StreamRows rows = new StreamRows(stream.length / params.channels(), params.channels());
    rows.put(stream);
    CodeRows to = CodeRows.in(CodeRows.room(rows.rows(), params.channels()), params.channels(), Form.BYTES,
        params.output().min());
    Map<String, int[]> seen = new HashMap<>();
    Views views = new Views((name, values, r, c) -> seen.put(name, values));
    new NativeNorm(input, params).apply(rows, to, views.of("in", rows.rows(), params.channels()),
        views.of("out", rows.rows(), params.channels()));
    views.show();
    int[] out = seen.get("out");
    for (int i = 0; i < out.length; i++) {
      int at = i / params.channels() * to.stride() + i % params.channels();
      assertEquals(out[i], (to.room().bytes().get(at) & 0xFF) + to.zero(), "stored code " + i);
    }
    return out;
  }

  @Test
  void layerNormsOfAWideStream() {
    Random random = new Random(5);
    int channels = 70;
    for (int bits : new int[] {8, 18, 24}) {
      for (int shift : new int[] {0, 9, 16}) {
        ResidualToPtfParams input = new ResidualToPtfParams(bits, shift, random.ints(channels, 0, 8).toArray(), 3,
            CodeFormat.INT8);
        LayerNormParams params = new LayerNormParams(CodeFormat.INT8, 3, input.alpha(), 12345, CodeFormat.UINT8,
            random.ints(channels, -9999, 9999).toArray(), random.longs(channels, -99999, 99999).toArray(), 20);
        for (int[] stream : patterns(IntRange.signed(bits), 3 * channels, random)) {
          int[] codes = new ResidualToPtf(input).apply(stream);
          assertArrayEquals(new LayerNorm(params).apply(codes), normed(Optional.of(input), params, stream));
        }
      }
    }
  }
}
