#include "kernels.h"
#include "lanes.h"

/// The sums of four vectors, each by halves, then halves of these.
INLINE void four_sums(const lanes *values, float *sums) {
    typedef float half __attribute__((vector_size(2 * kernel_lanes)));
    typedef float quarter __attribute__((vector_size(kernel_lanes)));
#define FOLD(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
    const lanes first = FOLD(values[0], values[1], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
                      + FOLD(values[0], values[1], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    const lanes last = FOLD(values[2], values[3], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
                     + FOLD(values[2], values[3], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    const lanes fours = FOLD(first, last, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
                      + FOLD(first, last, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    const half twos = FOLD(fours, fours, 0, 1, 4, 5, 8, 9, 12, 13) + FOLD(fours, fours, 2, 3, 6, 7, 10, 11, 14, 15);
    const quarter ones = FOLD(twos, twos, 0, 2, 4, 6) + FOLD(twos, twos, 1, 3, 5, 7);
#undef FOLD
    for (int index = 0; index < 4; index++) sums[index] = ones[index];
}

/// `wanted` channels of `count` neighbours in a row. Only the kernel's columns in `first_j..<end_j` meet the input.
INLINE void narrow_neighbours(const int count, const int wanted, const ptrdiff_t kernel, const float *input,
                              const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t row,
                              ptrdiff_t column, ptrdiff_t first_j, ptrdiff_t end_j, ptrdiff_t outputs,
                              float *output) {
    enum { most = 12 };
    const ptrdiff_t r = (kernel - 1) / 2;
    lanes sums[most];
    EACH(index, most) sums[index] = (lanes){0};
    for (ptrdiff_t i = 0; i < kernel; i++) {
        const ptrdiff_t input_row = row + r - i;
        if (input_row < 0 || input_row >= side) continue;
        for (ptrdiff_t j = first_j; j < end_j; j++) {
            const float *values = input + (input_row * side + column + r - j) * channels;
            for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                EACH(o, wanted) {
                    const lanes factor = LOAD(weights + ((o * kernel + i) * kernel + j) * channels + channel);
                    EACH(pixel, count) sums[o * count + pixel] += factor * LOAD(values + pixel * channels + channel);
                }
            }
        }
    }
    float ready[most];
    EACH(four, (wanted * count + 3) / 4) four_sums(&sums[4 * four], &ready[4 * four]);
    EACH(o, wanted) EACH(pixel, count) output[(row * side + column + pixel) * outputs + o] = ready[o * count + pixel];
}

/// All pixels of `wanted` channels: as many neighbours at once as give enough sums that do not wait for each other. The
/// last ones of a row begin with some that are there already.
INLINE void narrow_channels(const int wanted, const ptrdiff_t kernel, const float *input, const float *weights,
                            ptrdiff_t side, ptrdiff_t channels, ptrdiff_t outputs, float *output) {
    const ptrdiff_t r = (kernel - 1) / 2;
    const int count = wanted == 1 ? 8 : 4;
    for (ptrdiff_t row = 0; row < side; row++) {
        for (ptrdiff_t column = 0; column < side;) {
            const ptrdiff_t last = side - r - count;
            if (column >= r && column + r < side && last >= r) {
                const ptrdiff_t first = column < last ? column : last;
                narrow_neighbours(count, wanted, kernel, input, weights, side, channels, row, first, 0, kernel,
                                  outputs, output);
                column = first + count;
            } else {
                const ptrdiff_t first_j = column + r - side + 1, end_j = column + r + 1;
                narrow_neighbours(1, wanted, kernel, input, weights, side, channels, row, column,
                                  first_j < 0 ? 0 : first_j, end_j > kernel ? kernel : end_j, outputs, output);
                column += 1;
            }
        }
    }
}

/// Three channels where there are as many, else one.
INLINE ptrdiff_t narrow_some(const ptrdiff_t kernel, const float *input, const float *weights, ptrdiff_t side,
                             ptrdiff_t channels, ptrdiff_t outputs, ptrdiff_t done, float *output) {
    const float *own = weights + done * kernel * kernel * channels;
    if (outputs - done >= 3) {
        narrow_channels(3, kernel, input, own, side, channels, outputs, output + done);
        return 3;
    }
    narrow_channels(1, kernel, input, own, side, channels, outputs, output + done);
    return 1;
}

FOR_EACH_GENERATION
void narrow_forward(const float *input, const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t kernel,
                    ptrdiff_t outputs, float *output) {
    for (ptrdiff_t done = 0; done < outputs;) {
        switch (kernel) {
        case 1: done += narrow_some(1, input, weights, side, channels, outputs, done, output); break;
        case 3: done += narrow_some(3, input, weights, side, channels, outputs, done, output); break;
        default: done += narrow_some(5, input, weights, side, channels, outputs, done, output);
        }
    }
}

/// The way back to as many channels as there are lanes, from the output's gradient with zeros around it.
INLINE void narrow_channels_backward(const ptrdiff_t kernel, const float *input, const float *weights,
                                     const float *padded, ptrdiff_t side, ptrdiff_t channels,
                                     float *input_gradient, float *weights_gradient) {
    enum { most = 25 };
    const ptrdiff_t places = kernel * kernel, width = side + kernel - 1;
    lanes factors[most], sums[most];
    EACH(place, places) {
        factors[place] = LOAD(weights + place * channels);
        sums[place] = (lanes){0};
    }
    for (ptrdiff_t row = 0; row < side; row++) {
        for (ptrdiff_t column = 0; column < side; column++, input += channels, input_gradient += channels) {
            const lanes values = LOAD(input);
            lanes sum = {0};
            EACH(i, kernel) EACH(j, kernel) {
                const lanes gradient = padded[(row + i) * width + column + j] - (lanes){0};
                sum += gradient * factors[i * kernel + j];
                sums[i * kernel + j] += gradient * values;
            }
            STORE(input_gradient, sum);
        }
    }
    EACH(place, places) {
        float *target = weights_gradient + place * channels;
        STORE(target, LOAD(target) + sums[place]);
    }
}

FOR_EACH_GENERATION
void narrow_backward(const float *input, const float *weights, const float *gradient, ptrdiff_t side,
                     ptrdiff_t channels, ptrdiff_t kernel, float *workspace, float *input_gradient,
                     float *weights_gradient) {
    const ptrdiff_t r = (kernel - 1) / 2, width = side + kernel - 1;
    for (ptrdiff_t index = 0; index < width * width; index++) workspace[index] = 0;
    for (ptrdiff_t row = 0; row < side; row++)
        for (ptrdiff_t column = 0; column < side; column++)
            workspace[(row + r) * width + column + r] = gradient[row * side + column];
    for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
#define BACKWARD(kernel)                                                                                           \
    narrow_channels_backward(kernel, input + channel, weights + channel, workspace, side, channels,               \
                             input_gradient + channel, weights_gradient + channel)
        switch (kernel) {
        case 1: BACKWARD(1); break;
        case 3: BACKWARD(3); break;
        default: BACKWARD(5);
        }
#undef BACKWARD
    }
}

INLINE void keep(lanes *values, const mask *kept) { *values = (lanes)((mask)*values & *kept); }

FOR_EACH_GENERATION
void add_bias(const float *bias, ptrdiff_t rows, ptrdiff_t channels, bool rectified, float *values) {
    for (ptrdiff_t row = 0; row < rows; row++, values += channels) {
        ptrdiff_t channel = 0;
        for (; channel + kernel_lanes <= channels; channel += kernel_lanes) {
            lanes sums = LOAD(values + channel) + LOAD(bias + channel);
            const mask kept = ~(sums < 0);
            if (rectified) keep(&sums, &kept);
            STORE(values + channel, sums);
        }
        for (; channel < channels; channel++) {
            const float sum = values[channel] + bias[channel];
            values[channel] = rectified && sum < 0 ? 0 : sum;
        }
    }
}

/// The way back of `count` vectors of channels.
INLINE void bias_backward(const int count, const float *values, ptrdiff_t rows, ptrdiff_t channels, float *gradient,
                          float *bias_gradient) {
    lanes sums[count];
    for (int index = 0; index < count; index++) sums[index] = (lanes){0};
    for (ptrdiff_t offset = 0; offset < rows * channels; offset += channels) {
        for (int index = 0; index < count; index++) {
            float *place = gradient + offset + index * kernel_lanes;
            lanes part = LOAD(place);
            if (values) {
                const mask kept = ~(LOAD(values + offset + index * kernel_lanes) <= 0);
                keep(&part, &kept);
                STORE(place, part);
            }
            sums[index] += part;
        }
    }
    for (int index = 0; index < count; index++) *(lanes *)(bias_gradient + index * kernel_lanes) += sums[index];
}

FOR_EACH_GENERATION
void add_bias_backward(const float *values, ptrdiff_t rows, ptrdiff_t channels, float *gradient,
                       float *bias_gradient) {
    ptrdiff_t channel = 0;
    for (; channel + 4 * kernel_lanes <= channels; channel += 4 * kernel_lanes)
        bias_backward(4, values ? values + channel : NULL, rows, channels, gradient + channel, bias_gradient + channel);
    for (; channel + kernel_lanes <= channels; channel += kernel_lanes)
        bias_backward(1, values ? values + channel : NULL, rows, channels, gradient + channel, bias_gradient + channel);
    for (; channel < channels; channel++) {
        float sum = 0;
        for (ptrdiff_t offset = channel; offset < rows * channels; offset += channels) {
            if (values && values[offset] <= 0) gradient[offset] = 0;
            sum += gradient[offset];
        }
        bias_gradient[channel] += sum;
    }
}

FOR_EACH_GENERATION
void add_all(const float *source, ptrdiff_t count, float *target) {
    for (ptrdiff_t index = 0; index < count; index++) target[index] += source[index];
}

FOR_EACH_GENERATION
void keep_where_positive(const float *reference, ptrdiff_t count, float *values) {
    for (ptrdiff_t index = 0; index < count; index++) values[index] = reference[index] <= 0 ? 0 : values[index];
}

FOR_EACH_GENERATION
void adam_update(const float *gradient, ptrdiff_t count, float mixing1, float mixing2, float step_size,
                 float epsilon, float *p, float *m, float *v) {
    for (ptrdiff_t index = 0; index < count; index += kernel_lanes) {
        const lanes g = LOAD(gradient + index);
        lanes first = LOAD(m + index), second = LOAD(v + index);
        first += (g - first) * mixing1;
        second += (g * g - second) * mixing2;
        STORE(m + index, first);
        STORE(v + index, second);
        *(lanes *)(p + index) -= step_size * first / (__builtin_elementwise_sqrt(second) + epsilon);
    }
}

FOR_EACH_GENERATION
ptrdiff_t differing_bits(const uint64_t *a, const uint64_t *b, ptrdiff_t count) {
    ptrdiff_t bits = 0;
    for (ptrdiff_t word = 0; word < count; word++) bits += __builtin_popcountll(a[word] ^ b[word]);
    return bits;
}
