package vit2rtl.golden.io.torch;

/** A tensor as a pickle describes it: a view of a storage; offset, sizes and strides in elements. */
record TorchTensor(TorchStorage storage, long offset, long[] sizes, long[] strides) {

  /** Elements; {@code Long.MAX_VALUE} where there are more than that. */
  long elements() {
    long count = 1;
    for (long size : sizes) {
      if (size == 0) {
        return 0;
      }
      count = Math.multiplyHigh(count, size) != 0 || count * size < 0 ? Long.MAX_VALUE : count * size;
    }
    return count;
  }

  /** The greatest index of an element in the storage; {@code Long.MAX_VALUE} where it is beyond. */
  long last() {
    try {
      long last = offset;
      for (int i = 0; i < sizes.length; i++) {
        last = Math.addExact(last, Math.multiplyExact(sizes[i] - 1, strides[i]));
      }
      return last;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Whether the elements lie side by side in row order. */
  boolean contiguous() {
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] != 1 && strides[i] != step) {
        return false;
      }
      step *= sizes[i];
    }
    return true;
  }
}
