// The loops of the narrow layers, for vectors of LANES numbers. `narrow_by_8.c` and `narrow_by_16.c` say how many that
// is, by LEVEL for which processors, and by NARROW what the functions are called.

#include "kernels.h"
#include "lanes.h"

/// The sums of four vectors, each by halves, then halves of these.
INLINE void four_sums(const lanes *values, float *sums) {
    typedef float eight __attribute__((vector_size(4 * 8)));
    typedef float four __attribute__((vector_size(4 * 4)));
#define FOLD(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
    eight eights[4];
#if LANES == 16
    EACH(index, 4) eights[index] = FOLD(values[index], values[index], 0, 1, 2, 3, 4, 5, 6, 7)
                                 + FOLD(values[index], values[index], 8, 9, 10, 11, 12, 13, 14, 15);
#else
    EACH(index, 4) eights[index] = values[index];
#endif
    const eight first = FOLD(eights[0], eights[1], 0, 1, 2, 3, 8, 9, 10, 11)
                      + FOLD(eights[0], eights[1], 4, 5, 6, 7, 12, 13, 14, 15);
    const eight last = FOLD(eights[2], eights[3], 0, 1, 2, 3, 8, 9, 10, 11)
                     + FOLD(eights[2], eights[3], 4, 5, 6, 7, 12, 13, 14, 15);
    const eight twos = FOLD(first, last, 0, 1, 4, 5, 8, 9, 12, 13) + FOLD(first, last, 2, 3, 6, 7, 10, 11, 14, 15);
    const four ones = FOLD(twos, twos, 0, 2, 4, 6) + FOLD(twos, twos, 1, 3, 5, 7);
#undef FOLD
    EACH(index, 4) sums[index] = ones[index];
}

/// `wanted` channels of `count` neighbours in a row.
INLINE void narrow_neighbours(const int count, const int wanted, const int kernel, const float *input,
                              const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t row,
                              ptrdiff_t column, ptrdiff_t outputs, const layer_finish *finish, float *output) {
    enum { most = 12, most_wanted = 3, widest = 5 };
    const int r = (kernel - 1) / 2;
    lanes sums[most];
    EACH(index, most) sums[index] = (lanes){0};
    for (ptrdiff_t i = 0; i < kernel; i++) {
        const ptrdiff_t input_row = row + r - i;
        if (input_row < 0 || input_row >= side) continue;
        const float *line = input + input_row * side * channels;
        for (ptrdiff_t channel = 0; channel < channels; channel += LANES) {
            lanes factors[most_wanted][widest];
            EACH(o, wanted) EACH(j, kernel)
                factors[o][j] = LOAD(weights + ((o * kernel + i) * kernel + j) * channels + channel);
            // What is read of the input meets as many of the neighbours as the kernel has columns.
            EACH(place, count + kernel - 1) {
                const ptrdiff_t x = column + place - r;
                const bool may_be_outside = place < r || place >= count + r;
                if (may_be_outside && (x < 0 || x >= side)) continue;
                const lanes values = LOAD(line + x * channels + channel);
                EACH(j, kernel) {
                    const int pixel = place + j - (kernel - 1);
                    if (pixel < 0 || pixel >= count) continue;
                    EACH(o, wanted) sums[o * count + pixel] += values * factors[o][j];
                }
            }
        }
    }
    float ready[most];
    EACH(four, (wanted * count + 3) / 4) four_sums(&sums[4 * four], &ready[4 * four]);
    EACH(pixel, count) EACH(o, wanted) {
        const float sum = ready[o * count + pixel] + (finish->bias ? finish->bias[o] : 0);
        output[(row * side + column + pixel) * outputs + o] = finish->rectified && sum < 0 ? 0 : sum;
    }
}

