#include "winograd.h"
#include "lanes.h"

#include <math.h>
#include <string.h>

// A convolution of stride 2 multiplies the even and the odd numbers of its wide side by weights of their own. With e for
// the even and o for the odd ones, two neighbours of the narrow side are, along one axis and for four weights w,
//
//     n0 = w0 e0 + w2 e1 + w1 o0 + w3 o1
//     n1 = w0 e1 + w2 e2 + w1 o1 + w3 o2
//
// Winograd's filtering makes two outputs by two weights in three products, not four:
//
//     n0 = a + m,  n1 = b + m
//     a = w0 (e0 - e1) + w1 (o0 - o1)
//     b = w2 (e2 - e1) + w3 (o2 - o1)
//     m = (w0 + w2) e1 + (w1 + w3) o1
//
// Of three weights the odd numbers have one, where nothing can be saved:
//
//     a = w0 (e0 - e1) + w1 o0,  b = w2 (e2 - e1) + w1 o1,  m = (w0 + w2) e1
//
// Along both axes at once, a tile of 2 x 2 outputs takes 36 products, not 64, or 25, not 36. The parts a, b and m of its
// rows and its columns make nine matrix products over all tiles and channels. The way back to the wide side and that to
// the weights are these sums transposed.
//
// Source: S. Winograd, "Arithmetic Complexity of Computations" (1980), chapter V; A. Lavin and S. Gray, "Fast Algorithms
// for Convolutional Neural Networks" (2016), section 4, who nest it for two axes.

/// The parts of an axis.
enum { part_a, part_b, part_m, parts };

#define EACH_PART(part) for (int part = 0; part < parts; part++)
#define EACH_TWO_PARTS(row, column) EACH_PART(row) EACH_PART(column)

/// How many products along an axis a part sums.
INLINE ptrdiff_t terms(ptrdiff_t kernel, int part) { return kernel == 4 || part != part_m ? 2 : 1; }

/// The first number of a tile that a part takes, and how many it takes.
INLINE ptrdiff_t first_taken(int part) { return part == part_a ? 0 : 2; }
INLINE ptrdiff_t taken(ptrdiff_t kernel, int part) { return kernel - 2 + (part == part_m ? 0 : 2); }

/// Tiles along an axis that have the part: at the end of an odd side there is no second output.
INLINE ptrdiff_t tiles(const winograd_shape *shape, int part) {
    return (shape->narrow_side + (part == part_b ? 0 : 1)) / 2;
}

/// The numbers of an image.
INLINE ptrdiff_t wide_image(const winograd_shape *shape) {
    return shape->wide_side * shape->wide_side * shape->wide_channels;
}
INLINE ptrdiff_t narrow_image(const winograd_shape *shape) {
    return shape->narrow_side * shape->narrow_side * shape->narrow_channels;
}

/// The numbers of a tile on the wide side of the matrix product of two parts.
INLINE ptrdiff_t wide_terms(const winograd_shape *shape, int row, int column) {
    return terms(shape->kernel, row) * terms(shape->kernel, column) * shape->wide_channels;
}

/// The tiles of an image that the matrix product of two parts is over.
INLINE ptrdiff_t tiles_of_two(const winograd_shape *shape, int row, int column) {
    return tiles(shape, row) * tiles(shape, column);
}

// Matrix products

/// c [rows, vectors] = a b, or c += that; `steps` of the sums' terms are written out. A few addresses count up for all
/// rows: one each would be too many.
INLINE void multiply_block(const int rows, const int vectors, const int steps, ptrdiff_t k, const float *a,
                           ptrdiff_t a_row, ptrdiff_t a_column, const float *b, ptrdiff_t b_row, float *c,
                           ptrdiff_t c_row, bool adding) {
    enum { most_rows = 12, most_vectors = 4, group = 4 };
    lanes sums[most_rows][most_vectors];
    EACH(row, rows) EACH(v, vectors) sums[row][v] = (lanes){0};
    const float *a0 = a, *a1 = a + group * a_row, *a2 = a + 2 * group * a_row;
    for (ptrdiff_t i = 0; i < k; i += steps) {
        EACH(step, steps) {
            lanes factors[most_vectors];
            EACH(v, vectors) factors[v] = LOAD(b + step * b_row + v * kernel_lanes);
            EACH(row, rows) {
                const float *first = row < group ? a0 : row < 2 * group ? a1 : a2;
                const lanes value = first[row % group * a_row + step * a_column] - (lanes){0};
                EACH(v, vectors) sums[row][v] += value * factors[v];
            }
        }
        b += steps * b_row, a0 += steps * a_column, a1 += steps * a_column, a2 += steps * a_column;
        __asm__("" : "+r"(a0), "+r"(a1), "+r"(a2));
    }
    EACH(row, rows) EACH(v, vectors) {
        float *place = c + row * c_row + v * kernel_lanes;
        STORE(place, adding ? LOAD(place) + sums[row][v] : sums[row][v]);
    }
}

