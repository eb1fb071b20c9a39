// Inner loops that need more than a processor's oldest vector instructions, which is all that Swift may use: each is
// compiled for several generations of processors, and the program picks one as it starts.
#ifndef KERNELS_H
#define KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "winograd.h"

#pragma clang assume_nonnull begin

/// The numbers that the input of the narrow layers must be a multiple of, its channels or all.
enum { kernel_lanes = 16 };

/// A transposed convolution of stride 1, zeros around the input, from many channels to few:
///
///     output[row, column, o] = sum of weights[o, i, j, channel] input[row + r - i, column + r - j, channel]
///
/// and what follows it, with r = (kernel - 1) / 2 and a kernel of 1, 3 or 5, no larger than the side. Input [side, side,
/// channels], output [side, side, outputs]. `generation` is the x86-64 level whose instructions are used, as
/// `winograd_generation` tells it.
void narrow_forward(const float *input, const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t kernel,
                    ptrdiff_t outputs, int generation, layer_finish finish, float *output);

/// The way back of `narrow_forward` with one output: the gradient of its input, and that of its weights, which is added
/// to the sum in hand.
///
///     input_gradient[row, column, channel] = sum of weights[i, j, channel] gradient[row - r + i, column - r + j]
///     weights_gradient[i, j, channel] += sum of input[row, column, channel] gradient[row - r + i, column - r + j]
///
/// The workspace holds (side + kernel - 1)^2 numbers.
void narrow_backward(const float *input, const float *weights, const float *gradient, ptrdiff_t side,
                     ptrdiff_t channels, ptrdiff_t kernel, int generation, float *workspace, float *input_gradient,
                     float *weights_gradient);

/// A dense layer to few numbers, 4 or 8: output [row, out] = input [row, in] weights^T, weights [out, in]. The inputs are
/// a multiple of `kernel_lanes`.
void narrow_dense(const float *input, const float *weights, ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs,
                  int generation, float *output);

/// values += bias in every one of `rows` rows of channels; then negative values become 0 where `rectified`.
void add_bias(const float *bias, ptrdiff_t rows, ptrdiff_t channels, bool rectified, float *values);

/// The way back through bias and ReLU: the gradient [row, channel] becomes 0 where `values`, the ReLU's results, are not
/// above 0 (null: no ReLU), and its sum over the rows is added to the bias's gradient [channel].
void add_bias_backward(const float *_Nullable values, ptrdiff_t rows, ptrdiff_t channels, float *gradient,
                       float *bias_gradient);

/// target += source; they do not overlap, or are the same.
void add_all(const float *source, ptrdiff_t count, float *target);

/// values become 0 where `reference` is 0 or below; they do not overlap, or are the same.
void keep_where_positive(const float *reference, ptrdiff_t count, float *values);

/// One update of Adam on `count` parameters, a multiple of `kernel_lanes`:
///
///     m += mixing1 (gradient - m),  v += mixing2 (gradient^2 - v),  p -= step_size m / (sqrt(v) + epsilon)
void adam_update(const float *gradient, ptrdiff_t count, float mixing1, float mixing2, float step_size,
                 float epsilon, float *p, float *m, float *v);

/// What bytes come to: the least and the greatest, 255 and 0 where there are none; how many are strictly between 0 and
/// 255; and how many are above 127.
typedef struct {
    uint8_t least, greatest;
    uint32_t shades, ink;
} byte_tally;

/// The tally of fewer than 2^32 bytes.
byte_tally tally_bytes(const uint8_t *bytes, ptrdiff_t count);

/// The bits in which two rows of `count` words differ.
ptrdiff_t differing_bits(const uint64_t *a, const uint64_t *b, ptrdiff_t count);

#pragma clang assume_nonnull end

#endif
