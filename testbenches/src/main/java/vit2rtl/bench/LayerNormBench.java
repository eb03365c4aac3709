package vit2rtl.bench;

import java.util.List;
import java.util.Map;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Language;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.TableSource;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormLoad;
import vit2rtl.units.layernorm.LayerNormUnit;

/** Streams code rows through {@link LayerNormUnit} and {@link LayerNorm}. */
public final class LayerNormBench implements UnitBench {
  private final LayerNormConfig config;
  private final RtlDesign design;
  private final LayerNorm golden;

  public LayerNormBench(LayerNormConfig config) {
    this(config, Hdl.elaborate(() -> new LayerNormUnit(config)));
  }

  private LayerNormBench(LayerNormConfig config, RtlDesign design) {
    this.config = config;
    this.design = design;
    this.golden = new LayerNorm(config.params());
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public LayerNormBench withLayer(LayerNormParams layer) {
    return new LayerNormBench(config.withParams(layer), design);
  }

  public LayerNormConfig config() {
    return config;
  }

  @Override
  public LayerNormBench withDesign(RtlDesign other) {
    return new LayerNormBench(config, other);
  }

  @Override
  public List<Map<String, Long>> constants() {
    if (config.tables() == TableSource.BAKED) {
      return List.of();
    }
    return LayerNormLoad.words(config).stream().map(w -> Map.of(
        "load_table", (long) w.table().ordinal(), "load_lane", (long) w.lane(), "load_beat", (long) w.beat(), "load_data",
        w.data())).toList();
  }

  @Override
  public RtlDesign design() {
    return design;
  }

  @Override
  public Design<LayerNormUnit> unit(Language language) {
    return Hdl.design(() -> new LayerNormUnit(config), language);
  }

  @Override
  public int rowLength() {
    return config.rows().length();
  }

  @Override
  public int lanes() {
    return config.rows().lanes();
  }

  @Override
  public int statedLatency() {
    return LayerNormUnit.latency(config);
  }

  @Override
  public int[] golden(int[] in) {
    return golden.apply(in);
  }

  @Override
  public int least() {
    return config.params().input().min();
  }

  @Override
  public int greatest() {
    return config.params().input().max();
  }
}