/// All rows, at most `height` of them at a time: as many as leave their sums in registers, and about as many each time,
/// for a few sums alone would wait for each other.
INLINE void multiply_rows(const int height, const int vectors, const int steps, ptrdiff_t rows, ptrdiff_t k,
                          const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b, ptrdiff_t b_row,
                          float *c, ptrdiff_t c_row, bool adding) {
#define BLOCK(count)                                                                                               \
    case count: multiply_block(count, vectors, steps, k, a, a_row, a_column, b, b_row, c, c_row, adding); break;
    if (rows == 0) return;
    const ptrdiff_t blocks = (rows + height - 1) / height, least = rows / blocks, larger = rows % blocks;
    for (ptrdiff_t block = 0; block < blocks; block++) {
        const ptrdiff_t together = least + (block < larger);
        switch (together) { BLOCK(1) BLOCK(2) BLOCK(3) BLOCK(4) BLOCK(5) BLOCK(6) }
        if (height > 6) switch (together) { BLOCK(7) BLOCK(8) BLOCK(9) BLOCK(10) BLOCK(11) BLOCK(12) }
        a += together * a_row, c += together * c_row;
    }
#undef BLOCK
}

/// The code of the two products below. The sums of the first have a multiple of four terms: there are so many channels.
#define MULTIPLY_COLUMNS(suffix, height, vectors, level)                                                           \
    level static void multiply_##suffix(ptrdiff_t rows, ptrdiff_t k, const float *a, ptrdiff_t a_row,             \
                                        const float *b, float *c, ptrdiff_t c_row, bool adding) {                 \
        multiply_rows(height, vectors, 4, rows, k, a, a_row, 1, b, vectors * kernel_lanes, c, c_row, adding);     \
    }                                                                                                              \
    level static void multiply_transposed_##suffix(ptrdiff_t rows, ptrdiff_t k, const float *a,                   \
                                                   ptrdiff_t a_column, const float *b, ptrdiff_t b_row, float *c, \
                                                   ptrdiff_t c_row, bool adding) {                                \
        multiply_rows(height, vectors, 1, rows, k, a, 1, a_column, b, b_row, c, c_row, adding);                   \
    }
MULTIPLY_COLUMNS(16_at_level_3, 6, 1, LEVEL_3)
MULTIPLY_COLUMNS(16, 12, 1, LEVEL_4)
MULTIPLY_COLUMNS(32, 12, 2, LEVEL_4)
MULTIPLY_COLUMNS(64, 6, 4, LEVEL_4)

/// Columns that are multiplied together, of a matrix with `n`.
static ptrdiff_t columns_together(const winograd_shape *shape, ptrdiff_t n) {
    return shape->generation < 4 || n % 32 != 0 ? 16 : n % 64 != 0 ? 32 : 64;
}

