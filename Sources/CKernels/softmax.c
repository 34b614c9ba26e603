#include "reductions.h"
#include "rows.h"
#include "vector.h"

#pragma clang fp contract(fast)

/// The largest element of a row; a nan does not matter here, since it reaches the sum anyway.
INLINE float row_maximum(const float *x, size_t columns) {
    float8 bests[4] = {splat8(-INFINITY), splat8(-INFINITY), splat8(-INFINITY), splat8(-INFINITY)};
    size_t i = 0;
    for (; i + 32 <= columns; i += 32)
        for (size_t k = 0; k < 4; k++) {
            float8 v = load8(x + i + 8 * k);
            bests[k] = select8(v > bests[k], v, bests[k]);
        }
    float8 best = bests[0];
    for (int k = 1; k < 4; k++) best = select8(bests[k] > best, bests[k], best);
    for (; i < columns; i += 8) {
        float8 v = load_partial8(x + i, columns - i < 8 ? columns - i : 8, -INFINITY);
        best = select8(v > best, v, best);
    }
    float value = best[0];
    for (int k = 1; k < 8; k++) value = best[k] > value ? best[k] : value;
    return value;
}

/// The sum of exp(x - shift), where shift is the largest x; the terms are written to `terms` unless it is NULL.
INLINE float sum_of_exponentials(float *terms, const float *x, float shift, size_t columns) {
    float8 sums[4] = {splat8(0), splat8(0), splat8(0), splat8(0)};
    size_t i = 0;
    for (; i + 32 <= columns; i += 32)
        for (size_t k = 0; k < 4; k++) {
            float8 e = exp_of_negative8(load8(x + i + 8 * k) - shift);
            if (terms) store8(terms + i + 8 * k, e);
            sums[k] += e;
        }
    for (; i < columns; i += 8) {
        size_t left = columns - i < 8 ? columns - i : 8;
        float8 e = exp_of_negative8(load_partial8(x + i, left, -INFINITY) - shift);
        if (terms) store_partial8(terms + i, e, left);
        e = select8((int8lanes){0, 1, 2, 3, 4, 5, 6, 7} < splat8i((int32_t)left), e, splat8(0));
        sums[0] += e;
    }
    return sum_lanes8((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

KERNEL void f32_softmax_rows(float *out, const float *x, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++, x += columns, out += columns) {
        float sum = sum_of_exponentials(out, x, row_maximum(x, columns), columns);
        for (size_t c = 0; c < columns; c++) out[c] = out[c] / sum;
    }
}

KERNEL void f32_log_softmax_rows(float *out, const float *x, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++, x += columns, out += columns) {
        float shift = row_maximum(x, columns);
        float logarithm = logf(sum_of_exponentials(NULL, x, shift, columns));
        for (size_t c = 0; c < columns; c++) out[c] = (x[c] - shift) - logarithm;
    }
}

KERNEL void f32_softmax_gradient_rows(float *out, const float *gradient, const float *y, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++, gradient += columns, y += columns, out += columns) {
        float sum = f32_dot(gradient, y, columns);
        for (size_t c = 0; c < columns; c++) out[c] = y[c] * (gradient[c] - sum);
    }
}

KERNEL void f32_log_softmax_gradient_rows(float *out, const float *gradient, const float *y, size_t rows,
                                          size_t columns) {
    for (size_t r = 0; r < rows; r++, gradient += columns, y += columns, out += columns) {
        float sum = f32_sum(gradient, columns);
        size_t i = 0;
        for (; i + 8 <= columns; i += 8) store8(out + i, load8(gradient + i) - exp8(load8(y + i)) * sum);
        if (i < columns) {
            float8 e = exp8(load_partial8(y + i, columns - i, 0.0f));
            store_partial8(out + i, load_partial8(gradient + i, columns - i, 0.0f) - e * sum, columns - i);
        }
    }
}

KERNEL void f32_attention_rows(float *scores, const float *bias, size_t bias_stride, size_t rows, size_t columns,
                               size_t first, float scale) {
    for (size_t r = 0; r < rows; r++, scores += columns) {
        size_t valid = first + r < columns ? first + r : columns;
        for (size_t c = 0; c < valid; c++) scores[c] *= scale;
        if (bias)
            for (size_t c = 0; c < valid; c++) scores[c] += bias[r * bias_stride + c];
        float shift = row_maximum(scores, valid);
        float sum = shift == -INFINITY ? 0 : sum_of_exponentials(scores, scores, shift, valid);
        if (sum == 0) valid = 0;
        float factor = 1.0f / sum;
        for (size_t c = 0; c < valid; c++) scores[c] *= factor;
        memset(scores + valid, 0, (columns - valid) * sizeof *scores);
    }
}

KERNEL void f32_attention_gradient_rows(float *out, const float *gradient, const float *weights, size_t rows,
                                        size_t columns, float scale) {
    for (size_t r = 0; r < rows; r++, gradient += columns, weights += columns, out += columns) {
        float sum = f32_dot(gradient, weights, columns);
        for (size_t c = 0; c < columns; c++) out[c] = weights[c] * (gradient[c] - sum) * scale;
    }
}
