/// One output element per input element: arithmetic and the functions of one variable.
#ifndef CKERNELS_ELEMENTWISE_H
#define CKERNELS_ELEMENTWISE_H

#include <stddef.h>

/// out[i] = a[i] + b[i]; likewise the three below.
void f32_add(float *out, const float *a, const float *b, size_t count);
void f32_subtract(float *out, const float *a, const float *b, size_t count);
void f32_multiply(float *out, const float *a, const float *b, size_t count);
void f32_divide(float *out, const float *a, const float *b, size_t count);
/// The larger and the smaller element; nan wins.
void f32_maximum(float *out, const float *a, const float *b, size_t count);
void f32_minimum(float *out, const float *a, const float *b, size_t count);
/// out[i] = a[i] + scale * b[i], the form of `add(alpha=)` and of optimiser steps.
void f32_add_scaled(float *out, const float *a, const float *b, float scale, size_t count);
/// out[i] = a[i] + value * b[i] * c[i].
void f32_add_product(float *out, const float *a, const float *b, const float *c, float value, size_t count);

/// out[i] = a[i] + s, a[i] * s, a[i] / s, s - a[i], s / a[i].
void f32_add_scalar(float *out, const float *a, float s, size_t count);
void f32_multiply_scalar(float *out, const float *a, float s, size_t count);
void f32_divide_scalar(float *out, const float *a, float s, size_t count);
void f32_subtract_from_scalar(float *out, const float *a, float s, size_t count);
void f32_divide_scalar_by(float *out, const float *a, float s, size_t count);
/// The larger and the smaller of a[i] and s; nan wins.
void f32_maximum_scalar(float *out, const float *a, float s, size_t count);
void f32_minimum_scalar(float *out, const float *a, float s, size_t count);
/// out[i] = min(max(a[i], low), high); nan stays.
void f32_clamp(float *out, const float *a, float low, float high, size_t count);

/// `row` has `columns` elements and meets each of the `rows` rows of `a`.
void f32_add_row(float *out, const float *a, const float *row, size_t rows, size_t columns);
void f32_multiply_row(float *out, const float *a, const float *row, size_t rows, size_t columns);

void f32_negate(float *out, const float *x, size_t count);
void f32_absolute(float *out, const float *x, size_t count);
void f32_relu(float *out, const float *x, size_t count);
void f32_square(float *out, const float *x, size_t count);
void f32_cube(float *out, const float *x, size_t count);
/// 1, 0 or -1; 0 for nan.
void f32_sign(float *out, const float *x, size_t count);
void f32_square_root(float *out, const float *x, size_t count);
void f32_reciprocal(float *out, const float *x, size_t count);
void f32_reciprocal_square_root(float *out, const float *x, size_t count);
void f32_exp(float *out, const float *x, size_t count);
void f32_log(float *out, const float *x, size_t count);
/// log(1 + x), exact near zero.
void f32_log1p(float *out, const float *x, size_t count);
void f32_tanh(float *out, const float *x, size_t count);
void f32_sigmoid(float *out, const float *x, size_t count);
void f32_silu(float *out, const float *x, size_t count);
void f32_erf(float *out, const float *x, size_t count);
/// Exact gelu, and the tanh form of GPT-2.
void f32_gelu(float *out, const float *x, size_t count);
void f32_gelu_tanh(float *out, const float *x, size_t count);

/// Gradients: `gradient` is that of the output; `x` the input, `y` the output of the forward function.
void f32_gelu_gradient(float *out, const float *gradient, const float *x, size_t count);
void f32_gelu_tanh_gradient(float *out, const float *gradient, const float *x, size_t count);
void f32_silu_gradient(float *out, const float *gradient, const float *x, size_t count);
void f32_sigmoid_gradient(float *out, const float *gradient, const float *y, size_t count);
void f32_tanh_gradient(float *out, const float *gradient, const float *y, size_t count);
void f32_relu_gradient(float *out, const float *gradient, const float *y, size_t count);

#endif
