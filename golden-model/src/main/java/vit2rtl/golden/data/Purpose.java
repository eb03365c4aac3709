package vit2rtl.golden.data;

import java.util.List;

/** What images are for; decides between the files of a folder that holds a training and a test set. */
public enum Purpose {
  CALIBRATION("train"), EVALUATION("t10k", "test", "val");

  private final List<String> prefixes;

  Purpose(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  boolean prefers(String fileName) {
    return prefixes.stream().anyMatch(fileName::startsWith);
  }
}
