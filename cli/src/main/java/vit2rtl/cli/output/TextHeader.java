package vit2rtl.cli.output;

import java.util.List;
import vit2rtl.golden.Version;
import vit2rtl.hdl.rtl.Language;

/**
 * What the first comment of a written file says: which tool, what, and the command that makes it again.
 *
 * @param what    such as "unit layernorm"
 * @param command of {@code vit2rtl}, such as "generate layernorm --set lanes=2"
 */
public record TextHeader(String what, String command) {

  /** The sentences, without the signs that make a comment of them. */
  public List<String> lines() {
    return List.of(Version.TOOL + ": " + what, "./vit2rtl " + command.strip());
  }

  /** A design's text with the comment before it. */
  public String before(Language language, String text) {
    String comment = language == Language.VHDL ? "-- " : "// ";
    return lines().stream().map(line -> comment + line + "\n").reduce("", String::concat) + "\n" + text;
  }
}
