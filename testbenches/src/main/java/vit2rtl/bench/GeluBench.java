package vit2rtl.bench;

import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.gelu.GeluConfig;
import vit2rtl.units.gelu.GeluUnit;

/** Streams rows of codes through {@link GeluUnit} and {@link GeluTable}. */
public final class GeluBench extends UnitBench {
  private final GeluConfig config;

  public GeluBench(GeluConfig config) {
    this(config, Hdl.elaborate(config::create));
  }

  private GeluBench(GeluConfig config, RtlDesign design) {
    super(config, design);
    this.config = config;
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public GeluBench withLayer(GeluTable layer) {
    return new GeluBench(config.withLayer(layer), design());
  }

  @Override
  public GeluConfig config() {
    return config;
  }

  @Override
  public GeluBench withDesign(RtlDesign other) {
    return new GeluBench(config, other);
  }

  @Override
  public int[] golden(int[] in) {
    return config.gelu().apply(in);
  }
}
