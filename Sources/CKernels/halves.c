#include "halves.h"
#include "vector.h"

KERNEL void f32_from_bfloat16(float *out, const uint16_t *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t bits = (uint32_t)x[i] << 16;
        memcpy(out + i, &bits, sizeof bits);
    }
}

KERNEL void bfloat16_from_f32(uint16_t *out, const float *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
        out[i] = (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc0 : (uint16_t)rounded;
    }
}

KERNEL void f32_from_float16(float *out, const uint16_t *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t sign = (uint32_t)(x[i] & 0x8000) << 16, magnitude = x[i] & 0x7fff;
        // Shifted into place, the number is too small by 2^112: one product mends normal and denormal numbers alike.
        uint32_t shifted = magnitude << 13;
        float value;
        memcpy(&value, &shifted, sizeof value);
        value *= 0x1p112f;
        uint32_t bits;
        memcpy(&bits, &value, sizeof bits);
        bits = magnitude >= 0x7c00 ? shifted | 0x7f800000 : bits;
        bits |= sign;
        memcpy(out + i, &bits, sizeof bits);
    }
}

KERNEL void float16_from_f32(uint16_t *out, const float *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        uint32_t sign = (bits >> 16) & 0x8000, magnitude = bits & 0x7fffffff;
        // Adding 0.5 (scaled) lets the adder round a denormal result at the right bit.
        float value;
        memcpy(&value, &magnitude, sizeof value);
        float denormal = value + 0.5f;
        uint32_t denormal_bits;
        memcpy(&denormal_bits, &denormal, sizeof denormal_bits);
        denormal_bits -= 0x3f000000;
        uint32_t normal = (magnitude - 0x38000000 + 0xfff + ((magnitude >> 13) & 1)) >> 13;
        uint32_t result = magnitude < 0x38800000 ? denormal_bits : normal;
        result = magnitude >= 0x47800000 ? 0x7c00 : result;
        result = magnitude > 0x7f800000 ? 0x7e00 : result;
        out[i] = (uint16_t)(sign | result);
    }
}
