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
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.NormInputs;
import vit2rtl.golden.vit.Tap;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/**
 * The paper's pictures of a network, float or integer: watches its activations on some images, then draws the ranges of
 * LayerNorm inputs with their factors, the spread of attention values over codes, and attention maps.
 */
public final class NetworkPictures {
  private final Source source;
  private final VitShape shape;
  private final Map<String, PtfCalibration> normInputs = new LinkedHashMap<>();
  private final AttentionCounts attention = new AttentionCounts();
  private final List<Interval> scoreRanges = new ArrayList<>();
  private final List<Double> greatestAttention = new ArrayList<>();

  private NetworkPictures(Source source) {
    this.source = source;
    this.shape = source.shape();
  }

  /** Runs the images through the float network; {@code progress} receives how many are done. */
  public static NetworkPictures watch(VitCheckpoint checkpoint, Images images, IntConsumer progress) {
    return watch(new FloatSource(new FloatVit(checkpoint)), images, progress);
  }

  /** The same through an integer network. */
  public static NetworkPictures watch(IntegerVit network, Images images, IntConsumer progress) {
    return watch(new IntegerSource(network), images, progress);
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
    Map<String, String> readers = NormInputs.of(shape);
    readers.values().forEach(norm -> normInputs.put(norm, new PtfCalibration(shape.width())));
    return (name, values, rows, columns) -> {
      if (readers.containsKey(name)) {
        normInputs.get(readers.get(name)).observe(values);
      } else if (name.endsWith(".attn.scores")) {
        widen(scoreRanges, block(name), Interval.of(values), Interval::union);
      } else if (name.endsWith(".attn.softmax")) {
        attention.add(values, values.length);
        widen(greatestAttention, block(name), Interval.of(values).max(), Math::max);
      }
    };
  }

  private static int block(String name) {
    return Integer.parseInt(name.split("\\.")[1]);
  }

  private static <T> void widen(List<T> list, int index, T value, BinaryOperator<T> both) {
    if (index == list.size()) {
      list.add(value);
    } else {
      list.set(index, both.apply(list.get(index), value));
    }
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
    return AttentionHistogramFigure.svg("all " + shape.depth() + " blocks", attention, bits);
  }

  /** SVG: attention of the class token over an image, float against uniform and LIS at 8, 6 and 4 bits, and a model's codes. */
  public String attentionMaps(Image image, int block, int head, Optional<IntegerVit> model) {
    if (block < 0 || block >= shape.depth() || head < 0 || head >= shape.heads()) {
      throw new InputException("attention map of block " + block + ", head " + head + "; allowed: blocks 0 to "
          + (shape.depth() - 1) + ", heads 0 to " + (shape.heads() - 1));
    }
    AtomicReference<double[]> scores = new AtomicReference<>();
    source.run(image, (name, values, rows, columns) -> {
      if (name.equals("blocks." + block + ".attn.scores")) {
        scores.set(row(values, head * shape.tokens() * columns, columns));
      }
    });
    AttentionRow row = new AttentionRow(scores.get(), scoreRanges.get(block),
        greatestAttention.get(block));
    return AttentionMapFigure.svg("Attention of block " + block + ", head " + head, image, row, shape.leadingTokens(),
        model.map(network -> ModelRow.of(network, image, block, head)));
  }

  private static double[] row(float[] values, int at, int count) {
    double[] row = new double[count];
    for (int i = 0; i < count; i++) {
      row[i] = values[at + i];
    }
    return row;
  }
}
