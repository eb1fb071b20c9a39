// The part of oneDNN that this package uses, the same for its versions 2 and 3:
// convolutions, the layouts of their weights, and a matrix product.
#ifndef ONEDNN_SHIM_H
#define ONEDNN_SHIM_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A convolution of square maps by a square kernel, [image, row, column, channel] on both sides, in 32-bit floats.
typedef struct {
    int64_t images;
    int64_t input_side, input_channels;
    int64_t output_side, output_channels;
    int64_t kernel, stride;
    /// Zero rows above the input (and columns left of it), and below it (right of it).
    int64_t padding_low, padding_high;
} onednn_convolution_shape;

/// Which of a convolution's products is computed.
typedef enum {
    ONEDNN_FORWARD,           ///< output from input and weights
    ONEDNN_FORWARD_RECTIFIED, ///< output from input, weights and bias, then max(0, output)
    ONEDNN_BACKWARD_DATA,     ///< input from output and weights: the transposed convolution
    ONEDNN_BACKWARD_WEIGHTS,  ///< weights from input and output
} onednn_product;

/// A prepared computation; to be used by one thread at a time.
typedef struct onednn_computation onednn_computation;

// Every function that returns int returns 0, or a status for `onednn_status_text`.

const char *onednn_status_text(int status);

/// Makes oneDNN compute on the calling thread alone whenever this thread calls it.
void onednn_use_calling_thread_only(void);

/// Prepares one product of a convolution. Its weights get the layout that suits the machine best.
int onednn_convolution_create(const onednn_convolution_shape *shape, onednn_product product,
                              onednn_computation *_Nullable *_Nonnull computation);

/// The name of the chosen implementation, such as "jit:avx512_core"; "ref" begins that of the slow reference code.
const char *onednn_implementation(const onednn_computation *computation);

/// The bytes of a convolution's weights in its own layout, which may be padded.
size_t onednn_weights_bytes(const onednn_computation *convolution);

/// The bytes of working memory that a convolution needs while it runs.
size_t onednn_scratchpad_bytes(const onednn_computation *convolution);

/// Fixes where a convolution's operands lie. They keep their names in every product, whichever is computed.
int onednn_convolution_bind(onednn_computation *convolution, float *input, float *weights,
                            float *_Nullable bias, float *output, void *scratchpad);

/// Prepares copying weights from plain [out, in, row, column] to a convolution's own layout, or back.
int onednn_weights_copy_create(const onednn_computation *convolution, int back, float *plain, float *weights,
                               onednn_computation *_Nullable *_Nonnull computation);

/// Computes, and returns when it is done.
int onednn_run(const onednn_computation *computation);

void onednn_destroy(onednn_computation *_Nullable computation);

/// c [m, n] = a [m, k] b [k, n] + factor c, row-major. A transposed a is stored as [k, m], a transposed b as
/// [n, k].
int onednn_matrix_product(int transpose_a, int transpose_b, int64_t m, int64_t n, int64_t k, const float *a,
                          const float *b, float factor, float *c);

#pragma clang assume_nonnull end

#endif
