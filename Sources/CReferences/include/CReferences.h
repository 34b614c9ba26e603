/* Counting references to objects that only one thread uses.
 *
 * Swift counts with a locked bus, which costs more than most steps of the interpreter. The run time has a second set of
 * counters without the lock; Swift code cannot name them, C can. */
#ifndef CREFERENCES_H
#define CREFERENCES_H

extern void *swift_nonatomic_retain(void *object);
extern void swift_nonatomic_release(void *object);

/* One reference more to an object of the running thread. */
static inline void creferences_increment(const void *object) {
    swift_nonatomic_retain((void *)object);
}

/* One reference less; the object ends with its last one. */
static inline void creferences_decrement(const void *object) {
    swift_nonatomic_release((void *)object);
}

#endif