/// The code for as many columns together.
#define FOR_COLUMNS(name, columns, generation)                                                                     \
    ((columns) == 64 ? name##_64 : (columns) == 32 ? name##_32 : (generation) < 4 ? name##_16_at_level_3 : name##_16)

/// c [m, n] = a [m, k] b, which lies as [group of columns, k, column].
static void multiply(const winograd_shape *shape, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a,
                     const float *b, float *c) {
    enum { most = 128 };  // rows of b that stay in the nearest cache
    const ptrdiff_t columns = columns_together(shape, n);
    for (ptrdiff_t column = 0; column < n; column += columns) {
        for (ptrdiff_t i = 0; i < k; i += most) {
            const ptrdiff_t count = k - i < most ? k - i : most;
            FOR_COLUMNS(multiply, columns, shape->generation)(m, count, a + i, k, b, c + column, n, i > 0);
            b += count * columns;
        }
    }
}

/// c [m, n] = the transpose of a [k, m] times b [k, n], or c += that.
static void multiply_transposed(const winograd_shape *shape, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a,
                                const float *b, float *c, bool adding) {
    const ptrdiff_t columns = columns_together(shape, n);
    for (ptrdiff_t column = 0; column < n; column += columns)
        FOR_COLUMNS(multiply_transposed, columns, shape->generation)(m, k, a, m, b + column, n, c + column, n, adding);
}

// From either side to what is multiplied, and from what came of it to the other side

/// The terms of a part, from the numbers that it takes.
INLINE void take(ptrdiff_t kernel, int part, const lanes *numbers, ptrdiff_t stride, lanes *result,
                 ptrdiff_t result_stride) {
    for (ptrdiff_t term = 0; term < terms(kernel, part); term++) {
        const lanes *number = &numbers[term * stride], *next = &numbers[(term + 2) * stride];
        lanes *place = &result[term * result_stride];
        if (part == part_m || (kernel == 3 && term == 1)) *place = *number;
        else *place = part == part_a ? *number - *next : *next - *number;
    }
}

/// The transpose of `take` for all parts together: a tile's first four numbers, from the terms of its parts and of part
/// b of the tile before.
INLINE void give(ptrdiff_t kernel, lanes terms_of[][2], lanes *numbers) {
    const lanes *a = terms_of[part_a], *b = terms_of[part_b], *m = terms_of[part_m], *before = terms_of[parts];
    numbers[0] = a[0] + before[0];
    numbers[1] = kernel == 4 ? a[1] + before[1] : a[1];
    numbers[2] = m[0] - a[0] - b[0];
    numbers[3] = kernel == 4 ? m[1] - a[1] - b[1] : b[1];
}

/// What two parts multiply on the wide side: [image, tile, term, channel]. The workspace begins with a line of zeros;
/// behind it is room for what a tile takes.
INLINE void take_wide(const ptrdiff_t kernel, const int row, const int column, const winograd_shape *shape,
                      ptrdiff_t images, const float *wide, float *workspace, float *result) {
    enum { most = 4 };
    const ptrdiff_t channels = shape->wide_channels, side = shape->wide_side;
    const ptrdiff_t height = taken(kernel, row), width = taken(kernel, column);
    float *copies = workspace + side * channels;
    for (ptrdiff_t image = 0; image < images; image++, wide += wide_image(shape)) {
        for (ptrdiff_t i = 0; i < tiles(shape, row); i++) {
            const float *lines[most];
            for (ptrdiff_t y = 0; y < height; y++) {
                const ptrdiff_t line = 4 * i + first_taken(row) + y - shape->padding;
                lines[y] = line < 0 || line >= side ? workspace : wide + line * side * channels;
            }
            for (ptrdiff_t j = 0; j < tiles(shape, column); j++) {
                const ptrdiff_t first = 4 * j + first_taken(column) - shape->padding;
                const float *starts[most];
                for (ptrdiff_t y = 0; y < height; y++) {
                    if (first >= 0 && first + width <= side) {
                        starts[y] = lines[y] + first * channels;
                        continue;
                    }
                    float *copy = copies + y * width * channels;
                    starts[y] = copy;
                    for (ptrdiff_t x = first; x < first + width; x++, copy += channels)
                        memcpy(copy, x < 0 || x >= side ? workspace : lines[y] + x * channels, channels * sizeof *copy);
                }
                for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                    lanes of_columns[most][2], of_both[2][2];
                    for (ptrdiff_t y = 0; y < height; y++) {
                        lanes numbers[most];
                        for (ptrdiff_t x = 0; x < width; x++) numbers[x] = LOAD(starts[y] + x * channels + channel);
                        take(kernel, column, numbers, 1, of_columns[y], 1);
                    }
                    for (ptrdiff_t x = 0; x < terms(kernel, column); x++)
                        take(kernel, row, &of_columns[0][x], 2, &of_both[0][x], 2);
                    for (ptrdiff_t y = 0; y < terms(kernel, row); y++)
                        for (ptrdiff_t x = 0; x < terms(kernel, column); x++)
                            STORE(result + (y * terms(kernel, column) + x) * channels + channel, of_both[y][x]);
                }
                result += terms(kernel, row) * terms(kernel, column) * channels;
            }
        }
    }
}

