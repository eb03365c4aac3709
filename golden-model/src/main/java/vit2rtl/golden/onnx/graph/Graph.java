package vit2rtl.golden.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * A graph in the making: values, the nodes that compute them, constants, and names for the tensors a reader knows. A value
 * whose proven range leaves its type is refused, so no node overflows, whatever the input.
 */
public final class Graph {
  static final int ABSENT = -1;

  private final Taps wanted;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Constant, Value> constants = new LinkedHashMap<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private String last = "the beginning";
  private int named;
  private int values;

  public Graph(Taps wanted) {
    this.wanted = wanted;
  }

  /** An input of a type's whole range; {@code dims} is the shape of one image. */
  public Value input(String name, ElementType type, int... dims) {
    Value value = new Value(this, values++, type, type.range());
    names.put(value.id(), name);
    inputs.add(new Tensor(value.id(), type, list(dims)));
    named = values;
    return value;
  }

  /** A constant; without {@code dims} a scalar. */
  public Value constant(ElementType type, long[] elements, int... dims) {
    IntRange range = range(elements);
    require("a constant", type, range);
    return constants.computeIfAbsent(new Constant(type, list(dims), type.raw(elements)),
        constant -> new Value(this, values++, type, range));
  }

  public Value scalar(ElementType type, long value) {
    return constant(type, new long[] {value});
  }

  /** A constant vector. */
  public Value vector(ElementType type, long... elements) {
    return constant(type, elements, elements.length);
  }

  /** Gives a constant a name of its own. */
  public Value label(Value constant, String name) {
    names.putIfAbsent(constant.id(), name);
    return constant;
  }

  /** A node; inputs that are null are left out. */
  Value node(String operator, ElementType type, IntRange range, List<Value> from, Attribute... attributes) {
    require(operator, type, range);
    Value result = new Value(this, values++, type, range);
    nodes.add(new Node(operator, from.stream().map(v -> v == null ? ABSENT : v.id()).toList(), result.id(),
        List.of(attributes)));
    return result;
  }

  /**
   * Gives a value the name that readers know it by, and makes it an output where all are wanted. What was computed since the
   * last name is called after this one.
   *
   * @param dims shape of the tensor of one image
   * @return the value to go on with: a copy where it has a name already
   */
  public Value tap(Value value, String name, int... dims) {
    Value tapped = names.containsKey(value.id())
        ? node("Identity", value.type(), value.range(), List.of(value)) : value;
    names.put(tapped.id(), name);
    for (int id = named; id < values; id++) {
      names.putIfAbsent(id, name + "/" + id);
    }
    named = values;
    last = "tensor '" + name + "'";
    if (wanted == Taps.EVERY_TENSOR) {
      outputs.add(new Tensor(tapped.id(), tapped.type(), list(dims)));
    }
    return tapped;
  }

  /** The same for the last tensor, an output in any case. */
  public void result(Value value, String name, int... dims) {
    Value tapped = tap(value, name, dims);
    if (wanted == Taps.RESULT) {
      outputs.add(new Tensor(tapped.id(), tapped.type(), list(dims)));
    }
  }

  private void require(String what, ElementType type, IntRange range) {
    if (!type.range().contains(range)) {
      throw new InputException("export onnx: behind " + last + ", " + what + " can reach " + range + "; allowed: " + type
          + "; such a network cannot be exported");
    }
  }

  private static IntRange range(long[] elements) {
    return new IntRange(Arrays.stream(elements).min().orElse(0), Arrays.stream(elements).max().orElse(0));
  }

  private static List<Integer> list(int[] dims) {
    return IntStream.of(dims).boxed().toList();
  }

  String name(int value) {
    return value == ABSENT ? "" : names.get(value);
  }

  List<Node> nodes() {
    return nodes;
  }

  Map<Constant, Value> constants() {
    return constants;
  }

  List<Tensor> inputs() {
    return inputs;
  }

  List<Tensor> outputs() {
    return outputs;
  }
}
