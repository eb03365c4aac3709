package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import vit2rtl.bench.UnitBench;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.softmax.ExpFormat;
import vit2rtl.units.softmax.SoftmaxConfig;

/**
 * Units with loadable tables, two layers for each, and the writes that load the second. Rows of 13 and 3 lanes: 5 beats,
 * the last padded, so that lanes and beats exist which fit their fields and no row.
 *
 * @param unit   the unit, with the first layer's constants
 * @param first  bench of the first layer
 * @param second bench of the second
 * @param writes offset and value of every register write that loads the second layer
 * @param call   the driver's call that does the same
 */
record Reloads(FpgaUnit unit, UnitBench first, UnitBench second, List<long[]> writes, String call) {
  static final int LENGTH = 13;
  static final int LANES = 3;

  /** Made once for all tests: what is elaborated does not change. */
  private static final Map<String, Reloads> MADE = new ConcurrentHashMap<>();
  private static final Map<Reloads, RtlDesign> IPS = new ConcurrentHashMap<>();

  static Reloads of(String name) {
    return MADE.computeIfAbsent(name, made -> made.equals("softmax") ? softmax() : layerNorm());
  }

  /** The unit as an IP. */
  RtlDesign ip() {
    return IPS.computeIfAbsent(this, reloads -> AxiIp.of(reloads.unit).design());
  }

  static LayerNormParams layer(int seed) {
    Random random = new Random(seed);
    return new LayerNormParams(CodeFormat.UINT8, 100 + seed, random.ints(LENGTH, 0, 4).toArray(), 1000L * seed,
        CodeFormat.UINT8, random.ints(LENGTH, -90000, 90000).toArray(), random.longs(LENGTH, -50_000, 900_000).toArray(),
        31 - seed);
  }

  /** Wide enough for both layers and for an epsilon of more than 32 bits. */
  static LayerNormConfig config(LayerNormParams layer) {
    LayerNormFormat both = LayerNormFormat.of(List.of(layer(1), layer(2)));
    return new LayerNormConfig(layer, LANES, MultiplierStyle.DSP, TableSource.LOADABLE,
        new LayerNormFormat(both.minX(), both.maxX(), both.maxAlpha(), 1L << 34, both.minOffset(), both.maxOffset(), both.fraction(),
            both.maxGain()));
  }

  private static Reloads layerNorm() {
    LayerNormParams layer = layer(2);
    List<long[]> writes = new ArrayList<>();
    long[][] tables = {Arrays.stream(layer.alpha()).asLongStream().toArray(),
        // The unit has the first layer's 30 fraction bits, this one 29.
        Arrays.stream(layer.gain()).mapToLong(gain -> 2L * gain).toArray(), layer.offset()};
    for (int table = 0; table < tables.length; table++) {
      for (int c = 0; c < LENGTH; c++) {
        constant(writes, table, c % LANES, c / LANES, tables[table][c]);
      }
    }
    constant(writes, 3, 0, 0, layer.zeroPoint());
    constant(writes, 4, 0, 0, layer.epsilon());
    String call = "load(alpha=" + Arrays.toString(tables[0]) + ", gain=" + Arrays.toString(tables[1]) + ", offset="
        + Arrays.toString(tables[2]) + ", zero_point=[" + layer.zeroPoint() + "], epsilon=[" + layer.epsilon() + "])";
    return new Reloads(new FpgaUnit(config(layer(1))), new UnitBench(config(layer(1))),
        new UnitBench(config(layer)), writes, call);
  }

  static void constant(List<long[]> writes, int table, int lane, int beat, long value) {
    writes.add(new long[] {0x30, table | lane << 8 | beat << 16});
    data(writes, value);
  }

  private static void data(List<long[]> writes, long value) {
    writes.add(new long[] {0x34, value >> 32 & 0xFFFFFFFFL});
    writes.add(new long[] {0x38, value & 0xFFFFFFFFL});
  }

  private static Reloads softmax() {
    // The second layer's exponentials have more than 32 bits.
    List<SoftmaxParams> layers = List.of(softmax(0.03), softmax(0.085));
    ExpFormat format = ExpFormat.of(layers);
    List<SoftmaxConfig> configs = layers.stream().map(layer -> new SoftmaxConfig(layer, new Rows(LENGTH, LANES),
        SoftmaxConfig.ExpStyle.TABLE, TableSource.LOADABLE, format)).toList();
    long[] table = layers.get(1).exp().table();
    List<long[]> writes = new ArrayList<>();
    long[] codes = new long[table.length];
    for (int distance = 0; distance < table.length; distance++) {
      constant(writes, 0, 0, distance, table[distance]);
    }
    for (int distance = 0; distance < table.length; distance++) {
      int position = 63 - Long.numberOfLeadingZeros(table[distance]);
      // The leading one goes to the mantissa's top bit; nothing but zeros is lost on the way.
      long mantissa = table[distance] << 63 - position >>> 64 - format.mantissaBits();
      codes[distance] = (long) position << format.mantissaBits() | mantissa;
      constant(writes, 1, 0, distance, codes[distance]);
    }
    return new Reloads(new FpgaUnit(configs.get(0)), new UnitBench(configs.get(0)),
        new UnitBench(configs.get(1)), writes, "load(exponential=" + Arrays.toString(table) + ", code=" + Arrays.toString(codes) + ")");
  }

  private static SoftmaxParams softmax(double scale) {
    return new SoftmaxParams(IExp.ofScale(scale), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
  }

  int perRow() {
    return unit.rows().beats();
  }

  int[] rows(int rows, long seed) {
    return new Random(seed).ints((long) rows * LENGTH, 0, 256).toArray();
  }

  /** Rows as beats of three bytes, padding included. */
  int[] beats(int[] elements) {
    int[] beats = new int[elements.length / LENGTH * perRow()];
    for (int i = 0; i < elements.length; i++) {
      beats[i / LENGTH * perRow() + i % LENGTH / LANES] |= elements[i] << i % LENGTH % LANES * 8;
    }
    return beats;
  }
}
