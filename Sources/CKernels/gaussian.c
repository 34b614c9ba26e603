#include "gaussian.h"
#include "vector.h"

// The products and sums below must round exactly where PyTorch's AVX2 code rounds: its compiler fuses them as well.
#pragma clang fp contract(fast)

/// The single-precision Cephes logarithm in the operation order of PyTorch's `log256_ps`; x is positive and normal.
INLINE float8 cephes_log8(float8 x) {
    int8lanes bits = (int8lanes)x;
    float8 e = __builtin_convertvector((bits >> 23) - 127, float8) + 1.0f;
    float8 m = (float8)((bits & splat8i(0x807fffff)) | splat8i(0x3f000000));
    int8lanes low = m < splat8(0.707106781186547524f);
    float8 extra = select8(low, m, splat8(0));
    m = m - 1.0f;
    e = e - select8(low, splat8(1.0f), splat8(0));
    m = m + extra;
    float8 z = m * m;
    float8 y = splat8(7.0376836292e-2f);
    y = y * m + -1.1514610310e-1f;
    y = y * m + 1.1676998740e-1f;
    y = y * m + -1.2420140846e-1f;
    y = y * m + 1.4249322787e-1f;
    y = y * m + -1.6668057665e-1f;
    y = y * m + 2.0000714765e-1f;
    y = y * m + -2.4999993993e-1f;
    y = y * m + 3.3333331174e-1f;
    y = y * m;
    y = y * z;
    y = e * -2.12194440e-4f + y;
    y = y - z * 0.5f;
    m = m + y;
    return e * 0.693359375f + m;
}

/// Cephes sine and cosine of x >= 0 in the operation order of PyTorch's `sincos256_ps`.
INLINE void cephes_sine_cosine8(float8 x, float8 *sine, float8 *cosine) {
    int8lanes j = __builtin_convertvector(x * 1.27323954473516f, int8lanes);
    j = (j + 1) & ~splat8i(1);
    float8 y = __builtin_convertvector(j, float8);
    int8lanes sine_sign = (j & 4) << 29;
    int8lanes cosine_sign = (~(j - 2) & 4) << 29;
    int8lanes first = (j & 2) == 0;
    x = y * -0.78515625f + x;
    x = y * -2.4187564849853515625e-4f + x;
    x = y * -3.77489497744594108e-8f + x;
    float8 z = x * x;
    float8 c = splat8(2.443315711809948e-5f);
    c = c * z + -1.388731625493765e-3f;
    c = c * z + 4.166664568298827e-2f;
    c = c * z;
    c = c * z;
    c = c - z * 0.5f;
    c = c + 1.0f;
    float8 s = splat8(-1.9515295891e-4f);
    s = s * z + 8.3321608736e-3f;
    s = s * z + -1.6666654611e-1f;
    s = s * z;
    s = s * x + x;
    *sine = (float8)((int8lanes)select8(first, s, c) ^ sine_sign);
    *cosine = (float8)((int8lanes)select8(first, c, s) ^ cosine_sign);
}

KERNEL void f32_gaussian_block(float *block, float mean, float deviation) {
    float8 radius = sqrt8(-2.0f * cephes_log8(1.0f - load8(block)));
    float8 sine, cosine;
    cephes_sine_cosine8(load8(block + 8) * 6.28318530717958647692f, &sine, &cosine);
    store8(block, (cosine * radius) * deviation + mean);
    store8(block + 8, (sine * radius) * deviation + mean);
}
