package vit2rtl.golden.onnx.graph;

/** What a graph gives to who runs it. */
public enum Taps {
  /** The result alone. */
  RESULT,
  /** Every named tensor, in the order they are computed; the result is the last. */
  EVERY_TENSOR
}
