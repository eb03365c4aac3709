package vit2rtl.golden.onnx;

import java.util.Map;
import java.util.function.UnaryOperator;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.OnnxFile;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.onnx.run.OnnxSession;

/**
 * One operator in ONNX Runtime, on any integers: the bytes of an input of four channels become numbers of 32 bits inside the
 * graph.
 */
final class OperatorRun {
  private static final int BYTES = 4;
  private static final int BYTE_BITS = 8;
  private static final int SIGN = 128;

  private OperatorRun() {}

  /** What an operator makes of {@code input}, row-major [rows, columns], whose values lie in a range. */
  static int[] of(UnaryOperator<Value> operator, int[] input, int columns, IntRange range) {
    int rows = input.length / columns;
    Graph graph = new Graph(Taps.RESULT);
    Value bytes = graph.input(OnnxExport.INPUT, ElementType.UINT8, BYTES, rows, columns);
    Value number = null;
    for (int b = 0; b < BYTES; b++) {
      Value one = Shapes.reshape(Shapes.slice(bytes, 1, b, b + 1), rows, columns).to(ElementType.INT32);
      Value signed = b == BYTES - 1 ? one.minus(SIGN) : one;
      Value term = signed.times(1L << BYTE_BITS * b);
      number = number == null ? term : number.plus(term);
    }
    graph.result(operator.apply(number.known(range).to(ElementType.holding(range))), "y", rows, columns);
    byte[] file = new OnnxFile(graph, "operator", "test", Map.of()).bytes();
    int[][] result = new int[1][];
    try (OnnxSession session = TestRuntime.RUNTIME.open(file)) {
      session.run((name, values, r, c) -> result[0] = values, image(input, rows, columns));
    }
    return result[0];
  }

  private static Image image(int[] input, int rows, int columns) {
    byte[] pixels = new byte[BYTES * input.length];
    for (int i = 0; i < input.length; i++) {
      for (int b = 0; b < BYTES; b++) {
        int value = input[i] >> BYTE_BITS * b;
        pixels[b * input.length + i] = (byte) (b == BYTES - 1 ? value + SIGN : value);
      }
    }
    return new Image(BYTES, rows, columns, pixels);
  }
}
