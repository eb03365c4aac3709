package vit2rtl.golden.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Sha256;

/**
 * Files of a folder that every process sees under the same path.
 *
 * @param folder   as given
 * @param channels of an image
 * @param side     of an image
 * @param resizing of images of another size
 * @param names    paths of the files below it
 * @param labels   of the files
 * @param sizes    of the files in bytes
 */
record PortableFolder(String folder, int channels, int side, Resizing resizing, String[] names, int[] labels, long[] sizes)
    implements PortableImages {

  static PortableFolder of(FolderListing listing, ImageFormat format, int limit) {
    List<Path> files = listing.files().subList(0, Math.min(limit, listing.files().size()));
    if (files.isEmpty()) {
      throw new InputException(listing.folder() + " holds no usable image; needed: " + FolderImages.needed(format));
    }
    String[] names = files.stream().map(listing::name).toArray(String[]::new);
    return new PortableFolder(listing.folder().toString(), format.channels(), format.side(), format.resizing(), names,
        files.stream().mapToInt(file -> listing.label(listing.name(file))).toArray(),
        files.stream().mapToLong(PortableFolder::size).toArray());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String digest() {
    Sha256 sum = new Sha256();
    if (!resizing.equals(Resizing.UNSTATED)) {
      sum.text(resizing.toString());
    }
    for (int i = 0; i < names.length; i++) {
      sum.text(names[i] + " " + labels[i] + " " + sizes[i]);
    }
    return sum.hex();
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public Image image(int index) {
    Path file = Path.of(folder, names[index]);
    if (!Files.isReadable(file) || size(file) != sizes[index]) {
      // Not an image that cannot be decoded, which every process skips alike.
      throw new IllegalStateException(file + " is not there, not readable or of another size than where the work began;"
          + " every worker must see the same files under the same paths");
    }
    return resizing.fit(ImageDecoder.decode(file, channels), side);
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public String name(int index) {
    return names[index];
  }
}