/// What two parts multiply on the narrow side: [image, tile, channel].
INLINE void take_narrow(const int row, const int column, const winograd_shape *shape, ptrdiff_t images,
                        const float *narrow, float *result) {
    const ptrdiff_t channels = shape->narrow_channels, line = shape->narrow_side * channels;
    for (ptrdiff_t image = 0; image < images; image++, narrow += narrow_image(shape)) {
        for (ptrdiff_t i = 0; i < tiles(shape, row); i++) {
            const float *place = narrow + (2 * i + (row == part_b)) * line + (column == part_b) * channels;
            const bool has_below = row == part_m && i < tiles(shape, part_b);
            for (ptrdiff_t j = 0; j < tiles(shape, column); j++, place += 2 * channels, result += channels) {
                const bool has_right = column == part_m && j < tiles(shape, part_b);
                for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                    lanes sum = LOAD(place + channel);
                    if (has_right) sum += LOAD(place + channels + channel);
                    if (has_below) sum += LOAD(place + line + channel);
                    if (has_right && has_below) sum += LOAD(place + line + channels + channel);
                    STORE(result + channel, sum);
                }
            }
        }
    }
}

/// What is done to the sums of a vector of channels: they are no less than `least` after the bias.
typedef struct {
    lanes bias, least;
} channel_finish;

INLINE void finish_of_channels(const layer_finish *finish, ptrdiff_t channel, channel_finish *result) {
    result->bias = finish->bias ? LOAD(finish->bias + channel) : (lanes){0};
    result->least = (lanes){0} - (finish->rectified ? 0 : INFINITY);
}

INLINE void finish_sums(const channel_finish *finish, lanes *sums) {
    const lanes all = *sums + finish->bias;
    EACH(lane, kernel_lanes) (*sums)[lane] = all[lane] < finish->least[lane] ? finish->least[lane] : all[lane];
}

/// The wide images, from what all pairs of parts gave: [image, tile, term, channel] each.
INLINE void give_wide(const ptrdiff_t kernel, const winograd_shape *shape, ptrdiff_t images, const float *given,
                      const float *zeros, const layer_finish *finish, float *wide) {
    // The parts of a tile, and part b of the tile before it.
    enum { sources = parts + 1, size = 4 };
    static const int part_of[sources] = {part_a, part_b, part_m, part_b};
    const ptrdiff_t channels = shape->wide_channels, side = shape->wide_side;
    // One tile more than there are, for part b of the last one, where that is still on the wide side.
    const ptrdiff_t all = tiles(shape, part_a) + 1, needed = (side + shape->padding + size - 1) / size;
    const ptrdiff_t tiles_on_side = needed < all ? needed : all;
    const float *starts[parts][parts];
    EACH_TWO_PARTS(row, column) {
        starts[row][column] = given;
        given += images * tiles_of_two(shape, row, column) * wide_terms(shape, row, column);
    }
    for (ptrdiff_t image = 0; image < images; image++, wide += wide_image(shape)) {
        for (ptrdiff_t i = 0; i < tiles_on_side; i++) {
            const float *lines_from[sources][sources];
            for (int y = 0; y < sources; y++) {
                const int row = part_of[y];
                const ptrdiff_t tile = i - (y == parts);
                for (int x = 0; x < sources; x++) {
                    const int column = part_of[x];
                    const ptrdiff_t line = (image * tiles(shape, row) + tile) * tiles(shape, column);
                    lines_from[y][x] = tile < 0 || tile >= tiles(shape, row)
                                           ? NULL : starts[row][column] + line * wide_terms(shape, row, column);
                }
            }
            float *lines_to[size];
            for (int y = 0; y < size; y++) {
                const ptrdiff_t line = 4 * i + y - shape->padding;
                lines_to[y] = line < 0 || line >= side ? NULL : wide + line * side * channels;
            }
            for (ptrdiff_t j = 0; j < tiles_on_side; j++) {
                const float *from[sources][sources];
                for (int x = 0; x < sources; x++) {
                    const ptrdiff_t tile = j - (x == parts);
                    const bool is_there = tile >= 0 && tile < tiles(shape, part_of[x]);
                    for (int y = 0; y < sources; y++)
                        from[y][x] = is_there && lines_from[y][x]
                                         ? lines_from[y][x] + tile * wide_terms(shape, part_of[y], part_of[x]) : zeros;
                }
                float *to[size][size];
                for (int x = 0; x < size; x++) {
                    const ptrdiff_t column = 4 * j + x - shape->padding;
                    for (int y = 0; y < size; y++)
                        to[y][x] = lines_to[y] && column >= 0 && column < side ? lines_to[y] + column * channels : NULL;
                }
                for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                    channel_finish finish_here;
                    finish_of_channels(finish, channel, &finish_here);
                    lanes of_columns[sources][2][size];
                    EACH(y, sources) EACH(term, terms(kernel, part_of[y])) {
                        lanes values[sources][2];
                        EACH(x, sources) {
                            const ptrdiff_t count = terms(kernel, part_of[x]);
                            EACH(other, count)
                                values[x][other] = LOAD(from[y][x] + (term * count + other) * channels + channel);
                        }
                        give(kernel, values, of_columns[y][term]);
                    }
                    EACH(x, size) {
                        lanes values[sources][2], numbers[size];
                        EACH(y, sources) EACH(term, terms(kernel, part_of[y])) values[y][term] = of_columns[y][term][x];
                        give(kernel, values, numbers);
                        EACH(y, size) {
                            if (!to[y][x]) continue;
                            finish_sums(&finish_here, &numbers[y]);
                            STORE(to[y][x] + channel, numbers[y]);
                            // The next tile's place, which may be far away by now.
                            __builtin_prefetch(to[y][x] + size * channels + channel, 1);
                        }
                    }
                }
            }
        }
    }
}

