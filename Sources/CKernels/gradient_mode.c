#include "GradientMode.h"

static _Thread_local int mode;

int thread_gradient_mode(void) { return mode; }
void set_thread_gradient_mode(int value) { mode = value; }
