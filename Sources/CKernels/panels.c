#include "panels.h"
#include "blocks.h"
#include "vector.h"

#pragma clang fp contract(fast)

size_t f32_packed_count(size_t depth, size_t columns) {
    return (columns + PANEL_WIDTH - 1) / PANEL_WIDTH * PANEL_WIDTH * depth;
}

KERNEL void f32_pack(float *packed, const float *weight, size_t depth, size_t columns, size_t depth_stride,
                     size_t column_stride) {
    for (size_t n = 0; n < columns; n += PANEL_WIDTH) {
        size_t width = columns - n < PANEL_WIDTH ? columns - n : PANEL_WIDTH;
        for (size_t k = 0; k < depth; k++, packed += PANEL_WIDTH) {
            const float *source = weight + k * depth_stride + n * column_stride;
            for (size_t c = 0; c < width; c++) packed[c] = source[c * column_stride];
            for (size_t c = width; c < PANEL_WIDTH; c++) packed[c] = 0;
        }
    }
}

/// The tile sums of x[rows, depth] * panel[depth, 16]; `rows` is a constant after inlining.
INLINE void multiply_tile(floats sums[][2], const float *x, size_t x_stride, const float *panel, size_t depth,
                          const int rows) {
    floats local[6][2];
    for (int i = 0; i < rows; i++) local[i][0] = splat(0), local[i][1] = splat(0);
    for (size_t k = 0; k < depth; k++) {
        floats w0 = load_lanes(panel + k * PANEL_WIDTH), w1 = load_lanes(panel + k * PANEL_WIDTH + 8);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            floats v = splat(x[(size_t)i * x_stride + k]);
            local[i][0] += v * w0;
            local[i][1] += v * w1;
        }
    }
    for (int i = 0; i < rows; i++) sums[i][0] = local[i][0], sums[i][1] = local[i][1];
}

INLINE void multiply_rows(floats sums[][2], const float *x, size_t x_stride, const float *panel, size_t depth,
                          size_t rows) {
    switch (rows) {
    case 1: multiply_tile(sums, x, x_stride, panel, depth, 1); break;
    case 2: multiply_tile(sums, x, x_stride, panel, depth, 2); break;
    case 3: multiply_tile(sums, x, x_stride, panel, depth, 3); break;
    case 4: multiply_tile(sums, x, x_stride, panel, depth, 4); break;
    case 5: multiply_tile(sums, x, x_stride, panel, depth, 5); break;
    default: multiply_tile(sums, x, x_stride, panel, depth, 6); break;
    }
}

INLINE void load_sums(floats sums[2], const float *p, size_t width) {
    if (width == PANEL_WIDTH) {
        sums[0] = load_lanes(p), sums[1] = load_lanes(p + 8);
        return;
    }
    sums[0] = load_partial_lanes(p, width < 8 ? width : 8, 0.0f);
    sums[1] = width > 8 ? load_partial_lanes(p + 8, width - 8, 0.0f) : splat(0);
}

INLINE void store_sums(float *p, const floats sums[2], size_t width) {
    if (width == PANEL_WIDTH) {
        store_lanes(p, sums[0]), store_lanes(p + 8, sums[1]);
        return;
    }
    store_partial_lanes(p, sums[0], width < 8 ? width : 8);
    if (width > 8) store_partial_lanes(p + 8, sums[1], width - 8);
}

