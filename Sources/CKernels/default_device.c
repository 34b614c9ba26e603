#include "DefaultDevice.h"

static _Thread_local unsigned char device;

unsigned char thread_default_device(void) { return device; }
void set_thread_default_device(unsigned char value) { device = value; }
