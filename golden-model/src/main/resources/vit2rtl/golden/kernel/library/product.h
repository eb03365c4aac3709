// Products of a matrix of codes with packed weights, and what is done with the sums while they are near.

// Columns in tiles of TILE; of each group of COUNT inputs the weights of the tile's columns side by side, as lanes hold them.
struct Linear {
  int64_t form, inputs, outputs, groups;
  const I32 *weights;
  const int32_t *bias;
};

// (a·multiplier + offset) >> shift, less back: offset has the rounding half and 2^62 in it, back 2^62 >> shift less the
// zero point. Constants of each column, up to whole tiles.
struct Rescale {
  const int64_t *multiplier, *offset, *shift, *back;
  int64_t min, max;
};

static inline I64 rescaled(const Rescale &r, int64_t column, I64 a) {
  I64 t = product(a, load<I64>(r.multiplier + column)) + load<I64>(r.offset + column);
  return (I64)((U64)t >> load<U64>(r.shift + column)) - load<I64>(r.back + column);
}

// Rows of codes that a product reads: code − zero as bytes, or as 16-bit words.
template <class T> struct Target {
  T *data;
  int64_t stride, zero;

  inline void put(int64_t row, int64_t column, I64 codes) const {
    store(data + row * stride + column, __builtin_convertvector(codes - zero, typename Few<T>::Vector));
  }
};

// A tensor as the definition has it, for who wants to see it; null where nobody does.
struct Seen {
  int32_t *data;
  int64_t columns;

  inline void put(int64_t row, int64_t column, I64 values) const {
    if (data) {
      for (int i = 0; i < LONGS && column + i < columns; i++) {
        data[row * columns + column + i] = (int32_t)values[i];
      }
    }
  }
};

template <class Form>
static __attribute__((noinline)) void tile(const uint8_t *const *rows, const I32 *weights, int64_t groups,
                                           const int32_t *start, int32_t *sums) {
  I32 s[ROWS][PARTS];
#pragma GCC unroll 8
  for (int r = 0; r < ROWS; r++) {
#pragma GCC unroll 8
    for (int p = 0; p < PARTS; p++) {
      s[r][p] = load<I32>(start + p * LANES);
    }
  }
  for (int64_t g = 0; g < groups; g++) {
#pragma GCC unroll 8
    for (int r = 0; r < ROWS; r++) {
      int32_t codes;
      memcpy(&codes, rows[r] + 4 * g, sizeof codes);
#pragma GCC unroll 8
      for (int p = 0; p < PARTS; p++) {
        s[r][p] = Form::add(s[r][p], every32(codes), weights[g * PARTS + p]);
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
template <class Form, class Finish>
static void multiply(const Linear &l, const uint8_t *x, int64_t stride, int64_t rows, const Finish &finish) {
  alignas(64) int32_t sums[ROWS * TILE];
  for (int64_t column = 0; column < l.outputs; column += TILE) {
    const I32 *weights = l.weights + column / TILE * l.groups * PARTS;
    for (int64_t row = 0; row < rows; row += ROWS) {
      const uint8_t *at[ROWS];
      for (int r = 0; r < ROWS; r++) {
        at[r] = x + (row + r < rows ? row + r : rows - 1) * stride;
      }
      tile<Form>(at, weights, l.groups, l.bias + column, sums);
      int64_t count = rows - row < ROWS ? rows - row : ROWS;
      for (int64_t r = 0; r < count; r++) {
        finish(row + r, column, sums + r * TILE);
      }
    }
  }
}

template <class Finish>
static void multiply(const Linear &l, const uint8_t *x, int64_t stride, int64_t rows, const Finish &finish) {
  if (l.form == 1) {
    multiply<Bytes>(l, x, stride, rows, finish);
  } else {
    multiply<Words>(l, x, stride, rows, finish);
  }
}

struct ToSums {
  int32_t *out;
  int64_t stride;

  void operator()(int64_t row, int64_t column, const int32_t *sums) const {
    memcpy(out + row * stride + column, sums, TILE * sizeof *sums);
  }
};

template <class T> struct ToCodes {
  const Rescale &rescale;
  Target<T> target;
  Seen sums, codes;

  void operator()(int64_t row, int64_t column, const int32_t *from) const {
    for (int i = 0; i < TILE; i += LONGS) {
      I64 a = widen(load<Half>(from + i));
      I64 y = clamp(rescaled(rescale, column + i, a), rescale.min, rescale.max);
      target.put(row, column + i, y);
      sums.put(row, column + i, a);
      codes.put(row, column + i, y);
    }
  }
};

// A table for each power of two that channels have, one behind the other; base says of each column where its begins, less
// the least code.
struct Gelu {
  const int32_t *table;
  const int64_t *base;
};

template <class T> struct ToGelu {
  const Rescale &rescale;
  const Gelu &gelu;
  Target<T> target;
  Seen sums, codes, active;

  void operator()(int64_t row, int64_t column, const int32_t *from) const {
    for (int i = 0; i < TILE; i += LONGS) {
      I64 a = widen(load<Half>(from + i));
      I64 x = clamp(rescaled(rescale, column + i, a), rescale.min, rescale.max);
      I64 at = x + load<I64>(gelu.base + column + i), y;
#if defined(__AVX512F__)
      y = widen((Half)_mm512_i64gather_epi32((__m512i)at, gelu.table, 4));
#else
      for (int l = 0; l < LONGS; l++) {
        y[l] = gelu.table[at[l]];
      }
#endif
      target.put(row, column + i, y);
      sums.put(row, column + i, a);
      codes.put(row, column + i, x);
      active.put(row, column + i, y);
    }
  }
};

// The stream, a row after stride numbers.
struct ToWide {
  const Rescale &rescale;
  int32_t *stream;
  int64_t stride;
  Seen sums;

  void operator()(int64_t row, int64_t column, const int32_t *from) const {
    for (int i = 0; i < TILE; i += LONGS) {
      I64 a = widen(load<Half>(from + i));
      int32_t *at = stream + row * stride + column + i;
      I64 r = widen(load<Half>(at)) + rescaled(rescale, column + i, a);
      store(at, narrow(clamp(r, rescale.min, rescale.max)));
      sums.put(row, column + i, a);
    }
  }
};

// PtfAdd: ((A − aZero) << left)·aFactor + (B − bZero)·bFactor, then the rescaling's offset, shift and back.
struct PtfAdd {
  const int64_t *left;
  int64_t aZero, aFactor, bZero, bFactor;
  Rescale result;
};

struct ToPtf {
  const Rescale &rescale;
  const PtfAdd &add;
  int32_t *stream;
  int64_t stride;
  Seen sums;

  void operator()(int64_t row, int64_t column, const int32_t *from) const {
    for (int i = 0; i < TILE; i += LONGS) {
      int64_t c = column + i;
      I64 a = widen(load<Half>(from + i));
      I64 b = clamp(rescaled(rescale, c, a), rescale.min, rescale.max);
      int32_t *at = stream + row * stride + c;
      I64 first = (I64)((U64)(widen(load<Half>(at)) - add.aZero) << load<U64>(add.left + c));
      I64 x = product(first, every64(add.aFactor)) + product(b - add.bZero, every64(add.bFactor));
      I64 y = (I64)((U64)(x + load<I64>(add.result.offset + c)) >> load<U64>(add.result.shift + c));
      store(at, narrow(clamp(y - load<I64>(add.result.back + c), add.result.min, add.result.max)));
      sums.put(row, c, a);
    }
  }
};
