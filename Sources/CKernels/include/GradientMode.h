#ifndef GRADIENT_MODE_H
#define GRADIENT_MODE_H

/// Two bits of the calling thread: 1 = gradients are off, 2 = inference mode. Swift has no thread-local variables.
int thread_gradient_mode(void);
void set_thread_gradient_mode(int mode);

#endif