/// The narrow images, from what all pairs of parts gave: [image, tile, channel] each.
FOR_EACH_GENERATION
static void give_narrow(const winograd_shape *shape, ptrdiff_t images, const float *given,
                        const layer_finish *finish, float *narrow) {
    const ptrdiff_t channels = shape->narrow_channels, side = shape->narrow_side;
    const float *starts[parts][parts];
    EACH_TWO_PARTS(row, column) {
        starts[row][column] = given;
        given += images * tiles_of_two(shape, row, column) * channels;
    }
    for (ptrdiff_t image = 0; image < images; image++) {
        for (ptrdiff_t y = 0; y < side; y++) {
            const int rows[2] = {y % 2 == 0 ? part_a : part_b, part_m};
            for (ptrdiff_t x = 0; x < side; x++, narrow += channels) {
                const int columns[2] = {x % 2 == 0 ? part_a : part_b, part_m};
                const float *from[2][2];
                for (int i = 0; i < 2; i++) {
                    for (int j = 0; j < 2; j++) {
                        const ptrdiff_t line = (image * tiles(shape, rows[i]) + y / 2) * tiles(shape, columns[j]);
                        from[i][j] = starts[rows[i]][columns[j]] + (line + x / 2) * channels;
                    }
                }
                for (ptrdiff_t channel = 0; channel < channels; channel += kernel_lanes) {
                    lanes sums = (LOAD(from[0][0] + channel) + LOAD(from[0][1] + channel))
                               + (LOAD(from[1][0] + channel) + LOAD(from[1][1] + channel));
                    channel_finish finish_here;
                    finish_of_channels(finish, channel, &finish_here);
                    finish_sums(&finish_here, &sums);
                    STORE(narrow + channel, sums);
                }
            }
        }
    }
}

// Code for each pair of parts.
#define FOR_TWO_PARTS(row, column, CALL)                                                                           \
    switch (row * parts + column) {                                                                                \
    case 0: CALL(part_a, part_a); break;                                                                           \
    case 1: CALL(part_a, part_b); break;                                                                           \
    case 2: CALL(part_a, part_m); break;                                                                           \
    case 3: CALL(part_b, part_a); break;                                                                           \
    case 4: CALL(part_b, part_b); break;                                                                           \
    case 5: CALL(part_b, part_m); break;                                                                           \
    case 6: CALL(part_m, part_a); break;                                                                           \
    case 7: CALL(part_m, part_b); break;                                                                           \
    default: CALL(part_m, part_m);                                                                                 \
    }

FOR_EACH_GENERATION
static void take_wide_by_3(int row, int column, const winograd_shape *shape, ptrdiff_t images, const float *wide,
                           float *workspace, float *result) {
#define CALL(row, column) take_wide(3, row, column, shape, images, wide, workspace, result)
    FOR_TWO_PARTS(row, column, CALL)
#undef CALL
}

FOR_EACH_GENERATION
static void take_wide_by_4(int row, int column, const winograd_shape *shape, ptrdiff_t images, const float *wide,
                           float *workspace, float *result) {
#define CALL(row, column) take_wide(4, row, column, shape, images, wide, workspace, result)
    FOR_TWO_PARTS(row, column, CALL)
#undef CALL
}

