package vit2rtl.fpga.synth;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Contents of memories in files instead of statements: Yosys 0.23 does not come to an end with tens of thousands of
 * statements, and reads a file in seconds.
 */
final class RomFiles {
  private static final Pattern MODULE = Pattern.compile("^module (\\w+) .*");
  private static final Pattern WORD = Pattern.compile("^ +(\\w+)\\[\\d+\\] = \\d+'b([01]+);$");

  private RomFiles() {}

  /** The text with {@code $readmemh}, and the files in the folder. Words stand in their order, from the first on. */
  static String outside(String text, Path folder) throws IOException {
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
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return changed.toString();
  }
}
