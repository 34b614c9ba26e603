/// Contiguous numbers of one type as numbers of another; every common pair but the halves.
#ifndef CKERNELS_CONVERSIONS_H
#define CKERNELS_CONVERSIONS_H

#include <stddef.h>
#include <stdint.h>

void f64_from_f32(double *out, const float *x, size_t count);
void f32_from_f64(float *out, const double *x, size_t count);
void f32_from_i64(float *out, const int64_t *x, size_t count);
void f64_from_i64(double *out, const int64_t *x, size_t count);
/// Towards zero; nan and what is out of range give the smallest integer, as in C on x86-64.
void i64_from_f32(int64_t *out, const float *x, size_t count);
void i64_from_f64(int64_t *out, const double *x, size_t count);
/// From bool and uint8, which are stored alike.
void f32_from_u8(float *out, const uint8_t *x, size_t count);
void f64_from_u8(double *out, const uint8_t *x, size_t count);
void i64_from_u8(int64_t *out, const uint8_t *x, size_t count);
/// Whether each number differs from zero; nan does.
void truth_from_f32(uint8_t *out, const float *x, size_t count);
void truth_from_i64(uint8_t *out, const int64_t *x, size_t count);

/// out[i] = a[i] < b[i * b_step], and so on; the step is 1, or 0 for a single number.
void f32_less(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count);
void f32_less_or_equal(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count);
void f32_greater(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count);
void f32_greater_or_equal(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count);
void f32_equal(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count);
void f32_not_equal(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count);

#endif
