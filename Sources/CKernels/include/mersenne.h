/// The words of the Mersenne twister (MT19937), and the numbers that PyTorch makes of them.
#ifndef CKERNELS_MERSENNE_H
#define CKERNELS_MERSENNE_H

#include <stddef.h>
#include <stdint.h>

#define MERSENNE_SIZE 624

/// The next state.
void mersenne_refill(uint32_t words[MERSENNE_SIZE]);
/// The draws of `count` words of a state.
void mersenne_draw(uint32_t *out, const uint32_t *words, size_t count);

/// low + range * u, rounded once, where u of [0, 1) has the low 24 bits of a draw; `out` may be the draws' memory.
void f32_uniform(float *out, const uint32_t *draws, float low, float range, size_t count);
/// 1 where the number of [0, 1) that two draws make (53 bits, the first one above) is below `limit` / 2^53, else 0.
void f32_bernoulli(float *out, const uint32_t *draws, uint64_t limit, size_t count);

#endif
