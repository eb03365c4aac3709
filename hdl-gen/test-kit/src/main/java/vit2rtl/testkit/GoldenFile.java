package vit2rtl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file beside the test's resources; {@code -Dvit2rtl.accept=true} rewrites the file. */
public final class GoldenFile {
  private GoldenFile() {}

  public static void check(Class<?> test, String name, String actual) throws IOException {
    Path root = Path.of(System.getProperty("vit2rtl.root"));
    Path module = module(test);
    Path file = module.resolve("src/test/resources").resolve(test.getPackageName().replace('.', '/')).resolve(name);
    String accept = "to accept it: mvn -q -pl " + root.relativize(module) + " -am test -Dtest=" + test.getSimpleName()
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dvit2rtl.accept=true";
    if (Boolean.getBoolean("vit2rtl.accept")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    } else if (!Files.exists(file)) {
      fail(file + " does not exist; " + accept);
    } else {
      assertEquals(Files.readString(file), actual, name + " differs; " + accept);
    }
  }

  /** The folder of the module whose {@code target/test-classes} the test was loaded from. */
  private static Path module(Class<?> test) {
    return Path.of(URI.create(test.getProtectionDomain().getCodeSource().getLocation().toString())).getParent()
        .getParent();
  }
}
