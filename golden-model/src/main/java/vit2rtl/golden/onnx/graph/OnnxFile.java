package vit2rtl.golden.onnx.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;

/**
 * A finished graph as an ONNX file: IR version 8, opset 17, no function and no domain but ONNX's own.
 *
 * @param graph    the graph
 * @param name     of the graph
 * @param producer name and version of the tool
 * @param notes    metadata
 */
public record OnnxFile(Graph graph, String name, String producer, Map<String, String> notes) {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  /** What a reader may take into one piece of memory; the rest is for names and nodes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);
  private static final int LIST_TYPE = 7;
  private static final int NUMBER_TYPE = 2;
  private static final int REAL_TYPE = 1;
  private static final String BATCH = "images";

  public OnnxFile {
    notes = new LinkedHashMap<>(notes);
  }

  public byte[] bytes() {
    long constants = graph.constants().keySet().stream().mapToLong(c -> c.raw().length).sum();
    if (constants > MOST_BYTES) {
      throw new InputException("export onnx: the constants of this network have " + constants + " bytes; allowed: "
          + MOST_BYTES + ", as a file of Protocol Buffers has less than 2 GiB");
    }
    Protobuf file = new Protobuf().number(1, IR_VERSION).text(2, producer).message(7, body())
        .message(8, new Protobuf().text(1, "").number(2, OPSET));
    notes.forEach((key, value) -> file.message(14, new Protobuf().text(1, key).text(2, value)));
    return file.bytes();
  }

  private Protobuf body() {
    Protobuf message = new Protobuf();
    graph.nodes().forEach(node -> message.message(1, node(node)));
    message.text(2, name);
    graph.constants().forEach((constant, value) -> message.message(5, constant(constant, value)));
    graph.inputs().forEach(tensor -> message.message(11, tensor(tensor)));
    graph.outputs().forEach(tensor -> message.message(12, tensor(tensor)));
    return message;
  }

  private Protobuf node(Node node) {
    Protobuf message = new Protobuf();
    node.inputs().forEach(input -> message.text(1, graph.name(input)));
    String output = graph.name(node.output());
    message.text(2, output).text(3, output).text(4, node.operator());
    node.attributes().forEach(attribute -> message.message(5, attribute(attribute)));
    return message;
  }

  private static Protobuf attribute(Attribute attribute) {
    Protobuf message = new Protobuf().text(1, attribute.name());
    return switch (attribute.form()) {
      case NUMBER -> message.number(3, attribute.values().get(0)).number(20, NUMBER_TYPE);
      case REAL -> message.real(2, attribute.values().get(0).intValue()).number(20, REAL_TYPE);
      case LIST -> {
        attribute.values().forEach(value -> message.number(8, value));
        yield message.number(20, LIST_TYPE);
      }
    };
  }

  private Protobuf constant(Constant constant, Value value) {
    Protobuf message = new Protobuf();
    constant.dims().forEach(length -> message.number(1, length));
    return message.number(2, constant.type().code()).text(8, graph.name(value.id())).bytes(9, constant.raw());
  }

  private Protobuf tensor(Tensor tensor) {
    return new Protobuf().text(1, graph.name(tensor.value())).message(2, new Protobuf().message(1, new Protobuf()
        .number(1, tensor.type().code()).message(2, shape(tensor.dims()))));
  }

  private static Protobuf shape(List<Integer> dims) {
    Protobuf message = new Protobuf().message(1, new Protobuf().text(2, BATCH));
    dims.forEach(length -> message.message(1, new Protobuf().number(1, length)));
    return message;
  }
}
