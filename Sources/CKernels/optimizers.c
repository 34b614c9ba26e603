#include "optimizers.h"
#include "vector.h"

// Every number is rounded where PyTorch rounds it: the two running means are fused products, all else is not.
#pragma clang fp contract(off)

#define ADAM(name, fused, number)                                                                                      \
    INLINE number fused(number a, number b, number c) {                                                                \
        _Pragma("clang fp contract(fast)") return a * b + c;                                                           \
    }                                                                                                                  \
    KERNEL void name(number *restrict parameter, const number *restrict gradient, number *restrict mean,               \
                     number *restrict square, number *restrict largest, AdamStep step, size_t count) {                 \
        const number shrink = (number)step.shrink, pull = (number)step.pull, sign = (number)step.sign;                 \
        const number weight1 = (number)step.weight1, weight2 = (number)step.weight2, keep2 = (number)step.keep2;       \
        const number size = (number)step.size, correction = (number)step.correction, epsilon = (number)step.epsilon;   \
        for (size_t i = 0; i < count; i++) {                                                                           \
            number g = sign * gradient[i], p = parameter[i] * shrink;                                                  \
            if (pull != 0) g = fused(parameter[i], pull, g);                                                           \
            mean[i] = fused(weight1, g - mean[i], mean[i]);                                                            \
            square[i] = fused(weight2 * g, g, square[i] * keep2);                                                      \
            number spread = square[i];                                                                                 \
            if (largest) spread = largest[i] = largest[i] > spread ? largest[i] : spread;                              \
            parameter[i] = p - size * mean[i] / (__builtin_elementwise_sqrt(spread) / correction + epsilon);           \
        }                                                                                                              \
    }

ADAM(f32_adam_step, f32_fused, float)
ADAM(f64_adam_step, f64_fused, double)
