#include "patches.h"

#include <string.h>

/// The places of one row of outputs that look inside the input: from the first to behind the last.
static void inside(const Window *w, size_t offset, size_t *first, size_t *last) {
    size_t end = w->padding + w->size;
    *first = offset < w->padding ? (w->padding - offset + w->stride - 1) / w->stride : 0;
    *last = offset < end ? (end - offset - 1) / w->stride + 1 : 0;
    if (*last > w->outputs) *last = w->outputs;
}

/// One row of outputs, of which [from, to) is wanted, for one offset in the window.
static void copy_row(float *out, const float *row, const Window *w, size_t offset, size_t from, size_t to) {
    size_t first, last;
    inside(w, offset, &first, &last);
    if (first < from) first = from;
    if (last > to) last = to;
    if (row == NULL || first >= last) {
        memset(out, 0, (to - from) * sizeof *out);
        return;
    }
    memset(out, 0, (first - from) * sizeof *out);
    const float *x = row + (first * w->stride + offset - w->padding);
    if (w->stride == 1)
        memcpy(out + (first - from), x, (last - first) * sizeof *out);
    else
        for (size_t i = first; i < last; i++, x += w->stride) out[i - from] = *x;
    memset(out + (last - from), 0, (to - last) * sizeof *out);
}

static void add_row(float *row, const float *gradient, const Window *w, size_t offset, size_t from, size_t to) {
    size_t first, last;
    inside(w, offset, &first, &last);
    if (first < from) first = from;
    if (last > to) last = to;
    if (row == NULL || first >= last) return;
    float *x = row + (first * w->stride + offset - w->padding);
    for (size_t i = first; i < last; i++, x += w->stride) *x += gradient[i - from];
}

/// Where a place of the output looks along one dimension; -1 in the padding.
static ptrdiff_t looked_at(const Window *w, size_t place, size_t offset) {
    size_t at = place * w->stride + offset;
    return at < w->padding || at >= w->padding + w->size ? -1 : (ptrdiff_t)(at - w->padding);
}

typedef void (*RowAction)(float *column, float *row, const Window *w, size_t offset, size_t from, size_t to);

static void read_row(float *column, float *row, const Window *w, size_t offset, size_t from, size_t to) {
    copy_row(column, row, w, offset, from, to);
}

static void write_row(float *column, float *row, const Window *w, size_t offset, size_t from, size_t to) {
    add_row(row, column, w, offset, from, to);
}

/// Walks over every run of the patches that lies in one row of outputs.
static void walk(float *columns, float *image, const Window w[3], size_t channels, size_t from, size_t to,
                 RowAction act) {
    size_t plane = w[1].size * w[2].size, width = w[2].outputs;
    for (size_t c = 0; c < channels; c++)
        for (size_t a = 0; a < w[0].kernel; a++)
            for (size_t b = 0; b < w[1].kernel; b++)
                for (size_t k = 0; k < w[2].kernel; k++)
                    for (size_t place = from; place < to;) {
                        size_t line = place / width, start = place % width;
                        size_t end = to - place < width - start ? start + (to - place) : width;
                        ptrdiff_t z = looked_at(&w[0], line / w[1].outputs, a * w[0].dilation);
                        ptrdiff_t y = looked_at(&w[1], line % w[1].outputs, b * w[1].dilation);
                        float *row = z < 0 || y < 0
                                         ? NULL
                                         : image + (c * w[0].size + (size_t)z) * plane + (size_t)y * w[2].size;
                        act(columns, row, &w[2], k * w[2].dilation, start, end);
                        columns += end - start;
                        place += end - start;
                    }
}

void f32_patches(float *out, const float *image, const Window windows[3], size_t channels, size_t from, size_t to) {
    walk(out, (float *)image, windows, channels, from, to, read_row);
}

void f32_add_patches(float *image, const float *patches, const Window windows[3], size_t channels, size_t from,
                     size_t to) {
    walk((float *)patches, image, windows, channels, from, to, write_row);
}
