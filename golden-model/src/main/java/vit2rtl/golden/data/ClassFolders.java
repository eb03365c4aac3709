package vit2rtl.golden.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;

/**
 * A folder with one subfolder of images for each class, as torchvision's ImageFolder takes it: the classes are those that the
 * model calls by the subfolders' names or, where it does not know them all, numbered in the order of the names. Images are taken from the classes in turn, so that the first of them are of all.
 *
 * @param files  images
 * @param labels class by path below the folder
 */
record ClassFolders(List<Path> files, Map<String, Integer> labels) {

  /** Null where no subfolder has an image. */
  static ClassFolders of(Path folder, ImageFormat format, Consumer<String> notices) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isDirectory).filter(below -> !FolderImages.imageFiles(below).isEmpty()).sorted()
          .forEach(folders::add);
    } catch (IOException e) {
      throw new InputException(folder + " cannot be listed: " + e.getMessage(), e);
    }
    if (folders.isEmpty()) {
      return null;
    }
    int classes = format.classes();
    if (folders.size() > classes) {
      throw new InputException(folder + " has " + folders.size() + " subfolders with images; allowed: up to " + classes
          + ", one for each class of the model");
    }
    List<OptionalInt> known = folders.stream().map(below -> format.label(below.getFileName().toString())).toList();
    boolean named = known.stream().allMatch(OptionalInt::isPresent);
    List<Path> files = new ArrayList<>();
    Map<String, Integer> labels = new LinkedHashMap<>();
    List<List<Path>> images = folders.stream().map(FolderImages::imageFiles).toList();
    int most = images.stream().mapToInt(List::size).max().orElseThrow();
    for (int i = 0; i < most; i++) {
      for (int c = 0; c < folders.size(); c++) {
        if (i < images.get(c).size()) {
          Path file = images.get(c).get(i);
          files.add(file);
          labels.put(folders.get(c).getFileName() + "/" + file.getFileName(), named ? known.get(c).getAsInt() : c);
        }
      }
    }
    if (named) {
      notices.accept("labels are the " + folders.size() + " subfolders of " + folder
          + ", whose names are those of the model's classes");
      return new ClassFolders(files, labels);
    }
    notices.accept("labels are the " + folders.size() + " subfolders of " + folder + " in the order of their names: "
        + folders.get(0).getFileName() + " is 0" + (folders.size() == classes ? "" : "; the model has " + classes
        + " classes, so a label is right only if the missing ones come last"));
    return new ClassFolders(files, labels);
  }
}
