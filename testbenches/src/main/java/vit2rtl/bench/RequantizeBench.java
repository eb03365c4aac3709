package vit2rtl.bench;

import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.requantize.RequantizeConfig;
import vit2rtl.units.requantize.RequantizeUnit;

/** Streams rows of accumulators through {@link RequantizeUnit} and {@link Requantizer}. */
public final class RequantizeBench extends UnitBench {
  private final RequantizeConfig config;

  public RequantizeBench(RequantizeConfig config) {
    this(config, Hdl.elaborate(config::create));
  }

  private RequantizeBench(RequantizeConfig config, RtlDesign design) {
    super(config, design);
    this.config = config;
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public RequantizeBench withLayer(Requantizer layer) {
    return new RequantizeBench(config.withLayer(layer), design());
  }

  @Override
  public RequantizeConfig config() {
    return config;
  }

  @Override
  public RequantizeBench withDesign(RtlDesign other) {
    return new RequantizeBench(config, other);
  }

  @Override
  public int[] golden(int[] in) {
    return config.rescale().columns(in);
  }
}
