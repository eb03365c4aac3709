package vit2rtl.bench.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.MinMaxObserver;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.Tap;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * Calibrates every LayerNorm and softmax of a float network on images (PTF for LayerNorm inputs, least and greatest
 * value elsewhere) and quantises the activations of other images into the codes that arrive there.
 */
public final class FloatSites {
  private final VitCheckpoint checkpoint;
  private final FloatVit vit;
  private final SiteOptions options;
  private final Map<String, PtfCalibration> normInputs = new LinkedHashMap<>();
  private final Map<String, MinMaxObserver> ranges = new LinkedHashMap<>();

  public FloatSites(VitCheckpoint checkpoint, SiteOptions options) {
    this.checkpoint = checkpoint;
    this.vit = new FloatVit(checkpoint);
    this.options = options;
  }

  /** Watches the images' activations; {@code progress} hears how many are done. */
  public FloatSites calibrate(Images images, IntConsumer progress) {
    for (int i = 0; i < images.size(); i++) {
      vit.logits(images.image(i), (name, values, rows, columns) -> {
        float[] copy = values.clone();
        normsFed(name).forEach(norm ->
            normInputs.computeIfAbsent(norm, n -> new PtfCalibration(columns)).observe(copy));
        if (isNorm(name) || name.endsWith(".scores")) {
          ranges.computeIfAbsent(name, n -> new MinMaxObserver()).observe(copy);
        }
      });
      progress.accept(i + 1);
    }
    return this;
  }

  /** The calibrated LayerNorms by name, in network order. */
  public Map<String, LayerNormFloat> layerNorms() {
    Map<String, LayerNormFloat> layers = new LinkedHashMap<>();
    normInputs.forEach((name, calibration) -> {
      PtfGrid in = calibration.fit(options.codes(), options.maxAlpha());
      Grid out = Grid.asymmetric(options.codes(), ranges.get(name).interval());
      layers.put(name, new LayerNormFloat(options.codes(), in.scale(), in.zeroPoint(), in.alpha(),
          doubles(name + ".weight"), doubles(name + ".bias"), checkpoint.epsilon(), options.codes(), out.scale(),
          out.zeroPoint()));
    });
    return layers;
  }

  /** Every place with the codes that these images bring there. */
  public List<Site> sites(Images images, IntConsumer progress) {
    Map<String, LayerNormFloat> layers = layerNorms();
    Map<String, Grid[]> grids = new LinkedHashMap<>();
    layers.forEach((name, layer) -> grids.put(name, grids(layer)));
    Map<String, CodeCollector> codes = new LinkedHashMap<>();
    Tap collect = (name, values, rows, columns) -> {
      for (String norm : normsFed(name)) {
        Grid[] channel = grids.get(norm);
        codes.computeIfAbsent(norm, n -> new CodeCollector(images.size()))
            .add(values, 0, rows * columns, i -> channel[i % columns]);
      }
      if (name.endsWith(".scores")) {
        Grid grid = Grid.asymmetric(CodeFormat.UINT8, ranges.get(name).interval());
        int heads = vit.shape().heads();
        int each = rows * columns / heads;
        for (int head = 0; head < heads; head++) {
          codes.computeIfAbsent(headName(name, head), n -> new CodeCollector(images.size()))
              .add(values, head * each, each, i -> grid);
        }
      }
    };
    for (int i = 0; i < images.size(); i++) {
      vit.logits(images.image(i), collect);
      progress.accept(i + 1);
    }
    List<Site> sites = new ArrayList<>();
    codes.forEach((name, collector) -> sites.add(layers.containsKey(name)
        ? new LayerNormSite(name, layers.get(name), collector.codes(), options.lanes())
        : softmax(name, collector.codes())));
    return sites;
  }

  private static Grid[] grids(LayerNormFloat layer) {
    PtfGrid grid = new PtfGrid(layer.input(), layer.scale(), layer.zeroPoint(), layer.alpha());
    Grid[] channels = new Grid[grid.channels()];
    Arrays.setAll(channels, grid::grid);
    return channels;
  }

  private SoftmaxSite softmax(String name, int[] codes) {
    String scores = name.replaceAll("softmax\\[\\d+]$", "scores");
    Grid grid = Grid.asymmetric(CodeFormat.UINT8, ranges.get(scores).interval());
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(grid.scale()), options.attentionBits(),
        options.attentionBase(), options.zeroState());
    return new SoftmaxSite(name, params, vit.shape().tokens(), codes, options.lanes());
  }

  private static String headName(String scores, int head) {
    return scores.replaceAll("scores$", "softmax[" + head + "]");
  }

  private static boolean isNorm(String name) {
    return name.equals("norm") || name.endsWith(".norm1") || name.endsWith(".norm2");
  }

  /** The LayerNorms that read the residual stream of that name. */
  private List<String> normsFed(String residual) {
    int last = vit.shape().depth() - 1;
    if (residual.equals("embed")) {
      return List.of("blocks.0.norm1");
    }
    if (residual.endsWith(".attn.out")) {
      return List.of(residual.replace(".attn.out", ".norm2"));
    }
    if (residual.matches("blocks\\.\\d+\\.out")) {
      int block = Integer.parseInt(residual.replaceAll("\\D", ""));
      return List.of(block == last ? "norm" : "blocks." + (block + 1) + ".norm1");
    }
    return List.of();
  }

  private double[] doubles(String name) {
    float[] values = checkpoint.tensor(name);
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
