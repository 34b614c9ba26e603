#include "optimizers.h"
#include "vector.h"

// Every number is rounded where PyTorch rounds it: sums with a factor are fused, all else is not.
#pragma clang fp contract(off)

#define FUSED(name, number)                                                                                            \
    INLINE number name(number a, number b, number c) {                                                                 \
        _Pragma("clang fp contract(fast)") return a * b + c;                                                           \
    }

FUSED(f32_fused, float)
FUSED(f64_fused, double)

/// The gradient uphill or downhill, with a share of the parameter.
#define GRADIENT(fused) (decay != 0 ? fused(parameter[i], decay, sign * gradient[i]) : sign * gradient[i])

#define DESCENT(name, fused, number)                                                                                   \
    KERNEL void name(number *restrict parameter, const number *restrict gradient, number *restrict velocity,           \
                     DescentStep step, size_t count) {                                                                 \
        const number rate = (number)step.rate, decay = (number)step.decay, sign = (number)step.sign;                   \
        const number momentum = (number)step.momentum, share = (number)step.share;                                     \
        const int looks_ahead = step.looks_ahead;                                                                      \
        for (size_t i = 0; i < count; i++) {                                                                           \
            number g = GRADIENT(fused);                                                                                \
            if (velocity) {                                                                                            \
                velocity[i] = fused(g, share, velocity[i] * momentum);                                                 \
                g = looks_ahead ? fused(velocity[i], momentum, g) : velocity[i];                                       \
            }                                                                                                          \
            parameter[i] = fused(g, -rate, parameter[i]);                                                              \
        }                                                                                                              \
    }

/// `velocity` and `mean` are constants or not NULL after inlining: a loop that asks for both would not become one of vectors.
#define ROOT_MEAN_SQUARE(name, loop, fused, number)                                                                    \
    INLINE void loop(number *restrict parameter, const number *restrict gradient, number *restrict square,             \
                     number *restrict velocity, number *restrict mean, RootMeanSquareStep step, size_t count) {        \
        const number rate = (number)step.rate, decay = (number)step.decay, sign = (number)step.sign;                   \
        const number keep = (number)step.keep, take = (number)step.take, epsilon = (number)step.epsilon;               \
        const number momentum = (number)step.momentum;                                                                 \
        for (size_t i = 0; i < count; i++) {                                                                           \
            number g = GRADIENT(fused);                                                                                \
            square[i] = fused(take * g, g, square[i] * keep);                                                          \
            number spread = square[i];                                                                                 \
            if (mean) {                                                                                                \
                mean[i] = fused(take, g - mean[i], mean[i]);                                                           \
                spread = fused(-mean[i], mean[i], spread);                                                             \
            }                                                                                                          \
            number root = __builtin_elementwise_sqrt(spread) + epsilon;                                                \
            if (velocity) {                                                                                            \
                velocity[i] = velocity[i] * momentum + g / root;                                                       \
                parameter[i] = fused(velocity[i], -rate, parameter[i]);                                                \
            } else {                                                                                                   \
                parameter[i] = parameter[i] - rate * g / root;                                                         \
            }                                                                                                          \
        }                                                                                                              \
    }                                                                                                                  \
    KERNEL void name(number *parameter, const number *gradient, number *square, number *velocity, number *mean,        \
                     RootMeanSquareStep step, size_t count) {                                                          \
        if (velocity && mean)                                                                                          \
            loop(parameter, gradient, square, velocity, mean, step, count);                                            \
        else if (velocity)                                                                                             \
            loop(parameter, gradient, square, velocity, NULL, step, count);                                            \
        else if (mean)                                                                                                 \
            loop(parameter, gradient, square, NULL, mean, step, count);                                                \
        else                                                                                                           \
            loop(parameter, gradient, square, NULL, NULL, step, count);                                                \
    }

#define ACCUMULATED_SQUARE(name, fused, number)                                                                        \
    KERNEL void name(number *restrict parameter, const number *restrict gradient, number *restrict sum,                \
                     AccumulatedSquareStep step, size_t count) {                                                       \
        const number rate = (number)step.rate, decay = (number)step.decay, sign = (number)step.sign;                   \
        const number epsilon = (number)step.epsilon;                                                                   \
        for (size_t i = 0; i < count; i++) {                                                                           \
            number g = GRADIENT(fused);                                                                                \
            sum[i] = fused(g, g, sum[i]);                                                                              \
            parameter[i] = parameter[i] - rate * g / (__builtin_elementwise_sqrt(sum[i]) + epsilon);                   \
        }                                                                                                              \
    }

#define ADAM(name, fused, number)                                                                                      \
    KERNEL void name(number *restrict parameter, const number *restrict gradient, number *restrict mean,               \
                     number *restrict square, number *restrict largest, AdamStep step, size_t count) {                 \
        const number shrink = (number)step.shrink, decay = (number)step.decay, sign = (number)step.sign;               \
        const number weight1 = (number)step.weight1, weight2 = (number)step.weight2, keep2 = (number)step.keep2;       \
        const number size = (number)step.size, correction = (number)step.correction, epsilon = (number)step.epsilon;   \
        for (size_t i = 0; i < count; i++) {                                                                           \
            number g = GRADIENT(fused), p = parameter[i] * shrink;                                                     \
            mean[i] = fused(weight1, g - mean[i], mean[i]);                                                            \
            square[i] = fused(weight2 * g, g, square[i] * keep2);                                                      \
            number spread = square[i];                                                                                 \
            if (largest) spread = largest[i] = largest[i] > spread ? largest[i] : spread;                              \
            parameter[i] = p - size * mean[i] / (__builtin_elementwise_sqrt(spread) / correction + epsilon);           \
        }                                                                                                              \
    }

DESCENT(f32_descent_step, f32_fused, float)
DESCENT(f64_descent_step, f64_fused, double)
ROOT_MEAN_SQUARE(f32_root_mean_square_step, f32_root_mean_square_loop, f32_fused, float)
ROOT_MEAN_SQUARE(f64_root_mean_square_step, f64_root_mean_square_loop, f64_fused, double)
ACCUMULATED_SQUARE(f32_accumulated_square_step, f32_fused, float)
ACCUMULATED_SQUARE(f64_accumulated_square_step, f64_fused, double)
ADAM(f32_adam_step, f32_fused, float)
ADAM(f64_adam_step, f64_fused, double)
