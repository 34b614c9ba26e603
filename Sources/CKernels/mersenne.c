#include "mersenne.h"
#include "vector.h"

#define SHIFT 397

INLINE uint32_t twisted(uint32_t word, uint32_t next, uint32_t distant) {
    uint32_t mixed = (word & 0x80000000u) | (next & 0x7fffffffu);
    return distant ^ (mixed >> 1) ^ (-(next & 1) & 0x9908b0dfu);
}

KERNEL void mersenne_refill(uint32_t words[MERSENNE_SIZE]) {
    // The new words are those that the loop itself wrote SHIFT places behind: vectors of eight never reach that far.
    for (size_t i = 0; i < MERSENNE_SIZE - SHIFT; i++) words[i] = twisted(words[i], words[i + 1], words[i + SHIFT]);
    for (size_t i = MERSENNE_SIZE - SHIFT; i < MERSENNE_SIZE - 1; i++)
        words[i] = twisted(words[i], words[i + 1], words[i + SHIFT - MERSENNE_SIZE]);
    words[MERSENNE_SIZE - 1] = twisted(words[MERSENNE_SIZE - 1], words[0], words[SHIFT - 1]);
}

KERNEL void mersenne_draw(uint32_t *out, const uint32_t *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t value = words[i];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9d2c5680u;
        value ^= (value << 15) & 0xefc60000u;
        out[i] = value ^ (value >> 18);
    }
}

KERNEL void f32_uniform(float *out, const uint32_t *draws, float low, float range, size_t count) {
#pragma clang fp contract(fast)
    for (size_t i = 0; i < count; i++) {
        float u = (float)(int32_t)(draws[i] & 0xffffff) * 0x1p-24f;
        out[i] = u * range + low;
    }
}

KERNEL void f32_bernoulli(float *out, const uint32_t *draws, uint64_t limit, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint64_t value = ((uint64_t)draws[2 * i] << 32 | draws[2 * i + 1]) & 0x1fffffffffffffull;
        out[i] = (int64_t)value < (int64_t)limit ? 1.0f : 0.0f;
    }
}
