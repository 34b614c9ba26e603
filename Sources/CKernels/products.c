#include "products.h"
#include "blocks.h"
#include "vector.h"

#pragma clang fp contract(fast)

#define WIDTH 16             // columns of a panel
#define ROW_BLOCK 192        // rows of this depth take 144 KB of the second-level cache
#define COLUMN_BLOCK 1024    // panels that are arranged at a time
#define NEAR_STRIDE 512      // rows that lie at most this far apart are read where they are

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
static size_t rounded_up(size_t count, size_t unit) { return (count + unit - 1) / unit * unit; }

int f32_product_is_fast(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && !__builtin_cpu_supports("avx512f");
#else
    return 0;
#endif
}

/// The distance of panels: a cache line more than their size, or all would fall on the same places of the cache.
static size_t panel_stride(size_t depth) { return (depth + 1) * WIDTH; }

static size_t panels_size(size_t depth, size_t columns) {
    return rounded_up(smaller(columns, COLUMN_BLOCK), WIDTH) / WIDTH * panel_stride(smaller(depth, DEPTH_BLOCK));
}

size_t f32_product_workspace(size_t rows, size_t depth, size_t columns) {
    return panels_size(depth, columns)
        + rounded_up(smaller(rows, ROW_BLOCK), TILE_ROWS) * smaller(depth, DEPTH_BLOCK);
}

