#define _GNU_SOURCE
#include "pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

#define MAXIMUM_WORKERS 63
#define SPINS 4000

typedef struct {
    void (*body)(void *, size_t);
    void *context;
    size_t tiles;
    atomic_size_t next;
} Job;

static pthread_mutex_t busy = PTHREAD_MUTEX_INITIALIZER;  // held by the thread whose job the workers run
static pthread_mutex_t sleep_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static Job job;
static atomic_uint generation;  // raised once per job
static atomic_int wanted;       // workers that the current job may still take
static atomic_int active;       // workers inside the current job
static int workers;
static _Thread_local int inside;

static inline void relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

static void claim_tiles(void) {
    inside = 1;
    for (;;) {
        size_t tile = atomic_fetch_add_explicit(&job.next, 1, memory_order_relaxed);
        if (tile >= job.tiles) break;
        job.body(job.context, tile);
    }
    inside = 0;
}

/// Spins for a few microseconds, then sleeps until the generation differs from `seen`.
static unsigned wait_for_job(unsigned seen) {
    for (int spin = 0; spin < SPINS; spin++) {
        unsigned now = atomic_load_explicit(&generation, memory_order_acquire);
        if (now != seen) return now;
        relax();
    }
    pthread_mutex_lock(&sleep_lock);
    unsigned now;
    while ((now = atomic_load(&generation)) == seen) pthread_cond_wait(&wake, &sleep_lock);
    pthread_mutex_unlock(&sleep_lock);
    return now;
}

static void *work(void *argument) {
    unsigned seen = (unsigned)(uintptr_t)argument;
    for (;;) {
        seen = wait_for_job(seen);
        // A late worker must not enter a job that has ended: the caller closes `wanted` before it looks at `active`.
        atomic_fetch_add(&active, 1);
        if (atomic_fetch_sub(&wanted, 1) > 0) claim_tiles();
        atomic_fetch_sub(&active, 1);
    }
    return NULL;
}

static void start_workers(int count) {
    while (workers < count) {
        pthread_t thread;
        uintptr_t seen = atomic_load(&generation);
        if (pthread_create(&thread, NULL, work, (void *)seen) != 0) return;
        pthread_detach(thread);
        workers++;
    }
}

static void run_here(size_t tiles, void (*body)(void *, size_t), void *context) {
    for (size_t tile = 0; tile < tiles; tile++) body(context, tile);
}

void pool_run(size_t tiles, int threads, void (*body)(void *, size_t), void *context) {
    if (tiles <= 1 || threads <= 1 || inside || pthread_mutex_trylock(&busy) != 0) {
        run_here(tiles, body, context);
        return;
    }
    int helpers = threads - 1 < MAXIMUM_WORKERS ? threads - 1 : MAXIMUM_WORKERS;
    start_workers(helpers);
    job.body = body;
    job.context = context;
    job.tiles = tiles;
    atomic_store(&job.next, 0);
    atomic_store(&wanted, helpers);
    pthread_mutex_lock(&sleep_lock);
    atomic_fetch_add(&generation, 1);
    pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&sleep_lock);
    claim_tiles();
    atomic_store(&wanted, 0);
    while (atomic_load(&active) != 0) relax();
    pthread_mutex_unlock(&busy);
}

int pool_processor_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
}
