/// Steps of optimizers that compute several numbers for each element.
#ifndef CKERNELS_OPTIMIZERS_H
#define CKERNELS_OPTIMIZERS_H

#include <stddef.h>

/// The numbers of a step of Adam that are the same for all elements.
typedef struct {
    double shrink;      // factor of the parameter before the step
    double pull;        // share of the parameter that is added to its gradient
    double sign;        // -1 to climb
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
