package vit2rtl.golden.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The JPEG and PNG files of a folder with their labels, none of them opened.
 *
 * @param folder the folder
 * @param files  in the order of their names, or of {@link ClassFolders}
 * @param labels class by path below the folder, where it is known
 */
record FolderListing(Path folder, List<Path> files, Map<String, Integer> labels) {

  /** {@code notices} gets how the labels came about and which are of no file. */
  static FolderListing of(Path folder, ImageFormat format, Consumer<String> notices) {
    List<Path> own = FolderImages.imageFiles(folder);
    Path csv = folder.resolve(LabelsCsv.NAME);
    boolean labelled = Files.isRegularFile(csv);
    ClassFolders classes = own.isEmpty() && !labelled ? ClassFolders.of(folder, format, notices) : null;
    Map<String, Integer> labels = classes != null ? classes.labels()
        : labelled ? LabelsCsv.read(csv, format) : Map.of();
    FolderListing listing = new FolderListing(folder, classes == null ? own : classes.files(), labels);
    listing.noteAbsent(csv, notices);
    return listing;
  }

  /** The file's path below the folder. */
  String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  int label(String name) {
    return labels.getOrDefault(name, Images.UNKNOWN);
  }

  private void noteAbsent(Path csv, Consumer<String> notices) {
    List<String> absent = new ArrayList<>(labels.keySet());
    absent.removeAll(new HashSet<>(files.stream().map(this::name).toList()));
    if (!absent.isEmpty()) {
      notices.accept(csv + " names " + absent.size() + " files that are not in the folder, the first: " + absent.get(0));
    }
  }
}
