package vit2rtl.bench;

import java.util.List;
import java.util.Map;
import vit2rtl.golden.layernorm.ResidualToPtf;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Language;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.TableSource;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.ptf.PtfLoad;
import vit2rtl.units.ptf.PtfUnit;

/** Streams residual rows through {@link PtfUnit} and {@link ResidualToPtf}. */
public final class PtfBench implements UnitBench {
  private final PtfConfig config;
  private final RtlDesign design;
  private final ResidualToPtf golden;

  public PtfBench(PtfConfig config) {
    this(config, Hdl.elaborate(() -> new PtfUnit(config)));
  }

  private PtfBench(PtfConfig config, RtlDesign design) {
    this.config = config;
    this.design = design;
    this.golden = new ResidualToPtf(config.params());
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public PtfBench withLayer(ResidualToPtfParams layer) {
    return new PtfBench(config.withParams(layer), design);
  }

  public PtfConfig config() {
    return config;
  }

  @Override
  public PtfBench withDesign(RtlDesign other) {
    return new PtfBench(config, other);
  }

  @Override
  public List<Map<String, Long>> constants() {
    if (config.tables() == TableSource.BAKED) {
      return List.of();
    }
    return PtfLoad.words(config).stream().map(w -> Map.of(
        "load_table", (long) w.table().ordinal(), "load_lane", (long) w.lane(), "load_beat", (long) w.beat(), "load_data",
        w.data())).toList();
  }

  @Override
  public RtlDesign design() {
    return design;
  }

  @Override
  public Design<PtfUnit> unit(Language language) {
    return Hdl.design(() -> new PtfUnit(config), language);
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
    return PtfUnit.LATENCY;
  }

  @Override
  public int[] golden(int[] in) {
    return golden.apply(in);
  }

  @Override
  public int least() {
    return -1 << (config.params().residualBits() - 1);
  }

  @Override
  public int greatest() {
    return -least() - 1;
  }
}
