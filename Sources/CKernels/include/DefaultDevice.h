#ifndef DEFAULT_DEVICE_H
#define DEFAULT_DEVICE_H

/// The number of the device on which the calling thread puts new tensors. Swift has no thread-local variables.
unsigned char thread_default_device(void);
void set_thread_default_device(unsigned char device);

#endif
