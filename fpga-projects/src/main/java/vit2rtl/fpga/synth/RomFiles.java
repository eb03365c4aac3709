package vit2rtl.fpga.synth;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Contents of memories in files instead of statements: Yosys 0.23 does not come to an end with tens of thousands of
 * statements, and reads a file in seconds.
 *
 * @param text  with {@code $readmemh} in place of the statements
 * @param files contents by file name
 */
public record RomFiles(String text, SortedMap<String, String> files) {
  private static final Pattern MODULE = Pattern.compile("^module (\\w+) .*");
  private static final Pattern WORD = Pattern.compile("^ +(\\w+)\\[\\d+\\] = \\d+'b([01]+);$");

  /** Takes them out of a text. Words stand there in their order, from the first on. */
  public static RomFiles of(String text) {
    StringBuilder changed = new StringBuilder();
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    String module = "";
    for (String line : text.split("\n")) {
      Matcher begin = MODULE.matcher(line);
      module = begin.matches() ? begin.group(1) : module;
      Matcher word = WORD.matcher(line);
      if (!word.matches()) {
        changed.append(line).append('\n');
        continue;
      }
      String file = module + "_" + word.group(1) + ".hex";
      if (!files.containsKey(file)) {
        files.put(file, new StringBuilder());
        changed.append("    $readmemh(\"").append(file).append("\", ").append(word.group(1)).append(");\n");
      }
      files.get(file).append(new BigInteger(word.group(2), 2).toString(16)).append('\n');
    }
    SortedMap<String, String> contents = new TreeMap<>();
    files.forEach((name, words) -> contents.put(name, words.toString()));
    return new RomFiles(changed.toString(), contents);
  }

  /** Writes the files into a folder. */
  public void write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
