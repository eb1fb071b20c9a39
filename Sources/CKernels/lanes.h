// What the kernels are written in: vectors, and versions of a function for several generations of processors.
#ifndef LANES_H
#define LANES_H

#include "kernels.h"

// The choice among versions is made before ThreadSanitizer has begun, which would fail.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_GENERATION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_GENERATION
#endif
// A version for one generation, which is asked for by `winograd_generation`.
#if defined(__x86_64__)
#define LEVEL_3 __attribute__((target("arch=x86-64-v3")))
#define LEVEL_4 __attribute__((target("arch=x86-64-v4"), __min_vector_width__(8 * sizeof(lanes))))
#else
#define LEVEL_3
#define LEVEL_4
#endif
#define INLINE static inline __attribute__((always_inline))

/// A loop whose steps are all written out, so that arrays of vectors can be registers.
#define EACH(index, count) _Pragma("clang loop unroll(full)") for (int index = 0; index < (count); index++)

#ifndef LANES
#define LANES kernel_lanes
#endif
/// As many vector registers of the processor as it takes.
typedef float lanes __attribute__((vector_size(4 * LANES), aligned(4)));
/// Where a lane is kept, all its bits are set.
typedef int32_t mask __attribute__((vector_size(4 * LANES)));

// Macros, because no function may give a vector that not every processor has.
#define LOAD(source) (*(const lanes *)(source))
#define STORE(target, values) (*(lanes *)(target) = (values))

#endif
