/// One pool of worker threads for the whole engine, with tiles claimed one by one.
///
/// A statically split product waits for a thread that the system has put aside; claimed tiles do not.
#ifndef CKERNELS_POOL_H
#define CKERNELS_POOL_H

#include <stddef.h>

/// Runs `body(context, tile)` for every tile in [0, tiles), on up to `threads` threads, this one among them.
///
/// Returns when all tiles are done. A call from inside a body, or while another thread is running one, runs its tiles here.
void pool_run(size_t tiles, int threads, void (*body)(void *context, size_t tile), void *context);

/// The number of processors that this process may use.
int pool_processor_count(void);

#endif
