/// Products of matrices, rounded as PyTorch's are on processors with AVX2.
///
/// A sum runs through its products in order, with one rounding for each. Beyond 192 of them it is a sum of such sums:
/// of two equal ones up to 384 products, of sums of 192 products above.
#ifndef CKERNELS_PRODUCTS_H
#define CKERNELS_PRODUCTS_H

#include <stddef.h>

/// Numbers in rows at a distance of `stride`; when transposed, the rows in memory are the columns of the matrix.
typedef struct {
    const float *start;
    size_t stride;
    int transposed;
} ProductFactor;

/// Whether `f32_product` is the fastest way on this processor: AVX2 and FMA, and no wider vectors.
int f32_product_is_fast(void);

/// The floats of memory that a product needs for its arranged blocks.
size_t f32_product_workspace(size_t rows, size_t depth, size_t columns);

/// out[i, j] = sum over k of left[i, k] * right[k, j], added to what `out` holds when `adds` is not 0.
///
/// `out` has rows at a distance of `stride`.
void f32_product(float *out, size_t stride, ProductFactor left, ProductFactor right, size_t rows, size_t depth,
                 size_t columns, int adds, float *workspace);

#endif
