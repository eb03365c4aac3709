package vit2rtl.golden.checkpoint.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.InputException;

/** Typed values of a JSON file; one of the wrong type is refused with its place. */
public record JsonFacts(Path file, JsonNode root) {

  /** The value at a path of keys separated by dots; none where it is absent or null. */
  public Optional<JsonNode> at(String path) {
    JsonNode node = root;
    for (String key : path.split("\\.")) {
      node = node.path(key);
    }
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  public Optional<Integer> count(String path) {
    return at(path).map(node -> {
      if (!node.isIntegralNumber() || !node.canConvertToInt()) {
        throw wrong(path, node, "a whole number");
      }
      return node.intValue();
    });
  }

  public Optional<Double> number(String path) {
    return at(path).map(node -> {
      if (!node.isNumber()) {
        throw wrong(path, node, "a number");
      }
      return node.doubleValue();
    });
  }

  public Optional<String> text(String path) {
    return at(path).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  public Optional<Boolean> flag(String path) {
    return at(path).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
  }

  public Optional<double[]> numbers(String path) {
    return at(path).map(node -> {
      double[] values = new double[node.isArray() ? node.size() : 1];
      for (int i = 0; i < values.length; i++) {
        JsonNode one = node.isArray() ? node.get(i) : node;
        if (!one.isNumber()) {
          throw wrong(path, node, "numbers");
        }
        values[i] = one.doubleValue();
      }
      return values;
    });
  }

  public InputException wrong(String path, JsonNode found, String needed) {
    return new InputException(file + " has " + found + " as " + path + "; needed: " + needed);
  }

  /** Where a value stands, in words. */
  public String said(String path) {
    return file.getFileName() + ": " + path;
  }

  /** The same of a key that may be absent, which means its default. */
  String source(String key) {
    return said(key) + (at(key).isPresent() ? "" : " (absent, so its default)");
  }

  /** Names of classes under {@code id2label}, whose keys are their numbers as text. */
  Optional<List<String>> labels() {
    return at("id2label").filter(JsonNode::isObject).flatMap(labels -> {
      List<String> classes = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        JsonNode name = labels.path(String.valueOf(i));
        if (!name.isTextual()) {
          return Optional.empty();
        }
        classes.add(name.textValue());
      }
      return Optional.of(classes);
    });
  }
}
