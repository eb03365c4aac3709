// A transformer block in 32-bit floats, for calibration. Every operation is the definition's, in its order (vit2rtl.golden.vit):
// a product's sum is a chain of fused multiplications over its inputs, other sums run in doubles from the first number to the
// last. So vectors run along columns, and nothing may be contracted or put together otherwise (-ffp-contract=off).
#include <math.h>

#if defined(__FMA__) || defined(__FP_FAST_FMAF) || defined(__aarch64__)
#define HAS_FLOATS 1
#else
#define HAS_FLOATS 0
#endif

namespace real {

typedef float F32 __attribute__((vector_size(BYTES)));

static inline F32 every(float value) { return value - (F32){}; }

static inline F32 fused(F32 a, F32 b, F32 c) {
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
  return (F32)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(__AVX2__) && defined(__FMA__)
  return (F32)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#else
  for (int i = 0; i < LANES; i++) {
    c[i] = __builtin_fmaf(a[i], b[i], c[i]);
  }
  return c;
#endif
}

// B[k][c] at k·rowStride + c·columnStride, in tiles of TILE columns: of each row the tile's numbers side by side, then zeros.
static void panels(const float *b, int64_t rowStride, int64_t columnStride, int64_t inputs, int64_t outputs, float *to) {
  for (int64_t column = 0; column < outputs; column += TILE) {
    int64_t count = outputs - column < TILE ? outputs - column : TILE;
    for (int64_t k = 0; k < inputs; k++, to += TILE) {
      const float *from = b + k * rowStride + column * columnStride;
      if (columnStride == 1) {
        memcpy(to, from, count * sizeof *to);
      } else {
        for (int64_t c = 0; c < count; c++) {
          to[c] = from[c * columnStride];
        }
      }
      memset(to + count, 0, (TILE - count) * sizeof *to);
    }
  }
}

static __attribute__((noinline)) void tile(const float *const *rows, const float *panel, int64_t inputs, float *sums) {
  F32 s[ROWS][PARTS];
#pragma GCC unroll 8
  for (int r = 0; r < ROWS; r++) {
#pragma GCC unroll 8
    for (int p = 0; p < PARTS; p++) {
      s[r][p] = (F32){};
    }
  }
  for (int64_t k = 0; k < inputs; k++) {
    F32 b[PARTS];
#pragma GCC unroll 8
    for (int p = 0; p < PARTS; p++) {
      b[p] = load<F32>(panel + k * TILE + p * LANES);
    }
#pragma GCC unroll 8
    for (int r = 0; r < ROWS; r++) {
      F32 a = every(rows[r][k]);
#pragma GCC unroll 8
      for (int p = 0; p < PARTS; p++) {
        s[r][p] = fused(a, b[p], s[r][p]);
      }
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < ROWS; r++) {
#pragma GCC unroll 8
    for (int p = 0; p < PARTS; p++) {
      store(sums + r * TILE + p * LANES, s[r][p]);
    }
  }
}

// Rows that are missing in the last tile repeat the last row and are dropped.
template <class Finish>
static void multiply(const float *a, int64_t stride, int64_t rows, const float *panel, int64_t inputs, int64_t outputs,
                   const Finish &finish) {
  alignas(64) float sums[ROWS * TILE];
  for (int64_t column = 0; column < outputs; column += TILE, panel += TILE * inputs) {
    int64_t columns = outputs - column < TILE ? outputs - column : TILE;
    for (int64_t row = 0; row < rows; row += ROWS) {
      const float *at[ROWS];
      for (int r = 0; r < ROWS; r++) {
        at[r] = a + (row + r < rows ? row + r : rows - 1) * stride;
      }
      tile(at, panel, inputs, sums);
      int64_t count = rows - row < ROWS ? rows - row : ROWS;
      for (int64_t r = 0; r < count; r++) {
        finish(row + r, column, columns, sums + r * TILE);
      }
    }
  }
}

struct Linear {
  const float *panels, *bias;
};

struct Norm {
  const float *gamma, *beta;
  double epsilon;
};

struct Biased {
  const float *bias;
  float *out;
  int64_t stride;

  void operator()(int64_t row, int64_t column, int64_t columns, const float *sums) const {
    for (int64_t c = 0; c < columns; c++) {
      out[row * stride + column + c] = sums[c] + bias[column + c];
    }
  }
};

struct Scaled {
  double scale;
  float *out;
  int64_t stride;

  void operator()(int64_t row, int64_t column, int64_t columns, const float *sums) const {
    for (int64_t c = 0; c < columns; c++) {
      out[row * stride + column + c] = (float)(sums[c] * scale);
    }
  }
};

struct Plain {
  float *out;
  int64_t stride;

  void operator()(int64_t row, int64_t column, int64_t columns, const float *sums) const {
    memcpy(out + row * stride + column, sums, columns * sizeof *sums);
  }
};

// e^x as Exponential has it. Between its limits k is the whole number next to x/ln 2, the even one of two: what is left when
// 3·2^51 was added.
static inline double exponential(double x) {
  double inside = x > -708 ? x : -708;
  inside = inside > 709 ? 709 : inside;
  double lifted = inside * 1.4426950408889634 + 0x1.8p52;
  double k = lifted - 0x1.8p52;
  double r = inside - k * 0x1.62e42fee00000p-1 - k * 1.90821492927058770002e-10;
  double high = ((((r * (1 / 6227020800.0) + 1 / 479001600.0) * r + 1 / 39916800.0) * r + 1 / 3628800.0) * r
      + 1 / 362880.0) * r + 1 / 40320.0;
  double middle = ((((high * r + 1 / 5040.0) * r + 1 / 720.0) * r + 1 / 120.0) * r + 1 / 24.0) * r + 1 / 6.0;
  double sum = ((middle * r + 0.5) * r + 1) * r + 1;
  uint64_t bits;
  memcpy(&bits, &lifted, sizeof bits);
  bits = (bits + 1023) << 52;
  double power;
  memcpy(&power, &bits, sizeof power);
  double y = sum * power;
  y = x > 709 ? __builtin_inf() : y;
  y = x > -708 ? y : 0;
  return x != x ? __builtin_nan("") : y;
}

// The greatest of some numbers; where one is not a number, none.
static float greatest(const float *from, int64_t count) {
  F32 most = every(from[0]);
  I32 odd = {};
  int64_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    F32 v = load<F32>(from + i);
    most = v > most ? v : most;
    odd |= v != v;
  }
  float max = from[0];
  bool none = false;
  for (int l = 0; l < LANES; l++) {
    max = most[l] > max ? most[l] : max;
    none |= odd[l] != 0;
  }
  for (; i < count; i++) {
    max = from[i] > max ? from[i] : max;
    none |= from[i] != from[i];
  }
  return none || max != max ? __builtin_nanf("") : max;
}

static void softmax(const float *scores, float *out, int64_t count, double *powers) {
  float max = greatest(scores, count);
  for (int64_t i = 0; i < count; i++) {
    powers[i] = exponential((double)scores[i] - max);
  }
  double sum = 0;
  for (int64_t i = 0; i < count; i++) {
    sum += powers[i];
  }
  for (int64_t i = 0; i < count; i++) {
    out[i] = (float)(powers[i] / sum);
  }
}

// GELU as Gelu has it; the eight coefficients of a node lie together.
static inline double gelu(double x, const double *nodes) {
  double z = x * 0.7071067811865476, size = fabs(z);
  double inside = size < 6 ? size : 0;
  int32_t node = (int32_t)(inside * 32 + 0.5);
  double d = inside - node * (1.0 / 32);
  const double *n = nodes + 8 * (int64_t)node;
  double high = ((n[7] * d + n[6]) * d + n[5]) * d + n[4];
  double sum = (((high * d + n[3]) * d + n[2]) * d + n[1]) * d + n[0];
  sum = size < 6 ? sum : 1;
  double erf = copysign(sum, z);
  erf = z != z ? __builtin_nan("") : erf;
  return 0.5 * x * (1 + erf);
}

static void normalise(const Norm &n, const float *x, int64_t rows, int64_t width, float *out) {
  for (int64_t row = 0; row < rows; row++, x += width, out += width) {
    double sum = 0, squares = 0;
    for (int64_t c = 0; c < width; c++) {
      sum += x[c];
    }
    double mean = sum / width;
    for (int64_t c = 0; c < width; c++) {
      double d = x[c] - mean;
      squares += d * d;
    }
    double inverse = 1 / sqrt(squares / width + n.epsilon);
    for (int64_t c = 0; c < width; c++) {
      double z = squares == 0 ? 0 : (x[c] - mean) * inverse;
      out[c] = (float)(z * n.gamma[c] + n.beta[c]);
    }
  }
}

struct Block {
  int64_t tokens, width, heads, hidden;
  double scale;
  Norm norm1, norm2;
  Linear qkv, proj, fc1, fc2;
  const double *nodes;
};

// Where the tensors go: stream is changed, scratch holds a head's panels and a row's powers.
struct Tensors {
  float *stream, *norm1, *qkv, *scores, *softmax, *context, *proj, *attended, *norm2, *fc1, *gelu, *fc2, *panels;
  double *powers;
};

static void attend(const Block &b, const Tensors &t) {
  int64_t tokens = b.tokens, width = b.width, size = width / b.heads, three = 3 * width;
  for (int64_t h = 0; h < b.heads; h++) {
    const float *q = t.qkv + h * size;
    float *scores = t.scores + h * tokens * tokens, *shares = t.softmax + h * tokens * tokens;
    panels(q + width, 1, three, size, tokens, t.panels);
    multiply(q, three, tokens, t.panels, size, tokens, Scaled{b.scale, scores, tokens});
    for (int64_t row = 0; row < tokens; row++) {
      softmax(scores + row * tokens, shares + row * tokens, tokens, t.powers);
    }
    panels(q + 2 * width, three, 1, tokens, size, t.panels);
    multiply(shares, tokens, tokens, t.panels, tokens, size, Plain{t.context + h * size, width});
  }
}

static void block(const Block &b, const Tensors &t) {
  int64_t tokens = b.tokens, width = b.width, all = tokens * width;
  normalise(b.norm1, t.stream, tokens, width, t.norm1);
  multiply(t.norm1, width, tokens, b.qkv.panels, width, 3 * width, Biased{b.qkv.bias, t.qkv, 3 * width});
  attend(b, t);
  multiply(t.context, width, tokens, b.proj.panels, width, width, Biased{b.proj.bias, t.proj, width});
  for (int64_t i = 0; i < all; i++) {
    t.attended[i] = t.stream[i] + t.proj[i];
  }
  normalise(b.norm2, t.attended, tokens, width, t.norm2);
  multiply(t.norm2, width, tokens, b.fc1.panels, width, b.hidden, Biased{b.fc1.bias, t.fc1, b.hidden});
  for (int64_t i = 0; i < tokens * b.hidden; i++) {
    t.gelu[i] = (float)gelu(t.fc1[i], b.nodes);
  }
  multiply(t.gelu, b.hidden, tokens, b.fc2.panels, b.hidden, width, Biased{b.fc2.bias, t.fc2, width});
  for (int64_t i = 0; i < all; i++) {
    t.stream[i] = t.attended[i] + t.fc2[i];
  }
}

}  // namespace real
