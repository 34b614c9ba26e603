#include "gaussian.h"
#include "vector.h"

// The products and sums below must round exactly where PyTorch's AVX2 code rounds: its compiler fuses them as well.
#pragma clang fp contract(fast)

/// The single-precision Cephes logarithm in the operation order of PyTorch's `log256_ps`; x is positive and normal.
INLINE floats cephes_log_lanes(floats x) {
    integers bits = (integers)x;
    floats e = __builtin_convertvector((bits >> 23) - 127, floats) + 1.0f;
    floats m = (floats)((bits & splat_integer(0x807fffff)) | splat_integer(0x3f000000));
    integers low = m < splat(0.707106781186547524f);
    floats extra = select_lanes(low, m, splat(0));
    m = m - 1.0f;
    e = e - select_lanes(low, splat(1.0f), splat(0));
    m = m + extra;
    floats z = m * m;
    floats y = splat(7.0376836292e-2f);
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
INLINE void cephes_sine_cosine_lanes(floats x, floats *sine, floats *cosine) {
    integers j = __builtin_convertvector(x * 1.27323954473516f, integers);
    j = (j + 1) & ~splat_integer(1);
    floats y = __builtin_convertvector(j, floats);
    integers sine_sign = (j & 4) << 29;
    integers cosine_sign = (~(j - 2) & 4) << 29;
    integers first = (j & 2) == 0;
    x = y * -0.78515625f + x;
    x = y * -2.4187564849853515625e-4f + x;
    x = y * -3.77489497744594108e-8f + x;
    floats z = x * x;
    floats c = splat(2.443315711809948e-5f);
    c = c * z + -1.388731625493765e-3f;
    c = c * z + 4.166664568298827e-2f;
    c = c * z;
    c = c * z;
    c = c - z * 0.5f;
    c = c + 1.0f;
    floats s = splat(-1.9515295891e-4f);
    s = s * z + 8.3321608736e-3f;
    s = s * z + -1.6666654611e-1f;
    s = s * z;
    s = s * x + x;
    *sine = (floats)((integers)select_lanes(first, s, c) ^ sine_sign);
    *cosine = (floats)((integers)select_lanes(first, c, s) ^ cosine_sign);
}

KERNEL void f32_gaussian_block(float *block, float mean, float deviation) {
    floats radius = sqrt_lanes(-2.0f * cephes_log_lanes(1.0f - load_lanes(block)));
    floats sine, cosine;
    cephes_sine_cosine_lanes(load_lanes(block + 8) * 6.28318530717958647692f, &sine, &cosine);
    store_lanes(block, (cosine * radius) * deviation + mean);
    store_lanes(block + 8, (sine * radius) * deviation + mean);
}
