package vit2rtl.golden.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;

/** A {@code labels.csv}: the line {@code file,label}, then one line for each image. Names may be quoted. */
final class LabelsCsv {
  static final String NAME = "labels.csv";
  private static final String HEADER = "file,label";

  private LabelsCsv() {}

  /** Label by file name, in the order of the file. */
  static Map<String, Integer> read(Path path, ImageFormat format) {
    try {
      return read(path.toString(), Files.readAllBytes(path), format);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The same of a file's bytes.
   *
   * @param path where they come from, for messages
   */
  static Map<String, Integer> read(String path, byte[] bytes, ImageFormat format) {
    List<String> lines = lines(path, bytes);
    String first = lines.isEmpty() ? "" : lines.get(0).replace("\uFEFF", "").strip();
    if (!first.replace("\"", "").replaceAll(" *, *", ",").equals(HEADER)) {
      throw new InputException(path + " starts with '" + first + "'; needed: " + HEADER);
    }
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      String where = path + ", line " + (i + 1);
      int comma = separator(line);
      if (comma < 1) {
        throw new InputException(where + ": '" + line + "'; needed: a file, a comma and a label");
      }
      String file = unquoted(line.substring(0, comma));
      if (labels.put(file, label(where, unquoted(line.substring(comma + 1)), format)) != null) {
        throw new InputException(where + ": " + file + " has a label already; keep one line for each file");
      }
    }
    return labels;
  }

  /** The last comma outside quotes, so that neither a file's name nor a quoted class's ends at its own. */
  private static int separator(String line) {
    int comma = -1;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      comma = line.charAt(i) == ',' && !quoted ? i : comma;
    }
    return comma < 0 ? line.lastIndexOf(',') : comma;
  }

  /** A field without the quotes of RFC 4180, in which a quote is written twice. */
  private static String unquoted(String field) {
    String text = field.strip();
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
  }

  private static int label(String where, String text, ImageFormat format) {
    try {
      int label = Integer.parseInt(text);
      if (label >= 0 && label < format.classes()) {
        return label;
      }
    } catch (NumberFormatException e) {
      // A name, or refused below, as a number out of range is.
    }
    return format.label(text).orElseThrow(() -> new InputException(where + ": label '" + text + "'; allowed: 0 to "
        + (format.classes() - 1) + ", the classes of the model" + (format.names().isEmpty() ? "" : ", or one of their names, "
        + format.names().get(0) + " and so on")));
  }

  private static List<String> lines(String path, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().lines().toList();
    } catch (CharacterCodingException e) {
      throw new InputException(path + " is not UTF-8 text", e);
    }
  }
}
