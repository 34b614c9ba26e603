/// Many elements to one: sums with pairwise accuracy, products of vectors, and the largest and smallest with their places.
#ifndef CKERNELS_REDUCTIONS_H
#define CKERNELS_REDUCTIONS_H

#include <stddef.h>
#include <stdint.h>

/// The sum, with partial sums in a tree so that the rounding error grows with log(count).
float f32_sum(const float *x, size_t count);
/// The sum of a[i] * b[i].
float f32_dot(const float *a, const float *b, size_t count);
/// out[r] = the sum of row r.
void f32_sum_rows(float *out, const float *x, size_t rows, size_t columns);
/// out[c] = the sum of column c; the stride is the distance of rows.
void f32_sum_columns(float *out, const float *x, size_t rows, size_t columns, size_t stride);
/// The sum in double precision.
double f64_sum_of_f32(const float *x, size_t count);
/// The sum of (x[i] - mean)^2, in double precision inside.
double f32_sum_squared_deviations(const float *x, double mean, size_t count);

/// The largest (smallest) element and the first place where it stands (may be NULL); a nan wins. `count` is at least 1.
float f32_maximum_element(const float *x, size_t count, int64_t *place);
float f32_minimum_element(const float *x, size_t count, int64_t *place);
/// The same for every column, with the row where it stands; `values` and `places` may be NULL.
///
/// There must be at least 1 row and at most 2^31 - 1.
void f32_maximum_columns(float *values, int64_t *places, const float *x, size_t rows, size_t columns, size_t stride);
void f32_minimum_columns(float *values, int64_t *places, const float *x, size_t rows, size_t columns, size_t stride);

/// out[i] = x[0] + ... + x[i] in every row of `count` elements, summed in double precision as PyTorch does.
void f32_running_sum_rows(float *out, const float *x, size_t rows, size_t count);
/// The same down every column; `stride` is the distance of rows in both buffers.
void f32_running_sum_columns(float *out, const float *x, size_t rows, size_t columns, size_t stride);

#endif
