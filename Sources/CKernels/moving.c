#include "moving.h"
#include "vector.h"

void bytes_copy_rows(void *out, size_t out_stride, const void *x, size_t x_stride, size_t rows, size_t count) {
    char *to = out;
    const char *from = x;
    for (size_t r = 0; r < rows; r++, to += out_stride, from += x_stride) memcpy(to, from, count);
}

/// Transposes 8 x 8 numbers in registers.
INLINE void transpose_square(float *out, size_t out_stride, const float *x, size_t x_stride) {
    floats r[8], s[8];
    for (int i = 0; i < 8; i++) r[i] = load_lanes(x + (size_t)i * x_stride);
    for (int i = 0; i < 8; i += 2) {
        s[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        s[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; j++) {
            r[i + j] = __builtin_shufflevector(s[i + j], s[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            r[i + j + 2] = __builtin_shufflevector(s[i + j], s[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (int i = 0; i < 4; i++) {
        store_lanes(out + (size_t)i * out_stride, __builtin_shufflevector(r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11));
        store_lanes(out + (size_t)(i + 4) * out_stride, __builtin_shufflevector(r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15));
    }
}

KERNEL void words4_transpose(uint32_t *out, size_t out_stride, const uint32_t *x, size_t x_stride, size_t rows,
                             size_t columns) {
    // A strip of 16 columns writes whole cache lines of 16 output rows, whichever side is long.
    for (size_t c = 0; c < columns; c += 16) {
        size_t width = columns - c < 16 ? columns - c : 16;
        size_t r = 0;
        for (; width == 16 && r + 8 <= rows; r += 8) {
            transpose_square((float *)out + c * out_stride + r, out_stride, (const float *)x + r * x_stride + c, x_stride);
            transpose_square((float *)out + (c + 8) * out_stride + r, out_stride,
                             (const float *)x + r * x_stride + c + 8, x_stride);
        }
        for (; r < rows; r++)
            for (size_t k = c; k < c + width; k++) out[k * out_stride + r] = x[r * x_stride + k];
    }
}

KERNEL void words8_transpose(uint64_t *out, size_t out_stride, const uint64_t *x, size_t x_stride, size_t rows,
                             size_t columns) {
    for (size_t c = 0; c < columns; c += 8)
        for (size_t r = 0; r < rows; r++)
            for (size_t k = c; k < columns && k < c + 8; k++) out[k * out_stride + r] = x[r * x_stride + k];
}

#define CHOOSE(name, type)                                                                                             \
    KERNEL void name(type *out, const uint8_t *mask, const type *a, size_t a_step, const type *b, size_t b_step,      \
                     size_t count) {                                                                                   \
        if (count == 0) return;                                                                                        \
        type first = *a, second = *b;                                                                                  \
        /* Both sides are read before the choice: a load that depends on the mask would keep the loop from vectors. */ \
        if (a_step && b_step)                                                                                          \
            for (size_t i = 0; i < count; i++) {                                                                       \
                type u = a[i], v = b[i];                                                                               \
                out[i] = mask[i] ? u : v;                                                                              \
            }                                                                                                          \
        else if (a_step)                                                                                               \
            for (size_t i = 0; i < count; i++) {                                                                       \
                type u = a[i];                                                                                         \
                out[i] = mask[i] ? u : second;                                                                         \
            }                                                                                                          \
        else if (b_step)                                                                                               \
            for (size_t i = 0; i < count; i++) {                                                                       \
                type v = b[i];                                                                                         \
                out[i] = mask[i] ? first : v;                                                                          \
            }                                                                                                          \
        else                                                                                                           \
            for (size_t i = 0; i < count; i++) out[i] = mask[i] ? first : second;                                      \
    }

CHOOSE(words4_choose, uint32_t)
CHOOSE(words8_choose, uint64_t)

#define GATHER(name, type)                                                                                             \
    int64_t name(type *out, const type *x, const int64_t *index, size_t size, size_t count, size_t inner,              \
                 size_t from, size_t to) {                                                                             \
        size_t block = from % count;                                                                                   \
        x += from / count * size * inner;                                                                              \
        for (size_t place = from * inner; place < to * inner;) {                                                       \
            size_t end = place + inner;                                                                                \
            if (inner == 1) {                                                                                          \
                end = place + (count - block) < to ? place + (count - block) : to;                                     \
                block = count - 1;                                                                                     \
            }                                                                                                          \
            for (size_t i = 0; place < end; place++, i++) {                                                            \
                uint64_t at = (uint64_t)index[place];                                                                  \
                if (at >= size) return (int64_t)place;                                                                 \
                out[place] = inner == 1 ? x[at] : x[at * inner + i];                                                   \
            }                                                                                                          \
            if (++block == count) {                                                                                    \
                block = 0;                                                                                             \
                x += size * inner;                                                                                     \
            }                                                                                                          \
        }                                                                                                              \
        return -1;                                                                                                     \
    }

GATHER(words4_gather, uint32_t)
GATHER(words8_gather, uint64_t)

#define SCATTER(name, type, assign)                                                                                    \
    int64_t name(type *out, const type *x, const int64_t *index, size_t size, size_t count, size_t inner,              \
                 size_t from, size_t to) {                                                                             \
        for (size_t line = from; line < to; line++) {                                                                  \
            type *target = out + line * size * inner;                                                                  \
            size_t place = line * count * inner, end = place + count * inner;                                          \
            /* The common case has a loop of its own: without the product and the inner loop it takes half the time. */ \
            if (inner == 1)                                                                                            \
                for (; place < end; place++) {                                                                         \
                    uint64_t at = (uint64_t)index[place];                                                              \
                    if (at >= size) return (int64_t)place;                                                             \
                    target[at] assign x[place];                                                                        \
                }                                                                                                      \
            while (place < end)                                                                                        \
                for (size_t i = 0; i < inner; i++, place++) {                                                          \
                    uint64_t at = (uint64_t)index[place];                                                              \
                    if (at >= size) return (int64_t)place;                                                             \
                    target[at * inner + i] assign x[place];                                                            \
                }                                                                                                      \
        }                                                                                                              \
        return -1;                                                                                                     \
    }

SCATTER(words4_scatter, uint32_t, =)
SCATTER(words8_scatter, uint64_t, =)
SCATTER(f32_scatter_add, float, +=)

void bytes_select(void *out, const void *x, const int64_t *places, size_t block, size_t from, size_t to) {
    char *target = (char *)out + from * block;
    for (size_t j = from; j < to; j++, target += block) memcpy(target, (const char *)x + (size_t)places[j] * block, block);
}
