package vit2rtl.fpga.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.golden.InputException;

/** The JSON files of a board's folder, which users write too. */
final class BoardJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BoardJson() {}

  /** Recorded figures: by a build, by the tools that made it. */
  static <T> Map<String, Map<String, T>> figures(String file, String text, TypeReference<TreeMap<String, Map<String, T>>> type) {
    try {
      Map<String, Map<String, T>> figures = JSON.readValue(text, type);
      return figures;
    } catch (JsonProcessingException e) {
      throw new InputException(file + " holds no recorded figures: " + e.getOriginalMessage(), e);
    }
  }
}
