#include "reductions.h"
#include "vector.h"

#pragma clang fp contract(fast)

/// Up to a block of elements in four vectors of partial sums.
INLINE float sum_block(const float *x, size_t count) {
    floats s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        s0 += load_lanes(x + i);
        s1 += load_lanes(x + i + 8);
        s2 += load_lanes(x + i + 16);
        s3 += load_lanes(x + i + 24);
    }
    for (; i + 8 <= count; i += 8) s0 += load_lanes(x + i);
    if (i < count) s1 += load_partial_lanes(x + i, count - i, 0.0f);
    return sum_lanes((s0 + s1) + (s2 + s3));
}

#define BLOCK 512

/// The sum of eight blocks, in pairs of pairs: nothing waits for one block's sum.
INLINE float sum_eight_blocks(const float *x) {
    float s[8];
    for (size_t b = 0; b < 8; b++) s[b] = sum_block(x + b * BLOCK, BLOCK);
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

/// Adds the sum of 2^level blocks, after `before` others of that size, to a binary counter: place k holds 2^k blocks.
INLINE void count_block(float *levels, float sum, size_t level, size_t before) {
    for (; before & 1; before >>= 1, level++) sum += levels[level];
    levels[level] = sum;
}

KERNEL float f32_sum(const float *x, size_t count) {
    float levels[56];
    size_t blocks = count / BLOCK, b = 0;
    for (; b + 8 <= blocks; b += 8) count_block(levels, sum_eight_blocks(x + b * BLOCK), 3, b / 8);
    for (; b < blocks; b++) count_block(levels, sum_block(x + b * BLOCK, BLOCK), 0, b);
    float total = count % BLOCK ? sum_block(x + blocks * BLOCK, count % BLOCK) : 0.0f;
    for (size_t level = 0; level < 56 && (blocks >> level); level++)
        if (blocks >> level & 1) total += levels[level];
    return total;
}

KERNEL float f32_dot(const float *a, const float *b, size_t count) {
    floats s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        s0 += load_lanes(a + i) * load_lanes(b + i);
        s1 += load_lanes(a + i + 8) * load_lanes(b + i + 8);
        s2 += load_lanes(a + i + 16) * load_lanes(b + i + 16);
        s3 += load_lanes(a + i + 24) * load_lanes(b + i + 24);
    }
    for (; i + 8 <= count; i += 8) s0 += load_lanes(a + i) * load_lanes(b + i);
    if (i < count) s1 += load_partial_lanes(a + i, count - i, 0.0f) * load_partial_lanes(b + i, count - i, 0.0f);
    return sum_lanes((s0 + s1) + (s2 + s3));
}

void f32_sum_rows(float *out, const float *x, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++) out[r] = f32_sum(x + r * columns, columns);
}

#define STRIP 1024

KERNEL static void sum_few_rows(float *restrict out, const float *restrict x, size_t rows, size_t stride,
                                size_t width) {
    memset(out, 0, width * sizeof *out);
    // Four rows at a time: what is summed so far is read and written a quarter as often.
    for (; rows >= 4; rows -= 4, x += 4 * stride)
        for (size_t c = 0; c < width; c++)
            out[c] += (x[c] + x[c + stride]) + (x[c + 2 * stride] + x[c + 3 * stride]);
    for (; rows; rows--, x += stride)
        for (size_t c = 0; c < width; c++) out[c] += x[c];
}

/// The sums of a strip of columns, halving the rows for accuracy.
static void sum_strip(float *out, const float *x, size_t rows, size_t stride, size_t width) {
    if (rows <= 64) return sum_few_rows(out, x, rows, stride, width);
    float upper[STRIP];
    size_t half = rows / 2;
    sum_strip(out, x, half, stride, width);
    sum_strip(upper, x + half * stride, rows - half, stride, width);
    for (size_t c = 0; c < width; c++) out[c] += upper[c];
}

void f32_sum_columns(float *out, const float *x, size_t rows, size_t columns, size_t stride) {
    for (size_t c = 0; c < columns; c += STRIP)
        sum_strip(out + c, x + c, rows, stride, columns - c < STRIP ? columns - c : STRIP);
}

