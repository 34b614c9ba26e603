/// Eight float32 lanes, and the functions of them that every kernel shares. Private to this target.
///
/// The code is written once with clang's vector extension. `KERNEL` compiles a function twice, for any processor and for
/// AVX2 with FMA, and the loader picks one at start; the functions here are inlined into both.
#ifndef CKERNELS_VECTOR_H
#define CKERNELS_VECTOR_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang diagnostic ignored "-Wpsabi"

#if defined(__x86_64__)
#define KERNEL __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define KERNEL
#endif
#define INLINE static inline __attribute__((always_inline))

typedef float float8 __attribute__((vector_size(32)));
typedef int32_t int8lanes __attribute__((vector_size(32)));
typedef float float8_unaligned __attribute__((vector_size(32), aligned(4), may_alias));

INLINE float8 load8(const float *p) { return *(const float8_unaligned *)p; }
INLINE void store8(float *p, float8 v) { *(float8_unaligned *)p = v; }
INLINE float8 splat8(float x) { return (float8){x, x, x, x, x, x, x, x}; }
INLINE int8lanes splat8i(int32_t x) { return (int8lanes){x, x, x, x, x, x, x, x}; }

/// The first `count` elements at `p`, and `fill` in the lanes after them.
INLINE float8 load_partial8(const float *p, size_t count, float fill) {
    float8 v = splat8(fill);
    memcpy(&v, p, count * sizeof(float));
    return v;
}

INLINE void store_partial8(float *p, float8 v, size_t count) { memcpy(p, &v, count * sizeof(float)); }

/// Lane by lane: `a` where the mask is set, else `b`.
INLINE float8 select8(int8lanes mask, float8 a, float8 b) {
    return (float8)((mask & (int8lanes)a) | (~mask & (int8lanes)b));
}

INLINE float8 abs8(float8 x) { return (float8)((int8lanes)x & splat8i(0x7fffffff)); }

/// The magnitude of `x` with the sign of `s`.
INLINE float8 copysign8(float8 x, float8 s) {
    const int8lanes sign = splat8i((int32_t)0x80000000u);
    return (float8)(((int8lanes)x & ~sign) | ((int8lanes)s & sign));
}

INLINE float8 sqrt8(float8 x) { return __builtin_elementwise_sqrt(x); }

/// The larger lane; a nan in either lane wins, as in PyTorch.
INLINE float8 maximum8(float8 a, float8 b) {
    float8 larger = select8(a > b, a, b);
    return select8(a != a, a, larger);
}

/// The smaller lane; a nan in either lane wins, as in PyTorch.
INLINE float8 minimum8(float8 a, float8 b) {
    float8 smaller = select8(a < b, a, b);
    return select8(a != a, a, smaller);
}

