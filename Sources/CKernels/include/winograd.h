// Convolutions of stride 2 by matrix products with 25 products for each 36 of the plain sum, or 36 for each 64.
#ifndef WINOGRAD_H
#define WINOGRAD_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

/// A convolution of stride 2 of square maps by a square kernel, from its wide side to its narrow one:
///
///     narrow[row, column, o] = sum of weights[o, c, i, j] wide[2 row + i - padding, 2 column + j - padding, c]
///
/// Both sides lie as [image, row, column, channel]; beyond the wide side are zeros. A transposed convolution is the way
/// back of one.
typedef struct {
    ptrdiff_t images;
    ptrdiff_t wide_side, wide_channels;
    ptrdiff_t narrow_side, narrow_channels;
    /// 3 or 4.
    ptrdiff_t kernel;
    /// Zeros above and left of the wide side.
    ptrdiff_t padding;
    /// The x86-64 level whose instructions are used, 3 (AVX2) or 4 (AVX-512); no more than `winograd_generation`.
    int generation;
} winograd_shape;

/// The x86-64 level of this processor, 3 or 4; 0 where there is no code for it.
int winograd_generation(void);

/// Whether there is code for a kernel and numbers of channels.
bool winograd_fits(const winograd_shape *shape);

/// The numbers in the layout of the weights, for either way and for their gradient.
ptrdiff_t winograd_weights_count(const winograd_shape *shape);

/// The numbers of working memory that a product needs.
ptrdiff_t winograd_workspace_count(const winograd_shape *shape);

/// Puts plain weights [narrow channel, wide channel, row, column] into the layout for the way forward, or back: those of
/// the narrow channels in `first..<end`, which are multiples of `kernel_lanes`.
void winograd_load(const winograd_shape *shape, const float *plain, bool backward, ptrdiff_t first, ptrdiff_t end,
                   float *weights);

/// What follows a layer's sums: the bias [channel] is added where there is one, then negative values become 0 where
/// `rectified`.
typedef struct {
    const float *_Nullable bias;
    bool rectified;
} layer_finish;

/// The narrow side, from the wide one and weights that were loaded for the way forward.
void winograd_forward(const winograd_shape *shape, const float *wide, const float *weights, layer_finish finish,
                      float *workspace, float *narrow);

/// The wide side, from the narrow one and weights that were loaded for the way back.
void winograd_backward_data(const winograd_shape *shape, const float *narrow, const float *weights,
                            layer_finish finish, float *workspace, float *wide);

/// The gradient of the weights in a layout of its own, from both sides, or `sum` += that where `adding`.
///
/// Where `weights` are given, loaded for the way forward, the narrow side comes of the wide one beside it, as by
/// `winograd_forward`: into `forward`, and for less than the two by themselves.
void winograd_backward_weights(const winograd_shape *shape, const float *wide, const float *narrow, bool adding,
                               const float *_Nullable weights, float *workspace, float *sum,
                               float *_Nullable forward);

/// Puts a gradient of the weights into their plain order.
void winograd_store(const winograd_shape *shape, const float *sum, float *plain);

#pragma clang assume_nonnull end

#endif
