#include "kept.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "CReferences.h"

extern void swift_release(void *object);

/* The second word of an object that is held once, by nobody weakly, and whose counts lie in it. */
#define HELD_ONCE 3

/* The same of a text whose memory lies in a slab. It has an unowned reference more, which never goes: the run time would
 * give memory back that is part of a larger piece. */
#define HELD_ONCE_IN_SLAB 5

/* How many objects of a class a thread keeps. */
#define MOST_TEXTS 131072
#define MOST_TUPLES 32768
#define MOST_LISTS 4096

/* Texts of slabs: how many lie in one, on cache lines of their own, and in all slabs of the process together. */
#define SLAB_TEXTS 1024
#define TEXT_SIZE 64
#define MOST_SLABS 1024

/* How many elements a list that is kept may have room for. */
#define MOST_ELEMENTS 16

/* A value of the language: its tag is 3 for an object and 4 for nothing. */
typedef struct {
    uint64_t payload;
    uint8_t tag;
} value;

enum { tag_object = 3, tag_empty = 4 };

/* What the Swift classes `Text`, `Tuple` and `List` look like in memory; `KeptObjects.isAsExpected` proves it. */
typedef struct text {
    const void *kind;
    uint64_t references;
    void *derivation;
    uint64_t low, high; /* the words of a Swift string */
    int32_t known_count;
    uint32_t known_hash;
    void *known_scalars;
} text;

typedef struct tuple {
    const void *kind;
    uint64_t references;
    void *derivation;
    int64_t count;
    value elements[3];
    void *others;
} tuple;

/* The storage of an array, and a list, which owns one. */
typedef struct {
    const void *kind;
    uint64_t references;
    int64_t count;
    uint64_t capacity; /* twice, and a flag */
    value elements[];
} storage;

typedef struct {
    const void *kind;
    uint64_t references;
    void *derivation;
    storage *elements;
} list;

static const void *text_kind, *tuple_kind, *list_kind;

/* The objects kept, each with the next one's address where its content was. */
typedef struct {
    void *first;
    int64_t count;
} chain;

static __thread __attribute__((tls_model("initial-exec"))) chain texts, tuples, lists;

/* Texts of slabs that Swift's own counting ended: their counts are to be written anew. Each has the next one's address in
 * the words of the count and the hash, which nothing touches while it ends. */
static __thread __attribute__((tls_model("initial-exec"))) text *ended_texts;

/* What is left of the running thread's last slab. */
static __thread __attribute__((tls_model("initial-exec"))) char *slab_place, *slab_end;

/* Ended texts of threads that have ended, for the next thread that needs some. */
static pthread_mutex_t left_lock = PTHREAD_MUTEX_INITIALIZER;
static text *left_texts;
static int64_t slab_count;

static __thread __attribute__((tls_model("initial-exec"))) bool is_thread_known;

static pthread_key_t thread_end;

/* The first text of those kept. The one after it will be wanted soon, and may be in no cache. */
static inline text *pop_text(void) {
    text *object = texts.first;
    texts.first = (void *)object->low;
    texts.count -= 1;
    __builtin_prefetch(texts.first, 1);
    return object;
}

static inline text *next_ended(const text *object) {
    text *next;
    memcpy(&next, &object->known_count, sizeof next);
    return next;
}

static inline void chain_ended(text *object, text *next) { memcpy(&object->known_count, &next, sizeof next); }

/* Leaves the slabs' texts that a thread has to the others. */
static void leave_texts(void) {
    for (; slab_place < slab_end; slab_place += TEXT_SIZE) {
        chain_ended((text *)slab_place, ended_texts);
        ended_texts = (text *)slab_place;
    }
    if (!ended_texts) return;
    text *last = ended_texts;
    while (next_ended(last)) last = next_ended(last);
    pthread_mutex_lock(&left_lock);
    chain_ended(last, left_texts);
    left_texts = ended_texts;
    pthread_mutex_unlock(&left_lock);
    ended_texts = NULL;
}

/* Gives back what a thread that ends has kept. */
static void give_back(void *mark) {
    (void)mark;
    while (texts.first) swift_release(pop_text());
    void *object;
    while ((object = creferences_take_tuple())) swift_release(object);
    while ((object = creferences_take_list())) swift_release(object);
    leave_texts();
    is_thread_known = false;
}

/* Asks to be told when the running thread ends. */
static void know_thread(void) {
    is_thread_known = true;
    pthread_setspecific(thread_end, &is_thread_known);
}

void creferences_keep(const void *texts_kind, const void *tuples_kind, const void *lists_kind) {
    if (pthread_key_create(&thread_end, give_back) != 0) return;
    text_kind = texts_kind;
    tuple_kind = tuples_kind;
    list_kind = lists_kind;
}

int64_t creferences_slab_count(void) {
    pthread_mutex_lock(&left_lock);
    int64_t count = slab_count;
    pthread_mutex_unlock(&left_lock);
    return count;
}

