package vit2rtl.golden.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;

/**
 * The JPEG and PNG files of a folder in the order of their names, labelled by {@code labels.csv} where that is there;
 * or those of its subfolders, one for each class ({@link ClassFolders}).
 * Every file is decoded once when the folder is opened, on all cores, so that a broken one is found then: it is skipped,
 * and said. The first 256 MiB of pixels are kept; what is beyond is decoded again when it is asked for.
 */
final class FolderImages implements Images {
  private static final long KEPT_BYTES = 256L << 20;
  /** A centre crop of less than this share of the shorter side shows little of the picture. */
  private static final double SMALL_CROP = 0.7;
  private static final double FEW = 0.25;

  private final ImageFormat format;
  private final List<Entry> entries;

  /** A file that could be decoded, or {@code problem} says why not. */
  private record Entry(Path file, String name, int label, Image kept, int width, int height, boolean transparent,
      String problem) {
    int shorterSide() {
      return Math.min(width, height);
    }
  }

  private FolderImages(ImageFormat format, List<Entry> entries) {
    this.format = format;
    this.entries = entries;
  }

  static FolderImages open(Path folder, ImageFormat format, int limit, Consumer<String> notices) {
    FolderListing listing = FolderListing.of(folder, format, notices);
    List<Path> files = listing.files();
    List<Entry> read = IntStream.range(0, Math.min(limit, files.size())).parallel()
        .mapToObj(i -> read(listing, files.get(i), i, format)).toList();
    List<Entry> good = new ArrayList<>();
    for (Entry entry : read) {
      if (entry.problem().isEmpty()) {
        good.add(entry);
      } else {
        notices.accept("skipped: " + entry.problem());
      }
    }
    if (good.isEmpty()) {
      throw new InputException(folder + " holds no usable image; needed: " + needed(format)
          + (read.isEmpty() ? "" : "; the first: " + read.get(0).problem()));
    }
    if (format.resizing().equals(Resizing.UNSTATED)) {
      noteSmallCrop(folder, good, format, notices);
    } else {
      noteResized(folder, good, format, notices);
    }
    noteTransparent(good, notices);
    noteOtherSize(good, notices);
    return new FolderImages(format, good);
  }

  /** Files that can be used, in words. */
  static String needed(ImageFormat format) {
    return "JPEG or PNG files" + (format.resizing().equals(Resizing.UNSTATED)
        ? " of at least " + format.side() + "x" + format.side() + " pixels" : "");
  }

  static List<Path> imageFiles(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(FolderImages::isImage).sorted().toList();
    } catch (IOException e) {
      throw new InputException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".jpeg") || name.endsWith(".jpg") || name.endsWith(".png")) && Files.isRegularFile(file);
  }

  private static Entry read(FolderListing listing, Path file, int index, ImageFormat format) {
    String name = listing.name(file);
    int label = listing.label(name);
    try {
      ImageDecoder.Decoded decoded = ImageDecoder.read(file, format.channels());
      Image whole = decoded.image();
      Image crop = format.fit(whole);
      boolean keep = (long) (index + 1) * crop.pixels().length <= KEPT_BYTES;
      return new Entry(file, name, label, keep ? crop : null, whole.width(), whole.height(), decoded.transparent(), "");
    } catch (InputException e) {
      String message = e.getMessage();
      return new Entry(file, name, label, null, 0, 0, false, message.contains(file.toString()) ? message : file + ": " + message);
    }
  }

  private static void noteSmallCrop(Path folder, List<Entry> good, ImageFormat format, Consumer<String> notices) {
    long large = good.stream().filter(e -> format.side() < SMALL_CROP * e.shorterSide()).count();
    if (large > 0) {
      notices.accept(large + " of " + good.size() + " images of " + folder + " are much larger than the " + format.side()
          + "x" + format.side() + " pixels cropped from their middle; resize the shorter side to about "
          + Math.round(format.side() / 0.875));
    }
  }

  private static void noteResized(Path folder, List<Entry> good, ImageFormat format, Consumer<String> notices) {
    long other = good.stream().filter(e -> e.width() != format.side() || e.height() != format.side()).count();
    if (other > 0) {
      notices.accept(other + " of " + good.size() + " images of " + folder + " are "
          + format.resizing().description(format.side()));
    }
  }

  private static void noteTransparent(List<Entry> good, Consumer<String> notices) {
    List<Entry> transparent = good.stream().filter(Entry::transparent).toList();
    if (!transparent.isEmpty()) {
      notices.accept(transparent.size() + " of " + good.size() + " images have transparent pixels, the first: "
          + transparent.get(0).file() + "; transparency is dropped and the colours beneath are taken");
    }
  }

  /** Photographs differ in size; a few among many of one size are likely a mistake. */
  private static void noteOtherSize(List<Entry> good, Consumer<String> notices) {
    Map<String, List<Entry>> sizes = good.stream().collect(Collectors.groupingBy(e -> e.width() + "x" + e.height()));
    Map.Entry<String, List<Entry>> usual = sizes.entrySet().stream()
        .max(Comparator.comparingInt(size -> size.getValue().size())).orElseThrow();
    int others = good.size() - usual.getValue().size();
    if (others > 0 && others <= FEW * good.size()) {
      Entry first = good.stream().filter(e -> !usual.getValue().contains(e)).findFirst().orElseThrow();
      notices.accept(others + " of " + good.size() + " images are not " + usual.getKey() + " pixels as the others, the"
          + " first: " + first.file() + " (" + first.width() + "x" + first.height() + ")");
    }
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Image image(int index) {
    Entry entry = entries.get(index);
    return entry.kept() != null ? entry.kept()
        : format.fit(ImageDecoder.decode(entry.file(), format.channels()));
  }

  @Override
  public int label(int index) {
    return entries.get(index).label();
  }

  @Override
  public String name(int index) {
    return entries.get(index).name();
  }
}