FOR_EACH_GENERATION
static void take_narrow_parts(int row, int column, const winograd_shape *shape, ptrdiff_t images,
                              const float *narrow, float *result) {
#define CALL(row, column) take_narrow(row, column, shape, images, narrow, result)
    FOR_TWO_PARTS(row, column, CALL)
#undef CALL
}

FOR_EACH_GENERATION
static void give_wide_by_3(const winograd_shape *shape, ptrdiff_t images, const float *given, const float *zeros,
                           const layer_finish *finish, float *wide) {
    give_wide(3, shape, images, given, zeros, finish, wide);
}

FOR_EACH_GENERATION
static void give_wide_by_4(const winograd_shape *shape, ptrdiff_t images, const float *given, const float *zeros,
                           const layer_finish *finish, float *wide) {
    give_wide(4, shape, images, given, zeros, finish, wide);
}

static void take_wide_parts(int row, int column, const winograd_shape *shape, ptrdiff_t images, const float *wide,
                            float *workspace, float *result) {
    (shape->kernel == 4 ? take_wide_by_4 : take_wide_by_3)(row, column, shape, images, wide, workspace, result);
}

// The three products, some images at a time: enough of them that a matrix product has its rows, and few for the caches

static ptrdiff_t images_together(const winograd_shape *shape) {
    enum { rows = 48 };
    const ptrdiff_t an_image = tiles_of_two(shape, part_a, part_a);
    const ptrdiff_t images = (rows + an_image - 1) / an_image;
    return images < shape->images ? images : shape->images;
}

/// The least numbers of a workspace's beginning: zeros for a line or a tile, and room for what a tile takes.
static ptrdiff_t margin(const winograd_shape *shape) { return (shape->wide_side + 4 * 4) * shape->wide_channels; }

/// What the largest matrix product takes of the wide side.
static ptrdiff_t wide_room(const winograd_shape *shape) {
    return images_together(shape) * tiles_of_two(shape, part_a, part_a) * wide_terms(shape, part_a, part_a);
}

ptrdiff_t winograd_workspace_count(const winograd_shape *shape) {
    const ptrdiff_t all_terms = shape->kernel == 4 ? 6 : 5;
    const ptrdiff_t of_wide = (all_terms * all_terms + 4) * shape->wide_channels;
    const ptrdiff_t of_narrow = (parts * parts + 1) * shape->narrow_channels;
    return margin(shape)
         + images_together(shape) * tiles_of_two(shape, part_a, part_a) * (of_wide + of_narrow);
}

void winograd_forward(const winograd_shape *shape, const float *wide, const float *weights, layer_finish finish,
                      float *workspace, float *narrow) {
    float *taken = workspace + margin(shape), *given = taken + wide_room(shape);
    memset(workspace, 0, margin(shape) * sizeof *workspace);
    const ptrdiff_t n = shape->narrow_channels;
    ptrdiff_t images;
    for (ptrdiff_t left = shape->images; left > 0; left -= images) {
        images = left < images_together(shape) ? left : images_together(shape);
        const float *b = weights;
        float *c = given;
        EACH_TWO_PARTS(row, column) {
            const ptrdiff_t m = images * tiles_of_two(shape, row, column), k = wide_terms(shape, row, column);
            take_wide_parts(row, column, shape, images, wide, workspace, taken);
            multiply(shape, m, n, k, taken, b, c);
            b += k * n, c += m * n;
        }
        give_narrow(shape, images, given, &finish, narrow);
        wide += images * wide_image(shape), narrow += images * narrow_image(shape);
    }
}

void winograd_backward_data(const winograd_shape *shape, const float *narrow, const float *weights,
                            layer_finish finish, float *workspace, float *wide) {
    const ptrdiff_t k = shape->narrow_channels;
    float *taken = workspace + margin(shape);
    float *given = taken + images_together(shape) * tiles_of_two(shape, part_a, part_a) * k;
    memset(workspace, 0, margin(shape) * sizeof *workspace);
    ptrdiff_t images;
    for (ptrdiff_t left = shape->images; left > 0; left -= images) {
        images = left < images_together(shape) ? left : images_together(shape);
        const float *b = weights;
        float *c = given;
        EACH_TWO_PARTS(row, column) {
            const ptrdiff_t m = images * tiles_of_two(shape, row, column), n = wide_terms(shape, row, column);
            take_narrow_parts(row, column, shape, images, narrow, taken);
            multiply(shape, m, n, k, taken, b, c);
            b += k * n, c += m * n;
        }
        (shape->kernel == 4 ? give_wide_by_4 : give_wide_by_3)(shape, images, given, workspace, &finish, wide);
        wide += images * wide_image(shape), narrow += images * narrow_image(shape);
    }
}

