package vit2rtl.bench;

import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormUnit;

/** Streams code rows through {@link LayerNormUnit} and {@link LayerNorm}. */
public final class LayerNormBench extends UnitBench {
  private final LayerNormConfig config;
  private final LayerNorm golden;

  public LayerNormBench(LayerNormConfig config) {
    this(config, Hdl.elaborate(config::create));
  }

  private LayerNormBench(LayerNormConfig config, RtlDesign design) {
    super(config, design);
    this.config = config;
    this.golden = new LayerNorm(config.params());
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public LayerNormBench withLayer(LayerNormParams layer) {
    return new LayerNormBench(config.withParams(layer), design());
  }

  @Override
  public LayerNormConfig config() {
    return config;
  }

  @Override
  public LayerNormBench withDesign(RtlDesign other) {
    return new LayerNormBench(config, other);
  }

  @Override
  public int[] golden(int[] in) {
    return golden.apply(in);
  }
}
