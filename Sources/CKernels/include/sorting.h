/// Sorting of lines. An element is packed with its place, so that equal elements keep their order; nan is the largest.
#ifndef CKERNELS_SORTING_H
#define CKERNELS_SORTING_H

#include <stddef.h>
#include <stdint.h>

/// packed[i] = the order of x[i] in the upper half, first + i in the lower half; reversed for a descending order.
void f32_pack_order(uint64_t *packed, const float *x, uint32_t first, size_t count, int descending);
/// Sorts packed elements; `spare` has the same size, and receives the result when it is returned.
uint64_t *packed_sort(uint64_t *packed, uint64_t *spare, size_t count);
/// How many of the `rank` smallest elements of two sorted lists come from the first.
size_t packed_split(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count, size_t rank);
/// Merges two sorted lists.
void packed_merge(uint64_t *out, const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);
/// The places of packed elements, and the elements themselves, which are those of the line `x`; each may be NULL.
void f32_unpack_order(float *values, int64_t *places, const uint64_t *packed, const float *x, size_t count,
                      int descending);

/// An element of any 64-bit type with its place.
typedef struct {
    uint64_t key;
    uint64_t place;
} SortPair;

void i64_pair_order(SortPair *pairs, const int64_t *x, size_t count, int descending);
void f64_pair_order(SortPair *pairs, const double *x, size_t count, int descending);
/// As `packed_sort`.
SortPair *pair_sort(SortPair *pairs, SortPair *spare, size_t count);

#endif
