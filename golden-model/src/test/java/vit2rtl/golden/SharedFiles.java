package vit2rtl.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files beside the checkout that some tests compare with; where they are absent those tests are skipped. */
public final class SharedFiles {

  private SharedFiles() {}

  public static Path require(String name) {
    Path file = Path.of(System.getProperty("vit2rtl.shared", "../../shared")).resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not there (system property vit2rtl.shared)");
    return file;
  }
}
