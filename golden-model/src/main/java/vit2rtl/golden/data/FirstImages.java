package vit2rtl.golden.data;

import vit2rtl.golden.InputException;

/** The first images of a set. */
record FirstImages(Images all, int size) implements Images {

  FirstImages {
    if (size < 1) {
      throw new InputException("the number of images is " + size + "; allowed: 1 or more");
    }
  }

  @Override
  public Image image(int index) {
    return all.image(index);
  }

  @Override
  public int label(int index) {
    return all.label(index);
  }

  @Override
  public String name(int index) {
    return all.name(index);
  }
}
