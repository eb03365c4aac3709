package vit2rtl.golden.data;

import java.nio.file.Path;
import java.util.List;

/** Files of images of which no class is known. */
record ImageFiles(List<Path> files, List<Image> images) implements Images {

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Image image(int index) {
    return images.get(index);
  }

  @Override
  public int label(int index) {
    return UNKNOWN;
  }

  @Override
  public String name(int index) {
    return files.get(index).toString();
  }
}
