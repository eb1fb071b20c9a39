#include "kernels.h"

// The choice among versions is made before ThreadSanitizer has begun, which would fail.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
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

/// One channel of `count` neighbours in a row. Only the kernel's columns in `first_j..<end_j` meet the input.
INLINE void narrow_neighbours(const int count, const ptrdiff_t kernel, const float *input, const float *weights,
                              ptrdiff_t side, ptrdiff_t channels, ptrdiff_t row, ptrdiff_t column,
                              ptrdiff_t first_j, ptrdiff_t end_j, ptrdiff_t outputs, float *output) {
    const ptrdiff_t r = (kernel - 1) / 2;
    lanes sums[count];
    for (int pixel = 0; pixel < count; pixel++) sums[pixel] = (lanes){0};
    for (ptrdiff_t i = 0; i < kernel; i++) {
        const ptrdiff_t input_row = row + r - i;
        if (input_row < 0 || input_row >= side) continue;
        for (ptrdiff_t j = first_j; j < end_j; j++) {
            const float *weight = weights + (i * kernel + j) * channels;
            const float *values = input + (input_row * side + column + r - j) * channels;
            for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                const lanes factor = *(const lanes *)(weight + channel);
                for (int pixel = 0; pixel < count; pixel++)
                    sums[pixel] += factor * *(const lanes *)(values + pixel * channels + channel);
            }
        }
    }
    for (int pixel = 0; pixel < count; pixel++)
        output[(row * side + column + pixel) * outputs] = sum(&sums[pixel]);
}

/// All pixels of one channel.
INLINE void narrow_channel(const ptrdiff_t kernel, const float *input, const float *weights, ptrdiff_t side,
                           ptrdiff_t channels, ptrdiff_t outputs, float *output) {
    enum { neighbours = 4 };
    const ptrdiff_t r = (kernel - 1) / 2;
    for (ptrdiff_t row = 0; row < side; row++) {
        for (ptrdiff_t column = 0; column < side;) {
            if (column >= r && column + neighbours + r <= side) {
                narrow_neighbours(neighbours, kernel, input, weights, side, channels, row, column, 0, kernel, outputs,
                                  output);
                column += neighbours;
            } else {
                const ptrdiff_t first_j = column + r - side + 1, end_j = column + r + 1;
                narrow_neighbours(1, kernel, input, weights, side, channels, row, column, first_j < 0 ? 0 : first_j,
                                  end_j > kernel ? kernel : end_j, outputs, output);
                column += 1;
            }
        }
    }
}

FOR_EACH_GENERATION
void narrow_forward(const float *input, const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t kernel,
                    ptrdiff_t outputs, float *output) {
    for (ptrdiff_t o = 0; o < outputs; o++) {
        const float *own = weights + o * kernel * kernel * channels;
        switch (kernel) {
        case 1: narrow_channel(1, input, own, side, channels, outputs, output + o); break;
        case 3: narrow_channel(3, input, own, side, channels, outputs, output + o); break;
        default: narrow_channel(5, input, own, side, channels, outputs, output + o);
        }
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

FOR_EACH_GENERATION
ptrdiff_t differing_bits(const uint64_t *a, const uint64_t *b, ptrdiff_t count) {
    ptrdiff_t bits = 0;
    for (ptrdiff_t word = 0; word < count; word++) bits += __builtin_popcountll(a[word] ^ b[word]);
    return bits;
}
