package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.swin.Windows;

/** Parameters are values: equal where all their numbers are, different where any is, and not to be changed from outside. */
@Execution(ExecutionMode.CONCURRENT)
class OpsValuesTest {
  private static final IntRange S8 = IntRange.signed(8);

  /** All but the first differ from it, each in one number; hashes tell some apart. */
  private static void areValues(List<Supplier<?>> made) {
    Object first = made.get(0).get();
    assertEquals(first, made.get(0).get());
    assertEquals(first.hashCode(), made.get(0).get().hashCode());
    assertNotEquals(first, (Object) "text");
    made.stream().skip(1).forEach(other -> assertNotEquals(first, other.get()));
    Set<Integer> hashes = made.stream().map(each -> each.get().hashCode()).collect(Collectors.toSet());
    assertNotEquals(1, hashes.size());
    assertNotEquals(0, first.hashCode());
  }

  private static GeluTable gelu(long first, int entry, int shift, int zero, long last) {
    return new GeluTable(new IntRange(first, first + 1), new int[] {1, entry}, new int[] {2, shift}, zero,
        new IntRange(-9, last));
  }

  @Test
  void geluTables() {
    areValues(List.of(() -> gelu(0, 1, 2, 3, 4), () -> gelu(1, 1, 2, 3, 4), () -> gelu(0, 2, 2, 3, 4),
        () -> gelu(0, 1, 3, 3, 4), () -> gelu(0, 1, 2, 2, 4), () -> gelu(0, 1, 2, 3, 5)));
    GeluTable table = gelu(0, 1, 2, 3, 4);
    table.table()[0] = 9;
    table.shift()[0] = 9;
    assertArrayEquals(new int[] {1, 1}, table.table());
    assertArrayEquals(new int[] {2, 2}, table.shift());
  }

  private static LinearParams linear(String name, int inputs, int outputs, int weight, int bias, IntRange input) {
    byte[] weights = new byte[inputs * outputs];
    weights[1] = (byte) weight;
    int[] biases = new int[outputs];
    biases[0] = bias;
    return new LinearParams(name, inputs, outputs, weights, biases, input);
  }

  @Test
  void linearLayers() {
    areValues(List.of(() -> linear("a", 2, 1, 3, 4, S8), () -> linear("b", 2, 1, 3, 4, S8),
        () -> linear("a", 4, 1, 3, 4, S8), () -> linear("a", 1, 2, 3, 4, S8), () -> linear("a", 2, 1, 4, 4, S8),
        () -> linear("a", 2, 1, 3, 5, S8), () -> linear("a", 2, 1, 3, 4, IntRange.signed(7))));
    LinearParams params = linear("a", 2, 1, 3, 4, S8);
    params.weights()[1] = 9;
    params.bias()[0] = 9;
    assertArrayEquals(new byte[] {0, 3}, params.weights());
    assertArrayEquals(new int[] {4}, params.bias());
  }

  private static Requantizer requantizer(int multiplier, int shift, int zero, IntRange output) {
    return new Requantizer(new int[] {5, multiplier}, new int[] {6, shift}, zero, output);
  }

  @Test
  void requantisers() {
    areValues(List.of(() -> requantizer(1, 2, 3, S8), () -> requantizer(2, 2, 3, S8), () -> requantizer(1, 3, 3, S8),
        () -> requantizer(1, 2, 4, S8), () -> requantizer(1, 2, 3, IntRange.signed(7))));
    Requantizer one = requantizer(1, 2, 3, S8);
    one.multiplier()[0] = 9;
    one.shift()[0] = 9;
    assertArrayEquals(new int[] {5, 1}, one.multiplier());
    assertArrayEquals(new int[] {6, 2}, one.shift());
  }

  private static PtfAdd sum(PtfAdd.Operand a, int aFactor, int bZero, int bFactor, int shift, int alpha, int zero) {
    return new PtfAdd(a, aFactor, bZero, bFactor, shift, new int[] {0, alpha}, zero, CodeFormat.UINT8);
  }

  private static PtfAdd.Operand operand(int zero, int alpha) {
    return new PtfAdd.Operand(zero, new int[] {1, alpha});
  }

