package vit2rtl.golden.checkpoint.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.StrictJson;

/** Files of JSON that lie beside checkpoints. */
public final class Json {
  private static final long MAX_BYTES = 64L << 20;

  private Json() {}

  public static JsonNode read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new InputException(path + " has " + Files.size(path) + " bytes; allowed: " + MAX_BYTES);
      }
      return read(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + path, e);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The object of a file's text.
   *
   * @param path where it comes from, for messages
   */
  public static JsonNode read(String path, String text) {
    try {
      JsonNode root = StrictJson.read(text);
      if (root == null || !root.isObject()) {
        throw new InputException(path + " is not a JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new InputException(path + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }
}
