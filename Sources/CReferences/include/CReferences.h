/* Counting references to objects that only one thread uses.
 *
 * Swift counts with a locked bus and a call, which costs more than most steps of the interpreter. The run time has a
 * second set of counters without the lock; Swift code cannot name them, C can. What they do nearly always - the count
 * lies in the object and neither overflows nor ends - is done in place. */
#ifndef CREFERENCES_H
#define CREFERENCES_H

#include <stdbool.h>
#include <stdint.h>

/* Not inlined, and sparing of registers: the callers' fast paths need not save theirs. */
__attribute__((preserve_most)) void creferences_increment_slowly(const void *object);
__attribute__((preserve_most)) void creferences_decrement_slowly(const void *object);

/* The second word of an object: its highest bit marks counts that are kept elsewhere (or never change), the strong count
 * above the first reference lies in the 30 bits below it. */
#define CREFERENCES_ONE ((uint64_t)1 << 33)

/* What stands before and after each look at a count. Swift's optimizer moves its own counting across plain reads and writes
 * of memory, which it knows to count nothing: between a read of a count and the write of the next one, where it would be
 * lost. It does not move it across this, which is no instruction. */
#define CREFERENCES_COUNTING(object) __asm__ volatile("" : "+r"(object) : : "memory")

/* One reference more to an object of the running thread. */
static inline __attribute__((always_inline)) void creferences_increment(const void *object) {
    CREFERENCES_COUNTING(object);
    uint64_t *count = (uint64_t *)object + 1;
    uint64_t old = *count, next = old + CREFERENCES_ONE;
    if (__builtin_expect((int64_t)(old | next) >= 0, 1)) {
        *count = next;
        CREFERENCES_COUNTING(object);
    } else {
        creferences_increment_slowly(object);
    }
}

/* One reference less; the object ends with its last one. */
static inline __attribute__((always_inline)) void creferences_decrement(const void *object) {
    CREFERENCES_COUNTING(object);
    uint64_t *count = (uint64_t *)object + 1;
    uint64_t old = *count, next = old - CREFERENCES_ONE;
    if (__builtin_expect((int64_t)(old | next) >= 0, 1)) {
        *count = next;
        CREFERENCES_COUNTING(object);
    } else {
        creferences_decrement_slowly(object);
    }
}

/* Whether there is exactly one reference; false as well where the count is kept elsewhere. */
static inline __attribute__((always_inline)) bool creferences_is_unique(const void *object) {
    CREFERENCES_COUNTING(object);
    uint64_t count = ((const uint64_t *)object)[1];
    CREFERENCES_COUNTING(object);
    return count >> 33 == 0;
}

/* Whether the run time counts the references to an object as the functions above do. */
bool creferences_is_as_expected(const void *object);

/* Texts, tuples and short lists that ended, kept for the next ones of the same thread: most live for a few steps of the
 * interpreter, and asking for memory and giving it back takes longer than what is done with them. The classes are told
 * once; only objects that end by creferences_decrement are kept. A kept text is empty; a kept tuple has no elements, and a
 * kept list none either, but the room for them. */
void creferences_keep(const void *texts, const void *tuples, const void *lists);

/* An object with one reference and without content; NULL when none is kept. Texts that are not in the memory of ended ones
 * lie side by side in slabs, up to a million. */
void *creferences_take_text(void);
void *creferences_take_tuple(void);
void *creferences_take_list(void);

/* Takes the memory of a text of a slab for the next ones, when Swift's own counting ends it. To be called where the text
 * begins to end; what has attributes is left alone: their end may make texts. */
void creferences_reclaim_text(void *object);

/* How many objects the running thread keeps. */
int64_t creferences_kept_count(void);

/* How many slabs the process has. */
int64_t creferences_slab_count(void);

#endif
