#include "reductions.h"
#include "rows.h"
#include "vector.h"

#pragma clang fp contract(fast)

/// The largest element of a row; a nan does not matter here, since it reaches the sum anyway.
INLINE float row_maximum(const float *x, size_t columns) {
    floats bests[4] = {splat(-INFINITY), splat(-INFINITY), splat(-INFINITY), splat(-INFINITY)};
    size_t i = 0;
    for (; i + 32 <= columns; i += 32)
        for (size_t k = 0; k < 4; k++) {
            floats v = load_lanes(x + i + 8 * k);
            bests[k] = select_lanes(v > bests[k], v, bests[k]);
        }
    floats best = bests[0];
    for (int k = 1; k < 4; k++) best = select_lanes(bests[k] > best, bests[k], best);
    for (; i < columns; i += 8) {
        floats v = load_partial_lanes(x + i, columns - i < 8 ? columns - i : 8, -INFINITY);
        best = select_lanes(v > best, v, best);
    }
    float value = best[0];
    for (int k = 1; k < 8; k++) value = best[k] > value ? best[k] : value;
    return value;
}

/// The sum of exp(x - shift), where shift is the largest x; the terms are written to `terms` unless it is NULL.
INLINE float sum_of_exponentials(float *terms, const float *x, float shift, size_t columns) {
    floats sums[4] = {splat(0), splat(0), splat(0), splat(0)};
    size_t i = 0;
    for (; i + 32 <= columns; i += 32)
        for (size_t k = 0; k < 4; k++) {
            floats e = exp_of_negative_lanes(load_lanes(x + i + 8 * k) - shift);
            if (terms) store_lanes(terms + i + 8 * k, e);
            sums[k] += e;
        }
    for (; i < columns; i += 8) {
        size_t left = columns - i < 8 ? columns - i : 8;
        floats e = exp_of_negative_lanes(load_partial_lanes(x + i, left, -INFINITY) - shift);
        if (terms) store_partial_lanes(terms + i, e, left);
        e = select_lanes((integers){0, 1, 2, 3, 4, 5, 6, 7} < splat_integer((int32_t)left), e, splat(0));
        sums[0] += e;
    }
    return sum_lanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
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
        for (; i + 8 <= columns; i += 8) store_lanes(out + i, load_lanes(gradient + i) - exp_lanes(load_lanes(y + i)) * sum);
        if (i < columns) {
            floats e = exp_lanes(load_partial_lanes(y + i, columns - i, 0.0f));
            store_partial_lanes(out + i, load_partial_lanes(gradient + i, columns - i, 0.0f) - e * sum, columns - i);
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
