#include "kernels.h"

typedef void forward(const float *, const float *, ptrdiff_t, ptrdiff_t, ptrdiff_t, ptrdiff_t, const layer_finish *,
                     float *);
typedef void backward(const float *, const float *, const float *, ptrdiff_t, ptrdiff_t, ptrdiff_t, float *, float *,
                      float *);
typedef void dense(const float *, const float *, ptrdiff_t, ptrdiff_t, ptrdiff_t, float *);

forward narrow_forward_by_8, narrow_forward_by_16;
backward narrow_backward_by_8, narrow_backward_by_16;
dense narrow_dense_by_8, narrow_dense_by_16;

void narrow_forward(const float *input, const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t kernel,
                    ptrdiff_t outputs, int generation, layer_finish finish, float *output) {
    (generation < 4 ? narrow_forward_by_8 : narrow_forward_by_16)(input, weights, side, channels, kernel, outputs,
                                                                 &finish, output);
}

void narrow_backward(const float *input, const float *weights, const float *gradient, ptrdiff_t side,
                     ptrdiff_t channels, ptrdiff_t kernel, int generation, float *workspace,
                     float *input_gradient, float *weights_gradient) {
    (generation < 4 ? narrow_backward_by_8 : narrow_backward_by_16)(
        input, weights, gradient, side, channels, kernel, workspace, input_gradient, weights_gradient);
}

void narrow_dense(const float *input, const float *weights, ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs,
                  int generation, float *output) {
    (generation < 4 ? narrow_dense_by_8 : narrow_dense_by_16)(input, weights, rows, inputs, outputs, output);
}
