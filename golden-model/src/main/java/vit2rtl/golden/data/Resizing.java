package vit2rtl.golden.data;

import java.io.Serializable;

/**
 * How images of another size become those that a model takes. Images that have its size already stay as they are,
 * whatever is said of others.
 */
public sealed interface Resizing extends Serializable permits MiddleCrop, ResizeAndCrop, UnknownResizing {
  /** Where nobody says how: the middle of greater images; smaller ones are refused. */
  Resizing UNSTATED = new MiddleCrop();

  /**
   * The image with {@code side} rows and columns.
   *
   * @throws vit2rtl.golden.InputException where it cannot be made so
   */
  Image fit(Image image, int side);

  /** What is done with images that have not {@code side} rows and columns, and who says so, for people. */
  String description(int side);
}