void winograd_backward_weights(const winograd_shape *shape, const float *wide, const float *narrow, bool adding,
                               const float *weights, float *workspace, float *sum, float *forward) {
    const ptrdiff_t n = shape->narrow_channels;
    float *wides = workspace + margin(shape), *narrows = wides + wide_room(shape);
    float *given = narrows + images_together(shape) * tiles_of_two(shape, part_a, part_a) * n;
    memset(workspace, 0, margin(shape) * sizeof *workspace);
    ptrdiff_t images;
    for (ptrdiff_t left = shape->images; left > 0; left -= images, adding = true) {
        images = left < images_together(shape) ? left : images_together(shape);
        const float *b = weights;
        float *c = sum, *d = given;
        EACH_TWO_PARTS(row, column) {
            const ptrdiff_t k = images * tiles_of_two(shape, row, column), m = wide_terms(shape, row, column);
            take_wide_parts(row, column, shape, images, wide, workspace, wides);
            take_narrow_parts(row, column, shape, images, narrow, narrows);
            multiply_transposed(shape, m, n, k, wides, narrows, c, adding);
            c += m * n;
            if (!weights) continue;
            multiply(shape, k, n, m, wides, b, d);
            b += m * n, d += k * n;
        }
        if (weights) {
            give_narrow(shape, images, given, &(layer_finish){NULL, false}, forward);
            forward += images * narrow_image(shape);
        }
        wide += images * wide_image(shape), narrow += images * narrow_image(shape);
    }
}

// Weights, a block of channels of both sides at a time

enum { block = kernel_lanes, most_places = 4 * 4 };

/// The weights along an axis that a part's term sums; the second is -1 where it is one alone.
static void summed_weights(ptrdiff_t kernel, int part, ptrdiff_t term, ptrdiff_t *weights) {
    const bool is_alone = part != part_m && kernel == 3 && term == 1;
    weights[0] = part == part_b && !is_alone ? term + 2 : term;
    weights[1] = part == part_m ? term + 2 : -1;
}

/// The sums of weights [place, channel, channel] at some of the kernel's rows and columns.
FOR_EACH_GENERATION
static void sum_block(ptrdiff_t kernel, const ptrdiff_t *rows, const ptrdiff_t *columns, const float *weights,
                      float *sums, ptrdiff_t stride) {
    for (ptrdiff_t channel = 0; channel < block; channel++) {
        lanes sum = {0};
        for (int y = 0; y < 2 && rows[y] >= 0; y++)
            for (int x = 0; x < 2 && columns[x] >= 0; x++)
                sum += LOAD(weights + ((rows[y] * kernel + columns[x]) * block + channel) * block);
        STORE(sums + channel * stride, sum);
    }
}

/// Along an axis, each weight is in the terms of two parts.
static void find_terms(ptrdiff_t kernel, ptrdiff_t weight, int *parts_with, ptrdiff_t *terms_with) {
    const bool is_alone = kernel == 3 && weight == 1;
    parts_with[0] = weight < 2 ? part_a : part_b;
    parts_with[1] = is_alone ? part_b : part_m;
    terms_with[0] = terms_with[1] = weight % 2;
}

/// The gradient of one weight for a block of channels [channel, channel]: the sum of four terms', in which it is.
FOR_EACH_GENERATION
static void gather_block(const float *const *sums, ptrdiff_t stride, float *weights) {
    for (ptrdiff_t channel = 0; channel < block; channel++) {
        const ptrdiff_t offset = channel * stride;
        const lanes sum = (LOAD(sums[0] + offset) + LOAD(sums[1] + offset))
                        + (LOAD(sums[2] + offset) + LOAD(sums[3] + offset));
        STORE(weights + channel * block, sum);
    }
}

bool winograd_fits(const winograd_shape *shape) {
    return shape->generation >= 3 && (shape->kernel == 3 || shape->kernel == 4)
        && shape->wide_channels % block == 0 && shape->narrow_channels % block == 0;
}

