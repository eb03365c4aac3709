package vit2rtl.golden.calibration;

/** What calibration keeps of a network's tensors, by their names. */
sealed interface Watch permits VitWatch, SwinWatch {
  /** Takes some values of a tensor. */
  @FunctionalInterface
  interface Sink {
    void observe(String name, float[] values, int columns);
  }

  /** Whether a tensor's channels are looked at one by one; a histogram for each is what calibration's memory goes to. */
  boolean apart(String name);

  /** Whether a tensor is a state of the residual stream, or another LayerNorm input on PTF codes. */
  boolean isStream(String name);

  /** Hands on what of a tensor is to be looked at. */
  void see(String name, float[] values, int columns, Sink sink);
}
