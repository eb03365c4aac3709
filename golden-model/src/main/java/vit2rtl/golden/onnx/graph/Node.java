package vit2rtl.golden.onnx.graph;

import java.util.List;

/**
 * An operation of a graph.
 *
 * @param operator   of ONNX's own domain
 * @param inputs     numbers of values; {@link Graph#ABSENT} for an optional input that is left out
 * @param output     number of its one result
 * @param attributes attributes
 */
record Node(String operator, List<Integer> inputs, int output, List<Attribute> attributes) {
  Node {
    inputs = List.copyOf(inputs);
    attributes = List.copyOf(attributes);
  }
}
