// The part of oneDNN that this package uses, the same for its versions 2 and 3:
// 3x3 convolutions, the layouts of their weights, and a matrix product.
#ifndef ONEDNN_SHIM_H
#define ONEDNN_SHIM_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/// A 3x3 convolution of square maps, [image, row, column, channel] on both sides, in 32-bit floats.
typedef struct {
    int64_t images;
    int64_t input_side, input_channels;
    int64_t output_side, output_channels;
    int64_t stride;
    /// Zero rows above (and columns left of) the input, and below (right of) it.
    int64_t padding_low, padding_high;
} onednn_convolution_shape;

/// Which of a convolution's three products is computed.
typedef enum {
    ONEDNN_FORWARD,            ///< output = weights * input + bias
    ONEDNN_FORWARD_RELU,       ///< output = max(0, weights * input + bias)
    ONEDNN_FORWARD_UNBIASED,   ///< output = weights * input
    ONEDNN_BACKWARD_DATA,      ///< input's gradient from output's gradient and weights
    ONEDNN_BACKWARD_WEIGHTS,   ///< weights' gradient from input and output's gradient
} onednn_product;

/// A prepared computation; to be used by one thread at a time.
typedef struct onednn_computation onednn_computation;

/// Every function that returns int returns 0, or a status for `onednn_status_text`.
const char *onednn_status_text(int status);

/// Makes every later computation of the calling thread run on this thread alone.
void onednn_use_calling_thread_only(void);

/// Prepares one product of a convolution; its weights get whatever layout suits the machine best.
int onednn_convolution_create(const onednn_convolution_shape *shape, onednn_product product,
                              onednn_computation *_Nullable *_Nonnull computation);

/// The bytes that a convolution's weights take in its own layout.
size_t onednn_weights_bytes(const onednn_computation *convolution);

/// The bytes of working memory that a computation needs.
size_t onednn_scratchpad_bytes(const onednn_computation *computation);

/// The name of the chosen implementation, such as "jit:avx512_core".
const char *onednn_implementation(const onednn_computation *computation);

/// Fixes where a convolution's operands lie; `input`, `weights` and `output` keep those roles in all products.
int onednn_convolution_bind(onednn_computation *convolution, float *input, float *weights,
                            float *_Nullable bias, float *output, void *_Nullable scratchpad);

/// Prepares the copying of weights between plain [out, in, row, column] and a convolution's own layout.
int onednn_weights_reorder_create(const onednn_computation *convolution, int to_plain, float *plain,
                                  float *weights, onednn_computation *_Nullable *_Nonnull computation);

/// Computes.
int onednn_run(const onednn_computation *computation);

void onednn_destroy(onednn_computation *_Nullable computation);

/// c [m, n] = a [m, k] b [k, n] + beta c, row-major; `transpose_a` says that a is stored as [k, m], and so for b.
int onednn_matrix_product(int transpose_a, int transpose_b, int64_t m, int64_t n, int64_t k, const float *a,
                          const float *b, float beta, float *c);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
