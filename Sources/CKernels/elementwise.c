#include "elementwise.h"

#define LANES 16
#include "vector.h"

#pragma clang fp contract(fast)

/// A function of one buffer: `expression` gives the output lanes from the lanes `x`.
#define UNARY(name, expression)                                                                                        \
    KERNEL void name(float *out, const float *input, size_t count) {                                                   \
        size_t i = 0;                                                                                                  \
        for (; i + LANES <= count; i += LANES) {                                                                       \
            floats x = load_lanes(input + i);                                                                          \
            store_lanes(out + i, expression);                                                                          \
        }                                                                                                              \
        if (i < count) {                                                                                               \
            floats x = load_partial_lanes(input + i, count - i, 1.0f);                                                 \
            store_partial_lanes(out + i, expression, count - i);                                                       \
        }                                                                                                              \
    }

/// A function of two buffers of equal size: lanes `a` and `b`.
#define BINARY_LOOP(expression)                                                                                        \
    size_t i = 0;                                                                                                      \
    for (; i + LANES <= count; i += LANES) {                                                                           \
        floats a = load_lanes(left + i), b = load_lanes(right + i);                                                    \
        store_lanes(out + i, expression);                                                                              \
    }                                                                                                                  \
    if (i < count) {                                                                                                   \
        floats a = load_partial_lanes(left + i, count - i, 1.0f), b = load_partial_lanes(right + i, count - i, 1.0f);  \
        store_partial_lanes(out + i, expression, count - i);                                                           \
    }
#define BINARY(name, expression)                                                                                       \
    KERNEL void name(float *out, const float *left, const float *right, size_t count) { BINARY_LOOP(expression) }

/// A function of one buffer and the number `s`: lanes `x`.
#define SCALAR(name, expression)                                                                                       \
    KERNEL void name(float *out, const float *input, float s, size_t count) {                                          \
        size_t i = 0;                                                                                                  \
        for (; i + LANES <= count; i += LANES) {                                                                       \
            floats x = load_lanes(input + i);                                                                          \
            store_lanes(out + i, expression);                                                                          \
        }                                                                                                              \
        if (i < count) {                                                                                               \
            floats x = load_partial_lanes(input + i, count - i, 1.0f);                                                 \
            store_partial_lanes(out + i, expression, count - i);                                                       \
        }                                                                                                              \
    }

BINARY(f32_add, a + b)
BINARY(f32_subtract, a - b)
BINARY(f32_multiply, a *b)
BINARY(f32_divide, a / b)
BINARY(f32_maximum, maximum_lanes(a, b))
BINARY(f32_minimum, minimum_lanes(a, b))

KERNEL void f32_add_scaled(float *out, const float *left, const float *right, float scale, size_t count) {
    BINARY_LOOP(a + b * scale)
}

KERNEL void f32_add_product(float *out, const float *base, const float *left, const float *right, float value,
                            size_t count) {
    for (size_t i = 0; i < count; i++) out[i] = base[i] + value * left[i] * right[i];
}

SCALAR(f32_add_scalar, x + s)
SCALAR(f32_multiply_scalar, x *s)
SCALAR(f32_divide_scalar, x / s)
SCALAR(f32_subtract_from_scalar, s - x)
SCALAR(f32_divide_scalar_by, s / x)
SCALAR(f32_maximum_scalar, maximum_lanes(x, splat(s)))
SCALAR(f32_minimum_scalar, minimum_lanes(x, splat(s)))

KERNEL void f32_clamp(float *out, const float *input, float low, float high, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float x = input[i];
        x = x < low ? low : x;
        out[i] = x > high ? high : x;
    }
}

/// A function of each row of a matrix and one row: lanes `a` and `b`, and the numbers that are left at the end of a row.
#define WITH_ROW(name, operator)                                                                                       \
    KERNEL void name(float *out, const float *left, const float *row, size_t rows, size_t columns) {                   \
        for (size_t r = 0; r < rows; r++, left += columns, out += columns) {                                           \
            size_t c = 0;                                                                                              \
            for (; c + LANES <= columns; c += LANES)                                                                   \
                store_lanes(out + c, load_lanes(left + c) operator load_lanes(row + c));                               \
            for (; c < columns; c++) out[c] = left[c] operator row[c];                                                 \
        }                                                                                                              \
    }

WITH_ROW(f32_add_row, +)
WITH_ROW(f32_multiply_row, *)

UNARY(f32_negate, -x)
UNARY(f32_absolute, abs_lanes(x))
UNARY(f32_relu, select_lanes(x < splat(0.0f), splat(0.0f), x))
UNARY(f32_square, x *x)
UNARY(f32_cube, x *x *x)
UNARY(f32_sign, select_lanes(x > splat(0.0f), splat(1.0f), select_lanes(x < splat(0.0f), splat(-1.0f), splat(0.0f))))
UNARY(f32_square_root, sqrt_lanes(x))
UNARY(f32_reciprocal, 1.0f / x)
UNARY(f32_reciprocal_square_root, 1.0f / sqrt_lanes(x))
UNARY(f32_exp, precise_exp_lanes(x))
UNARY(f32_log, log_lanes(x))
UNARY(f32_log1p, log1p_lanes(x))
UNARY(f32_tanh, tanh_lanes(x))
UNARY(f32_sigmoid, sigmoid_lanes(x))
UNARY(f32_silu, x / (1.0f + exp_lanes(-x)))
UNARY(f32_erf, erf_lanes(x))
UNARY(f32_gelu, gelu_lanes(x))
UNARY(f32_gelu_tanh, gelu_tanh_lanes(x))

/// d/dx of x * Phi(x): Phi(x) + x * phi(x).
///
/// Both take the same exponential: erfc(z) = exp(-z^2) times a polynomial in 1 / (1 + 0.39 z), the form of Abramowitz and
/// Stegun 7.1.26, fitted by least squares for 0 <= z <= 12; within 1e-8 before rounding.
INLINE floats gelu_slope_lanes(floats x) {
    floats e = exp_of_negative_lanes(x * x * -0.5f);
    floats t = 1.0f / (1.0f + abs_lanes(x) * 0.27577164466275354f);  // 0.39 / sqrt(2)
    floats p = splat(-0.22753774f);
    p = p * t + 0.88666688f;
    p = p * t + -0.63540437f;
    p = p * t + 0.64956271f;
    p = p * t + 0.09138708f;
    p = p * t + 0.23532543f;
    floats tail = 0.5f * (p * t) * e;
    return select_lanes(x < splat(0.0f), tail, 1.0f - tail) + x * (e * 0.39894228040143268f);
}

INLINE floats gelu_tanh_slope_lanes(floats x) {
    floats square = x * x;
    floats t = tanh_of_sum_lanes(0.79788456080286536f * (x + 0.044715f * square * x));
    floats inner = 0.79788456080286536f * (1.0f + 0.134145f * square);
    return 0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * inner;
}

INLINE floats silu_slope_lanes(floats x) {
    floats s = sigmoid_lanes(x);
    return s * (1.0f + x * (1.0f - s));
}

BINARY(f32_gelu_gradient, a *gelu_slope_lanes(b))
BINARY(f32_gelu_tanh_gradient, a *gelu_tanh_slope_lanes(b))
BINARY(f32_silu_gradient, a *silu_slope_lanes(b))
BINARY(f32_sigmoid_gradient, a *(1.0f - b) * b)
BINARY(f32_tanh_gradient, a *(1.0f - b * b))
BINARY(f32_relu_gradient, select_lanes(b > splat(0.0f), a, splat(0.0f)))
