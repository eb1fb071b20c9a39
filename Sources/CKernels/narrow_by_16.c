// For processors with AVX-512, one of whose registers is a vector.
#define LANES 16
#define LEVEL LEVEL_4
#define NARROW(way) narrow_##way##_by_16
#include "narrow_loops.h"
