/// The loops under the tensor engine: contiguous float32 buffers in, contiguous buffers out.
///
/// Every function is written once and compiled for any processor and for AVX2 with FMA; the loader picks at start.
/// Outputs may be the same buffer as an input of the same shape. Sizes are counted in elements.
#ifndef CKERNELS_H
#define CKERNELS_H

#include "DefaultDevice.h"
#include "GradientMode.h"
#include "ThreadGenerator.h"
#include "conversions.h"
#include "convolution.h"
#include "elementwise.h"
#include "gaussian.h"
#include "halves.h"
#include "mersenne.h"
#include "moving.h"
#include "optimizers.h"
#include "panels.h"
#include "patches.h"
#include "pool.h"
#include "products.h"
#include "reductions.h"
#include "rows.h"
#include "sorting.h"

#endif
