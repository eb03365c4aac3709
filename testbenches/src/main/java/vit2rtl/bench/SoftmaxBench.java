package vit2rtl.bench;

import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxUnit;

/** Streams score rows through {@link SoftmaxUnit} and {@link LogIntSoftmax}. */
public final class SoftmaxBench extends UnitBench {
  private final SoftmaxConfig config;
  private final LogIntSoftmax golden;

  public SoftmaxBench(SoftmaxConfig config) {
    this(config, Hdl.elaborate(config::create));
  }

  private SoftmaxBench(SoftmaxConfig config, RtlDesign design) {
    super(config, design);
    this.config = config;
    this.golden = new LogIntSoftmax(config.params());
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public SoftmaxBench withLayer(SoftmaxParams layer) {
    return new SoftmaxBench(config.withParams(layer), design());
  }

  @Override
  public SoftmaxConfig config() {
    return config;
  }

  @Override
  public SoftmaxBench withDesign(RtlDesign other) {
    return new SoftmaxBench(config, other);
  }

  @Override
  public int[] golden(int[] in) {
    return golden.apply(in, rowLength());
  }
}
