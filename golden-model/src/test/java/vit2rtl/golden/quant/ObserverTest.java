package vit2rtl.golden.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.golden.IntRange;

class ObserverTest {
  private static final IntRange UINT8 = IntRange.unsigned(8);

  private static float[][] batches(long seed, int batches, int size) {
    Random random = new Random(seed);
    float[][] values = new float[batches][size];
    for (float[] batch : values) {
      for (int i = 0; i < size; i++) {
        batch[i] = (float) (Math.pow(random.nextGaussian(), 3) + 0.3);
      }
    }
    return values;
  }

  private static double[] sorted(float[][] batches) {
    double[] all = new double[batches.length * batches[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = batches[i / batches[0].length][i % batches[0].length];
    }
    Arrays.sort(all);
    return all;
  }

  private static Interval interval(Observer observer, float[][] batches) {
    for (float[] batch : batches) {
      observer.observe(batch);
    }
    return observer.interval();
  }

  @Test
  void minMaxIsTheExtremes() {
    float[][] batches = batches(1, 7, 1000);
    double[] all = sorted(batches);
    assertEquals(new Interval(all[0], all[all.length - 1]), interval(new MinMaxObserver(), batches));
  }

  @Test
  void emaIsTheWeightedSumOfTheBatchesExtremes() {
    float[][] batches = batches(2, 5, 1000);
    double min = 0;
    double max = 0;
    for (int i = 0; i < batches.length; i++) {
      double weight = (i == 0 ? 1 : 0.1) * Math.pow(0.9, batches.length - 1 - i);
      double[] batch = sorted(new float[][] {batches[i]});
      min += weight * batch[0];
      max += weight * batch[batch.length - 1];
    }
    Interval actual = interval(new EmaObserver(0.1, 1), batches);
    assertEquals(min, actual.min(), 1e-9);
    assertEquals(max, actual.max(), 1e-9);
  }

  @Test
  void emaGathersBatchesInGroups() {
    float[][] batches = batches(4, 5, 1000);
    double[] first = sorted(new float[][] {batches[0], batches[1]});
    double[] second = sorted(new float[][] {batches[2], batches[3]});
    double[] rest = sorted(new float[][] {batches[4]});
    int end = first.length - 1;
    double expected = 0.9 * (0.9 * first[end] + 0.1 * second[end]) + 0.1 * rest[rest.length - 1];
    assertEquals(expected, interval(new EmaObserver(0.1, 2), batches).max(), 1e-9);
    assertEquals(first[0], interval(new EmaObserver(0.1, 2), new float[][] {batches[0], batches[1]}).min(), 1e-9);
  }

  @Test
  void percentileIsTheQuantileOfAGroup() {
    float[][] batches = batches(3, 4, 50_000);
    double[] all = sorted(batches);
    Interval actual = interval(new PercentileObserver(0.999, 0.01, 4), batches);
    assertEquals(all[(int) (all.length * 0.001)], actual.min(), (all[all.length - 1] - all[0]) * 0.002);
    assertEquals(all[(int) (all.length * 0.999)], actual.max(), (all[all.length - 1] - all[0]) * 0.002);
    float[][] two = {batches[0], batches[1]};
    double first = interval(new PercentileObserver(0.999, 0.25, 1), new float[][] {batches[0]}).max();
    double second = interval(new PercentileObserver(0.999, 0.25, 1), new float[][] {batches[1]}).max();
    assertEquals(first * 0.75 + second * 0.25, interval(new PercentileObserver(0.999, 0.25, 1), two).max(), 1e-9);
  }

  @Test
  void omseIsNoWorseThanAnyOtherStep() {
    float[][] batches = batches(4, 3, 20_000);
    Interval chosen = interval(new OmseObserver(UINT8), batches);
    Interval full = interval(new MinMaxObserver(), batches);
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 90; i++) {
      least = Math.min(least, squaredError(batches, full.min() * (100 - i) / 100, full.max() * (100 - i) / 100));
    }
    assertEquals(least, squaredError(batches, chosen.min(), chosen.max()), least * 0.002);
    assertTrue(chosen.max() < full.max() * 0.95, "the tail is cut");
  }

  /** The quantiser once more in plain double arithmetic. */
  private static double squaredError(float[][] batches, double min, double max) {
    double scale = (max - min) / 255;
    double zero = -Math.rint(min / scale);
    double error = 0;
    for (float[] batch : batches) {
      for (float value : batch) {
        double code = Math.max(0, Math.min(255, Math.rint(value / scale) + zero));
        error += Math.pow((code - zero) * scale - value, 2);
      }
    }
    return error;
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void constantsAndZerosHaveAnInterval(Method method) {
    float[] zeros = new float[10];
    assertEquals(new Interval(0, 0), interval(method.observer(UINT8), new float[][] {zeros, zeros}));
    float[] constant = new float[10];
    Arrays.fill(constant, -2.5f);
    assertEquals(-2.5, interval(method.observer(UINT8), new float[][] {constant}).min(), 1e-9);
    assertThrows(IllegalStateException.class, () -> method.observer(UINT8).interval());
  }

  @Test
  void histogramsDoNotDependOnTheOrder() {
    float[] values = sortedFloats(batches(5, 1, 3000)[0]);
    float[] reversed = values.clone();
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    Histogram one = new Histogram(256);
    Histogram other = new Histogram(256);
    one.add(values);
    other.add(reversed);
    assertEquals(one.width(), other.width());
    for (double p = 0; p <= 1; p += 0.01) {
      assertEquals(one.quantile(p), other.quantile(p));
    }
    assertEquals(values.length, one.sum(value -> 1), 0);
  }

  private static float[] sortedFloats(float[] values) {
    Arrays.sort(values);
    return values;
  }
}
