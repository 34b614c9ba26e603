/// One function per row of a [rows, columns] buffer: softmax and normalisation, with their gradients.
#ifndef CKERNELS_ROWS_H
#define CKERNELS_ROWS_H

#include <stddef.h>

/// exp(x - max) / sum, row by row. A row of -inf alone gives nan, as in PyTorch.
void f32_softmax_rows(float *out, const float *x, size_t rows, size_t columns);
/// x - max - log(sum(exp(x - max))), row by row.
void f32_log_softmax_rows(float *out, const float *x, size_t rows, size_t columns);
/// The gradient of softmax from its output `y`: y * (g - sum(g * y)).
void f32_softmax_gradient_rows(float *out, const float *gradient, const float *y, size_t rows, size_t columns);
/// The gradient of log_softmax from its output `y`: g - exp(y) * sum(g).
void f32_log_softmax_gradient_rows(float *out, const float *gradient, const float *y, size_t rows, size_t columns);

/// The weights of attention from its scores, in place: softmax(scores * scale + bias), row by row.
///
/// Row r looks at the first min(columns, first + r) columns, the others are 0; a row without any key is 0 as well.
/// `bias` may be NULL; its rows are `bias_stride` apart.
void f32_attention_rows(float *scores, const float *bias, size_t bias_stride, size_t rows, size_t columns, size_t first,
                        float scale);
/// The gradient of the scores: weights * (g - sum(g * weights)) * scale.
void f32_attention_gradient_rows(float *out, const float *gradient, const float *weights, size_t rows, size_t columns,
                                 float scale);

/// (x - mean) * rstd * weight + bias, row by row; `weight`, `bias`, `means` and `rstds` may be NULL.
///
/// `means` and `rstds` receive one number per row; rstd = 1 / sqrt(variance + epsilon), the variance without correction.
void f32_layer_norm_rows(float *out, float *means, float *rstds, const float *x, const float *weight, const float *bias,
                         size_t rows, size_t columns, float epsilon);
/// The gradients of layer norm from the saved `means` and `rstds`: that of `x` to `out`, those of weight and bias added to
/// `weight_sum` and `bias_sum` of `columns` elements. Each of the three, and `weight`, may be NULL.
void f32_layer_norm_gradient_rows(float *out, float *weight_sum, float *bias_sum, const float *gradient, const float *x,
                                  const float *means, const float *rstds, const float *weight, size_t rows,
                                  size_t columns);
/// x / sqrt(mean(x^2) + epsilon) * weight, row by row; `weight` and `rstds` may be NULL.
void f32_rms_norm_rows(float *out, float *rstds, const float *x, const float *weight, size_t rows, size_t columns,
                       float epsilon);

#endif
