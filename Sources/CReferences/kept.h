/* Objects that end and are kept for the next ones of their class. */
#ifndef CREFERENCES_KEPT_H
#define CREFERENCES_KEPT_H

#include <stdbool.h>

/* Keeps an object whose last reference goes, if it is of a kept class and there is room; false when it has to end. */
bool creferences_put_away(void *object);

#endif
