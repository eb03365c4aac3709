package vit2rtl.golden.eval;

import java.util.List;
import vit2rtl.golden.data.Images;

/**
 * What a classifier said of an image.
 *
 * @param name  the image's
 * @param label its class, or {@link Images#UNKNOWN}
 * @param best  the likeliest classes, best first
 */
public record Prediction(String name, int label, List<Integer> best) {

  public boolean labelled() {
    return label != Images.UNKNOWN;
  }

  /** The likeliest class. */
  public int top() {
    return best.get(0);
  }

  /** Whether the label is among the first {@code count}. */
  public boolean hit(int count) {
    return labelled() && best.subList(0, Math.min(count, best.size())).contains(label);
  }
}
