package vit2rtl.golden.io.torch;

/** What a pickle of tensors may need at most; one that asks for more is not one. */
final class PickleLimits {
  /** Bytes of a pickle: names, shapes and strides, not the tensors' elements. */
  static final int BYTES = 32 << 20;
  /** Objects it makes. */
  static final int OBJECTS = 1 << 19;
  /** Entries of its memo. */
  static final int MEMO = 1 << 19;
  /** Values on its stack. */
  static final int STACK = 1 << 17;
  /** Containers within containers. */
  static final int DEPTH = 64;
  /** Objects that a container stands for, those it repeats counted each time. */
  static final long EXPANDED = 1 << 26;

  private PickleLimits() {}
}