/// All pixels of `wanted` channels, one or three: as many neighbours at once as registers hold the sums of.
INLINE void narrow_channels(const int wanted, const int kernel, const float *input, const float *weights,
                            ptrdiff_t side, ptrdiff_t channels, ptrdiff_t outputs, const layer_finish *finish,
                            float *output) {
    const int most = wanted == 1 ? 10 : 4;
    for (ptrdiff_t row = 0; row < side; row++) {
        ptrdiff_t column = 0, count;
        for (ptrdiff_t groups = (side + most - 1) / most; groups > 0; groups--, column += count) {
            count = (side - column + groups - 1) / groups;
#define NEIGHBOURS(count)                                                                                          \
    case count:                                                                                                    \
        narrow_neighbours(count, wanted, kernel, input, weights, side, channels, row, column, outputs, finish,    \
                          output);                                                                                 \
        break;
            switch (count) { NEIGHBOURS(1) NEIGHBOURS(2) NEIGHBOURS(3) NEIGHBOURS(4) }
            if (wanted > 1) continue;
            switch (count) { NEIGHBOURS(5) NEIGHBOURS(6) NEIGHBOURS(7) NEIGHBOURS(8) NEIGHBOURS(9) NEIGHBOURS(10) }
#undef NEIGHBOURS
        }
    }
}

/// Three channels where there are as many, else one.
INLINE ptrdiff_t narrow_some(const int kernel, const float *input, const float *weights, ptrdiff_t side,
                             ptrdiff_t channels, ptrdiff_t outputs, ptrdiff_t done, const layer_finish *finish,
                             float *output) {
    const float *own = weights + done * kernel * kernel * channels;
    const layer_finish own_finish = {finish->bias ? finish->bias + done : NULL, finish->rectified};
    if (outputs - done >= 3) {
        narrow_channels(3, kernel, input, own, side, channels, outputs, &own_finish, output + done);
        return 3;
    }
    narrow_channels(1, kernel, input, own, side, channels, outputs, &own_finish, output + done);
    return 1;
}

LEVEL
void NARROW(forward)(const float *input, const float *weights, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t kernel,
                     ptrdiff_t outputs, const layer_finish *finish, float *output) {
    for (ptrdiff_t done = 0; done < outputs;) {
        switch (kernel) {
        case 1: done += narrow_some(1, input, weights, side, channels, outputs, done, finish, output); break;
        case 3: done += narrow_some(3, input, weights, side, channels, outputs, done, finish, output); break;
        default: done += narrow_some(5, input, weights, side, channels, outputs, done, finish, output);
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

LEVEL
void NARROW(backward)(const float *input, const float *weights, const float *gradient, ptrdiff_t side,
                      ptrdiff_t channels, ptrdiff_t kernel, float *workspace, float *input_gradient,
                      float *weights_gradient) {
    const ptrdiff_t r = (kernel - 1) / 2, width = side + kernel - 1;
    for (ptrdiff_t index = 0; index < width * width; index++) workspace[index] = 0;
    for (ptrdiff_t row = 0; row < side; row++)
        for (ptrdiff_t column = 0; column < side; column++)
            workspace[(row + r) * width + column + r] = gradient[row * side + column];
    for (ptrdiff_t channel = 0; channel < channels; channel += LANES) {
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

/// The products of `count` rows of numbers with four rows of weights.
INLINE void narrow_products(const int count, const float *input, const float *weights, ptrdiff_t inputs,
                            ptrdiff_t outputs, float *output) {
    lanes sums[2][4];
    EACH(row, count) EACH(o, 4) sums[row][o] = (lanes){0};
    for (ptrdiff_t i = 0; i < inputs; i += LANES) {
        lanes factors[4];
        EACH(o, 4) factors[o] = LOAD(weights + o * inputs + i);
        EACH(row, count) {
            const lanes values = LOAD(input + row * inputs + i);
            EACH(o, 4) sums[row][o] += values * factors[o];
        }
    }
    EACH(row, count) four_sums(sums[row], output + row * outputs);
}

LEVEL
void NARROW(dense)(const float *input, const float *weights, ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs,
                   float *output) {
    for (ptrdiff_t o = 0; o < outputs; o += 4) {
        const float *own = weights + o * inputs;
        ptrdiff_t row = 0;
        for (; row + 2 <= rows; row += 2)
            narrow_products(2, input + row * inputs, own, inputs, outputs, output + row * outputs + o);
        if (row < rows) narrow_products(1, input + row * inputs, own, inputs, outputs, output + row * outputs + o);
    }
}
