package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file beside the test's resources; {@code -Dvit2rtl.accept=true} rewrites the file. */
public final class GoldenFile {
  private GoldenFile() {}

  public static void check(Class<?> test, String name, String actual) throws IOException {
    String module = "hdl-gen/src/test/resources/" + test.getPackageName().replace('.', '/');
    Path file = Path.of(System.getProperty("vit2rtl.root"), module, name);
    String accept = "to accept it: mvn -q -pl hdl-gen -am test -Dtest=" + test.getSimpleName()
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
}
