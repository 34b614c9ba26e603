/// Where the long sums of matrix products are cut, as in PyTorch on processors with AVX2. Private to this target.
#ifndef CKERNELS_BLOCKS_H
#define CKERNELS_BLOCKS_H

#include <stddef.h>

/// Products that are summed in order at most; a panel of 16 columns then takes 12 KB of the first-level cache.
#define DEPTH_BLOCK 192

/// How many products are summed in order from the product `k` on, which begins such a sum.
static inline size_t depth_from(size_t k, size_t depth) {
    size_t rest = depth - k;
    if (depth > DEPTH_BLOCK && depth < 2 * DEPTH_BLOCK) return k == 0 ? (depth + 1) / 2 : rest;
    return rest < DEPTH_BLOCK ? rest : DEPTH_BLOCK;
}

#endif
