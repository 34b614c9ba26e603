#include "reductions.h"
#include "vector.h"

#pragma clang fp contract(fast)

/// Up to 512 elements in four vectors of partial sums.
INLINE float sum_block(const float *x, size_t count) {
    float8 s0 = splat8(0), s1 = splat8(0), s2 = splat8(0), s3 = splat8(0);
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        s0 += load8(x + i);
        s1 += load8(x + i + 8);
        s2 += load8(x + i + 16);
        s3 += load8(x + i + 24);
    }
    for (; i + 8 <= count; i += 8) s0 += load8(x + i);
    if (i < count) s1 += load_partial8(x + i, count - i, 0.0f);
    return sum_lanes8((s0 + s1) + (s2 + s3));
}

KERNEL float f32_sum(const float *x, size_t count) {
    // Block sums meet in a binary counter: level k holds the sum of 2^k blocks.
    float levels[56] = {0};
    float tail = 0;
    size_t blocks = count / 512;
    for (size_t b = 0; b < blocks; b++) {
        float s = sum_block(x + b * 512, 512);
        size_t level = 0;
        for (; (b >> level) & 1; level++) {
            s += levels[level];
            levels[level] = 0;
        }
        levels[level] = s;
    }
    if (count % 512) tail = sum_block(x + blocks * 512, count % 512);
    for (size_t level = 0; level < 56 && (blocks >> level); level++) tail += levels[level];
    return tail;
}

KERNEL float f32_dot(const float *a, const float *b, size_t count) {
    float8 s0 = splat8(0), s1 = splat8(0), s2 = splat8(0), s3 = splat8(0);
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        s0 += load8(a + i) * load8(b + i);
        s1 += load8(a + i + 8) * load8(b + i + 8);
        s2 += load8(a + i + 16) * load8(b + i + 16);
        s3 += load8(a + i + 24) * load8(b + i + 24);
    }
    for (; i + 8 <= count; i += 8) s0 += load8(a + i) * load8(b + i);
    if (i < count) s1 += load_partial8(a + i, count - i, 0.0f) * load_partial8(b + i, count - i, 0.0f);
    return sum_lanes8((s0 + s1) + (s2 + s3));
}

void f32_sum_rows(float *out, const float *x, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++) out[r] = f32_sum(x + r * columns, columns);
}

static void add_row(float *restrict out, const float *restrict x, size_t width) {
    for (size_t c = 0; c < width; c++) out[c] += x[c];
}

/// The sum of rows [from, to) for a strip of at most 256 columns, halving the rows for accuracy.
static void sum_strip(float *out, const float *x, size_t from, size_t to, size_t columns, size_t width) {
    if (to - from > 64) {
        float lower[256], upper[256];
        size_t middle = from + (to - from) / 2;
        sum_strip(lower, x, from, middle, columns, width);
        sum_strip(upper, x, middle, to, columns, width);
        for (size_t c = 0; c < width; c++) out[c] = lower[c] + upper[c];
        return;
    }
    for (size_t c = 0; c < width; c++) out[c] = 0;
    for (size_t r = from; r < to; r++) add_row(out, x + r * columns, width);
}

void f32_sum_columns(float *out, const float *x, size_t rows, size_t columns) {
    for (size_t c = 0; c < columns; c += 256)
        sum_strip(out + c, x + c, 0, rows, columns, columns - c < 256 ? columns - c : 256);
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

/// The first place of the element that `better` prefers over all others; nan is preferred over everything.
#define EXTREME(name, better)                                                                                          \
    KERNEL float name(const float *x, size_t count, int64_t *place) {                                                  \
        float8 best = splat8(x[0]);                                                                                    \
        size_t i = 0;                                                                                                  \
        int8lanes unordered = splat8i(0);                                                                              \
        for (; i + 8 <= count; i += 8) {                                                                               \
            float8 v = load8(x + i);                                                                                   \
            best = select8(v better best, v, best);                                                                    \
            unordered |= v != v;                                                                                       \
        }                                                                                                              \
        float value = x[0];                                                                                            \
        int nan = value != value;                                                                                      \
        for (int k = 0; k < 8; k++) {                                                                                  \
            if (best[k] better value) value = best[k];                                                                 \
            nan |= unordered[k] != 0;                                                                                  \
        }                                                                                                              \
        for (; i < count; i++) {                                                                                       \
            if (x[i] better value) value = x[i];                                                                       \
            nan |= x[i] != x[i];                                                                                       \
        }                                                                                                              \
        size_t at = 0;                                                                                                 \
        if (nan)                                                                                                       \
            while (at + 1 < count && x[at] == x[at]) at++;                                                             \
        else                                                                                                           \
            while (at + 1 < count && x[at] != value) at++;                                                             \
        if (place) *place = (int64_t)at;                                                                               \
        return x[at];                                                                                                  \
    }

EXTREME(f32_maximum_element, >)
EXTREME(f32_minimum_element, <)
