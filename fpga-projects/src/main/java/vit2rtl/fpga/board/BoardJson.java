package vit2rtl.fpga.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vit2rtl.golden.InputException;

/**
 * A JSON file of a board's folder, which users write too; what is not of its kind is refused by name.
 *
 * @param file where it comes from, for messages
 * @param root its object
 */
record BoardJson(String file, JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static BoardJson of(String file, String text) {
    try {
      return new BoardJson(file, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new InputException(file + " is no JSON of a board: " + e.getOriginalMessage(), e);
    }
  }

  /** Recorded figures: by a build, by the tools that made it. */
  static <T> Map<String, Map<String, T>> figures(String file, String text,
      TypeReference<TreeMap<String, Map<String, T>>> type) {
    try {
      Map<String, Map<String, T>> figures = JSON.readValue(text, type);
      if (figures == null || figures.containsValue(null)
          || figures.values().stream().anyMatch(build -> build.containsValue(null))) {
        throw new InputException(file + " holds null in the place of recorded figures; leave the entry out");
      }
      return figures;
    } catch (JsonProcessingException e) {
      throw new InputException(file + " holds no recorded figures: " + e.getOriginalMessage(), e);
    }
  }

  boolean has(String name) {
    return root.has(name);
  }

  String text(String name) {
    return text(name, root.path(name));
  }

  private String text(String name, JsonNode node) {
    if (!node.isTextual()) {
      throw wrong(name, node, "a text");
    }
    return node.textValue();
  }

  int integer(String name, int least, int most) {
    JsonNode node = root.path(name);
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      throw wrong(name, node, least + " to " + most);
    }
    return node.intValue();
  }

  List<String> texts(String name) {
    if (!root.path(name).isArray()) {
      throw wrong(name, root.path(name), "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    root.path(name).forEach(node -> texts.add(text(name, node)));
    return texts;
  }

  /** Texts by name; a number stands for its text. */
  Map<String, String> textsByName(String name) {
    if (!root.path(name).isObject()) {
      throw wrong(name, root.path(name), "an object of texts");
    }
    Map<String, String> texts = new TreeMap<>();
    root.path(name).fields().forEachRemaining(entry -> {
      JsonNode value = entry.getValue();
      texts.put(entry.getKey(), value.isNumber() ? value.asText() : text(name + "." + entry.getKey(), value));
    });
    return texts;
  }

  /** An object inside, where there is one. */
  Optional<BoardJson> object(String name) {
    if (!root.has(name)) {
      return Optional.empty();
    }
    if (!root.get(name).isObject()) {
      throw wrong(name, root.get(name), "an object");
    }
    return Optional.of(new BoardJson(file + ", " + name, root.get(name)));
  }

  /** One of the names of an enumeration, in small letters. */
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    String found = text(name);
    List<String> names = new ArrayList<>();
    for (E one : type.getEnumConstants()) {
      names.add(one.name().toLowerCase(Locale.ROOT));
      if (names.get(names.size() - 1).equals(found)) {
        return one;
      }
    }
    throw wrong(name, root.get(name), String.join(", ", names));
  }

  private InputException wrong(String name, JsonNode found, String allowed) {
    return new InputException(file + " has " + found + " as '" + name + "'; allowed: " + allowed);
  }
}
