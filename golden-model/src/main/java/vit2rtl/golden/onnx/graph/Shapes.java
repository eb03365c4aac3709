package vit2rtl.golden.onnx.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;

/** Values in other shapes. Axes count the batch, which is axis 0 and of any length. */
public final class Shapes {
  private Shapes() {}

  /** Another shape of every image's elements. */
  public static Value reshape(Value x, int... dims) {
    // 0 keeps the length of the batch.
    long[] shape = IntStream.concat(IntStream.of(0), IntStream.of(dims)).asLongStream().toArray();
    return x.graph().node("Reshape", x.type(), x.range(), List.of(x, x.graph().vector(ElementType.INT64, shape)));
  }

  /** Axes in another order. */
  public static Value transpose(Value x, int... axes) {
    return x.graph().node("Transpose", x.type(), x.range(), List.of(x),
        Attribute.list("perm", IntStream.of(axes).asLongStream().toArray()));
  }

  /** Some of an axis, from one index up to, not including, another. */
  public static Value slice(Value x, int axis, int from, int to) {
    Graph graph = x.graph();
    return graph.node("Slice", x.type(), x.range(), List.of(x, graph.vector(ElementType.INT64, from),
        graph.vector(ElementType.INT64, to), graph.vector(ElementType.INT64, axis)));
  }

  /** Rows of an axis in another order, or some of them, by their places. */
  public static Value gather(Value x, int axis, int... places) {
    Value order = x.graph().vector(ElementType.INT64, IntStream.of(places).asLongStream().toArray());
    return x.graph().node("Gather", x.type(), x.range(), List.of(x, order), Attribute.number("axis", axis));
  }

  /** Values of one type, one after another along an axis. */
  public static Value concat(int axis, Value... parts) {
    IntRange range = parts[0].range();
    List<Value> from = new ArrayList<>();
    for (Value part : parts) {
      if (part.type() != parts[0].type()) {
        throw new IllegalStateException("Concat of " + parts[0].type() + " and " + part.type());
      }
      range = range.union(part.range());
      from.add(part);
    }
    return parts[0].graph().node("Concat", parts[0].type(), range, from, Attribute.number("axis", axis));
  }

  /** Rows [batch, rows, columns] with {@code count} rows of zeros before. */
  public static Value zerosBefore(Value x, int count) {
    return count == 0 ? x : x.graph().node("Pad", x.type(), x.range().union(new IntRange(0, 0)),
        List.of(x, x.graph().vector(ElementType.INT64, 0, count, 0, 0, 0, 0)));
  }
}
