package vit2rtl.bench.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import vit2rtl.bench.unit.ModelLayers;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.IntTap;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * Every LayerNorm and every attention head's softmax of an integer network, with the very codes that some images bring
 * there. A softmax with uniform codes has no unit and is left out.
 */
public final class NetworkSites {
  private final QuantizedVit model;
  private final int lanes;
  private final int images;
  private final Map<String, LayerNormParams> norms;
  private final Map<String, SoftmaxParams> softmaxes;
  private final Map<String, Codes> codes = new LinkedHashMap<>();

  private NetworkSites(QuantizedVit model, int images, int lanes) {
    this.model = model;
    this.images = images;
    this.lanes = lanes;
    this.norms = ModelLayers.layerNorms(model);
    this.softmaxes = ModelLayers.softmaxes(model);
  }

  /** Runs the images through the network; {@code progress} hears how many are done. */
  public static List<Site> of(IntegerVit network, Images images, int lanes, IntConsumer progress) {
    NetworkSites sites = new NetworkSites(network.model(), images.size(), lanes);
    IntTap tap = sites::see;
    for (int i = 0; i < images.size(); i++) {
      network.logits(images.image(i), tap);
      progress.accept(i + 1);
    }
    return sites.sites();
  }

  /** Keeps what arrives at a unit, under the unit's name, in the order of the network. */
  private void see(String name, int[] values, int rows, int columns) {
    if (name.endsWith(".in") && norms.containsKey(norm(name))) {
      codes.computeIfAbsent(norm(name), n -> new Codes(images)).add(values, 0, values.length);
    } else if (name.endsWith(".scores") && softmaxes.containsKey(softmax(name))) {
      int each = values.length / model.shape().heads();
      for (int head = 0; head < model.shape().heads(); head++) {
        codes.computeIfAbsent(softmax(name) + "[" + head + "]", n -> new Codes(images)).add(values, head * each, each);
      }
    }
  }

  private static String norm(String input) {
    return input.substring(0, input.length() - ".in".length());
  }

  private static String softmax(String scores) {
    return scores.replaceAll("scores$", "softmax");
  }

  private List<Site> sites() {
    List<Site> sites = new ArrayList<>();
    codes.forEach((name, rows) -> sites.add(norms.containsKey(name)
        ? new LayerNormSite(name, norms.get(name), rows.all(), lanes)
        : new SoftmaxSite(name, softmaxes.get(name.replaceAll("\\[\\d+]$", "")), model.shape().tokens(),
            rows.all(), lanes)));
    return sites;
  }
}
