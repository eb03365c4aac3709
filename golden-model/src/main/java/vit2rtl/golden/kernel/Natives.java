package vit2rtl.golden.kernel;

/** The kernel's functions, mapped by JNA; pointers are addresses. What they do stands in {@code kernel.cpp}. */
final class Natives {

  private Natives() {}

  static native long vit_has_bytes();

  static native String vit_name();

  static native long vit_packed_bytes(long form, long inputs, long outputs);

  static native void vit_pack(long form, long inputs, long outputs, long weights, long to);

  static native void vit_sums(long linear, long x, long stride, long rows, long out, long outStride);

  static native void vit_codes(long linear, long rescale, long x, long stride, long rows, long form, long out,
      long outStride, long zero, long sums, long codes);

  static native void vit_gelu(long linear, long rescale, long gelu, long x, long stride, long rows, long form, long out,
      long outStride, long zero, long sums, long codes, long active);

  static native void vit_wide(long linear, long rescale, long x, long stride, long rows, long stream, long streamStride,
      long sums);

  static native void vit_ptf(long linear, long rescale, long add, long x, long stride, long rows, long stream,
      long streamStride, long sums);

  static native void vit_norm(long norm, long stream, long stride, long rows, long form, long out, long outStride,
      long zero, long codes, long normed);

  static native long vit_attention_bytes(long attention);

  static native void vit_attention(long attention, long qkv, long stride, long form, long out, long outStride, long zero,
      long scratch, long sums, long scores, long codes, long context, long contextCodes);
}
