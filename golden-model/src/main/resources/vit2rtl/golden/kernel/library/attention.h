// Multi-head attention of all windows, ROWS queries at a time from their scores to their context.

// What a row's codes come from: exp by distance below the maximum, codes of grid steps up to greatest.
struct Softmax {
  int64_t kind;               // 0: base 2, 1: base √2, 2: uniform
  const int64_t *exp;         // by distance, as many as there are scores
  int64_t scores, greatest, levels;
  int64_t unseen;             // the code of keys that a query does not see
  const int16_t *weights;     // planes of one weight for each code, 256 apart
  int64_t planes, wide;       // wide: each sum has a second plane, of weights in 2^15
};

struct Attention {
  int64_t windows, tokens, heads, width;       // width of a head
  const int32_t *order, *bias, *zones;         // null where there are none
  const int64_t *scoreMultiplier, *scoreOffset, *scoreShift, *scoreBack;  // of each head
  int64_t scoreMin, scoreMax;
  Softmax softmax;
  Rescale context;
};

struct AttentionSeen {
  int32_t *sums, *scores, *codes, *context, *contextCodes;
};

static const int64_t SHORT_SUM = (int64_t)1 << 57;

// Codes by distance 0 … last, for a row whose exponentials sum to sum < 2^57. LogIntSoftmax's rules without a division:
// k0 is how far the leading one of the sum lies above that of e.
static void logCodes(const Softmax &s, int64_t sum, int last, uint8_t *codes) {
  int64_t top = __builtin_clzll((uint64_t)sum), greatest = s.greatest;
  alignas(64) int64_t steps[256];
  if (s.kind == 1) {
    int64_t sixteenths = sum << 4;
    for (int d = 0; d <= last; d++) {
      int64_t e = s.exp[d];
      int64_t k0 = __builtin_clzll((uint64_t)e) - top;
      int64_t octave = k0 > 0 ? k0 - 1 : 0;
      uint64_t low = (uint64_t)(19 * e) << octave, high = (uint64_t)(27 * e) << octave;
      int64_t n = 2 * octave + (sixteenths >= (int64_t)low) + (sixteenths >= (int64_t)high);
      int64_t next = (sixteenths >= (int64_t)(low << 1)) + (sixteenths >= (int64_t)(high << 1));
      n += k0 > 0 ? next : 0;
      steps[d] = n < greatest ? n : greatest;
    }
  } else {
    for (int d = 0; d <= last; d++) {
      int64_t e = s.exp[d];
      int64_t k0 = __builtin_clzll((uint64_t)e) - top;
      int64_t below = k0 > 0 ? k0 - 1 : 0;
      // 2S reaches (3e << (j−1)) − e, with the tie at 5/2 going to the even 2, and no e less at j = 1.
      int64_t first = (int64_t)((uint64_t)(3 * e) << below) - (k0 == 1 ? 0 : e) + (k0 == 2);
      int64_t second = (int64_t)((uint64_t)(3 * e) << k0) - (k0 == 0 ? 0 : e) + (k0 == 1);
      int64_t n = below + (k0 > 0 ? 2 * sum >= first : 0) + (2 * sum >= second);
      steps[d] = n < greatest ? n : greatest;
    }
  }
  for (int d = 0; d <= last; d++) {
    codes[d] = (uint8_t)steps[d];
  }
}

// The same by division, for greater sums.
static void longCodes(const Softmax &s, int64_t sum, int last, uint8_t *codes) {
  for (int d = 0; d <= last; d++) {
    int64_t e = s.exp[d], k = 0;
    if (s.kind == 1) {
      int64_t sixteenths = sum / e << 4, rest = sum % e, digits = 0;
      for (int i = 0; i < 4; i++) {
        rest <<= 1;
        digits <<= 1;
        if (rest >= e) {
          rest -= e;
          digits |= 1;
        }
      }
      sixteenths += digits;
      for (int64_t octave = 1; sixteenths >= 19 * octave; octave <<= 1) {
        k += sixteenths >= 27 * octave ? 2 : 1;
      }
    } else {
      int64_t ratio = sum / e, twice = 2 * (sum % e);
      ratio += twice > e || (twice == e && (ratio & 1));
      k = 63 - __builtin_clzll((uint64_t)ratio);
      k += 2 * ratio >= (int64_t)3 << k;
    }
    codes[d] = (uint8_t)(k < s.greatest ? k : s.greatest);
  }
}

static void uniformCodes(const Softmax &s, int64_t sum, int last, uint8_t *codes) {
  for (int d = 0; d <= last; d++) {
    int64_t code = (2 * s.levels * s.exp[d] + sum) / (2 * sum);
    codes[d] = (uint8_t)(code < s.greatest ? code : s.greatest);
  }
}

