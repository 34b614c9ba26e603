/// Matrix products for few rows: weights packed once as panels of 16 columns, and products of one row with a matrix.
///
/// Above 32 rows OpenBLAS is faster; below, it packs the whole weight on every call.
#ifndef CKERNELS_PANELS_H
#define CKERNELS_PANELS_H

#include <stddef.h>

#define PANEL_WIDTH 16

/// The number of floats of a packed [depth, columns] weight: whole panels, the last one filled with zeros.
size_t f32_packed_count(size_t depth, size_t columns);

/// Packs the weight as [panel][depth][16]. Element (k, n) is at weight[k * depth_stride + n * column_stride].
void f32_pack(float *packed, const float *weight, size_t depth, size_t columns, size_t depth_stride,
              size_t column_stride);

/// out[i, j] = sum over k of a[i, k] * b[k, j], each sum in the order of k, for a few numbers with any strides.
void f32_tiny_product(float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b, ptrdiff_t b_row,
                      ptrdiff_t b_column, size_t rows, size_t depth, size_t columns);

/// out[i, n] = sum over k of x[i, k] * weight[k, n] + bias[n] for the columns of the panels [from, to).
///
/// `rows` may be any number; strides are the distances of rows. `bias` has `columns` elements or is NULL.
void f32_packed_product(float *out, size_t out_stride, const float *x, size_t x_stride, const float *packed,
                        const float *bias, size_t rows, size_t depth, size_t columns, size_t from, size_t to);

/// out[n] = sum over k of x[k] * weight[n * stride + k] (+ bias[n]): the layout [columns, depth] of `Linear`.
void f32_row_times_transposed(float *out, const float *x, const float *weight, size_t stride, const float *bias,
                              size_t depth, size_t columns);

/// out[n] = sum over k of x[k] * weight[k * stride + n] (+ bias[n]): the layout [depth, columns] of GPT-2's `Conv1D`.
void f32_row_times(float *out, const float *x, const float *weight, size_t stride, const float *bias, size_t depth,
                   size_t columns);

#endif
