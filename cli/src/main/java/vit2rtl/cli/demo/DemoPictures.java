package vit2rtl.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.cli.figures.NetworkPictures;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;

/** The report's pictures of what calibration saw: why factors, why logarithms, and what four bits leave of a map. */
public final class DemoPictures {
  private DemoPictures() {}

  /** @param pictures of the calibration images' activations */
  public static List<DemoReport.Picture> of(NetworkPictures pictures, Images images, IntegerNetwork network) {
    int last = pictures.blocks() - 1;
    String norm = widest(pictures);
    List<DemoReport.Picture> all = new ArrayList<>(List.of(
        new DemoReport.Picture("Channels of a LayerNorm input",
            norm + ": least and greatest value per channel, coloured by the power-of-two factor"
                + " that calibration chose.",
            pictures.channelRanges(norm)),
        new DemoReport.Picture("Attention values and codes",
            "How the attention values of all blocks spread over the 16 codes of 4 bits, uniform against log2.",
            pictures.attentionHistogram(4))));
    if (pictures.hasMap(last)) {
      all.add(new DemoReport.Picture("An attention map",
          "What " + pictures.query() + " attends to in the last block, head 0: float, uniform codes against LIS codes, and what"
              + " this model's own codes leave of it.",
          pictures.attentionMaps(images.image(0), last, 0, Optional.of(network))));
    }
    return List.copyOf(all);
  }

  /** The LayerNorm whose channels use the most different factors, the first of equals. */
  private static String widest(NetworkPictures pictures) {
    String widest = pictures.norms().get(0);
    long most = 0;
    for (String norm : pictures.norms()) {
      int[] alpha = pictures.alpha(norm);
      long spread = 0;
      for (int a : alpha) {
        spread += a == alpha[0] ? 0 : 1;
      }
      if (spread > most) {
        most = spread;
        widest = norm;
      }
    }
    return widest;
  }
}