KERNEL double f64_sum_of_f32(const float *x, size_t count) {
    double s[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (size_t k = 0; k < 8; k++) s[k] += (double)x[i + k];
    for (; i < count; i++) s[0] += (double)x[i];
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

KERNEL double f32_sum_squared_deviations(const float *x, double mean, size_t count) {
    double s[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (size_t k = 0; k < 8; k++) {
            double d = (double)x[i + k] - mean;
            s[k] += d * d;
        }
    for (; i < count; i++) s[0] += ((double)x[i] - mean) * ((double)x[i] - mean);
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/// The first place of `value`, or of a nan, which must be there.
INLINE size_t first_place(const float *x, size_t count, float value, int nan) {
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        integers found = splat_integer(0);
        for (size_t k = 0; k < 32; k += 8) {
            floats v = load_lanes(x + i + k);
            found |= nan ? v != v : v == splat(value);
        }
        int any = 0;
        for (int k = 0; k < 8; k++) any |= found[k];
        if (any) break;
    }
    while (i + 1 < count && (nan ? x[i] == x[i] : x[i] != value)) i++;
    return i;
}

/// The element that `better` prefers over all others, and its first place unless NULL; nan is preferred over everything.
///
/// Four chains: one alone would wait for each comparison.
#define EXTREME(name, better)                                                                                          \
    KERNEL float name(const float *x, size_t count, int64_t *place) {                                                  \
        floats best[4] = {splat(x[0]), splat(x[0]), splat(x[0]), splat(x[0])};                                     \
        integers unordered[4] = {splat_integer(0), splat_integer(0), splat_integer(0), splat_integer(0)};                                     \
        size_t i = 0;                                                                                                  \
        for (; i + 32 <= count; i += 32)                                                                               \
            for (int k = 0; k < 4; k++) {                                                                              \
                floats v = load_lanes(x + i + 8 * (size_t)k);                                                               \
                best[k] = select_lanes(v better best[k], v, best[k]);                                                       \
                unordered[k] |= v != v;                                                                                \
            }                                                                                                          \
        float value = x[0];                                                                                            \
        int nan = value != value;                                                                                      \
        for (int k = 0; k < 32; k++) {                                                                                 \
            float candidate = best[k / 8][k % 8];                                                                      \
            if (candidate better value) value = candidate;                                                             \
            nan |= unordered[k / 8][k % 8] != 0;                                                                       \
        }                                                                                                              \
        for (; i < count; i++) {                                                                                       \
            if (x[i] better value) value = x[i];                                                                       \
            nan |= x[i] != x[i];                                                                                       \
        }                                                                                                              \
        if (place) *place = (int64_t)first_place(x, count, value, nan);                                                \
        return nan ? NAN : value;                                                                                      \
    }

EXTREME(f32_maximum_element, >)
EXTREME(f32_minimum_element, <)

/// As `EXTREME`, for up to 64 neighbouring columns at once.
#define EXTREME_COLUMNS(name, better)                                                                                  \
    KERNEL static void name##_strip(float *values, int64_t *places, const float *x, size_t rows, size_t width,         \
                                    size_t stride) {                                                                   \
        float best[64];                                                                                                \
        int32_t where[64] = {0};                                                                                       \
        for (size_t c = 0; c < width; c++) best[c] = x[c];                                                             \
        for (size_t r = 1; r < rows; r++) {                                                                            \
            const float *row = x + r * stride;                                                                         \
            for (size_t c = 0; c < width; c++) {                                                                       \
                float v = row[c];                                                                                      \
                int wins = (v better best[c]) | ((v != v) & (best[c] == best[c]));                                     \
                best[c] = wins ? v : best[c];                                                                          \
                where[c] = wins ? (int32_t)r : where[c];                                                               \
            }                                                                                                          \
        }                                                                                                              \
        for (size_t c = 0; c < width && values; c++) values[c] = best[c];                                              \
        for (size_t c = 0; c < width && places; c++) places[c] = where[c];                                             \
    }                                                                                                                  \
    void name(float *values, int64_t *places, const float *x, size_t rows, size_t columns, size_t stride) {            \
        for (size_t c = 0; c < columns; c += 64)                                                                       \
            name##_strip(values ? values + c : NULL, places ? places + c : NULL, x + c, rows,                          \
                         columns - c < 64 ? columns - c : 64, stride);                                                 \
    }

EXTREME_COLUMNS(f32_maximum_columns, >)
EXTREME_COLUMNS(f32_minimum_columns, <)

typedef float float4 __attribute__((vector_size(16)));
typedef float float4_unaligned __attribute__((vector_size(16), aligned(4), may_alias));
typedef double double4 __attribute__((vector_size(32)));

/// Rows become columns of four numbers, and back.
INLINE void transpose4(float4 v[4]) {
    float4 a = __builtin_shufflevector(v[0], v[1], 0, 4, 1, 5), b = __builtin_shufflevector(v[0], v[1], 2, 6, 3, 7);
    float4 c = __builtin_shufflevector(v[2], v[3], 0, 4, 1, 5), d = __builtin_shufflevector(v[2], v[3], 2, 6, 3, 7);
    v[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    v[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    v[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    v[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

/// Eight rows at once: the additions of one row wait for one another.
INLINE void running_sum_of_eight(float *out, const float *x, size_t count) {
    double4 totals[2] = {{0}, {0}};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t half = 0; half < 2; half++) {
            float4 v[4];
            for (size_t r = 0; r < 4; r++) v[r] = *(const float4_unaligned *)(x + (half * 4 + r) * count + i);
            transpose4(v);
            for (int k = 0; k < 4; k++) {
                totals[half] += __builtin_convertvector(v[k], double4);
                v[k] = __builtin_convertvector(totals[half], float4);
            }
            transpose4(v);
            for (size_t r = 0; r < 4; r++) *(float4_unaligned *)(out + (half * 4 + r) * count + i) = v[r];
        }
    for (; i < count; i++)
        for (size_t r = 0; r < 8; r++) {
            totals[r / 4][r % 4] += (double)x[r * count + i];
            out[r * count + i] = (float)totals[r / 4][r % 4];
        }
}

KERNEL void f32_running_sum_rows(float *out, const float *x, size_t rows, size_t count) {
    size_t r = 0;
    for (; r + 8 <= rows; r += 8) running_sum_of_eight(out + r * count, x + r * count, count);
    for (; r < rows; r++) {
        double total = 0;
        for (size_t i = r * count; i < (r + 1) * count; i++) {
            total += (double)x[i];
            out[i] = (float)total;
        }
    }
}

KERNEL void f32_running_sum_columns(float *out, const float *x, size_t rows, size_t columns, size_t stride) {
    double totals[64];
    for (size_t from = 0; from < columns; from += 64) {
        size_t width = columns - from < 64 ? columns - from : 64;
        memset(totals, 0, sizeof totals);
        for (size_t r = 0; r < rows; r++)
            for (size_t c = 0; c < width; c++) {
                totals[c] += (double)x[r * stride + from + c];
                out[r * stride + from + c] = (float)totals[c];
            }
    }
}
