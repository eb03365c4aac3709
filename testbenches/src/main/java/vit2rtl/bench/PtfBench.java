package vit2rtl.bench;

import vit2rtl.golden.layernorm.ResidualToPtf;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.ptf.PtfUnit;

/** Streams residual rows through {@link PtfUnit} and {@link ResidualToPtf}. */
public final class PtfBench extends UnitBench {
  private final PtfConfig config;
  private final ResidualToPtf golden;

  public PtfBench(PtfConfig config) {
    this(config, Hdl.elaborate(config::create));
  }

  private PtfBench(PtfConfig config, RtlDesign design) {
    super(config, design);
    this.config = config;
    this.golden = new ResidualToPtf(config.params());
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public PtfBench withLayer(ResidualToPtfParams layer) {
    return new PtfBench(config.withParams(layer), design());
  }

  @Override
  public PtfConfig config() {
    return config;
  }

  @Override
  public PtfBench withDesign(RtlDesign other) {
    return new PtfBench(config, other);
  }

  @Override
  public int[] golden(int[] in) {
    return golden.apply(in);
  }
}