int winograd_generation(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("x86-64-v4") ? 4 : __builtin_cpu_supports("x86-64-v3") ? 3 : 0;
#else
    return 0;
#endif
}

ptrdiff_t winograd_weights_count(const winograd_shape *shape) {
    ptrdiff_t count = 0;
    EACH_TWO_PARTS(row, column) count += wide_terms(shape, row, column) * shape->narrow_channels;
    return count;
}

void winograd_load(const winograd_shape *shape, const float *plain, bool backward, ptrdiff_t first, ptrdiff_t end,
                   float *weights) {
    const ptrdiff_t kernel = shape->kernel, places = kernel * kernel;
    float local[most_places * block * block];
    // The inner loop is along the columns of the matrix products, where the next block lies beside this one.
    const ptrdiff_t blocks = (end - first) / block, wide_blocks = shape->wide_channels / block;
    for (ptrdiff_t outer = 0; outer < (backward ? blocks : wide_blocks); outer++) {
        for (ptrdiff_t inner = 0; inner < (backward ? wide_blocks : blocks); inner++) {
            const ptrdiff_t narrow = first + (backward ? outer : inner) * block;
            const ptrdiff_t wide = (backward ? inner : outer) * block;
            // As [place, k, n] of the matrix products.
            for (ptrdiff_t o = 0; o < block; o++) {
                const float *next = plain + ((narrow + o) * shape->wide_channels + wide) * places;
                for (ptrdiff_t c = 0; c < block; c++)
                    for (ptrdiff_t place = 0; place < places; place++)
                        local[(place * block + (backward ? o : c)) * block + (backward ? c : o)] = *next++;
            }
            float *part = weights;
            EACH_TWO_PARTS(row, column) {
                const ptrdiff_t both = wide_terms(shape, row, column), of_column = terms(kernel, column);
                const ptrdiff_t all_k = backward ? shape->narrow_channels : both;
                const ptrdiff_t together = columns_together(shape, backward ? both : shape->narrow_channels);
                for (ptrdiff_t term = 0; term * shape->wide_channels < both; term++) {
                    ptrdiff_t rows[2], columns[2];
                    summed_weights(kernel, row, term / of_column, rows);
                    summed_weights(kernel, column, term % of_column, columns);
                    const ptrdiff_t of_wide = term * shape->wide_channels + wide;
                    const ptrdiff_t k = backward ? narrow : of_wide, n = backward ? of_wide : narrow;
                    sum_block(kernel, rows, columns, local,
                              part + (n / together * all_k + k) * together + n % together, together);
                }
                part += both * shape->narrow_channels;
            }
        }
    }
}

void winograd_store(const winograd_shape *shape, const float *sum, float *plain) {
    const ptrdiff_t kernel = shape->kernel, places = kernel * kernel;
    const float *starts[parts][parts];
    EACH_TWO_PARTS(row, column) {
        starts[row][column] = sum;
        sum += wide_terms(shape, row, column) * shape->narrow_channels;
    }
    float local[most_places * block * block];
    for (ptrdiff_t wide = 0; wide < shape->wide_channels; wide += block) {
        for (ptrdiff_t narrow = 0; narrow < shape->narrow_channels; narrow += block) {
            for (ptrdiff_t place = 0; place < places; place++) {
                int rows[2], columns[2];
                ptrdiff_t row_terms[2], column_terms[2];
                find_terms(kernel, place / kernel, rows, row_terms);
                find_terms(kernel, place % kernel, columns, column_terms);
                const float *sums[4];
                for (int source = 0; source < 4; source++) {
                    const int row = rows[source / 2], column = columns[source % 2];
                    const ptrdiff_t term = row_terms[source / 2] * terms(kernel, column) + column_terms[source % 2];
                    sums[source] = starts[row][column]
                                 + (term * shape->wide_channels + wide) * shape->narrow_channels + narrow;
                }
                gather_block(sums, shape->narrow_channels, local + place * block * block);
            }
            for (ptrdiff_t o = 0; o < block; o++) {
                float *next = plain + ((narrow + o) * shape->wide_channels + wide) * places;
                for (ptrdiff_t c = 0; c < block; c++)
                    for (ptrdiff_t place = 0; place < places; place++)
                        *next++ = local[(place * block + c) * block + o];
            }
        }
    }
}
