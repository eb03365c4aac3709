package vit2rtl.golden.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import vit2rtl.golden.InputException;

/** Typed values of a JSON file; one of the wrong type is refused with its place. */
record JsonFacts(Path file, JsonNode root) {

  /** The value at a path of keys separated by dots; none where it is absent or null. */
  Optional<JsonNode> at(String path) {
    JsonNode node = root;
    for (String key : path.split("\\.")) {
      node = node.path(key);
    }
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  Optional<Integer> count(String path) {
    return at(path).map(node -> {
      if (!node.isIntegralNumber() || !node.canConvertToInt()) {
        throw wrong(path, node, "a whole number");
      }
      return node.intValue();
    });
  }

  Optional<Double> number(String path) {
    return at(path).map(node -> {
      if (!node.isNumber()) {
        throw wrong(path, node, "a number");
      }
      return node.doubleValue();
    });
  }

  Optional<String> text(String path) {
    return at(path).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  Optional<Boolean> flag(String path) {
    return at(path).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
  }

  Optional<double[]> numbers(String path) {
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

  InputException wrong(String path, JsonNode found, String needed) {
    return new InputException(file + " has " + found + " as " + path + "; needed: " + needed);
  }

  /** Where a value stands, in words. */
  String said(String path) {
    return file.getFileName() + ": " + path;
  }
}
