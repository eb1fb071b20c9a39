#include "kernels.h"
#include "lanes.h"

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

/// The sum of numbers in a row, by so many sums that they do not wait for each other.
INLINE float sum_in_row(const float *numbers, ptrdiff_t count) {
    enum { together = 4 * kernel_lanes };
    float sums[together] = {0}, sum = 0;
    ptrdiff_t first = 0;
    for (; first + together <= count; first += together)
        for (ptrdiff_t index = 0; index < together; index++) sums[index] += numbers[first + index];
    for (ptrdiff_t index = 0; index < together; index++) sum += sums[index];
    for (; first < count; first++) sum += numbers[first];
    return sum;
}

FOR_EACH_GENERATION
void add_bias_backward(const float *values, ptrdiff_t rows, ptrdiff_t channels, float *gradient,
                       float *bias_gradient) {
    if (channels == 1 && !values) {
        *bias_gradient += sum_in_row(gradient, rows);
        return;
    }
    ptrdiff_t channel = 0;
    // As many vectors together as there are, so that memory is gone through in its order.
#define TOGETHER(count)                                                                                            \
    for (; channel + (count) * kernel_lanes <= channels; channel += (count) * kernel_lanes)                        \
        bias_backward(count, values ? values + channel : NULL, rows, channels, gradient + channel,                 \
                      bias_gradient + channel);
    TOGETHER(4)
    TOGETHER(2)
    TOGETHER(1)
#undef TOGETHER
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

FOR_EACH_GENERATION
byte_tally tally_bytes(const uint8_t *bytes, ptrdiff_t count) {
    byte_tally tally = {255, 0, 0, 0};
    for (ptrdiff_t index = 0; index < count; index++) {
        const uint8_t byte = bytes[index];
        tally.least = byte < tally.least ? byte : tally.least;
        tally.greatest = byte > tally.greatest ? byte : tally.greatest;
        tally.shades += byte > 0 && byte < 255;
        tally.ink += byte > 127;
    }
    return tally;
}
