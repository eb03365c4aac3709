// LayerNorm, and before it the way from a wide stream to its codes.

// With input 1, codes are ((r + half) >> shift) + zero, clamped to min … max; without, the stream is codes.
struct Norm {
  int64_t channels, input;
  const int32_t *half, *shift, *alpha;
  int64_t zero, min, max, inputZero;
  int64_t epsilon, fraction;
  const int64_t *gain, *offset;
  const int32_t *base, *slope;
  int64_t outMin, outMax;
};

// The smallest e with u < 4^e·2^20, 0 for u = 0.
static inline int exponent(int64_t u) {
  if (u == 0) {
    return 0;
  }
  int missing = 20 - (64 - __builtin_clzll((uint64_t)u));
  return -(missing >> 1);
}

static inline int64_t root(const Norm &n, int32_t m) {
  bool upper = m >= 1 << 19;
  int segment = upper ? m >> 13 : (m >> 12) - 64;
  int64_t position = (upper ? m : m << 1) & ((1 << 13) - 1);
  return (((int64_t)n.base[segment] << 13) - n.slope[segment] * position + (1 << 12)) >> 13;
}

static const int MOST_CHANNELS = 4096 + 64;

template <class T>
static void normalise(const Norm &n, const int32_t *x, int64_t row, const Target<T> &target, const Seen &seen) {
  int64_t channels = n.channels;
  int32_t sum = 0;
  int64_t squares = 0;
  for (int64_t c = 0; c < channels; c++) {
    sum += x[c];
    squares += (int64_t)x[c] * x[c];
  }
  int64_t u = channels * squares - (int64_t)sum * sum + n.epsilon;
  int e = exponent(u);
  int64_t r = u == 0 ? 0 : root(n, (int32_t)(e >= 0 ? u >> 2 * e : u << -2 * e));
  int left = 8 - e > 0 ? 8 - e : 0, right = e - 8 > 0 ? e - 8 : 0;
  for (int64_t c = 0; c < channels; c += LONGS) {
    Half deviation = ((int32_t)channels * load<Half>(x + c) - sum) << left >> right;
    I64 z = down(product(widen(deviation), every64(r)), 16);
    I64 y = down(product(z, load<I64>(n.gain + c)) + load<I64>(n.offset + c), (int)n.fraction);
    y = clamp(y, n.outMin, n.outMax);
    target.put(row, c, y);
    seen.put(row, c, y);
  }
}

template <class T>
static void norms(const Norm &n, const int32_t *stream, int64_t stride, int64_t rows, const Target<T> &target,
                  int32_t *codes, const Seen &seen) {
  alignas(64) int32_t x[MOST_CHANNELS];
  memset(x, 0, sizeof x);
  for (int64_t row = 0; row < rows; row++, stream += stride) {
    int32_t low = (int32_t)n.min, high = (int32_t)n.max, zero = (int32_t)n.zero, inputZero = (int32_t)n.inputZero;
    if (n.input) {
      for (int64_t c = 0; c < n.channels; c++) {
        int32_t q = ((stream[c] + n.half[c]) >> n.shift[c]) + zero;
        q = q < low ? low : q;
        x[c] = q > high ? high : q;
      }
    } else {
      memcpy(x, stream, n.channels * sizeof *x);
    }
    if (codes) {
      memcpy(codes + row * n.channels, x, n.channels * sizeof *x);
    }
    for (int64_t c = 0; c < n.channels; c++) {
      x[c] = (x[c] - inputZero) << n.alpha[c];
    }
    normalise(n, x, row, target, seen);
  }
}