// Codes of one row of scores; zones say which keys the query sees, null for all.
static void softmax(const Softmax &s, const uint8_t *scores, int64_t length, const int32_t *zones, int32_t zone,
                    uint8_t *codes) {
  int max = 0, min = 255;
  for (int64_t j = 0; j < length; j++) {
    bool sees = !zones || zones[j] == zone;
    max = sees && scores[j] > max ? scores[j] : max;
    min = sees && scores[j] < min ? scores[j] : min;
  }
  int64_t sum = 0;
  for (int64_t j = 0; j < length; j++) {
    if (!zones || zones[j] == zone) {
      sum += s.exp[max - scores[j]];
    }
  }
  alignas(64) uint8_t table[256];
  if (s.kind == 2) {
    uniformCodes(s, sum, max - min, table);
  } else if (sum < SHORT_SUM) {
    logCodes(s, sum, max - min, table);
  } else {
    longCodes(s, sum, max - min, table);
  }
  for (int64_t j = 0; j < length; j++) {
    codes[j] = !zones || zones[j] == zone ? table[(uint8_t)(max - scores[j])] : (uint8_t)s.unseen;
  }
}

static inline int64_t up(int64_t n, int64_t step) { return (n + step - 1) / step * step; }

// Places of one head's scratch memory, in bytes; the whole is asked for with base 0.
struct Scratch {
  int64_t keyGroups, valueGroups, keyColumns, valueColumns, row;
  uint8_t *keys, *values, *queries, *planes;
  uint8_t *scores, *codes;
  int32_t *sums;
  int64_t bytes;

  Scratch(const Attention &a, uint8_t *base) {
    keyGroups = up(a.width, 2) / 2;
    valueGroups = up(a.tokens, 2) / 2;
    keyColumns = up(a.tokens, TILE);
    valueColumns = up(a.width, TILE);
    row = up(2 * a.tokens, 64) + 64;
    int64_t at = 0;
    keys = base + at, at += keyGroups * keyColumns * 4;
    values = base + at, at += valueGroups * valueColumns * 4;
    queries = base + at, at += up(a.tokens * keyGroups * 4, 64);
    planes = base + at, at += 4 * ROWS * row;
    scores = base + at, at += ROWS * up(a.tokens, 64);
    codes = base + at, at += ROWS * up(a.tokens, 64);
    sums = (int32_t *)(base + at), at += ROWS * keyColumns * 4;
    bytes = at;
  }
};

// Keys with the tokens of a tile side by side, values with the elements of a head, negated as the weights are.
static void pack(const Attention &a, const Scratch &s, const int16_t *qkv, int64_t stride, int64_t window, int64_t head) {
  int64_t n = a.tokens, d = a.width, all = a.heads * d;
  memset(s.keys, 0, s.keyGroups * s.keyColumns * 4);
  memset(s.values, 0, s.valueGroups * s.valueColumns * 4);
  int16_t *keys = (int16_t *)s.keys, *values = (int16_t *)s.values, *queries = (int16_t *)s.queries;
  for (int64_t j = 0; j < n; j++) {
    int64_t token = a.order ? a.order[window * n + j] : j;
    const int16_t *q = qkv + token * stride + head * d, *k = q + all, *v = k + all;
    int16_t *to = keys + (j / TILE * s.keyGroups * TILE + j % TILE) * 2;
    for (int64_t g = 0; g < d / 2; g++) {
      memcpy(to + g * TILE * 2, k + 2 * g, 4);
    }
    if (d & 1) {
      to[(s.keyGroups - 1) * TILE * 2] = k[d - 1];
      queries[(j + 1) * s.keyGroups * 2 - 1] = 0;
    }
    memcpy(queries + j * s.keyGroups * 2, q, d * sizeof *q);
    for (int64_t first = 0; first < d; first += TILE) {
      int16_t *tile = values + (first / TILE * s.valueGroups + j / 2) * TILE * 2 + (j & 1);
      int64_t count = d - first < TILE ? d - first : TILE;
      for (int64_t c = 0; c < count; c++) {
        tile[2 * c] = (int16_t)-v[first + c];
      }
    }
  }
}

static inline void contextSums(const Attention &a, const Scratch &s, int64_t tileAt, int32_t *sums) {
  alignas(64) static const int32_t none[TILE] = {};
  alignas(64) int32_t parts[4][ROWS * TILE];
  const I32 *values = (const I32 *)s.values + tileAt * s.valueGroups * PARTS;
  for (int64_t p = 0; p < a.softmax.planes; p++) {
    const uint8_t *rows[ROWS];
    for (int r = 0; r < ROWS; r++) {
      rows[r] = s.planes + (p * ROWS + r) * s.row;
    }
    tile<Words>(rows, values, s.valueGroups, none, parts[p]);
  }
  int step = a.softmax.wide ? 2 : 1;
  for (int i = 0; i < ROWS * TILE; i++) {
    int32_t sum = parts[0][i];
    if (a.softmax.wide) {
      sum += (int32_t)((uint32_t)parts[1][i] << 15);
    }
    sums[i] = sum;
  }
  if (a.softmax.kind == 1) {
    for (int i = 0; i < ROWS * TILE; i++) {
      int32_t odd = parts[step][i];
      if (a.softmax.wide) {
        odd += (int32_t)((uint32_t)parts[step + 1][i] << 15);
      }
      sums[i] += (int32_t)(((int64_t)odd * 46341 + (1 << 15)) >> 16);
    }
  }
}

