// The golden model's passes over whole tensors, for processors' vectors and sums of products of bytes or 16-bit words. What
// they compute is defined in Java, and every bit is the same; why nothing overflows is said there (vit2rtl.golden.kernel).
#include "vectors.h"
#include "product.h"
#include "norm.h"
#include "attention.h"
#include "floats.h"

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT int64_t vit_has_bytes() { return HAS_BYTES; }

EXPORT const char *vit_name() {
#if HAS_BYTES
  return WIDTH_NAME ", products of bytes";
#else
  return WIDTH_NAME ", products of 16-bit words";
#endif
}

static int64_t count(int64_t form) { return form == 1 ? Bytes::COUNT : Words::COUNT; }

EXPORT int64_t vit_packed_bytes(int64_t form, int64_t inputs, int64_t outputs) {
  return up(outputs, TILE) * up(inputs, count(form)) / count(form) * 4;
}

// Weights of outputs rows and inputs columns.
EXPORT void vit_pack(int64_t form, int64_t inputs, int64_t outputs, const int8_t *weights, uint8_t *to) {
  int64_t n = count(form), groups = up(inputs, n) / n;
  memset(to, 0, vit_packed_bytes(form, inputs, outputs));
  for (int64_t o = 0; o < outputs; o++) {
    for (int64_t i = 0; i < inputs; i++) {
      int64_t lane = (o / TILE * groups + i / n) * TILE + o % TILE;
      if (n == 4) {
        ((int8_t *)to)[lane * n + i % n] = weights[o * inputs + i];
      } else {
        ((int16_t *)to)[lane * n + i % n] = weights[o * inputs + i];
      }
    }
  }
}

EXPORT void vit_sums(const Linear *l, const uint8_t *x, int64_t stride, int64_t rows, int32_t *out, int64_t outStride) {
  multiply(*l, x, stride, rows, ToSums{out, outStride});
}

EXPORT void vit_codes(const Linear *l, const Rescale *r, const uint8_t *x, int64_t stride, int64_t rows, int64_t form,
                      void *out, int64_t outStride, int64_t zero, int32_t *sums, int32_t *codes) {
  Seen a = {sums, l->outputs}, b = {codes, l->outputs};
  if (form == 1) {
    multiply(*l, x, stride, rows, ToCodes<uint8_t>{*r, {(uint8_t *)out, outStride, zero}, a, b});
  } else {
    multiply(*l, x, stride, rows, ToCodes<int16_t>{*r, {(int16_t *)out, outStride, zero}, a, b});
  }
}

EXPORT void vit_gelu(const Linear *l, const Rescale *r, const Gelu *g, const uint8_t *x, int64_t stride, int64_t rows,
                     int64_t form, void *out, int64_t outStride, int64_t zero, int32_t *sums, int32_t *codes,
                     int32_t *active) {
  Seen a = {sums, l->outputs}, b = {codes, l->outputs}, c = {active, l->outputs};
  if (form == 1) {
    multiply(*l, x, stride, rows, ToGelu<uint8_t>{*r, *g, {(uint8_t *)out, outStride, zero}, a, b, c});
  } else {
    multiply(*l, x, stride, rows, ToGelu<int16_t>{*r, *g, {(int16_t *)out, outStride, zero}, a, b, c});
  }
}

EXPORT void vit_wide(const Linear *l, const Rescale *r, const uint8_t *x, int64_t stride, int64_t rows, int32_t *stream,
                     int64_t streamStride, int32_t *sums) {
  multiply(*l, x, stride, rows, ToWide{*r, stream, streamStride, {sums, l->outputs}});
}

EXPORT void vit_ptf(const Linear *l, const Rescale *r, const PtfAdd *add, const uint8_t *x, int64_t stride, int64_t rows,
                    int32_t *stream, int64_t streamStride, int32_t *sums) {
  multiply(*l, x, stride, rows, ToPtf{*r, *add, stream, streamStride, {sums, l->outputs}});
}

EXPORT void vit_norm(const Norm *n, const int32_t *stream, int64_t stride, int64_t rows, int64_t form, void *out,
                     int64_t outStride, int64_t zero, int32_t *codes, int32_t *normed) {
  Seen seen = {normed, n->channels};
  if (form == 1) {
    norms(*n, stream, stride, rows, Target<uint8_t>{(uint8_t *)out, outStride, zero}, codes, seen);
  } else {
    norms(*n, stream, stride, rows, Target<int16_t>{(int16_t *)out, outStride, zero}, codes, seen);
  }
}

EXPORT int64_t vit_attention_bytes(const Attention *a) { return Scratch(*a, nullptr).bytes; }

// The last five are null, or all are not.
EXPORT void vit_attention(const Attention *a, const int16_t *qkv, int64_t stride, int64_t form, void *out,
                          int64_t outStride, int64_t zero, uint8_t *scratch, int32_t *sums, int32_t *scores,
                          int32_t *codes, int32_t *context, int32_t *contextCodes) {
  AttentionSeen seen = {sums, scores, codes, context, contextCodes};
  if (form == 1) {
    attend(*a, qkv, stride, Target<uint8_t>{(uint8_t *)out, outStride, zero}, scratch, seen);
  } else {
    attend(*a, qkv, stride, Target<int16_t>{(int16_t *)out, outStride, zero}, scratch, seen);
  }
}

EXPORT int64_t vit_has_floats() { return HAS_FLOATS; }

EXPORT int64_t vit_panel_numbers(int64_t inputs, int64_t outputs) { return up(outputs, TILE) * inputs; }

// Weights of inputs rows and outputs columns.
EXPORT void vit_panels(const float *weights, int64_t inputs, int64_t outputs, float *to) {
  real::panels(weights, outputs, 1, inputs, outputs, to);
}

EXPORT void vit_float_block(const real::Block *b, const real::Tensors *t) { real::block(*b, *t); }
