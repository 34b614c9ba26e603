/// The arithmetic of optimizers: one step for each element, with the numbers that are the same for all.
///
/// In all of them `sign` is -1 to climb, and `decay` the share of the parameter that is added to its gradient.
#ifndef CKERNELS_OPTIMIZERS_H
#define CKERNELS_OPTIMIZERS_H

#include <stddef.h>

typedef struct {
    double rate;
    double decay;
    double sign;
    double momentum;
    double share;     // of the gradient in the velocity
    int looks_ahead;  // Nesterov's variant
} DescentStep;

/// parameter -= rate * velocity, which takes the gradient in; without a velocity (NULL) it is the gradient.
void f32_descent_step(float *parameter, const float *gradient, float *velocity, DescentStep step, size_t count);
void f64_descent_step(double *parameter, const double *gradient, double *velocity, DescentStep step, size_t count);

typedef struct {
    double rate;
    double decay;
    double sign;
    double keep;  // share that the running means keep
    double take;  // share of the new number in them
    double epsilon;
    double momentum;
} RootMeanSquareStep;

/// parameter -= rate * gradient / (sqrt(square - mean^2) + epsilon), by way of a velocity if there is one.
///
/// `velocity` and `mean` may be NULL.
void f32_root_mean_square_step(float *parameter, const float *gradient, float *square, float *velocity, float *mean,
                               RootMeanSquareStep step, size_t count);
void f64_root_mean_square_step(double *parameter, const double *gradient, double *square, double *velocity,
                               double *mean, RootMeanSquareStep step, size_t count);

typedef struct {
    double rate;
    double decay;
    double sign;
    double epsilon;
} AccumulatedSquareStep;

/// parameter -= rate * gradient / (sqrt(sum) + epsilon), after the sum took the squared gradient.
void f32_accumulated_square_step(float *parameter, const float *gradient, float *sum, AccumulatedSquareStep step,
                                 size_t count);
void f64_accumulated_square_step(double *parameter, const double *gradient, double *sum, AccumulatedSquareStep step,
                                 size_t count);

typedef struct {
    double shrink;  // factor of the parameter before the step
    double decay;
    double sign;
    double weight1;     // share of the gradient in the running mean
    double keep2;       // share that the running mean of squares keeps
    double weight2;     // share of the squared gradient in it
    double size;        // of the step
    double correction;  // root of the sum of the weights that the mean of squares has taken
    double epsilon;
} AdamStep;

/// parameter -= size * mean / (sqrt(square) / correction + epsilon), after both running means took the gradient.
///
/// `largest` keeps the largest mean of squares, which then takes the place of `square`; it may be NULL.
void f32_adam_step(float *parameter, const float *gradient, float *mean, float *square, float *largest, AdamStep step,
                   size_t count);
void f64_adam_step(double *parameter, const double *gradient, double *mean, double *square, double *largest,
                   AdamStep step, size_t count);

#endif