INLINE float sum_lanes8(float8 v) {
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// 2 to the power `n` for -126 <= n <= 127, from the bits of the exponent.
INLINE float8 power_of_two8(int8lanes n) { return (float8)((n + 127) << 23); }

/// e to the power x - n * ln(2), which lies within ln(2)/2 of 0: Cody-Waite reduction and a polynomial of degree 6.
///
/// Constants and order are those of SLEEF's expf: sigmoid and silu, for which PyTorch calls it, agree to the bit.
INLINE float8 exp_of_rest8(float8 x, float8 n) {
    float8 r = x - n * 0.693145751953125f;
    r = r - n * 1.428606765330187045e-6f;
    float8 p = splat8(1.98527617612853646e-4f);
    p = p * r + 1.39304355252534151e-3f;
    p = p * r + 8.33336077630519867e-3f;
    p = p * r + 4.16664853692054749e-2f;
    p = p * r + 1.66666671633720398e-1f;
    p = p * r + 0.5f;
    return (p * (r * r) + r) + 1.0f;
}

/// e to the power x; within 1.1 units in the last place.
///
/// Overflows to inf above 88.73, falls through the denormals to 0 below -103.97, keeps nan.
INLINE float8 exp8(float8 x) {
    const float8 magic = splat8(12582912.0f);  // adding 1.5 * 2^23 rounds to the nearest integer
    float8 clamped = select8(x > splat8(89.0f), splat8(89.0f), x);
    clamped = select8(clamped < splat8(-104.0f), splat8(-104.0f), clamped);
    float8 shifted = clamped * 1.44269504088896341f + magic;
    float8 value = exp_of_rest8(clamped, shifted - magic);
    // Two factors, since 2^n itself leaves the range of normal numbers at both ends.
    int8lanes exponent = (int8lanes)shifted - splat8i(0x4b400000);
    int8lanes half = exponent >> 1;
    value = value * power_of_two8(half) * power_of_two8(exponent - half);
    return select8(x != x, x, value);
}

/// e to the power x; rounded as the exact value is for 98.6 % of the numbers, and within 0.66 units in the last place.
///
/// `exp8` is wrong in the last bit for one number in ten, which shows in print: exp(4) is 54.59815.
INLINE float8 precise_exp8(float8 x) {
    const float8 magic = splat8(12582912.0f);
    float8 clamped = select8(x > splat8(89.0f), splat8(89.0f), x);
    clamped = select8(clamped < splat8(-104.0f), splat8(-104.0f), clamped);
    float8 shifted = clamped * 1.44269504088896341f + magic;
    float8 n = shifted - magic;
    // The rest of the reduction in two parts: its rounding error would be the result's.
    float8 high = clamped - n * 0.693145751953125f;
    float8 low = n * -1.428606765330187045e-6f;
    float8 r = high + low;
    float8 tail = low - (r - high);
    float8 p = splat8(1.0f / 5040);
    p = p * r + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * (r * r) + tail * (1.0f + r);
    float8 sum = 1.0f + r;
    float8 value = sum + ((r - (sum - 1.0f)) + p);
    int8lanes exponent = (int8lanes)shifted - splat8i(0x4b400000);
    int8lanes half = exponent >> 1;
    value = value * power_of_two8(half) * power_of_two8(exponent - half);
    return select8(x != x, x, value);
}

/// e to the power x for x <= 0: one factor is enough, and below -87.33 the result is 0 as in PyTorch's softmax; keeps nan.
INLINE float8 exp_of_negative8(float8 x) {
    float8 shifted = x * 1.44269504088896341f + 12582912.0f;
    float8 value = exp_of_rest8(x, shifted - 12582912.0f);
    value = value * (float8)(((int8lanes)shifted - splat8i(0x4b400000 - 127)) << 23);
    return select8(x < splat8(-87.33f), splat8(0), value);
}

/// The natural logarithm: mantissa in [sqrt(1/2), sqrt(2)) and the Cephes polynomial; within 1 unit in the last place.
INLINE float8 log8(float8 x) {
    int8lanes tiny = x < splat8(1.17549435e-38f);
    float8 scaled = select8(tiny, x * 33554432.0f, x);  // 2^25 lifts the denormals
    int8lanes bits = (int8lanes)scaled;
    int8lanes exponent = ((bits - splat8i(0x3f3504f3)) >> 23);
    float8 m = (float8)(bits - (exponent << 23)) - 1.0f;
    float8 e = __builtin_convertvector(exponent, float8) - select8(tiny, splat8(25.0f), splat8(0.0f));
    float8 z = m * m;
    float8 p = splat8(7.0376836292e-2f);
    p = p * m + -1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m + -1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m + -1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m + -2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    float8 y = p * m * z;
    y = y + e * -2.12194440e-4f;
    y = y - 0.5f * z;
    float8 value = (m + y) + e * 0.693359375f;
    value = select8(x == splat8(INFINITY), x, value);
    value = select8(x == splat8(0.0f), splat8(-INFINITY), value);
    return select8(x >= splat8(0.0f), value, splat8(NAN));
}

/// 1 / (1 + exp(-x)).
INLINE float8 sigmoid8(float8 x) { return 1.0f / (1.0f + exp8(-x)); }

/// Hyperbolic tangent: an odd polynomial below 0.625, 1 - 2 / (exp(2|x|) + 1) above.
INLINE float8 tanh8(float8 x) {
    float8 magnitude = abs8(x);
    float8 z = x * x;
    float8 p = splat8(-5.70498872745e-3f);
    p = p * z + 2.06390887954e-2f;
    p = p * z + -5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z + -3.33332819422e-1f;
    float8 small = p * z * x + x;
    float8 large = copysign8(1.0f - 2.0f / (exp8(magnitude + magnitude) + 1.0f), x);
    return select8(x != x, x, select8(magnitude < splat8(0.625f), small, large));
}

/// The error function (N. Juffa's two polynomials); within 1 unit in the last place where FMA exists.
INLINE float8 erf8(float8 x) {
    // Beyond 4 the function is 1 in float32, while the polynomial is not meant for inf.
    float8 t = select8(abs8(x) > splat8(4.0f), splat8(4.0f), abs8(x));
    float8 s = t * t;
    float8 r = t * -1.72853470e-5f + 3.83197126e-4f;
    float8 u = t * -3.88396438e-3f + 2.42546219e-2f;
    r = r * s + u;
    r = r * t + -1.06777877e-1f;
    r = r * t + -6.34846687e-1f;
    r = r * t + -1.28717512e-1f;
    r = r * t + -t;
    float8 far = copysign8(1.0f - exp_of_negative8(r), x);
    float8 q = splat8(-5.96761703e-4f);
    q = q * s + 4.99119423e-3f;
    q = q * s + -2.67681349e-2f;
    q = q * s + 1.12819925e-1f;
    q = q * s + -3.76125336e-1f;
    q = q * s + 1.28379166e-1f;
    float8 near = q * x + x;
    return select8(t > splat8(0.927734375f), far, near);
}

/// x * 0.5 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3))), rounding where PyTorch rounds, so that its tails agree.
INLINE float8 gelu_tanh8(float8 x) {
    float8 u = 0.79788456080286536f * (x + 0.044715f * (x * x * x));
    float8 magnitude = abs8(u);
    float8 t = copysign8(1.0f - 2.0f / (exp8(magnitude + magnitude) + 1.0f), u);
    float8 value = 0.5f * x * (1.0f + t);
    return select8(x != x, x, value);
}

/// x * 0.5 * (1 + erf(x / sqrt(2))).
INLINE float8 gelu8(float8 x) { return x * 0.5f * (1.0f + erf8(x * 0.70710678118654752f)); }

#endif
