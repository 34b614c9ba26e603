/// Vectors of float32 lanes, and the functions of them that every kernel shares. Private to this target.
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

/// Lanes of a vector: those of one AVX2 register. A file may ask for sixteen: the processor then works on two chains of
/// dependent instructions at once, and loads each constant once for both.
#ifndef LANES
#define LANES 8
#endif

typedef float floats __attribute__((vector_size(4 * LANES)));
typedef int32_t integers __attribute__((vector_size(4 * LANES)));
typedef float floats_unaligned __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

INLINE floats load_lanes(const float *p) { return *(const floats_unaligned *)p; }
INLINE void store_lanes(float *p, floats v) { *(floats_unaligned *)p = v; }
INLINE floats splat(float x) { return x - (floats){0}; }
INLINE integers splat_integer(int32_t x) { return x + (integers){0}; }

/// The first `count` elements at `p`, and `fill` in the lanes after them.
INLINE floats load_partial_lanes(const float *p, size_t count, float fill) {
    floats v = splat(fill);
    memcpy(&v, p, count * sizeof(float));
    return v;
}

INLINE void store_partial_lanes(float *p, floats v, size_t count) { memcpy(p, &v, count * sizeof(float)); }

/// Lane by lane: `a` where the mask is set, else `b`.
INLINE floats select_lanes(integers mask, floats a, floats b) {
    return (floats)((mask & (integers)a) | (~mask & (integers)b));
}

INLINE floats abs_lanes(floats x) { return (floats)((integers)x & splat_integer(0x7fffffff)); }

/// The magnitude of `x` with the sign of `s`.
INLINE floats copysign_lanes(floats x, floats s) {
    const integers sign = splat_integer((int32_t)0x80000000u);
    return (floats)(((integers)x & ~sign) | ((integers)s & sign));
}

INLINE floats sqrt_lanes(floats x) { return __builtin_elementwise_sqrt(x); }

/// The larger lane; a nan in either lane wins, as in PyTorch.
INLINE floats maximum_lanes(floats a, floats b) {
    floats larger = select_lanes(a > b, a, b);
    return select_lanes(a != a, a, larger);
}

/// The smaller lane; a nan in either lane wins, as in PyTorch.
INLINE floats minimum_lanes(floats a, floats b) {
    floats smaller = select_lanes(a < b, a, b);
    return select_lanes(a != a, a, smaller);
}

#if LANES == 8
INLINE float sum_lanes(floats v) {
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}
#endif

/// 2 to the power `n` for -126 <= n <= 127, from the bits of the exponent.
INLINE floats power_of_two_lanes(integers n) { return (floats)((n + 127) << 23); }

