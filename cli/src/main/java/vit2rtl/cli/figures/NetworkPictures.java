package vit2rtl.cli.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.IntConsumer;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.Tap;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * The paper's pictures of a network, float or integer: watches its activations on some images, then draws the ranges of
 * LayerNorm inputs with their factors, the spread of attention values over codes, and attention maps.
 */
public final class NetworkPictures {
  private final Source source;
  private final Pictured shape;
  private final Map<String, PtfCalibration> normInputs = new LinkedHashMap<>();
  private final AttentionCounts attention = new AttentionCounts();
  private final List<Interval> scoreRanges = new ArrayList<>();
  private final List<Double> greatestAttention = new ArrayList<>();

  private NetworkPictures(Source source) {
    this.source = source;
    this.shape = source.shape();
  }

  /** Runs the images through the float network; {@code progress} receives how many are done. */
  public static NetworkPictures watch(Checkpoint checkpoint, Images images, IntConsumer progress) {
    return watch(new FloatSource(checkpoint instanceof SwinCheckpoint swin ? new PicturedSwin(swin.shape())
        : new PicturedVit(((VitCheckpoint) checkpoint).shape()), checkpoint.network()), images, progress);
  }

  /** The same through an integer network. */
  public static NetworkPictures watch(IntegerNetwork network, Images images, IntConsumer progress) {
    return watch(new IntegerSource(network.model() instanceof QuantizedSwin swin ? new PicturedSwin(swin.shape())
        : new PicturedVit(((QuantizedVit) network.model()).shape()), network), images, progress);
  }

  private static NetworkPictures watch(Source source, Images images, IntConsumer progress) {
    NetworkPictures pictures = new NetworkPictures(source);
    Tap tap = pictures.tap();
    for (int i = 0; i < images.size(); i++) {
      source.run(images.image(i), tap);
      progress.accept(i + 1);
    }
    return pictures;
  }

  private Tap tap() {
    Map<String, String> readers = shape.norms();
    readers.values().forEach(norm -> normInputs.put(norm, new PtfCalibration(shape.channels(norm))));
    return (name, values, rows, columns) -> {
      if (readers.containsKey(name)) {
        normInputs.get(readers.get(name)).observe(shape.read(name, values));
      } else if (name.endsWith(".attn.scores")) {
        widen(scoreRanges, block(name), Interval.of(shape.visible(name, values)), Interval::union);
      } else if (name.endsWith(".attn.softmax")) {
        float[] seen = shape.visible(name, values);
        attention.add(seen, seen.length);
        widen(greatestAttention, block(name), Interval.of(seen).max(), Math::max);
      }
    };
  }

  private int block(String name) {
    return shape.blocks().indexOf(name.substring(0, name.indexOf("attn.")));
  }

  private static <T> void widen(List<T> list, int index, T value, BinaryOperator<T> both) {
    if (index == list.size()) {
      list.add(value);
    } else {
      list.set(index, both.apply(list.get(index), value));
    }
  }

  /** How many blocks there are. */
  public int blocks() {
    return shape.blocks().size();
  }

  /** Attention heads of a block. */
  public int heads(int block) {
    return shape.heads(block);
  }

  /** Whether attention of a block goes over the whole image, so that there is a map of it. */
  public boolean hasMap(int block) {
    return shape.hasMap(block);
  }

  /** Whose attention maps show, in words. */
  public String query() {
    return shape.query();
  }

  /** The LayerNorms in network order. */
  public List<String> norms() {
    return List.copyOf(normInputs.keySet());
  }

  /** The factors α of a LayerNorm's input: the integer network's, or those calibration would choose with K = 3. */
  public int[] alpha(String norm) {
    return source.alpha(norm, normInputs.get(norm));
  }

  /** SVG: ranges of the channels of a LayerNorm's input, coloured by α. */
  public String channelRanges(String norm) {
    return ChannelRangeFigure.svg(norm, normInputs.get(norm), alpha(norm));
  }

  /** SVG: how attention values of all blocks spread over uniform and log2 codes. */
  public String attentionHistogram(int bits) {
    return AttentionHistogramFigure.svg("all " + blocks() + " blocks", attention, bits);
  }

  /**
   * SVG: attention of the class token (of a Swin's token in the middle) over an image, float against uniform and LIS at 8, 6
   * and 4 bits, and a model's codes.
   */
  public String attentionMaps(Image image, int block, int head, Optional<? extends IntegerNetwork> model) {
    if (block < 0 || block >= blocks() || head < 0 || head >= heads(block)) {
      throw new InputException("attention map of block " + block + ", head " + head + "; allowed: blocks 0 to "
          + (blocks() - 1) + ", heads 0 to " + (heads(Math.max(0, Math.min(blocks() - 1, block))) - 1));
    }
    int row = shape.mapRow(block, head);
    String name = shape.blocks().get(block);
    AtomicReference<double[]> scores = new AtomicReference<>();
    source.run(image, (tensor, values, rows, columns) -> {
      if (tensor.equals(name + "attn.scores")) {
        scores.set(row(values, row * columns, columns));
      }
    });
    AttentionRow exact = new AttentionRow(scores.get(), scoreRanges.get(block), greatestAttention.get(block));
    return AttentionMapFigure.svg("Attention of block " + block + ", head " + head, shape.query(), image, exact,
        shape.leadingKeys(), model.map(network -> ModelRow.of(network, image, name, row)));
  }

  private static double[] row(float[] values, int at, int count) {
    double[] row = new double[count];
    for (int i = 0; i < count; i++) {
      row[i] = values[at + i];
    }
    return row;
  }
}
