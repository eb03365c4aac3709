package vit2rtl.golden.network;

import vit2rtl.golden.IntRange;

/**
 * Range of an integer tensor.
 *
 * @param name      as {@link IntTap} names it
 * @param proven    what it can hold for any image, from weights and widths
 * @param given     what its width holds
 * @param observed  what it held on the images seen; empty range 0…0 before any
 * @param elements  how many elements were seen
 * @param saturated how many of them stood on an end at which values beyond are cut off
 */
public record TensorRange(String name, IntRange proven, IntRange given, IntRange observed, long elements,
    long saturated) {

  /** Bits that hold what was observed. */
  public int bitsNeeded() {
    return observed.bits();
  }

  /** Bits that hold what is proven. */
  public int bitsProven() {
    return proven.bits();
  }

  /** Bits the tensor has. */
  public int bitsGiven() {
    return given.bits();
  }
}
