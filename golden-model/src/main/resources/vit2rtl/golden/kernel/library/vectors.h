// What the passes are written in: the widest vectors that the compiler's target has, and sums of products in 32 bits.
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
static const int BYTES = 64, ROWS = 6, PARTS = 4;
#define WIDTH_NAME "AVX-512"
#elif defined(__AVX2__)
static const int BYTES = 32, ROWS = 4, PARTS = 2;
#define WIDTH_NAME "AVX2"
#else
static const int BYTES = 16, ROWS = 4, PARTS = 2;
#define WIDTH_NAME "128-bit vectors"
#endif

// A tile is ROWS rows by TILE columns, whose sums stay in registers.
static const int LANES = BYTES / 4, LONGS = BYTES / 8, TILE = PARTS * LANES;

typedef int32_t I32 __attribute__((vector_size(BYTES)));
typedef int64_t I64 __attribute__((vector_size(BYTES)));
typedef uint64_t U64 __attribute__((vector_size(BYTES)));
typedef int32_t Half __attribute__((vector_size(BYTES / 2)));

template <class V> static inline V load(const void *from) {
  V v;
  memcpy(&v, from, sizeof v);
  return v;
}

template <class V> static inline void store(void *to, V v) { memcpy(to, &v, sizeof v); }

static inline I32 every32(int32_t value) { return value - (I32){}; }

static inline I64 every64(int64_t value) { return value - (I64){}; }

static inline I64 widen(Half v) { return __builtin_convertvector(v, I64); }

static inline Half narrow(I64 v) { return __builtin_convertvector(v, Half); }

// Products of numbers that fit 32 bits.
static inline I64 product(I64 a, I64 b) {
#if defined(__AVX512F__)
  if (BYTES == 64) {
    return (I64)_mm512_mul_epi32((__m512i)a, (__m512i)b);
  }
#elif defined(__AVX2__)
  return (I64)_mm256_mul_epi32((__m256i)a, (__m256i)b);
#endif
  return a * b;
}

// Shifts of numbers of less than 62 bits, rounding down. Not every processor shifts 64-bit numbers arithmetically, so 2^62
// is added before and what is left of it taken away after.
static const int64_t LIFT = (int64_t)1 << 62;

static inline I64 down(I64 v, int shift) {
  return (I64)((U64)(v + LIFT) >> shift) - every64(LIFT >> shift);
}

static inline I64 clamp(I64 v, int64_t min, int64_t max) {
  I64 low = every64(min), high = every64(max);
  v = v < low ? low : v;
  return v > high ? high : v;
}

// Each lane holds two 16-bit numbers of either operand: their products' sum, which fits 32 bits, is added.
struct Words {
  static const int COUNT = 2;
  static inline I32 add(I32 sum, I32 a, I32 b) {
#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
    return (I32)_mm512_dpwssd_epi32((__m512i)sum, (__m512i)a, (__m512i)b);
#elif defined(__AVX512BW__)
    return sum + (I32)_mm512_madd_epi16((__m512i)a, (__m512i)b);
#elif defined(__AVX2__)
    return sum + (I32)_mm256_madd_epi16((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
    return sum + (I32)_mm_madd_epi16((__m128i)a, (__m128i)b);
#else
    return sum + ((a << 16) >> 16) * ((b << 16) >> 16) + (a >> 16) * (b >> 16);
#endif
  }
};

// Each lane holds four unsigned bytes of a and four signed ones of b. The sum is not saturated on the way.
#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
#define HAS_BYTES 1
struct Bytes {
  static const int COUNT = 4;
  static inline I32 add(I32 sum, I32 a, I32 b) {
    return (I32)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)a, (__m512i)b);
  }
};
#elif defined(__AVX2__) && !defined(__AVX512F__) && defined(__AVXVNNI__)
#define HAS_BYTES 1
struct Bytes {
  static const int COUNT = 4;
  static inline I32 add(I32 sum, I32 a, I32 b) {
    return (I32)_mm256_dpbusd_avx_epi32((__m256i)sum, (__m256i)a, (__m256i)b);
  }
};
#else
#define HAS_BYTES 0
typedef Words Bytes;
#endif

// Numbers of T as many as a vector has long ones.
template <class T> struct Few {
  typedef T Vector __attribute__((vector_size(sizeof(T) * LONGS)));
};
