package vit2rtl.golden.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/** Bytes of files against bytes written down by hand, and what graphs do about the traps of ONNX Runtime. */
class OnnxFileTest {
  /** The examples of Protocol Buffers' own description of its encoding, and −1, which takes ten bytes. */
  @Test
  void fieldsAreEncodedAsTheFormatsDescriptionSays() {
    assertEquals("089601", hex(new Protobuf().number(1, 150)));
    assertEquals("120774657374696e67", hex(new Protobuf().text(2, "testing")));
    assertEquals("1a03089601", hex(new Protobuf().message(3, new Protobuf().number(1, 150))));
    assertEquals("08ffffffffffffffffff01", hex(new Protobuf().number(1, -1)));
    assertEquals("a00100", hex(new Protobuf().number(20, 0)));
  }

  @Test
  void aSmallFileHasTheseBytes() {
    Graph graph = new Graph(Taps.RESULT);
    Value x = graph.input("x", ElementType.UINT8, 2);
    graph.result(x.to(ElementType.INT32).greatest().plus(graph.vector(ElementType.INT32, 258, -1)), "y", 2);
    byte[] cast = message(1, text(1, "x"), text(2, "y/1"), text(3, "y/1"), text(4, "Cast"),
        message(5, text(1, "to"), bytes(0x18, 6), bytes(0xa0, 0x01, 2)));
    byte[] max = message(1, text(1, "y/1"), text(2, "y/2"), text(3, "y/2"), text(4, "ReduceMax"),
        message(5, text(1, "axes"), bytes(0x40, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1), bytes(0xa0, 0x01, 7)));
    byte[] add = message(1, text(1, "y/2"), text(1, "y/3"), text(2, "y"), text(3, "y"), text(4, "Add"));
    byte[] constant = message(5, bytes(0x08, 2), bytes(0x10, 6), text(8, "y/3"), message(9, bytes(2, 1, 0, 0, 255, 255, 255, 255)));
    byte[] shape = message(2, message(1, text(2, "images")), message(1, bytes(0x08, 2)));
    byte[] in = message(11, text(1, "x"), message(2, message(1, bytes(0x08, 2), shape)));
    byte[] out = message(12, text(1, "y"), message(2, message(1, bytes(0x08, 6), shape)));
    byte[] expected = join(bytes(0x08, 8), text(2, "tool"), message(7, cast, max, add, text(2, "g"), constant, in, out),
        message(8, text(1, ""), bytes(0x10, 17)), message(14, text(1, "key"), text(2, "value")));
    assertEquals(HexFormat.of().formatHex(expected),
        HexFormat.of().formatHex(new OnnxFile(graph, "g", "tool", Map.of("key", "value")).bytes()));
  }

  @Test
  void clipIsOfThirtyTwoBitsAndOtherRangesAreCompared() {
    assertEquals("Cast Clip Cast", saturated(new IntRange(-5, Integer.MAX_VALUE)));
    assertEquals("Greater Where Less Where Cast", saturated(new IntRange(-5, 1L << 31)));
    assertEquals("Cast", saturated(new IntRange(0, 255)));
  }

  @Test
  void sumsOfSixtyFourBitsAreProductsWhereDoublesWouldRound() {
    assertEquals("ReduceSum", operators(wide(new IntRange(0, 1L << 46)).sum(128)));
    assertEquals("MatMul", operators(wide(new IntRange(0, 1L << 46)).sum(129)));
  }

  @Test
  void bothSidesOfAProductOfBytesHaveOneSign() {
    for (ElementType sign : new ElementType[] {ElementType.UINT8, ElementType.INT8}) {
      Graph graph = new Graph(Taps.RESULT);
      ByteProduct.withWeights(graph.input("x", sign, 1, 1), new long[] {-128}, 1, 1, "w", IntRange.INT32);
      assertEquals(sign, graph.constants().keySet().iterator().next().type());
    }
  }

  @Test
  void nothingThatCouldOverflowOrRoundTowardsZeroIsBuilt() {
    assertThrows(InputException.class, () -> wide(new IntRange(0, 1L << 62)).times(2));
    assertThrows(IllegalStateException.class, () -> wide(new IntRange(-1, 5)).over(2));
    Graph graph = new Graph(Taps.RESULT);
    Value x = graph.tap(graph.input("x", ElementType.INT32, 1).plus(0).known(new IntRange(0, 5)), "there", 1);
    InputException refused = assertThrows(InputException.class, () -> x.times(Integer.MAX_VALUE));
    assertEquals("export onnx: behind tensor 'there', Mul can reach 0 to 10737418235; allowed: INT32; such a network cannot"
        + " be exported", refused.getMessage());
  }

  private static Value wide(IntRange range) {
    return new Graph(Taps.RESULT).input("x", ElementType.INT64, 1).known(range);
  }

  private static String saturated(IntRange range) {
    return operators(wide(range).saturate(IntRange.unsigned(8)));
  }

  private static String operators(Value value) {
    return String.join(" ", value.graph().nodes().stream().map(Node::operator).toList());
  }

  private static String hex(Protobuf message) {
    return HexFormat.of().formatHex(message.bytes());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] text(int field, String text) {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Wire type 2; lengths here have one or two bytes. */
  private static byte[] message(int field, byte[]... parts) {
    byte[] all = join(parts);
    byte[] length = all.length < 128 ? bytes(all.length) : bytes(all.length % 128 + 128, all.length / 128);
    return join(bytes(field * 8 + 2), length, all);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[Stream.of(parts).mapToInt(p -> p.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
