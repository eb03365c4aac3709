package vit2rtl.golden.io;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;

/**
 * A tensor of a safetensors file: a view of the mapped bytes.
 *
 * @param file  where it comes from, for messages
 * @param name  name
 * @param type  element type
 * @param shape dimensions; empty for a scalar
 * @param data  the bytes, little-endian
 */
public record Tensor(String file, String name, DType type, List<Integer> shape, ByteBuffer data) {

  public int size() {
    return data.capacity() / type.bytes();
  }

  /** Elements as floats. */
  public float[] floats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) type.getDouble(data, i);
    }
    return values;
  }

  public double[] doubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.getDouble(data, i);
    }
    return values;
  }

  /** Elements of an integer tensor; a value beyond 32 bits is refused. */
  public int[] ints() {
    int[] values = new int[size()];
    for (int i = 0; i < values.length; i++) {
      long value = integer(i);
      if (value != (int) value) {
        throw new InputException("tensor '" + name + "' of " + file + " holds " + value + " at " + i
            + "; allowed: 32-bit integers");
      }
      values[i] = (int) value;
    }
    return values;
  }

  public long[] longs() {
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(i);
    }
    return values;
  }

  private long integer(int index) {
    if (type.isFloat()) {
      throw new InputException("tensor '" + name + "' of " + file + " has type " + type
          + "; allowed: an integer type");
    }
    return type.getLong(data, index);
  }

  /** Refuses any other shape. */
  public Tensor require(Integer... dimensions) {
    if (!shape.equals(List.of(dimensions))) {
      throw new InputException("tensor '" + name + "' of " + file + " has shape " + text(shape) + "; needed: "
          + text(List.of(dimensions)));
    }
    return this;
  }

  /** Refuses NaN and infinities. */
  public Tensor requireFinite() {
    for (int i = 0; i < size(); i++) {
      double value = type.getDouble(data, i);
      if (!Double.isFinite(value)) {
        throw new InputException("tensor '" + name + "' of " + file + " holds " + value + " at element " + i
            + "; allowed: finite numbers; the checkpoint is damaged or its training diverged");
      }
    }
    return this;
  }

  static String text(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
