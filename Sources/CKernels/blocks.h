/// How products are cut: their sums as in PyTorch on processors with AVX2, and their outputs as the registers allow. Private to
/// this target.
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

/// Rows of a tile of outputs, of 16 columns each: 12 registers of sums, 2 of factors, 1 of the row's number.
#define TILE_ROWS 6

/// The rows that are multiplied together when so many are left: the last ones in two like groups, since a row or two alone
/// would wait for each sum.
static inline size_t tile_rows(size_t rest) {
    return rest <= TILE_ROWS ? rest : rest < 2 * TILE_ROWS ? (rest + 1) / 2 : TILE_ROWS;
}

#endif
