/// Convolutions whose windows move by one element along the last dimension: every product reads the padded image where it
/// lies, so that no patches are copied.
#ifndef CKERNELS_CONVOLUTION_H
#define CKERNELS_CONVOLUTION_H

#include <stddef.h>

#include "patches.h"

/// The floats that a padded channel takes.
size_t f32_padded_count(const Window windows[3]);

/// Surrounds channels of an image with the zeros that windows see; what no window sees is left out.
void f32_pad(float *padded, const float *image, const Window windows[3], size_t channels);

/// Into how many tiles of at most 16 places the output of one filter is cut.
size_t f32_convolution_tiles(const Window windows[3]);

/// out[filter, place] = bias[filter] + sum of weight[filter, channel, offset] * image[channel, place + offset], for the tiles
/// [from, to); `bias` may be NULL. 16 floats behind the last channel must be readable.
void f32_convolve(float *out, const float *padded, const float *weight, const float *bias, const Window windows[3],
                  size_t channels, size_t filters, size_t from, size_t to);

#endif
