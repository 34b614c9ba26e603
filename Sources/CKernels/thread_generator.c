#include "ThreadGenerator.h"

static _Thread_local void *generator;

void *thread_generator(void) { return generator; }
void set_thread_generator(void *value) { generator = value; }