/// e to the power x - n * ln(2), which lies within ln(2)/2 of 0: Cody-Waite reduction and a polynomial of degree 6.
///
/// Constants and order are those of SLEEF's expf: sigmoid and silu, for which PyTorch calls it, agree to the bit.
INLINE floats exp_of_rest_lanes(floats x, floats n) {
    floats r = x - n * 0.693145751953125f;
    r = r - n * 1.428606765330187045e-6f;
    floats p = splat(1.98527617612853646e-4f);
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
INLINE floats exp_lanes(floats x) {
    const floats magic = splat(12582912.0f);  // adding 1.5 * 2^23 rounds to the nearest integer
    floats clamped = select_lanes(x > splat(89.0f), splat(89.0f), x);
    clamped = select_lanes(clamped < splat(-104.0f), splat(-104.0f), clamped);
    floats shifted = clamped * 1.44269504088896341f + magic;
    floats value = exp_of_rest_lanes(clamped, shifted - magic);
    // Two factors, since 2^n itself leaves the range of normal numbers at both ends.
    integers exponent = (integers)shifted - splat_integer(0x4b400000);
    integers half = exponent >> 1;
    value = value * power_of_two_lanes(half) * power_of_two_lanes(exponent - half);
    return select_lanes(x != x, x, value);
}

/// e to the power x; rounded as the exact value is for 98.6 % of the numbers, and within 0.66 units in the last place.
///
/// `exp_lanes` is wrong in the last bit for one number in ten, which shows in print: exp(4) is 54.59815.
INLINE floats precise_exp_lanes(floats x) {
    const floats magic = splat(12582912.0f);
    floats clamped = select_lanes(x > splat(89.0f), splat(89.0f), x);
    clamped = select_lanes(clamped < splat(-104.0f), splat(-104.0f), clamped);
    floats shifted = clamped * 1.44269504088896341f + magic;
    floats n = shifted - magic;
    // The rest of the reduction in two parts: its rounding error would be the result's.
    floats high = clamped - n * 0.693145751953125f;
    floats low = n * -1.428606765330187045e-6f;
    floats r = high + low;
    floats tail = low - (r - high);
    floats p = splat(1.0f / 5040);
    p = p * r + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * (r * r) + tail * (1.0f + r);
    floats sum = 1.0f + r;
    floats value = sum + ((r - (sum - 1.0f)) + p);
    integers exponent = (integers)shifted - splat_integer(0x4b400000);
    integers half = exponent >> 1;
    value = value * power_of_two_lanes(half) * power_of_two_lanes(exponent - half);
    return select_lanes(x != x, x, value);
}

/// e to the power x for -87.33 <= x <= 0, where one factor is enough; keeps nan.
INLINE floats exp_of_small_negative_lanes(floats x) {
    floats shifted = x * 1.44269504088896341f + 12582912.0f;
    floats value = exp_of_rest_lanes(x, shifted - 12582912.0f);
    return value * (floats)(((integers)shifted - splat_integer(0x4b400000 - 127)) << 23);
}

/// The same for all x <= 0: below -87.33 the result is 0 as in PyTorch's softmax.
INLINE floats exp_of_negative_lanes(floats x) {
    return select_lanes(x < splat(-87.33f), splat(0), exp_of_small_negative_lanes(x));
}

/// The natural logarithm: mantissa in [sqrt(1/2), sqrt(2)) and the Cephes polynomial; within 1 unit in the last place.
INLINE floats log_lanes(floats x) {
    integers tiny = x < splat(1.17549435e-38f);
    floats scaled = select_lanes(tiny, x * 33554432.0f, x);  // 2^25 lifts the denormals
    integers bits = (integers)scaled;
    integers exponent = ((bits - splat_integer(0x3f3504f3)) >> 23);
    floats m = (floats)(bits - (exponent << 23)) - 1.0f;
    floats e = __builtin_convertvector(exponent, floats) - select_lanes(tiny, splat(25.0f), splat(0.0f));
    floats z = m * m;
    floats p = splat(7.0376836292e-2f);
    p = p * m + -1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m + -1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m + -1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m + -2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    floats y = p * m * z;
    y = y + e * -2.12194440e-4f;
    y = y - 0.5f * z;
    floats value = (m + y) + e * 0.693359375f;
    value = select_lanes(x == splat(INFINITY), x, value);
    value = select_lanes(x == splat(0.0f), splat(-INFINITY), value);
    return select_lanes(x >= splat(0.0f), value, splat(NAN));
}

/// log(1 + x): what the sum loses to rounding is added to its logarithm; within 2 units in the last place.
INLINE floats log1p_lanes(floats x) {
    floats sum = 1.0f + x;
    floats lost = x - (sum - 1.0f);
    floats value = log_lanes(sum) + lost / sum;
    integers plain = (abs_lanes(x) < splat(1e-8f)) | (x == splat(INFINITY));
    value = select_lanes(x == splat(-1.0f), splat(-INFINITY), value);
    return select_lanes(plain, x, value);
}

/// 1 / (1 + exp(-x)).
INLINE floats sigmoid_lanes(floats x) { return 1.0f / (1.0f + exp_lanes(-x)); }

/// Hyperbolic tangent: an odd polynomial below 0.625, 1 - 2 / (exp(2|x|) + 1) above.
INLINE floats tanh_lanes(floats x) {
    floats magnitude = abs_lanes(x);
    floats z = x * x;
    floats p = splat(-5.70498872745e-3f);
    p = p * z + 2.06390887954e-2f;
    p = p * z + -5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z + -3.33332819422e-1f;
    floats small = p * z * x + x;
    floats large = copysign_lanes(1.0f - 2.0f / (exp_lanes(magnitude + magnitude) + 1.0f), x);
    return select_lanes(x != x, x, select_lanes(magnitude < splat(0.625f), small, large));
}

/// e to the power x for -20 <= x <= 0; the polynomial in parts that do not wait for one another.
INLINE floats short_exp_of_negative_lanes(floats x) {
    floats shifted = x * 1.44269504088896341f + 12582912.0f;
    floats n = shifted - 12582912.0f;
    floats r = x - n * 0.693145751953125f;
    r = r - n * 1.428606765330187045e-6f;
    floats square = r * r;
    floats high = 1.98527617612853646e-4f * r + 1.39304355252534151e-3f;
    floats middle = 8.33336077630519867e-3f * r + 4.16664853692054749e-2f;
    floats low = 1.66666671633720398e-1f * r + 0.5f;
    floats value = (((high * square + middle) * square + low) * square + r) + 1.0f;
    return value * (floats)(((integers)shifted - splat_integer(0x4b400000 - 127)) << 23);
}

/// The error function (N. Juffa's two polynomials, in parts that do not wait for one another); within 1.1 units in the last
/// place where FMA exists.
INLINE floats erf_lanes(floats x) {
    // Beyond 4 the function is 1 in float32, while the polynomial is not meant for inf.
    floats t = select_lanes(abs_lanes(x) > splat(4.0f), splat(4.0f), abs_lanes(x));
    floats s = t * t;
    floats high = (t * -1.72853470e-5f + 3.83197126e-4f) * s + (t * -3.88396438e-3f + 2.42546219e-2f);
    floats low = s * -1.06777877e-1f + (t * -6.34846687e-1f + -1.28717512e-1f);
    floats r = (high * (s * t) + low) * t + -t;
    floats far = 1.0f - short_exp_of_negative_lanes(r);
    floats q = splat(-5.96761703e-4f);
    q = q * s + 4.99119423e-3f;
    q = q * s + -2.67681349e-2f;
    q = q * s + 1.12819925e-1f;
    q = q * s + -3.76125336e-1f;
    q = q * s + 1.28379166e-1f;
    floats near = q * t + t;
    floats value = select_lanes(t > splat(0.927734375f), far, near);
    return (floats)((integers)value | ((integers)x & splat_integer((int32_t)0x80000000u)));
}

/// Hyperbolic tangent where it is added to 1: near 0 within a unit in the last place of 1.
INLINE floats tanh_of_sum_lanes(floats x) {
    floats e = exp_of_negative_lanes(abs_lanes(x) * -2.0f);
    return copysign_lanes(1.0f - (e + e) / (1.0f + e), x);
}

/// x * 0.5 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3))), rounding where PyTorch rounds, so that its tails agree.
INLINE floats gelu_tanh_lanes(floats x) {
    floats t = tanh_of_sum_lanes(0.79788456080286536f * (x + 0.044715f * (x * x * x)));
    floats value = 0.5f * x * (1.0f + t);
    return select_lanes(x != x, x, value);
}

/// x * 0.5 * (1 + erf(x / sqrt(2))).
INLINE floats gelu_lanes(floats x) { return x * 0.5f * (1.0f + erf_lanes(x * 0.70710678118654752f)); }

#endif
