/// float16 and bfloat16, stored in 16 bits each and computed in float32.
#ifndef CKERNELS_HALVES_H
#define CKERNELS_HALVES_H

#include <stddef.h>
#include <stdint.h>

void f32_from_bfloat16(float *out, const uint16_t *x, size_t count);
/// Rounds to the nearest, ties to even; every nan becomes 0x7fc0.
void bfloat16_from_f32(uint16_t *out, const float *x, size_t count);
void f32_from_float16(float *out, const uint16_t *x, size_t count);
/// Rounds to the nearest, ties to even; beyond 65519 gives inf.
void float16_from_f32(uint16_t *out, const float *x, size_t count);

#endif
