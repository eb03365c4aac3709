package vit2rtl.units.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.matmul.BehindProduct;
import vit2rtl.units.matmul.MatmulConfig;
import vit2rtl.units.requantize.RequantizeConfig;
import vit2rtl.units.requantize.RequantizeSettings;
import vit2rtl.units.requantize.RequantizeConfig.Addend;
import vit2rtl.units.requantize.RequantizeFormat;

/**
 * Configuration of {@link HeadUnit}.
 *
 * @param product from the codes of a token to the accumulators of the classes
 * @param logits  from those to logit codes
 */
public record HeadConfig(MatmulConfig product, RequantizeConfig logits) implements BehindProduct {

  /** A head in the narrowest unit behind a product. */
  public static HeadConfig of(MatmulConfig product, Requantizer logits) {
    return new HeadConfig(product, RequantizeConfig.of(logits, product.results(), product.sums(), Addend.ZERO_POINT,
        product.tables()));
  }

  /** The same head in a unit for any logit grid. */
  public HeadConfig forAnyScale() {
    return new HeadConfig(product, logits.forAnyScale());
  }

  /** The same head in a unit for greater sums and the shifts of others. */
  HeadConfig withRoomFor(IntRange accumulators, List<Requantizer> others) {
    HeadConfig wider = of(product.withAccumulators(accumulators), logits.rescale());
    RequantizeFormat format = others.stream().map(other -> RequantizeFormat.of(other, wider.product.sums()))
        .reduce(RequantizeFormat::union).orElseThrow();
    return new HeadConfig(wider.product, wider.logits.withFormat(format));
  }

  /** The same unit loaded with another head. */
  HeadConfig withLayer(HeadKind.Layer layer) {
    return new HeadConfig(product.withLayer(layer.linear()), logits.withLayer(layer.logits()));
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return tables() == TableSource.BAKED ? Optional.empty()
        : Optional.of(new HeadConfig(product.withDrawn(random), logits.withDrawn(random)));
  }

  @Override
  public UnitKind kind() {
    return new HeadKind();
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return Stream.concat(product.constants().stream(), logits.constants().stream()).toList();
  }

  @Override
  public IntRange outputs() {
    return logits.outputs();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    UnaryOperator<int[]> sums = product.golden();
    UnaryOperator<int[]> codes = logits.golden();
    return x -> codes.apply(sums.apply(x));
  }

  @Override
  public Reference reference(int[] row) {
    return logits.reference(product.reference(row).codes());
  }

  @Override
  public SafeTensorsWriter tensors(int[] x) {
    return RequantizeSettings.write(logits.rescale(), product.tensors(x))
        .i32("zp_out", new int[] {logits.rescale().zeroPoint()}, 1);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(product.settings());
    settings.put("logit-bits", String.valueOf(outputs().bits()));
    return settings;
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("logit_out", out, out.length / results().length(), results().length());
  }

  @Override
  public int latency() {
    return product.latency() + logits.latency();
  }

  @Override
  public IntRange outCycles(int groups) {
    return product.outCycles(groups);
  }

  @Override
  public HeadUnit create() {
    return new HeadUnit(this);
  }
}