template <class T>
static void head(const Attention &a, const Scratch &s, int64_t window, int64_t head, const Target<T> &target,
                 const AttentionSeen &seen) {
  alignas(64) static const int32_t none[TILE] = {};
  alignas(64) int32_t sums[ROWS * TILE];
  int64_t n = a.tokens, bytes = up(n, 64);
  I64 multiplier = every64(a.scoreMultiplier[head]), offset = every64(a.scoreOffset[head]);
  I64 back = every64(a.scoreBack[head]);
  int shift = (int)a.scoreShift[head];
  const int32_t *zones = a.zones ? a.zones + window * n : nullptr;
  int64_t block = (window * a.heads + head) * n * n;
  for (int64_t first = 0; first < n; first += ROWS) {
    int64_t count = n - first < ROWS ? n - first : ROWS;
    const uint8_t *rows[ROWS];
    for (int r = 0; r < ROWS; r++) {
      rows[r] = s.queries + (r < count ? first + r : n - 1) * s.keyGroups * 4;
    }
    for (int64_t column = 0; column < n; column += TILE) {
      tile<Words>(rows, (const I32 *)s.keys + column / TILE * s.keyGroups * PARTS, s.keyGroups, none, sums);
      for (int r = 0; r < count; r++) {
        memcpy(s.sums + r * s.keyColumns + column, sums + r * TILE, sizeof *sums * TILE);
      }
    }
    for (int r = 0; r < count; r++) {
      int32_t *row = s.sums + r * s.keyColumns;
      uint8_t *scores = s.scores + r * bytes, *codes = s.codes + r * bytes;
      int64_t at = block + (first + r) * n;
      if (a.bias) {
        const int32_t *bias = a.bias + (head * n + first + r) * n;
        for (int64_t j = 0; j < n; j++) {
          row[j] += bias[j];
        }
      }
      for (int64_t j = 0; j < n; j += LONGS) {
        I64 t = product(widen(load<Half>(row + j)), multiplier) + offset;
        I64 y = clamp((I64)((U64)t >> shift) - back, a.scoreMin, a.scoreMax);
        store(scores + j, __builtin_convertvector(y, Few<uint8_t>::Vector));
      }
      softmax(a.softmax, scores, n, zones, zones ? zones[first + r] : 0, codes);
      for (int64_t p = 0; p < a.softmax.planes; p++) {
        const int16_t *weight = a.softmax.weights + 256 * p;
        int16_t *to = (int16_t *)(s.planes + (p * ROWS + r) * s.row);
        for (int64_t j = 0; j < n; j++) {
          to[j] = weight[codes[j]];
        }
        to[n] = 0;
      }
      for (int64_t j = 0; seen.sums && j < n; j++) {
        seen.sums[at + j] = row[j];
        seen.scores[at + j] = scores[j];
        seen.codes[at + j] = codes[j];
      }
    }
    for (int64_t column = 0; column < a.width; column += TILE) {
      contextSums(a, s, column / TILE, sums);
      for (int r = 0; r < count; r++) {
        int64_t token = a.order ? a.order[window * n + first + r] : first + r, all = a.heads * a.width;
        int64_t last = a.width - column < TILE ? a.width - column : TILE;
        for (int i = 0; i < last; i += LONGS) {
          int64_t c = head * a.width + column + i;
          I64 x = widen(load<Half>(sums + r * TILE + i));
          I64 y = clamp(rescaled(a.context, c, x), a.context.min, a.context.max);
          // Columns beyond this head's are the next one's, which comes later and writes them anew.
          target.put(token, c, y);
          for (int l = 0; seen.context && l < LONGS && i + l < last; l++) {
            seen.context[token * all + c + l] = (int32_t)x[l];
            seen.contextCodes[token * all + c + l] = (int32_t)y[l];
          }
        }
      }
    }
  }
}

template <class T>
static void attend(const Attention &a, const int16_t *qkv, int64_t stride, const Target<T> &target, uint8_t *scratch,
                   const AttentionSeen &seen) {
  Scratch s(a, scratch);
  memset(s.planes, 0, 4 * ROWS * s.row);
  for (int64_t window = 0; window < a.windows; window++) {
    for (int64_t h = 0; h < a.heads; h++) {
      pack(a, s, qkv, stride, window, h);
      head(a, s, window, h, target, seen);
    }
  }
}
