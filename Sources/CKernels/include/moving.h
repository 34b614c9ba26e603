/// Elements copied from place to place, chosen by masks and by indices. They are moved by size, whatever they mean.
#ifndef CKERNELS_MOVING_H
#define CKERNELS_MOVING_H

#include <stddef.h>
#include <stdint.h>

/// Copies `rows` runs of `count` bytes; the strides are the distances of runs in bytes.
void bytes_copy_rows(void *out, size_t out_stride, const void *x, size_t x_stride, size_t rows, size_t count);

/// out[c * out_stride + r] = x[r * x_stride + c] for a block of rows and columns.
void words4_transpose(uint32_t *out, size_t out_stride, const uint32_t *x, size_t x_stride, size_t rows, size_t columns);
void words8_transpose(uint64_t *out, size_t out_stride, const uint64_t *x, size_t x_stride, size_t rows, size_t columns);

/// out[i] = mask[i] ? a[i * a_step] : b[i * b_step]; a step is 1, or 0 for a single element.
void words4_choose(uint32_t *out, const uint8_t *mask, const uint32_t *a, size_t a_step, const uint32_t *b,
                   size_t b_step, size_t count);
void words8_choose(uint64_t *out, const uint8_t *mask, const uint64_t *a, size_t a_step, const uint64_t *b,
                   size_t b_step, size_t count);

/// A dimension of `size` elements, each a block of `inner` words, before it any number of lines, and an index of
/// `count` blocks for each line: out[line, j, i] = x[line, index[line, j, i], i] for the blocks [from, to) of all lines.
///
/// The result is the first place of an index that is out of range, or -1.
int64_t words4_gather(uint32_t *out, const uint32_t *x, const int64_t *index, size_t size, size_t count, size_t inner,
                      size_t from, size_t to);
int64_t words8_gather(uint64_t *out, const uint64_t *x, const int64_t *index, size_t size, size_t count, size_t inner,
                      size_t from, size_t to);

/// out[line, index[line, j, i], i] = x[line, j, i] for the lines [from, to); results as above.
int64_t words4_scatter(uint32_t *out, const uint32_t *x, const int64_t *index, size_t size, size_t count, size_t inner,
                       size_t from, size_t to);
int64_t words8_scatter(uint64_t *out, const uint64_t *x, const int64_t *index, size_t size, size_t count, size_t inner,
                       size_t from, size_t to);
/// out[line, index[line, j, i], i] += x[line, j, i].
int64_t f32_scatter_add(float *out, const float *x, const int64_t *index, size_t size, size_t count, size_t inner,
                        size_t from, size_t to);

/// out[j] = the block x[places[j]], each of `block` bytes, for j in [from, to); the caller has checked the places.
void bytes_select(void *out, const void *x, const int64_t *places, size_t block, size_t from, size_t to);

#endif
