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

KERNEL void f32_layer_norm_gradient_rows(float *out, const float *gradient, const float *x, const float *means,
                                         const float *rstds, const float *weight, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++, x += columns, gradient += columns, out += columns) {
        float mean = means[r], rstd = rstds[r];
        floats plain = splat(0), scaled = splat(0);
        size_t i = 0;
        for (; i < columns; i += 8) {
            size_t left = columns - i < 8 ? columns - i : 8;
            floats g = load_partial_lanes(gradient + i, left, 0.0f);
            if (weight) g *= load_partial_lanes(weight + i, left, 0.0f);
            plain += g;
            scaled += g * (load_partial_lanes(x + i, left, mean) - mean);
        }
        float mean_gradient = sum_lanes(plain) / (float)columns;
        float slope = sum_lanes(scaled) * rstd * rstd / (float)columns;
        for (size_t c = 0; c < columns; c++) {
            float g = weight ? gradient[c] * weight[c] : gradient[c];
            out[c] = rstd * (g - mean_gradient - (x[c] - mean) * slope);
        }
    }
}

KERNEL void f32_layer_norm_gradient_parameters(float *weight, float *bias, const float *gradient, const float *x,
                                               const float *means, const float *rstds, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++, x += columns, gradient += columns) {
        float mean = means[r], rstd = rstds[r];
        if (weight)
            for (size_t c = 0; c < columns; c++) weight[c] += gradient[c] * ((x[c] - mean) * rstd);
        if (bias)
            for (size_t c = 0; c < columns; c++) bias[c] += gradient[c];
    }
}
