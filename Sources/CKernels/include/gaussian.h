/// The block-of-16 Box-Muller transform with which PyTorch fills large normal tensors.
#ifndef CKERNELS_GAUSSIAN_H
#define CKERNELS_GAUSSIAN_H

/// Turns 16 uniform numbers of [0, 1) into 16 normal ones, in place: pairs (j, j + 8) give a radius and an angle.
void f32_gaussian_block(float *block, float mean, float deviation);

#endif
