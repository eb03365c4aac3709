package vit2rtl.golden.data;

import vit2rtl.golden.InputException;

/** Some images of a set, one behind the other. */
record SomeImages(Images all, int from, int size) implements Images {

  SomeImages {
    if (size < 1) {
      throw new InputException("the number of images is " + size + "; allowed: 1 or more");
    }
  }

  @Override
  public Image image(int index) {
    return all.image(from + index);
  }

  @Override
  public int label(int index) {
    return all.label(from + index);
  }

  @Override
  public String name(int index) {
    return all.name(from + index);
  }
}
