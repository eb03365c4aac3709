package vit2rtl.units.layernorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.golden.layernorm.RowStatistics;
import vit2rtl.units.Loadable;

class TightLayerTest {
  private static final int DRAWS = 200;

  private static LayerNormConfig unit(String line) {
    return (LayerNormConfig) Loadable.unit("layernorm", line);
  }

  /** The row's codes are others where all offsets are one less or one more, in about half of the layers. */
  @ParameterizedTest
  @ValueSource(strings = {"channels=5 bits=4", "channels=5", "channels=1", "channels=64 bits=8"})
  void offsetsAtWhichCodesChange(String line) {
    LayerNormConfig unit = unit(line);
    int least = 0;
    int last = 0;
    Random random = new Random(1);
    for (int i = 0; i < DRAWS; i++) {
      LayerNormParams layer = LayerNormDraw.of(unit.params(), unit.format(), random);
      unit.format().require(layer);
      int[] row = TightLayer.row(layer);
      assertArrayEquals(row, TightLayer.row(layer));
      assertEquals(layer.channels(), row.length);
      int[] codes = new LayerNorm(layer).apply(row);
      int below = changes(codes, moved(layer, -1), row);
      int above = changes(codes, moved(layer, 1), row);
      least += 2 * (below + above) > row.length ? below : 0;
      last += 2 * (below + above) > row.length ? above : 0;
    }
    int enough = DRAWS / 8 * unit.params().channels();
    int[] found = {least, last};
    assertTrue(least > enough && last > enough, () -> Arrays.toString(found) + ", wanted more than " + enough);
  }

  /** A unit that is made for the layers of a model may take few offsets, none of them about 0. */
  @ParameterizedTest
  @CsvSource({"415869, 549192, 36", "-549192, -415869, 36", "5001, 5001, 36", "-1, 0, 36", "5001, 5002, 14", "-5001, 5003, 14",
      "5001, 5014, 14", "-1, 0, 14"})
  void offsetsAreThoseOfTheUnit(long least, long most, int fraction) {
    LayerNormConfig unit = unit("channels=5 bits=4");
    LayerNormFormat any = unit.format();
    LayerNormFormat few = new LayerNormFormat(any.minX(), any.maxX(), any.maxAlpha(), any.maxEpsilon(), least, most,
        fraction, any.maxGain());
    // One for all: the first bit of many that are seeded one after the other is the same.
    Random random = new Random(1);
    for (int i = 0; i < DRAWS; i++) {
      few.require(LayerNormDraw.of(unit.params(), few, random));
    }
  }

  private static int changes(int[] codes, LayerNormParams layer, int[] row) {
    int[] others = new LayerNorm(layer).apply(row);
    return (int) IntStream.range(0, codes.length).filter(c -> others[c] != codes[c]).count();
  }

  private static LayerNormParams moved(LayerNormParams layer, long by) {
    return new LayerNormParams(layer.input(), layer.zeroPoint(), layer.alpha(), layer.epsilon(), layer.output(), layer.gain(),
        Arrays.stream(layer.offset()).map(offset -> offset + by).toArray(), layer.fraction());
  }

  /** The mantissa of the row is the first of a root, or the last before that, in about half of the layers. */
  @ParameterizedTest
  @ValueSource(strings = {"channels=5 bits=4", "channels=5", "channels=64 bits=8"})
  void mantissasAtWhichRootsChange(String line) {
    LayerNormConfig unit = unit(line);
    int ends = 0;
    int chance = 0;
    Random random = new Random(1);
    for (int i = 0; i < DRAWS; i++) {
      LayerNormParams layer = LayerNormDraw.of(unit.params(), unit.format(), random);
      ends += isAnEnd(mantissa(layer, TightLayer.row(layer))) ? 1 : 0;
      chance += isAnEnd(random.nextInt(1 << 18, 1 << 20)) ? 1 : 0;
    }
    int[] found = {ends, chance};
    assertTrue(ends > DRAWS / 3 && ends > 3 * chance / 2, () -> Arrays.toString(found));
  }

  private static boolean isAnEnd(int mantissa) {
    int root = ReciprocalRoot.of(mantissa);
    return mantissa > 1 << 18 && ReciprocalRoot.of(mantissa - 1) != root
        || mantissa < (1 << 20) - 1 && ReciprocalRoot.of(mantissa + 1) != root;
  }

  /** By the definition, of a row with a variance or an epsilon; 2^18 of others. */
  private static int mantissa(LayerNormParams layer, int[] row) {
    int[] x = new int[row.length];
    Arrays.setAll(x, c -> (row[c] - layer.zeroPoint()) << layer.alpha()[c]);
    BigInteger u = BigInteger.valueOf(RowStatistics.of(x).variance()).add(BigInteger.valueOf(layer.epsilon()));
    if (u.signum() == 0) {
      return 1 << 18;
    }
    int steps = Math.floorDiv(20 - u.bitLength(), 2);
    return u.shiftLeft(2 * steps).intValueExact();
  }

  /** Such rows come, beside others. */
  @ParameterizedTest
  @ValueSource(strings = {"channels=5 bits=4"})
  void theRowIsSent(String line) {
    LayerNormConfig unit = unit(line);
    unit = unit.withParams(LayerNormDraw.of(unit.params(), unit.format(), new Random(1)));
    int[] row = TightLayer.row(unit.params());
    Random random = new Random(2);
    int sent = 0;
    for (int i = 0; i < DRAWS; i++) {
      sent += Arrays.equals(row, unit.critical(random)) ? 1 : 0;
    }
    assertTrue(sent > DRAWS / 4 && sent < DRAWS * 3 / 4, "sent " + sent);
  }
}
