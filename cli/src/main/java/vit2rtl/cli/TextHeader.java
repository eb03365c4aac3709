package vit2rtl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import vit2rtl.hdl.rtl.Language;

/** The first comment of a written file: which tool, what, and the arguments that make it again. */
final class TextHeader {
  private TextHeader() {}

  /**
   * The lines, before the text of a design.
   *
   * @param what      such as "unit layernorm"
   * @param arguments of {@code generate}, such as " --set lanes=2"
   */
  static String of(Language language, String what, String arguments) {
    String comment = language == Language.VHDL ? "-- " : "// ";
    return comment + "vit2rtl " + version() + ": " + what + "\n"
        + comment + "./vit2rtl generate " + arguments.strip() + "\n\n";
  }

  /** The version of this build. */
  static String version() {
    try (InputStream in = TextHeader.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