INLINE void transpose_8(floats v[8]) {
    floats t[8];
    for (int i = 0; i < 8; i += 2) {
        t[i] = __builtin_shufflevector(v[i], v[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        t[i + 1] = __builtin_shufflevector(v[i], v[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = i; j < i + 2; j++) {
            v[j] = __builtin_shufflevector(t[j], t[j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            v[j + 2] = __builtin_shufflevector(t[j], t[j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (int j = 0; j < 4; j++) {
        t[j] = __builtin_shufflevector(v[j], v[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        t[j + 4] = __builtin_shufflevector(v[j], v[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
    memcpy(v, t, sizeof t);
}

/// Arranges [depth, columns] as panels [depth][16]; the columns that the last panel lacks repeat or are zero.
KERNEL static void arrange_panels(float *packed, const float *from, size_t stride, size_t depth, size_t columns) {
    for (size_t k = 0; k < depth; k++, from += stride) {
        float *to = packed + k * WIDTH;
        size_t n = 0;
        for (; n + WIDTH <= columns; n += WIDTH, to += panel_stride(depth)) {
            store_lanes(to, load_lanes(from + n));
            store_lanes(to + 8, load_lanes(from + n + 8));
        }
        for (size_t c = 0; n < columns && c < WIDTH; c++) to[c] = n + c < columns ? from[n + c] : 0.0f;
    }
}

/// The same of a transposed matrix, whose columns lie in one piece.
KERNEL static void arrange_transposed_panels(float *packed, const float *from, size_t stride, size_t depth,
                                             size_t columns) {
    for (size_t n = 0; n < rounded_up(columns, WIDTH); n += 8) {
        float *to = packed + n / WIDTH * panel_stride(depth) + n % WIDTH;
        const float *column[8];
        for (size_t c = 0; c < 8; c++) column[c] = from + smaller(n + c, columns - 1) * stride;
        size_t k = 0;
        for (; k + 8 <= depth; k += 8) {
            floats v[8];
            for (size_t c = 0; c < 8; c++) v[c] = load_lanes(column[c] + k);
            transpose_8(v);
            for (size_t r = 0; r < 8; r++) store_lanes(to + (k + r) * WIDTH, v[r]);
        }
        for (; k < depth; k++)
            for (size_t c = 0; c < 8; c++) to[k * WIDTH + c] = column[c][k];
    }
}

/// Rows next to one another: those of a large matrix fall on the same places of the cache.
static void arrange_rows(float *packed, const float *from, size_t stride, size_t rows, size_t depth) {
    for (size_t i = 0; i < rows; i++) memcpy(packed + i * depth, from + i * stride, depth * sizeof(float));
}

/// Up to 6 numbers, without a call.
INLINE void copy_few(float *to, const float *from, size_t count) {
    if (count >= 4) {
        memcpy(to, from, 4 * sizeof(float));
        memcpy(to + count - 4, from + count - 4, 4 * sizeof(float));
    } else {
        to[0] = from[0];
        if (count > 1) to[1] = from[1], to[count - 1] = from[count - 1];
    }
}

/// Rows of a transposed matrix, in groups [depth][6] of up to 6 rows.
KERNEL static void arrange_transposed_rows(float *packed, const float *from, size_t stride, size_t rows,
                                           size_t depth) {
    for (size_t k = 0; k < depth; k++, from += stride) {
        float *to = packed + k * TILE_ROWS;
        size_t i = 0;
        for (; i + 2 * TILE_ROWS <= rows; i += TILE_ROWS, to += depth * TILE_ROWS)
            memcpy(to, from + i, TILE_ROWS * sizeof(float));
        for (size_t height; i < rows; i += height, to += depth * TILE_ROWS) {
            height = tile_rows(rows - i);
            copy_few(to, from + i, height);
        }
    }
}

/// Up to 6 rows times one panel: row i has its number for the next product at x[i * row], and `step` numbers further the
/// one for the product after that. `rows`, `row` or `step` are constants after inlining.
INLINE void multiply_tile(float *out, size_t stride, const float *x, size_t row, size_t step, const float *panel,
                          size_t depth, size_t width, int adds, const int rows) {
    floats sums[TILE_ROWS][2];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) sums[i][0] = splat(0), sums[i][1] = splat(0);
#pragma clang loop unroll_count(4)
    for (size_t k = 0; k < depth; k++, x += step, panel += WIDTH) {
        floats w0 = load_lanes(panel), w1 = load_lanes(panel + 8);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            floats v = splat(x[(size_t)i * row]);
            sums[i][0] += v * w0;
            sums[i][1] += v * w1;
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++, out += stride) {
        if (width == WIDTH) {
            if (adds) sums[i][0] += load_lanes(out), sums[i][1] += load_lanes(out + 8);
            store_lanes(out, sums[i][0]);
            store_lanes(out + 8, sums[i][1]);
        } else {
            float line[WIDTH];
            store_lanes(line, sums[i][0]);
            store_lanes(line + 8, sums[i][1]);
            for (size_t c = 0; c < width; c++) out[c] = adds ? out[c] + line[c] : line[c];
        }
    }
}

INLINE void multiply_block(float *out, size_t stride, const float *x, size_t row, size_t step, const float *panels,
                           size_t rows, size_t depth, size_t columns, int adds) {
    for (size_t n = 0; n < columns; n += WIDTH, panels += panel_stride(depth)) {
        size_t width = smaller(columns - n, WIDTH), height;
        const float *from = x;
        for (size_t i = 0; i < rows; i += height, from += step == 1 ? height * row : TILE_ROWS * depth) {
            float *to = out + i * stride + n;
            height = tile_rows(rows - i);
#define TILE(height) multiply_tile(to, stride, from, row, step, panels, depth, width, adds, height)
            switch (height) {
            case 1: TILE(1); break;
            case 2: TILE(2); break;
            case 3: TILE(3); break;
            case 4: TILE(4); break;
            case 5: TILE(5); break;
            default: TILE(6); break;
            }
#undef TILE
        }
    }
}

KERNEL static void multiply_rows(float *out, size_t stride, const float *x, size_t row, const float *panels,
                                 size_t rows, size_t depth, size_t columns, int adds) {
    multiply_block(out, stride, x, row, 1, panels, rows, depth, columns, adds);
}

KERNEL static void multiply_transposed_rows(float *out, size_t stride, const float *x, const float *panels,
                                            size_t rows, size_t depth, size_t columns, int adds) {
    multiply_block(out, stride, x, 1, TILE_ROWS, panels, rows, depth, columns, adds);
}

/// All rows of the left factor, from one product on, times arranged panels.
static void multiply_panels(float *out, size_t stride, ProductFactor left, size_t k, const float *panels, size_t rows,
                            size_t depth, size_t columns, int adds, float *arranged) {
    for (size_t i = 0; i < rows; i += ROW_BLOCK) {
        size_t height = smaller(rows - i, ROW_BLOCK);
        float *to = out + i * stride;
        if (left.transposed) {
            arrange_transposed_rows(arranged, left.start + k * left.stride + i, left.stride, height, depth);
            multiply_transposed_rows(to, stride, arranged, panels, height, depth, columns, adds);
            continue;
        }
        const float *x = left.start + i * left.stride + k;
        size_t row = left.stride;
        if (row > NEAR_STRIDE && columns > 4 * WIDTH) {
            arrange_rows(arranged, x, row, height, depth);
            x = arranged, row = depth;
        }
        multiply_rows(to, stride, x, row, panels, height, depth, columns, adds);
    }
}

void f32_product(float *out, size_t stride, ProductFactor left, ProductFactor right, size_t rows, size_t depth,
                 size_t columns, int adds, float *workspace) {
    float *arranged = workspace + panels_size(depth, columns);
    for (size_t n = 0; n < columns; n += COLUMN_BLOCK) {
        size_t width = smaller(columns - n, COLUMN_BLOCK), block;
        for (size_t k = 0; k < depth; k += block) {
            block = depth_from(k, depth);
            if (right.transposed)
                arrange_transposed_panels(workspace, right.start + n * right.stride + k, right.stride, block, width);
            else
                arrange_panels(workspace, right.start + k * right.stride + n, right.stride, block, width);
            multiply_panels(out + n, stride, left, k, workspace, rows, block, width, adds || k > 0, arranged);
        }
    }
}
