package vit2rtl.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this build, as the parent pom states it. */
public final class Version {
  /** Name and version, such as {@code vit2rtl 1.2.3}. */
  public static final String TOOL = "vit2rtl " + number();

  private Version() {}

  private static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
