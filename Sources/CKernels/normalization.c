#include "reductions.h"
#include "rows.h"
#include "vector.h"

#pragma clang fp contract(fast)

/// The sum of (x - mean)^2 over a row.
INLINE float squared_deviations(const float *x, float mean, size_t columns) {
    floats s0 = splat(0), s1 = splat(0);
    size_t i = 0;
    for (; i + 16 <= columns; i += 16) {
        floats d0 = load_lanes(x + i) - mean, d1 = load_lanes(x + i + 8) - mean;
        s0 += d0 * d0;
        s1 += d1 * d1;
    }
    float rest = 0;
    for (; i < columns; i++) rest += (x[i] - mean) * (x[i] - mean);
    return sum_lanes(s0 + s1) + rest;
}

/// (x - mean) * rstd, then the optional weight and bias.
INLINE void scale_row(float *out, const float *x, float mean, float rstd, const float *weight, const float *bias,
                      size_t columns) {
    if (weight && bias)
        for (size_t c = 0; c < columns; c++) out[c] = (x[c] - mean) * rstd * weight[c] + bias[c];
    else if (weight)
        for (size_t c = 0; c < columns; c++) out[c] = (x[c] - mean) * rstd * weight[c];
    else if (bias)
        for (size_t c = 0; c < columns; c++) out[c] = (x[c] - mean) * rstd + bias[c];
    else
        for (size_t c = 0; c < columns; c++) out[c] = (x[c] - mean) * rstd;
}

KERNEL void f32_layer_norm_rows(float *out, float *means, float *rstds, const float *x, const float *weight,
                                const float *bias, size_t rows, size_t columns, float epsilon) {
    for (size_t r = 0; r < rows; r++, x += columns, out += columns) {
        float mean = f32_sum(x, columns) / (float)columns;
        float rstd = 1.0f / sqrtf(squared_deviations(x, mean, columns) / (float)columns + epsilon);
        if (means) means[r] = mean;
        if (rstds) rstds[r] = rstd;
        scale_row(out, x, mean, rstd, weight, bias, columns);
    }
}

KERNEL void f32_rms_norm_rows(float *out, float *rstds, const float *x, const float *weight, size_t rows,
                              size_t columns, float epsilon) {
    for (size_t r = 0; r < rows; r++, x += columns, out += columns) {
        float rstd = 1.0f / sqrtf(f32_dot(x, x, columns) / (float)columns + epsilon);
        if (rstds) rstds[r] = rstd;
        scale_row(out, x, 0.0f, rstd, weight, NULL, columns);
    }
}

/// What the gradient of a row's input lacks beside its own numbers: the mean of the scaled gradients, and their slope over
/// x - mean.
INLINE void gradient_means(const float *gradient, const float *x, float mean, float rstd, const float *weight,
                           size_t columns, float *mean_gradient, float *slope) {
    floats plain[2] = {splat(0), splat(0)}, scaled[2] = {splat(0), splat(0)};
    size_t i = 0;
    for (; i + 16 <= columns; i += 16)
        for (int half = 0; half < 2; half++) {
            floats g = load_lanes(gradient + i + 8 * half);
            if (weight) g *= load_lanes(weight + i + 8 * half);
            plain[half] += g;
            scaled[half] += g * (load_lanes(x + i + 8 * half) - mean);
        }
    float rest = 0, scaled_rest = 0;
    for (; i < columns; i++) {
        float g = weight ? gradient[i] * weight[i] : gradient[i];
        rest += g;
        scaled_rest += g * (x[i] - mean);
    }
    *mean_gradient = (sum_lanes(plain[0] + plain[1]) + rest) / (float)columns;
    *slope = (sum_lanes(scaled[0] + scaled[1]) + scaled_rest) * rstd * rstd / (float)columns;
}

/// One pass over a row for all that is wanted; the pointers are constants or not NULL after inlining.
INLINE void gradient_row(float *restrict out, float *restrict weight_sum, float *restrict bias_sum,
                         const float *restrict gradient, const float *restrict x, float mean, float rstd,
                         const float *restrict weight, size_t columns) {
    float mean_gradient = 0, slope = 0;
    if (out) gradient_means(gradient, x, mean, rstd, weight, columns, &mean_gradient, &slope);
    for (size_t c = 0; c < columns; c++) {
        float g = gradient[c], difference = x[c] - mean;
        if (weight_sum) weight_sum[c] += g * (difference * rstd);
        if (bias_sum) bias_sum[c] += g;
        if (out) out[c] = rstd * ((weight ? g * weight[c] : g) - mean_gradient - difference * slope);
    }
}

KERNEL void f32_layer_norm_gradient_rows(float *out, float *weight_sum, float *bias_sum, const float *gradient,
                                         const float *x, const float *means, const float *rstds, const float *weight,
                                         size_t rows, size_t columns) {
#define ROWS(out, weight_sum, bias_sum, weight)                                                                        \
    for (size_t r = 0; r < rows; r++)                                                                                  \
        gradient_row(out, weight_sum, bias_sum, gradient + r * columns, x + r * columns, means[r], rstds[r], weight,   \
                     columns)
    if (out && weight_sum && bias_sum && weight)
        ROWS(out + r * columns, weight_sum, bias_sum, weight);
    else if (out && !weight_sum && !bias_sum && weight)
        ROWS(out + r * columns, NULL, NULL, weight);
    else
        ROWS(out ? out + r * columns : NULL, weight_sum, bias_sum, weight);
#undef ROWS
}
