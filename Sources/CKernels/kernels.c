#include "kernels.h"

#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_GENERATION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_GENERATION
#endif
#define INLINE static inline __attribute__((always_inline))

/// As many vector registers of the processor as it takes.
typedef float lanes __attribute__((vector_size(4 * kernel_lanes), aligned(4)));

INLINE void store(float *target, const lanes *values) { *(lanes *)target = *values; }

INLINE float sum(const lanes *values) {
    float halves[kernel_lanes];
    store(halves, values);
    for (int width = kernel_lanes / 2; width > 0; width /= 2)
        for (int lane = 0; lane < width; lane++) halves[lane] += halves[lane + width];
    return halves[0];
}

/// The logits of `count` neighbours in a row. Only the kernel's columns in `first_j..<end_j` meet the input.
INLINE void logits_of_neighbours(const int count, const float *input, const float *weights, float bias,
                                 ptrdiff_t side, ptrdiff_t channels, ptrdiff_t row, ptrdiff_t column,
                                 ptrdiff_t first_j, ptrdiff_t end_j, float *logits) {
    lanes sums[count];
    for (int pixel = 0; pixel < count; pixel++) sums[pixel] = (lanes){0};
    for (ptrdiff_t i = 0; i < 3; i++) {
        const ptrdiff_t input_row = row + 1 - i;
        if (input_row < 0 || input_row >= side) continue;
        for (ptrdiff_t j = first_j; j < end_j; j++) {
            const float *weight = weights + (i * 3 + j) * channels;
            const float *values = input + (input_row * side + column + 1 - j) * channels;
            for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                const lanes factor = *(const lanes *)(weight + channel);
                for (int pixel = 0; pixel < count; pixel++)
                    sums[pixel] += factor * *(const lanes *)(values + pixel * channels + channel);
            }
        }
    }
    for (int pixel = 0; pixel < count; pixel++) logits[row * side + column + pixel] = bias + sum(&sums[pixel]);
}

FOR_EACH_GENERATION
void logits_forward(const float *input, const float *weights, float bias, ptrdiff_t side, ptrdiff_t channels,
                    float *logits) {
    enum { neighbours = 4 };
    for (ptrdiff_t row = 0; row < side; row++) {
        ptrdiff_t column = 1;
        logits_of_neighbours(1, input, weights, bias, side, channels, row, 0, 0, 2, logits);
        for (; column + neighbours <= side - 1; column += neighbours)
            logits_of_neighbours(neighbours, input, weights, bias, side, channels, row, column, 0, 3, logits);
        for (; column < side - 1; column++)
            logits_of_neighbours(1, input, weights, bias, side, channels, row, column, 0, 3, logits);
        logits_of_neighbours(1, input, weights, bias, side, channels, row, side - 1, 1, 3, logits);
    }
}

FOR_EACH_GENERATION
void adam_update(const float *gradient, ptrdiff_t count, float mixing1, float mixing2, float step_size,
                 float epsilon, float *p, float *m, float *v) {
    for (ptrdiff_t index = 0; index < count; index += kernel_lanes) {
        const lanes g = *(const lanes *)(gradient + index);
        lanes first = *(lanes *)(m + index), second = *(lanes *)(v + index);
        first += (g - first) * mixing1;
        second += (g * g - second) * mixing2;
        *(lanes *)(m + index) = first;
        *(lanes *)(v + index) = second;
        *(lanes *)(p + index) -= step_size * first / (__builtin_elementwise_sqrt(second) + epsilon);
    }
}
