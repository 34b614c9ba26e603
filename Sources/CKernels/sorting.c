#include "sorting.h"
#include "vector.h"

/// An order of the bits of a float as an unsigned number: negative numbers reversed, both zeros alike, nan on top.
INLINE uint32_t order_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (value == 0) bits = 0;
    uint32_t order = bits ^ ((uint32_t)((int32_t)bits >> 31) | 0x80000000u);
    return value != value ? UINT32_MAX : order;
}

KERNEL void f32_pack_order(uint64_t *packed, const float *x, uint32_t first, size_t count, int descending) {
    uint32_t flip = descending ? UINT32_MAX : 0;
    for (size_t i = 0; i < count; i++) packed[i] = (uint64_t)(order_of(x[i]) ^ flip) << 32 | (uint32_t)(first + i);
}

KERNEL void f32_unpack_order(float *values, int64_t *places, const uint64_t *packed, const float *x, size_t count,
                             int descending) {
    const uint32_t zero = 0x80000000u;
    for (size_t i = 0; i < count; i++) {
        uint32_t place = (uint32_t)packed[i];
        if (places) places[i] = place;
        if (!values) continue;
        uint32_t order = (uint32_t)(packed[i] >> 32) ^ (descending ? UINT32_MAX : 0);
        uint32_t bits = order & zero ? order ^ zero : ~order;
        memcpy(values + i, &bits, sizeof bits);
        // Zeros lost their sign and nans their bits.
        if (order == zero || order == UINT32_MAX) values[i] = x[place];
    }
}

static void insertion_sort(uint64_t *x, size_t count) {
    for (size_t i = 1; i < count; i++) {
        uint64_t value = x[i];
        size_t j = i;
        for (; j > 0 && x[j - 1] > value; j--) x[j] = x[j - 1];
        x[j] = value;
    }
}

/// Passes over digits from the lowest, on the upper half only: the lower half, the place, is in order from the start.
#define RADIX_SORT(name, element, key_of, bits, passes, first_shift)                                                   \
    static element *name(element *x, element *spare, size_t count) {                                                   \
        static _Thread_local size_t starts[passes][1 << bits];                                                         \
        memset(starts, 0, sizeof starts);                                                                              \
        for (size_t i = 0; i < count; i++)                                                                             \
            for (int p = 0; p < passes; p++)                                                                           \
                starts[p][key_of(x[i]) >> (first_shift + p * bits) & ((1 << bits) - 1)]++;                             \
        for (int p = 0; p < passes; p++) {                                                                             \
            int shift = first_shift + p * bits;                                                                        \
            if (starts[p][key_of(x[0]) >> shift & ((1 << bits) - 1)] == count) continue;                               \
            size_t total = 0;                                                                                          \
            for (int d = 0; d < 1 << bits; d++) {                                                                      \
                size_t size = starts[p][d];                                                                            \
                starts[p][d] = total;                                                                                  \
                total += size;                                                                                         \
            }                                                                                                          \
            for (size_t i = 0; i < count; i++)                                                                         \
                spare[starts[p][key_of(x[i]) >> shift & ((1 << bits) - 1)]++] = x[i];                                  \
            element *other = x;                                                                                        \
            x = spare;                                                                                                 \
            spare = other;                                                                                             \
        }                                                                                                              \
        return x;                                                                                                      \
    }

#define WHOLE(x) (x)
#define KEY(x) ((x).key)
RADIX_SORT(sort_short, uint64_t, WHOLE, 8, 4, 32)
RADIX_SORT(sort_long, uint64_t, WHOLE, 11, 3, 32)
RADIX_SORT(sort_pairs, SortPair, KEY, 8, 8, 0)

uint64_t *packed_sort(uint64_t *packed, uint64_t *spare, size_t count) {
    if (count <= 40) {
        insertion_sort(packed, count);
        return packed;
    }
    return count < 8192 ? sort_short(packed, spare, count) : sort_long(packed, spare, count);
}

SortPair *pair_sort(SortPair *pairs, SortPair *spare, size_t count) {
    if (count > 40) return sort_pairs(pairs, spare, count);
    for (size_t i = 1; i < count; i++) {
        SortPair value = pairs[i];
        size_t j = i;
        for (; j > 0 && pairs[j - 1].key > value.key; j--) pairs[j] = pairs[j - 1];
        pairs[j] = value;
    }
    return pairs;
}

void i64_pair_order(SortPair *pairs, const int64_t *x, size_t count, int descending) {
    uint64_t flip = descending ? UINT64_MAX : 0;
    for (size_t i = 0; i < count; i++) pairs[i] = (SortPair){((uint64_t)x[i] ^ 1ull << 63) ^ flip, i};
}

void f64_pair_order(SortPair *pairs, const double *x, size_t count, int descending) {
    uint64_t flip = descending ? UINT64_MAX : 0;
    for (size_t i = 0; i < count; i++) {
        double value = x[i] == 0 ? 0 : x[i];
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        uint64_t order = bits ^ ((uint64_t)((int64_t)bits >> 63) | 1ull << 63);
        pairs[i] = (SortPair){(value != value ? UINT64_MAX : order) ^ flip, i};
    }
}

size_t packed_split(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count, size_t rank) {
    size_t low = rank > b_count ? rank - b_count : 0, high = rank < a_count ? rank : a_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (a[middle] < b[rank - middle - 1])
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void packed_merge(uint64_t *out, const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count) {
    const uint64_t *a_end = a + a_count, *b_end = b + b_count;
    while (a < a_end && b < b_end) {
        uint64_t u = *a, v = *b;
        int first = u < v;
        *out++ = first ? u : v;
        a += first;
        b += !first;
    }
    memcpy(out, a, (size_t)(a_end - a) * sizeof *a);
    memcpy(out + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}