KERNEL void f32_packed_product(float *out, size_t out_stride, const float *x, size_t x_stride, const float *packed,
                               const float *bias, size_t rows, size_t depth, size_t columns, size_t from, size_t to) {
    for (size_t p = from; p < to; p++) {
        const float *panel = packed + p * PANEL_WIDTH * depth;
        size_t n = p * PANEL_WIDTH;
        size_t width = columns - n < PANEL_WIDTH ? columns - n : PANEL_WIDTH;
        size_t k = 0;
        do {
            size_t block = depth_from(k, depth);
            for (size_t i = 0; i < rows; i += 6) {
                size_t height = rows - i < 6 ? rows - i : 6;
                floats sums[6][2], before[2];
                multiply_rows(sums, x + i * x_stride + k, x_stride, panel + k * PANEL_WIDTH, block, height);
                for (size_t j = 0; j < height; j++) {
                    float *line = out + (i + j) * out_stride + n;
                    if (k > 0 || bias) {
                        load_sums(before, k > 0 ? line : bias + n, width);
                        sums[j][0] += before[0], sums[j][1] += before[1];
                    }
                    store_sums(line, sums[j], width);
                }
            }
            k += block;
        } while (k < depth);
    }
}

KERNEL void f32_row_times_transposed(float *out, const float *x, const float *weight, size_t stride, const float *bias,
                                     size_t depth, size_t columns) {
    size_t n = 0;
    for (; n + 4 <= columns; n += 4) {
        floats sums[4] = {splat(0), splat(0), splat(0), splat(0)};
        size_t k = 0;
        for (; k + 8 <= depth; k += 8) {
            floats v = load_lanes(x + k);
            for (size_t j = 0; j < 4; j++) sums[j] += v * load_lanes(weight + (n + j) * stride + k);
        }
        for (size_t j = 0; j < 4; j++) {
            float sum = sum_lanes(sums[j]);
            for (size_t r = k; r < depth; r++) sum += x[r] * weight[(n + j) * stride + r];
            out[n + j] = bias ? sum + bias[n + j] : sum;
        }
    }
    for (; n < columns; n++) {
        float sum = 0;
        floats sums = splat(0);
        size_t k = 0;
        for (; k + 8 <= depth; k += 8) sums += load_lanes(x + k) * load_lanes(weight + n * stride + k);
        for (; k < depth; k++) sum += x[k] * weight[n * stride + k];
        sum += sum_lanes(sums);
        out[n] = bias ? sum + bias[n] : sum;
    }
}

KERNEL void f32_row_times(float *out, const float *x, const float *weight, size_t stride, const float *bias,
                          size_t depth, size_t columns) {
    // 1024 columns of sums stay in the first-level cache while the weight streams by, four rows at a time.
    for (size_t from = 0; from < columns; from += 1024) {
        size_t width = columns - from < 1024 ? columns - from : 1024;
        float *restrict sums = out + from;
        const float *w = weight + from;
        for (size_t c = 0; c < width; c++) sums[c] = bias ? bias[from + c] : 0.0f;
        size_t k = 0;
        for (; k + 4 <= depth; k += 4, w += 4 * stride)
            for (size_t c = 0; c < width; c++)
                sums[c] += (x[k] * w[c] + x[k + 1] * w[stride + c])
                    + (x[k + 2] * w[2 * stride + c] + x[k + 3] * w[3 * stride + c]);
        for (; k < depth; k++, w += stride)
            for (size_t c = 0; c < width; c++) sums[c] += x[k] * w[c];
    }
}

KERNEL void f32_tiny_product(float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b,
                             ptrdiff_t b_row, ptrdiff_t b_column, size_t rows, size_t depth, size_t columns) {
    for (size_t i = 0; i < rows; i++, a += a_row, out += columns) {
        size_t j = 0;
        for (; b_column == 1 && j + 8 <= columns; j += 8) {
            floats sums = splat(0);
            for (size_t k = 0; k < depth; k++)
                sums += splat(a[(ptrdiff_t)k * a_column]) * load_lanes(b + (ptrdiff_t)k * b_row + j);
            store_lanes(out + j, sums);
        }
        for (; j < columns; j++) {
            const float *column = b + (ptrdiff_t)j * b_column;
            float sum = 0;
            for (size_t k = 0; k < depth; k++) sum += a[(ptrdiff_t)k * a_column] * column[(ptrdiff_t)k * b_row];
            out[j] = sum;
        }
    }
}
