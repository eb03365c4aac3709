package vit2rtl.golden.onnx.graph;

import java.util.List;
import java.util.stream.LongStream;

/**
 * An attribute of a node.
 *
 * @param name   as ONNX names it
 * @param form   one number, a list, or one real number
 * @param values the numbers; of a real one the bits of the float
 */
public record Attribute(String name, Form form, List<Long> values) {

  /** What a reader is told an attribute holds. */
  public enum Form { NUMBER, LIST, REAL }

  public Attribute {
    values = List.copyOf(values);
  }

  public static Attribute number(String name, long value) {
    return new Attribute(name, Form.NUMBER, List.of(value));
  }

  public static Attribute real(String name, float value) {
    return new Attribute(name, Form.REAL, List.of((long) Float.floatToRawIntBits(value)));
  }

  public static Attribute list(String name, long... values) {
    return new Attribute(name, Form.LIST, LongStream.of(values).boxed().toList());
  }
}
