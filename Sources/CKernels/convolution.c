#include "convolution.h"
#include "blocks.h"
#include "vector.h"

#pragma clang fp contract(fast)

#define WIDTH 16  // places of a tile, one after the other in the padded image

/// The elements along one dimension that windows see, with the padding.
static size_t extent(const Window *w) { return (w->outputs - 1) * w->stride + (w->kernel - 1) * w->dilation + 1; }

/// Places that are computed one after the other: those of a row of the output, or of a plane with the ends of the padded
/// rows between them, which belong to no output.
typedef struct {
    size_t row, plane;      // elements of a padded row and a padded plane
    size_t length, rows;    // places of a run, and the rows of the output in it
    size_t tiles;           // of one run
} Runs;

static Runs runs_of(const Window w[3]) {
    Runs runs = {.row = extent(&w[2])};
    runs.plane = runs.row * extent(&w[1]);
    size_t single = (w[2].outputs + WIDTH - 1) / WIDTH;
    size_t length = (w[1].outputs - 1) * runs.row + w[2].outputs, joined = (length + WIDTH - 1) / WIDTH;
    int joins = w[1].stride == 1 && joined < w[1].outputs * single;
    runs.length = joins ? length : w[2].outputs;
    runs.rows = joins ? w[1].outputs : 1;
    runs.tiles = joins ? joined : single;
    return runs;
}

size_t f32_padded_count(const Window windows[3]) {
    return extent(&windows[0]) * extent(&windows[1]) * extent(&windows[2]);
}

size_t f32_convolution_tiles(const Window windows[3]) {
    Runs runs = runs_of(windows);
    return windows[0].outputs * (windows[1].outputs / runs.rows) * runs.tiles;
}

/// The elements of the input that windows see along one dimension.
static size_t seen(const Window *w) {
    size_t reach = extent(w);
    if (reach <= w->padding) return 0;
    return reach - w->padding < w->size ? reach - w->padding : w->size;
}

void f32_pad(float *padded, const float *image, const Window w[3], size_t channels) {
    size_t row = extent(&w[2]), rows = extent(&w[1]), planes = extent(&w[0]);
    size_t width = seen(&w[2]), height = seen(&w[1]), depth = seen(&w[0]);
    size_t front = width ? w[2].padding : row;
    for (size_t c = 0; c < channels; c++, image += w[0].size * w[1].size * w[2].size)
        for (size_t z = 0; z < planes; z++)
            for (size_t y = 0; y < rows; y++, padded += row) {
                int sees = z >= w[0].padding && z - w[0].padding < depth && y >= w[1].padding && y - w[1].padding < height;
                if (!sees) {
                    memset(padded, 0, row * sizeof *padded);
                    continue;
                }
                memset(padded, 0, front * sizeof *padded);
                memcpy(padded + front, image + ((z - w[0].padding) * w[1].size + (y - w[1].padding)) * w[2].size,
                       width * sizeof *padded);
                memset(padded + front + width, 0, (row - front - width) * sizeof *padded);
            }
}

/// Where the products from `k` on read, counted from the place of the output.
static void find_offsets(size_t *offsets, const Window w[3], const Runs *runs, size_t k, size_t count) {
    size_t window = w[0].kernel * w[1].kernel * w[2].kernel, channel = runs->plane * extent(&w[0]);
    for (size_t i = 0; i < count; i++, k++) {
        size_t place = k % window;
        offsets[i] = k / window * channel + place % w[2].kernel * w[2].dilation
            + place / w[2].kernel % w[1].kernel * w[1].dilation * runs->row
            + place / (w[2].kernel * w[1].kernel) * w[0].dilation * runs->plane;
    }
}

