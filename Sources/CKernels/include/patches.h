/// The pieces of an image that a convolution looks at, laid out as a matrix, and their sum back into an image.
#ifndef CKERNELS_PATCHES_H
#define CKERNELS_PATCHES_H

#include <stddef.h>

/// How a window moves along one dimension of the input; `stride` and `dilation` are at least 1.
typedef struct {
    size_t size;
    size_t kernel;
    size_t stride;
    size_t padding;
    size_t dilation;
    size_t outputs;
} Window;

/// out[(channel, offset in the window), place - from] for the places [from, to) of the output; 0 in the padding.
///
/// The image is [channels, size 0, size 1, size 2]; with fewer dimensions the first windows have size 1.
void f32_patches(float *out, const float *image, const Window windows[3], size_t channels, size_t from, size_t to);
/// Adds patches, laid out as above, to the elements of the image that they were taken from.
void f32_add_patches(float *image, const float *patches, const Window windows[3], size_t channels, size_t from,
                     size_t to);

#endif
