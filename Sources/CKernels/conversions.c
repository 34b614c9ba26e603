#include "conversions.h"
#include "vector.h"

#define CONVERT(name, to, from, expression)                                                                            \
    KERNEL void name(to *out, const from *in, size_t count) {                                                          \
        for (size_t i = 0; i < count; i++) {                                                                           \
            from x = in[i];                                                                                            \
            out[i] = expression;                                                                                       \
        }                                                                                                              \
    }

/// The range in which a float has an integer of 64 bits.
#define FITS(x) (x >= -0x1p63f && x < 0x1p63f)

CONVERT(f64_from_f32, double, float, (double)x)
CONVERT(f32_from_f64, float, double, (float)x)
CONVERT(f32_from_i64, float, int64_t, (float)x)
CONVERT(f64_from_i64, double, int64_t, (double)x)
CONVERT(i64_from_f32, int64_t, float, FITS(x) ? (int64_t)x : INT64_MIN)
CONVERT(i64_from_f64, int64_t, double, FITS(x) ? (int64_t)x : INT64_MIN)
CONVERT(f32_from_u8, float, uint8_t, (float)x)
CONVERT(f64_from_u8, double, uint8_t, (double)x)
CONVERT(i64_from_u8, int64_t, uint8_t, (int64_t)x)
CONVERT(truth_from_f32, uint8_t, float, x != 0)
CONVERT(truth_from_i64, uint8_t, int64_t, x != 0)

#define COMPARE(name, operator)                                                                                        \
    KERNEL void name(uint8_t *out, const float *a, const float *b, size_t b_step, size_t count) {                      \
        if (b_step) {                                                                                                  \
            for (size_t i = 0; i < count; i++) out[i] = a[i] operator b[i];                                            \
        } else if (count) {                                                                                            \
            float number = *b;                                                                                         \
            for (size_t i = 0; i < count; i++) out[i] = a[i] operator number;                                          \
        }                                                                                                              \
    }

COMPARE(f32_less, <)
COMPARE(f32_less_or_equal, <=)
COMPARE(f32_greater, >)
COMPARE(f32_greater_or_equal, >=)
COMPARE(f32_equal, ==)
COMPARE(f32_not_equal, !=)
