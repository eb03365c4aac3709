package vit2rtl.golden.onnx;

import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.swin.Windows;

/**
 * Rows of tokens taken apart into attention's heads, [batch, heads, N, d], within windows [batch, windows, heads, N, d], and put
 * together again.
 *
 * @param tokens  rows
 * @param width   d, elements of a head
 * @param windows that attention goes within, if it does
 */
public record HeadRows(int tokens, int width, Optional<Windows> windows) {

  /** N, tokens that a row of scores is about. */
  public int places() {
    return windows.map(Windows::tokens).orElse(tokens);
  }

  /** The axis of the heads. */
  public int axis() {
    return windows.isPresent() ? 2 : 1;
  }

  /** A shape behind the batch: that of every window. */
  public int[] shape(int... dims) {
    return IntStream.concat(windows.stream().mapToInt(Windows::count), IntStream.of(dims)).toArray();
  }

  /** Heads of rows [batch, tokens, heads·d]. */
  public Value apart(Value rows, int heads) {
    Value placed = windows.map(w -> Shapes.gather(rows, 1, w.order())).orElse(rows);
    return swapped(Shapes.reshape(placed, shape(places(), heads, width)), axis());
  }

  /** Rows of heads. */
  public Value together(Value heads, int count) {
    Value rows = Shapes.reshape(swapped(heads, axis()), tokens, count * width);
    return windows.map(w -> Shapes.gather(rows, 1, inverse(w.order()))).orElse(rows);
  }

  /** Keys as columns. */
  public Value columns(Value keys) {
    return swapped(keys, axis() + 1);
  }

  /** An axis and the one behind it exchanged. */
  private Value swapped(Value value, int axis) {
    return Shapes.transpose(value, IntStream.range(0, axis() + 3)
        .map(a -> a == axis ? axis + 1 : a == axis + 1 ? axis : a).toArray());
  }

  private static int[] inverse(int[] order) {
    int[] places = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> places[order[i]] = i);
    return places;
  }
}