/// Up to 6 filters at 16 places; `filters` is a constant after inlining.
INLINE void sum_products(float sums[TILE_ROWS][WIDTH], const float *image, const size_t *offsets, const float *weight,
                         size_t stride, size_t depth, const int filters) {
    floats s[TILE_ROWS][2];
#pragma clang loop unroll(full)
    for (int f = 0; f < filters; f++) s[f][0] = load_lanes(sums[f]), s[f][1] = load_lanes(sums[f] + 8);
#pragma clang loop unroll_count(2)
    for (size_t k = 0; k < depth; k++) {
        const float *x = image + offsets[k];
        floats x0 = load_lanes(x), x1 = load_lanes(x + 8);
#pragma clang loop unroll(full)
        for (int f = 0; f < filters; f++) {
            floats v = splat(weight[(size_t)f * stride + k]);
            s[f][0] += v * x0;
            s[f][1] += v * x1;
        }
    }
#pragma clang loop unroll(full)
    for (int f = 0; f < filters; f++) store_lanes(sums[f], s[f][0]), store_lanes(sums[f] + 8, s[f][1]);
}

/// Copies the numbers of a tile that belong to the output to it, or from it.
INLINE void move_places(float *line, float *out, const Runs *runs, size_t width, size_t place, size_t count, int reads) {
    for (size_t i = 0; i < count;) {
        size_t y = (place + i) / runs->row, x = (place + i) % runs->row;
        if (runs->rows == 1) y = 0, x = place + i;
        if (x >= width) {
            i += runs->row - x;
            continue;
        }
        size_t length = width - x < count - i ? width - x : count - i;
        float *at = out + y * width + x;
        if (reads)
            memcpy(line + i, at, length * sizeof *line);
        else
            memcpy(at, line + i, length * sizeof *line);
        i += length;
    }
}

KERNEL static void convolve_tile(float *out, size_t distance, const float *image, const size_t *offsets,
                                 const float *weight, size_t stride, const float *bias, size_t filters, size_t depth,
                                 const Runs *runs, size_t width, size_t place, int adds) {
    size_t count = runs->length - place < WIDTH ? runs->length - place : WIDTH, height;
    float sums[TILE_ROWS][WIDTH];
    for (size_t f = 0; f < filters; f += height, weight += height * stride) {
        height = tile_rows(filters - f);
        for (size_t i = 0; i < height; i++) {
            floats start = splat(bias && !adds ? bias[f + i] : 0.0f);
            store_lanes(sums[i], start), store_lanes(sums[i] + 8, start);
            if (adds) move_places(sums[i], out + (f + i) * distance, runs, width, place, count, 1);
        }
#define TILE(height) sum_products(sums, image, offsets, weight, stride, depth, height)
        switch (height) {
        case 1: TILE(1); break;
        case 2: TILE(2); break;
        case 3: TILE(3); break;
        case 4: TILE(4); break;
        case 5: TILE(5); break;
        default: TILE(6); break;
        }
#undef TILE
        for (size_t i = 0; i < height; i++)
            move_places(sums[i], out + (f + i) * distance, runs, width, place, count, 0);
    }
}

void f32_convolve(float *out, const float *padded, const float *weight, const float *bias, const Window w[3],
                  size_t channels, size_t filters, size_t from, size_t to) {
    Runs runs = runs_of(w);
    size_t depth = channels * w[0].kernel * w[1].kernel * w[2].kernel, offsets[DEPTH_BLOCK], block;
    size_t columns = w[2].outputs, lines = w[1].outputs, places = w[0].outputs * lines * columns;
    for (size_t k = 0; k < depth; k += block) {
        block = depth_from(k, depth);
        find_offsets(offsets, w, &runs, k, block);
        for (size_t tile = from; tile < to; tile++) {
            size_t run = tile / runs.tiles, place = tile % runs.tiles * WIDTH, line = run * runs.rows;
            const float *image = padded + line / lines * w[0].stride * runs.plane
                + line % lines * w[1].stride * runs.row + place;
            convolve_tile(out + line * columns, places, image, offsets, weight + k, depth, bias, filters, block, &runs,
                          columns, place, k > 0);
        }
    }
}
