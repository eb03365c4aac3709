package vit2rtl.golden.eval;

import vit2rtl.golden.data.Image;

/** Anything that names the classes of an image; safe to use from several threads. */
public interface Classifier {
  /** How many classes there are. */
  int classes();

  /** The {@code count} likeliest classes, best first; of equal scores the lower class first. */
  int[] best(Image image, int count);
}
