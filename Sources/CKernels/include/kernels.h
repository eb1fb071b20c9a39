// The two inner loops that need more than a processor's oldest vector instructions, which is all that Swift
// may use: each is compiled for several generations of processors, and the program picks one as it starts.
#ifndef KERNELS_H
#define KERNELS_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// The channels that a map of `logits_forward` must be a multiple of.
enum { kernel_lanes = 16 };

/// logits[row, column] = bias + sum of weights[i, j, channel] input[row + 1 - i, column + 1 - j, channel]
///
/// A 3x3 transposed convolution of stride 1 from `channels` maps to one, zeros around the input: input
/// [side, side, channels], weights [3, 3, channels], logits [side, side].
void logits_forward(const float *input, const float *weights, float bias, ptrdiff_t side, ptrdiff_t channels,
                    float *logits);

/// One update of Adam on `count` parameters, a multiple of `kernel_lanes`:
///
///     m += mixing1 (gradient - m),  v += mixing2 (gradient^2 - v),  p -= step_size m / (sqrt(v) + epsilon)
void adam_update(const float *gradient, ptrdiff_t count, float mixing1, float mixing2, float step_size,
                 float epsilon, float *p, float *m, float *v);

#pragma clang assume_nonnull end

#endif
