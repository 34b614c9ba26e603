#ifndef THREAD_GENERATOR_H
#define THREAD_GENERATOR_H

/// The calling thread's default random generator, NULL until one is set. Swift has no thread-local variables.
void *thread_generator(void);
void set_thread_generator(void *value);

#endif