  private static PtfAdd some() {
    return sum(operand(1, 2), 3, 4, 5, 6, 7, 8);
  }

  @Test
  void ptfSums() {
    areValues(List.of(() -> operand(1, 2), () -> operand(2, 2), () -> operand(1, 3)));
    areValues(List.of(OpsValuesTest::some, () -> sum(operand(1, 1), 3, 4, 5, 6, 7, 8),
        () -> sum(operand(1, 2), 9, 4, 5, 6, 7, 8), () -> sum(operand(1, 2), 3, 9, 5, 6, 7, 8),
        () -> sum(operand(1, 2), 3, 4, 9, 6, 7, 8), () -> sum(operand(1, 2), 3, 4, 5, 9, 7, 8),
        () -> sum(operand(1, 2), 3, 4, 5, 6, 1, 8), () -> sum(operand(1, 2), 3, 4, 5, 6, 7, 9),
        () -> new PtfAdd(operand(1, 2), 3, 4, 5, 6, new int[] {0, 7}, 8, CodeFormat.INT8)));
    PtfAdd add = some();
    add.alpha()[1] = 0;
    add.a().alpha()[1] = 0;
    assertEquals(some(), add);
  }

  private static PtfEmbedding embedding(int patchZero, int tokenZero, int leading, int position, PtfAdd add) {
    return new PtfEmbedding(requantizer(1, 2, patchZero, S8), new Requantizer(new int[1], new int[1], tokenZero, S8),
        new int[] {1, leading}, new int[] {1, 2, 3, position}, add);
  }

  @Test
  void embeddings() {
    areValues(List.of(() -> embedding(1, 2, 3, 4, some()), () -> embedding(2, 2, 3, 4, some()),
        () -> embedding(1, 3, 3, 4, some()), () -> embedding(1, 2, 4, 4, some()), () -> embedding(1, 2, 3, 5, some()),
        () -> embedding(1, 2, 3, 4, sum(operand(1, 2), 3, 4, 5, 6, 7, 9))));
    PtfEmbedding paper = embedding(1, 2, 3, 4, some());
    paper.leading()[0] = 9;
    paper.positions()[0] = 9;
    assertEquals(embedding(1, 2, 3, 4, some()), paper);
    assertEquals(IntRange.unsigned(8), paper.output());
    areValues(List.of(() -> new WideEmbedding(requantizer(1, 2, 3, S8), new int[] {1, 2}),
        () -> new WideEmbedding(requantizer(1, 2, 4, S8), new int[] {1, 2}),
        () -> new WideEmbedding(requantizer(1, 2, 3, S8), new int[] {1, 3})));
    WideEmbedding wide = new WideEmbedding(requantizer(1, 2, 3, S8), new int[] {1, 2});
    wide.table()[0] = 9;
    assertArrayEquals(new int[] {1, 2}, wide.table());
    assertEquals(S8, wide.output());
  }

  @Test
  void windows() {
    Windows two = new Windows(4, 2, 1);
    areValues(List.of(() -> new WindowParams(two, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}),
        () -> new WindowParams(new Windows(4, 2, 0), new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}),
        () -> new WindowParams(two, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 0})));
    WindowParams params = new WindowParams(two, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    params.bias()[0] = 99;
    assertEquals(new IntRange(1, 9), params.range());
    assertEquals(1, params.heads());
  }

  /** A matrix whose elements lie apart, turned over and cut. */
  @Test
  void matrices() {
    int[] data = Stream.iterate(0, i -> i + 1).limit(40).mapToInt(i -> i).toArray();
    IntMatrix matrix = new IntMatrix(data, 3, 2, 4, 10, 2);
    assertEquals(3 + 10 + 6, matrix.at(1, 3));
    assertEquals(3 + 10 + 6, matrix.transposed().at(3, 1));
    assertEquals(new IntMatrix(data, 3, 4, 2, 2, 10), matrix.transposed());
    assertEquals(new IntMatrix(data, 3 + 2, 2, 3, 10, 2), matrix.columns(1, 3));
    assertEquals(new IntMatrix(data, 0, 8, 5, 5, 1), IntMatrix.of(data, 8, 5));
  }
}
