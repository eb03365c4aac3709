package vit2rtl.fpga.axi;

import java.util.List;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.hdl.Bits;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.layernorm.LayerNormLoad;
import vit2rtl.units.layernorm.LayerNormUnit;

/** Loading of a LayerNorm: α, G and B of every channel, zero point and ε of the row. */
record LayerNormLoading(LayerNormConfig config) implements Loading {
  private static final int TABLE_BITS = 2;
  private static final int LANE_AT = 8;
  private static final int BEAT_AT = 16;

  @Override
  public List<Register> registers() {
    return List.of(
        Loading.address(List.of(
            new Field("TABLE", 0, TABLE_BITS, "0 alpha, 1 gain times 2^(" + config.format().fraction()
                + " - F), F being the layer's fraction bits, 2 offset, 3 row."),
            new Field("LANE", LANE_AT, LayerNormLoad.laneBits(config), "Channel modulo lanes; 0 for the row."),
            new Field("BEAT", BEAT_AT, LayerNormLoad.beatBits(config),
                "Channel divided by lanes; for the row 0 zero point, 1 epsilon."))),
        Loading.high(LayerNormLoad.dataType(config).width()),
        Loading.low("two's complement"));
  }

  @Override
  public void connect(Component module, AxiRegisters registers) {
    LayerNormLoad load = ((LayerNormUnit) module).load().orElseThrow();
    load.valid().set(registers.load);
    load.table().set(registers.held("LOAD_ADDRESS", 0, TABLE_BITS));
    load.lane().set(lane(registers));
    load.beat().set(beat(registers));
    int width = load.data().width();
    Bits word = width > Integer.SIZE
        ? registers.held("LOAD_HIGH", 0, width - Integer.SIZE).concat(registers.loadLow).asBits()
        : registers.loadLow.slice(width - 1, 0).asBits();
    load.data().set(word.asSInt());
  }

  private UInt lane(AxiRegisters registers) {
    return registers.held("LOAD_ADDRESS", LANE_AT, LayerNormLoad.laneBits(config));
  }

  private UInt beat(AxiRegisters registers) {
    return registers.held("LOAD_ADDRESS", BEAT_AT, LayerNormLoad.beatBits(config));
  }

  @Override
  public Bool exists(AxiRegisters registers) {
    return lane(registers).le(Math.max(1, config.lanes() - 1))
        .and(beat(registers).le(Math.max(1, config.rows().beats() - 1)));
  }

  @Override
  public String python() {
    LayerNormParams params = config.params();
    LayerNormFormat format = config.format();
    return String.format("""

            @staticmethod
            def _moved(name, values, up):
                moved = [int(value) << up if up >= 0 else int(value) >> -up for value in values]
                if up < 0 and any(m << -up != int(v) for m, v in zip(moved, values)):
                    raise ValueError(f"{name} has {-up} fraction bits more than this IP keeps")
                return moved

            def load_layernorm(self, alpha, gain, offset, zero_point, epsilon, fraction):
                \"""Loads a layer's integers, the first three one per channel; no row may be inside or under way.\"""
                gain = self._moved("gain", gain, %d - fraction)
                offset = self._moved("offset", offset, %d - min(fraction, %d))
                length = self.row_length
                lanes = self.unit_lanes
                tables = [("alpha", alpha, 0, %d), ("gain", gain, %d, %d), ("offset", offset, %d, %d)]
                row = [("zero_point", zero_point, %d, %d), ("epsilon", epsilon, 0, %d)]
                for name, values, low, high in tables:
                    if len(values) != length:
                        raise ValueError(f"{len(values)} values of {name}; needed: {length}, one per channel")
                    for value in values:
                        self._fits(name, value, low, high)
                for name, value, low, high in row:
                    self._fits(name, value, low, high)
                self._idle()
                for table, (_, values, _, _) in enumerate(tables):
                    for channel, value in enumerate(values):
                        self.write(self.LOAD_ADDRESS, table | channel %% lanes << %d | channel // lanes << %d)
                        self._store(value)
                for which, (_, value, _, _) in enumerate(row):
                    self.write(self.LOAD_ADDRESS, %d | which << %d)
                    self._store(value)
        """, format.fraction(), Math.min(format.fraction(), LayerNormParams.OFFSET_FRACTION),
        LayerNormParams.OFFSET_FRACTION, format.maxAlpha(), -format.maxGain(), format.maxGain(),
        Math.min(0, format.minOffset()), Math.max(0, format.maxOffset()), params.input().max() - format.maxX(),
        params.input().min() - format.minX(), format.maxEpsilon(), LANE_AT, BEAT_AT,
        LayerNormLoad.Table.ROW.ordinal(), BEAT_AT);
  }
}
