package vit2rtl.bench;

import java.util.List;
import java.util.Map;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Language;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.units.TableSource;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxLoad;
import vit2rtl.units.softmax.SoftmaxUnit;

/** Streams score rows through {@link SoftmaxUnit} and {@link LogIntSoftmax}. */
public final class SoftmaxBench implements UnitBench {
  private final SoftmaxConfig config;
  private final RtlDesign design;
  private final LogIntSoftmax golden;

  public SoftmaxBench(SoftmaxConfig config) {
    this(config, Hdl.elaborate(() -> new SoftmaxUnit(config)));
  }

  private SoftmaxBench(SoftmaxConfig config, RtlDesign design) {
    this.config = config;
    this.design = design;
    this.golden = new LogIntSoftmax(config.params());
  }

  /** The same unit, to be loaded with another layer of the same shape. */
  public SoftmaxBench withLayer(SoftmaxParams layer) {
    return new SoftmaxBench(config.withParams(layer), design);
  }

  public SoftmaxConfig config() {
    return config;
  }

  @Override
  public SoftmaxBench withDesign(RtlDesign other) {
    return new SoftmaxBench(config, other);
  }

  @Override
  public List<Map<String, Long>> constants() {
    if (config.tables() == TableSource.BAKED) {
      return List.of();
    }
    return SoftmaxLoad.words(config).stream().map(w -> Map.of(
        "load_address", (long) w.distance(), "load_exp", w.exp(), "load_code", w.code())).toList();
  }

  @Override
  public RtlDesign design() {
    return design;
  }

  @Override
  public Design<SoftmaxUnit> unit(Language language) {
    return Hdl.design(() -> new SoftmaxUnit(config), language);
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
    return SoftmaxUnit.latency(config);
  }

  @Override
  public int[] golden(int[] in) {
    return golden.apply(in, rowLength());
  }

  @Override
  public int least() {
    return 0;
  }

  @Override
  public int greatest() {
    return (1 << config.params().exp().scoreBits()) - 1;
  }
}
