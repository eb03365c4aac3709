package vit2rtl.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import vit2rtl.cli.figures.ImagePicture;
import vit2rtl.golden.data.Images;

/**
 * An image that the simulated hardware classified.
 *
 * @param image      its name
 * @param label      its class, or {@link Images#UNKNOWN}
 * @param labelName  the class in words
 * @param predicted  the class whose logit the hardware found greatest
 * @param className  that class in words
 * @param picture    source of an HTML image
 */
public record Classified(String image, int label, String labelName, int predicted, String className,
    @JsonIgnore String picture) {
  private static final int SIDE = 112;

  static Classified of(Images images, int index, int[] logits, IntFunction<String> names) {
    int best = IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
    int label = images.label(index);
    return new Classified(images.name(index), label, label == Images.UNKNOWN ? "unknown" : names.apply(label), best,
        names.apply(best), ImagePicture.source(images.image(index), SIDE));
  }

  /** For the page's style. */
  public String state() {
    return label == Images.UNKNOWN ? "" : label == predicted ? "right" : "wrong";
  }
}
