// For processors before AVX-512: their registers would not hold the sums of wider vectors.
#define LANES 8
#define LEVEL FOR_EACH_GENERATION
#define NARROW(way) narrow_##way##_by_8
#include "narrow_loops.h"