int64_t creferences_kept_count(void) { return texts.count + tuples.count + lists.count; }

/* The memory of a Swift string that is not short, not a literal: it may be shared with other threads. */
static inline void release_string(uint64_t high) {
    if ((high >> 60 & 0xA) == 0) swift_release((void *)(high & 0x0FFFFFFFFFFFFFFF));
}

/* Notes that the running thread has kept an object. */
static inline void count(chain *kept) {
    kept->count += 1;
    if (!is_thread_known) know_thread();
}

static bool keep_text(text *object) {
    if (object->derivation || object->known_scalars) return false;
    if (texts.count >= MOST_TEXTS && object->references == HELD_ONCE) return false;
    release_string(object->high);
    object->low = (uint64_t)texts.first;
    object->high = (uint64_t)0xE0 << 56;
    texts.first = object;
    count(&texts);
    return true;
}

/* Whether an element is no object, or a text: what ends without the end of anything else. */
static inline bool is_simple(const value *element) {
    return element->tag != tag_object || ((const text *)element->payload)->kind == text_kind;
}

static bool keep_tuple(tuple *object) {
    if (object->derivation || (uint64_t)object->count > 3 || tuples.count >= MOST_TUPLES) return false;
    value *elements = object->elements;
    if (!is_simple(elements) || !is_simple(elements + 1) || !is_simple(elements + 2)) return false;
    for (int index = 0; index < 3; index += 1) {
        if (elements[index].tag == tag_object) creferences_decrement((void *)elements[index].payload);
        elements[index] = (value){0, tag_empty};
    }
    object->count = (int64_t)tuples.first;
    tuples.first = object;
    count(&tuples);
    return true;
}

/* Keeps a list with its storage, which nobody else may hold. */
static bool keep_list(list *object) {
    storage *own = object->elements;
    if (object->derivation || lists.count >= MOST_LISTS || own->references != HELD_ONCE
        || own->capacity >> 1 > MOST_ELEMENTS)
        return false;
    for (int64_t index = 0; index < own->count; index += 1)
        if (!is_simple(own->elements + index)) return false;
    for (int64_t index = 0; index < own->count; index += 1)
        if (own->elements[index].tag == tag_object) creferences_decrement((void *)own->elements[index].payload);
    own->count = (int64_t)lists.first;
    lists.first = object;
    count(&lists);
    return true;
}

bool creferences_put_away(void *object) {
    const text *any = object;
    if (any->references == HELD_ONCE_IN_SLAB) return any->kind == text_kind && keep_text(object);
    if (any->references != HELD_ONCE) return false;
    if (any->kind == text_kind) return keep_text(object);
    if (any->kind == tuple_kind) return keep_tuple(object);
    if (any->kind == list_kind) return keep_list(object);
    return false;
}

void creferences_reclaim_text(void *object) {
    text *ended = object;
    if ((int64_t)ended->references < 0 || (uint32_t)ended->references >> 1 != HELD_ONCE_IN_SLAB >> 1) return;
    if (ended->derivation) return;
    chain_ended(ended, ended_texts);
    ended_texts = ended;
    if (!is_thread_known) know_thread();
}

/* Whether the running thread got texts that others left, or a slab. */
static bool find_texts(void) {
    if (!text_kind) return false;
    if (!is_thread_known) know_thread();
    pthread_mutex_lock(&left_lock);
    ended_texts = left_texts;
    left_texts = NULL;
    bool is_allowed = !ended_texts && slab_count < MOST_SLABS;
    if (is_allowed) slab_count += 1;
    pthread_mutex_unlock(&left_lock);
    if (!is_allowed) return ended_texts;
    slab_place = aligned_alloc(TEXT_SIZE, SLAB_TEXTS * TEXT_SIZE);
    slab_end = slab_place ? slab_place + SLAB_TEXTS * TEXT_SIZE : NULL;
    return slab_place;
}

/* A text in the memory of a slab. */
static void *begin_text(void) {
    if (!ended_texts && slab_place == slab_end && !find_texts()) return NULL;
    text *object = ended_texts;
    if (object) {
        ended_texts = next_ended(object);
    } else {
        object = (text *)slab_place;
        slab_place += TEXT_SIZE;
    }
    *object = (text){text_kind, HELD_ONCE_IN_SLAB, NULL, 0, (uint64_t)0xE0 << 56, 0, 0, NULL};
    return object;
}

void *creferences_take_text(void) {
    if (!texts.first) return begin_text();
    text *object = pop_text();
    object->low = 0;
    object->known_count = 0;
    object->known_hash = 0;
    return object;
}

void *creferences_take_tuple(void) {
    tuple *object = tuples.first;
    if (!object) return NULL;
    tuples.first = (void *)object->count;
    tuples.count -= 1;
    object->count = 0;
    return object;
}

void *creferences_take_list(void) {
    list *object = lists.first;
    if (!object) return NULL;
    lists.first = (void *)object->elements->count;
    lists.count -= 1;
    object->elements->count = 0;
    return object;
}
