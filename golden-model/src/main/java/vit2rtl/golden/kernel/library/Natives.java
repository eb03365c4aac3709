package vit2rtl.golden.kernel.library;

/** The kernel's functions, mapped by JNA; pointers are addresses. What they do stands in {@code kernel.cpp}. */
public final class Natives {

  private Natives() {}

  public static native long vit_has_bytes();

  public static native String vit_name();

  public static native long vit_packed_bytes(long form, long inputs, long outputs);

  public static native void vit_pack(long form, long inputs, long outputs, long weights, long to);

  public static native void vit_sums(long linear, long x, long stride, long rows, long out, long outStride);

  public static native void vit_codes(long linear, long rescale, long x, long stride, long rows, long form, long out,
      long outStride, long zero, long sums, long codes);

  public static native void vit_gelu(long linear, long rescale, long gelu, long x, long stride, long rows, long form, long out,
      long outStride, long zero, long sums, long codes, long active);

  public static native void vit_wide(long linear, long rescale, long x, long stride, long rows, long stream, long streamStride,
      long sums);

  public static native void vit_ptf(long linear, long rescale, long add, long x, long stride, long rows, long stream,
      long streamStride, long sums);

  public static native void vit_norm(long norm, long stream, long stride, long rows, long form, long out, long outStride,
      long zero, long codes, long normed);

  public static native long vit_attention_bytes(long attention);

  public static native void vit_attention(long attention, long qkv, long stride, long form, long out, long outStride, long zero,
      long scratch, long sums, long scores, long codes, long context, long contextCodes);

  public static native long vit_has_floats();

  public static native long vit_panel_numbers(long inputs, long outputs);

  public static native void vit_panels(long weights, long inputs, long outputs, long to);

  public static native void vit_float_block(long block, long tensors);
}
