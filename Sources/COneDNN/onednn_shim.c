#define _GNU_SOURCE
#include "onednn_shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <dnnl.h>
#include <dnnl_debug.h>

// Version 2 has memory descriptors by value, version 3 opaque ones behind pointers. Both query, create memory
// and reorder through a pointer to a constant one, so only making and destroying them differs.
#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t layout;

static dnnl_status_t make_layout(dnnl_memory_desc_t *result, int axes, const dnnl_dims_t extents,
                                 dnnl_format_tag_t tag) {
    return dnnl_memory_desc_create_with_tag(result, axes, extents, dnnl_f32, tag);
}
static layout borrow(const dnnl_memory_desc_t *owned) { return *owned; }
static void destroy_layout(dnnl_memory_desc_t *owned) {
    if (*owned) dnnl_memory_desc_destroy(*owned);
}
#else
typedef const dnnl_memory_desc_t *layout;

static dnnl_status_t make_layout(dnnl_memory_desc_t *result, int axes, const dnnl_dims_t extents,
                                 dnnl_format_tag_t tag) {
    return dnnl_memory_desc_init_by_tag(result, axes, extents, dnnl_f32, tag);
}
static layout borrow(const dnnl_memory_desc_t *owned) { return owned; }
static void destroy_layout(dnnl_memory_desc_t *owned) { (void)owned; }
#endif

/// Goes to `done` with the status of a failed call.
#define CHECK(call)                                                                                                \
    do {                                                                                                           \
        status = (call);                                                                                           \
        if (status != dnnl_success) goto done;                                                                     \
    } while (0)

enum { most_arguments = 5 };

struct onednn_computation {
    onednn_product product;
    onednn_convolution_shape shape;
    dnnl_primitive_desc_t description;
    dnnl_primitive_t primitive;
    dnnl_stream_t stream;
    dnnl_exec_arg_t arguments[most_arguments];
    int argument_count;
};

// One engine serves the whole process: a processor's engine holds no state.

static dnnl_engine_t engine;
static dnnl_status_t engine_status;
static pthread_once_t engine_once = PTHREAD_ONCE_INIT;

static void create_engine(void) { engine_status = dnnl_engine_create(&engine, dnnl_cpu, 0); }

static void (*set_openmp_threads)(int);
static pthread_once_t openmp_once = PTHREAD_ONCE_INIT;

static void find_openmp(void) { set_openmp_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads"); }

const char *onednn_status_text(int status) { return dnnl_status2str((dnnl_status_t)status); }

void onednn_use_calling_thread_only(void) {
    // OpenMP's count belongs to the calling thread and beats the environment, which was read at the start.
    pthread_once(&openmp_once, find_openmp);
    if (set_openmp_threads) set_openmp_threads(1);
}

/// The four tensors of a convolution, in the names of its forward product.
typedef struct {
    dnnl_memory_desc_t input, weights, bias, output;
} convolution_layouts;

/// Describes one product to the library; `hint` is the forward description, for the backward products.
static dnnl_status_t describe(dnnl_primitive_desc_t *result, onednn_product product,
                              const convolution_layouts *tensors, const onednn_convolution_shape *shape,
                              const_dnnl_primitive_attr_t attributes, const_dnnl_primitive_desc_t hint) {
    const dnnl_dims_t strides = {shape->stride, shape->stride};
    const dnnl_dims_t low = {shape->padding_low, shape->padding_low};
    const dnnl_dims_t high = {shape->padding_high, shape->padding_high};
    const layout input = borrow(&tensors->input), weights = borrow(&tensors->weights);
    const layout output = borrow(&tensors->output);
    const layout bias = product == ONEDNN_FORWARD_RECTIFIED ? borrow(&tensors->bias) : NULL;
    const dnnl_alg_kind_t direct = dnnl_convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    switch (product) {
    case ONEDNN_BACKWARD_DATA:
        return dnnl_convolution_backward_data_primitive_desc_create(
            result, engine, direct, input, weights, output, strides, NULL, low, high, hint, attributes);
    case ONEDNN_BACKWARD_WEIGHTS:
        return dnnl_convolution_backward_weights_primitive_desc_create(
            result, engine, direct, input, weights, NULL, output, strides, NULL, low, high, hint, attributes);
    default:
        return dnnl_convolution_forward_primitive_desc_create(result, engine, dnnl_forward_training, direct, input,
                                                              weights, bias, output, strides, NULL, low, high,
                                                              attributes);
    }
#else
    dnnl_convolution_desc_t operation;
    dnnl_status_t status;
    switch (product) {
    case ONEDNN_BACKWARD_DATA:
        status = dnnl_convolution_backward_data_desc_init(&operation, direct, input, weights, output, strides, low,
                                                          high);
        break;
    case ONEDNN_BACKWARD_WEIGHTS:
        status = dnnl_convolution_backward_weights_desc_init(&operation, direct, input, weights, NULL, output,
                                                             strides, low, high);
        break;
    default:
        status = dnnl_convolution_forward_desc_init(&operation, dnnl_forward_training, direct, input, weights, bias,
                                                    output, strides, low, high);
    }
    if (status != dnnl_success) return status;
    return dnnl_primitive_desc_create(result, &operation, attributes, engine, hint);
#endif
}

/// Attributes: working memory comes from the caller, and a ReLU follows where the product asks for it.
static dnnl_status_t make_attributes(dnnl_primitive_attr_t *attributes, int rectified) {
    dnnl_status_t status;
    dnnl_post_ops_t after = NULL;
    CHECK(dnnl_primitive_attr_create(attributes));
    CHECK(dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user));
    if (!rectified) return dnnl_success;
    CHECK(dnnl_post_ops_create(&after));
#if DNNL_VERSION_MAJOR >= 3
    CHECK(dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0, 0));
#else
    CHECK(dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0));
#endif
    CHECK(dnnl_primitive_attr_set_post_ops(*attributes, after));
done:
    if (after) dnnl_post_ops_destroy(after);
    return status;
}

int onednn_convolution_create(const onednn_convolution_shape *shape, onednn_product product,
                              onednn_computation **computation) {
    dnnl_status_t status;
    convolution_layouts tensors;
    dnnl_primitive_attr_t attributes = NULL;
    dnnl_primitive_desc_t hint = NULL;
    onednn_computation *result = calloc(1, sizeof *result);
    if (!result) return dnnl_out_of_memory;
    memset(&tensors, 0, sizeof tensors);
    result->product = product;
    result->shape = *shape;
    pthread_once(&engine_once, create_engine);
    CHECK(engine_status);

    const int64_t side = shape->input_side, images = shape->images;
    const dnnl_dims_t input = {images, shape->input_channels, side, side};
    const dnnl_dims_t output = {images, shape->output_channels, shape->output_side, shape->output_side};
    const dnnl_dims_t weights = {shape->output_channels, shape->input_channels, shape->kernel, shape->kernel};
    // Channels last even where there is only one: any other tag leads to slow code.
    CHECK(make_layout(&tensors.input, 4, input, dnnl_nhwc));
    CHECK(make_layout(&tensors.output, 4, output, dnnl_nhwc));
    CHECK(make_layout(&tensors.weights, 4, weights, dnnl_format_tag_any));
    CHECK(make_layout(&tensors.bias, 1, &shape->output_channels, dnnl_x));
    CHECK(make_attributes(&attributes, product == ONEDNN_FORWARD_RECTIFIED));
    if (product == ONEDNN_BACKWARD_DATA || product == ONEDNN_BACKWARD_WEIGHTS)
        CHECK(describe(&hint, ONEDNN_FORWARD, &tensors, shape, attributes, NULL));
    CHECK(describe(&result->description, product, &tensors, shape, attributes, hint));
    CHECK(dnnl_primitive_create(&result->primitive, result->description));
    CHECK(dnnl_stream_create(&result->stream, engine, dnnl_stream_default_flags));
    *computation = result;
done:
    destroy_layout(&tensors.input);
    destroy_layout(&tensors.output);
    destroy_layout(&tensors.weights);
    destroy_layout(&tensors.bias);
    if (attributes) dnnl_primitive_attr_destroy(attributes);
    if (hint) dnnl_primitive_desc_destroy(hint);
    if (status != dnnl_success) onednn_destroy(result);
    return status;
}

const char *onednn_implementation(const onednn_computation *computation) {
    const char *name = "";
    dnnl_primitive_desc_query(computation->description, dnnl_query_impl_info_str, 0, &name);
    return name;
}

/// How one operand lies in memory; a backward product's result is known to the library by another name.
static layout operand(const onednn_computation *computation, dnnl_query_t name, dnnl_query_t name_of_result) {
    const layout result = dnnl_primitive_desc_query_md(computation->description, name_of_result, 0);
    if (result && dnnl_memory_desc_get_size(result) > 0) return result;
    return dnnl_primitive_desc_query_md(computation->description, name, 0);
}

static layout weights_layout(const onednn_computation *convolution) {
    return operand(convolution, dnnl_query_weights_md, dnnl_query_diff_weights_md);
}

static layout scratchpad_layout(const onednn_computation *convolution) {
    return dnnl_primitive_desc_query_md(convolution->description, dnnl_query_scratchpad_md, 0);
}

size_t onednn_weights_bytes(const onednn_computation *convolution) {
    return dnnl_memory_desc_get_size(weights_layout(convolution));
}

size_t onednn_scratchpad_bytes(const onednn_computation *convolution) {
    return dnnl_memory_desc_get_size(scratchpad_layout(convolution));
}

/// Adds an operand to a computation; the memory object is freed with the computation.
static dnnl_status_t add_argument(onednn_computation *computation, int name, layout memory_layout, void *data) {
    dnnl_exec_arg_t *argument = &computation->arguments[computation->argument_count];
    const dnnl_status_t status = dnnl_memory_create(&argument->memory, memory_layout, engine, data);
    argument->arg = name;
    if (status == dnnl_success) computation->argument_count += 1;
    return status;
}

int onednn_convolution_bind(onednn_computation *convolution, float *input, float *weights, float *bias,
                            float *output, void *scratchpad) {
    dnnl_status_t status;
    const int backward = convolution->product == ONEDNN_BACKWARD_DATA ? 1
                         : convolution->product == ONEDNN_BACKWARD_WEIGHTS ? 2 : 0;
    const int input_name = backward == 1 ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
    const int weights_name = backward == 2 ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
    const int output_name = backward ? DNNL_ARG_DIFF_DST : DNNL_ARG_DST;
    CHECK(add_argument(convolution, input_name,
                       operand(convolution, dnnl_query_src_md, dnnl_query_diff_src_md), input));
    CHECK(add_argument(convolution, weights_name, weights_layout(convolution), weights));
    CHECK(add_argument(convolution, output_name,
                       operand(convolution, dnnl_query_dst_md, dnnl_query_diff_dst_md), output));
    CHECK(add_argument(convolution, DNNL_ARG_SCRATCHPAD, scratchpad_layout(convolution), scratchpad));
    if (bias && convolution->product == ONEDNN_FORWARD_RECTIFIED)
        CHECK(add_argument(convolution, DNNL_ARG_BIAS,
                           dnnl_primitive_desc_query_md(convolution->description, dnnl_query_weights_md, 1), bias));
done:
    return status;
}

int onednn_weights_copy_create(const onednn_computation *convolution, int back, float *plain, float *weights,
                               onednn_computation **computation) {
    dnnl_status_t status;
    dnnl_memory_desc_t owned;
    memset(&owned, 0, sizeof owned);
    onednn_computation *result = calloc(1, sizeof *result);
    if (!result) return dnnl_out_of_memory;
    const onednn_convolution_shape *shape = &convolution->shape;
    const dnnl_dims_t extents = {shape->output_channels, shape->input_channels, shape->kernel, shape->kernel};
    CHECK(make_layout(&owned, 4, extents, dnnl_oihw));
    const layout ours = weights_layout(convolution), theirs = borrow(&owned);
    const layout from = back ? ours : theirs, to = back ? theirs : ours;
    CHECK(dnnl_reorder_primitive_desc_create(&result->description, from, engine, to, engine, NULL));
    CHECK(dnnl_primitive_create(&result->primitive, result->description));
    CHECK(dnnl_stream_create(&result->stream, engine, dnnl_stream_default_flags));
    CHECK(add_argument(result, DNNL_ARG_FROM, from, back ? weights : plain));
    CHECK(add_argument(result, DNNL_ARG_TO, to, back ? plain : weights));
    *computation = result;
done:
    destroy_layout(&owned);
    if (status != dnnl_success) onednn_destroy(result);
    return status;
}

int onednn_run(const onednn_computation *computation) {
    const dnnl_status_t status = dnnl_primitive_execute(computation->primitive, computation->stream,
                                                        computation->argument_count, computation->arguments);
    return status != dnnl_success ? status : dnnl_stream_wait(computation->stream);
}

void onednn_destroy(onednn_computation *computation) {
    if (!computation) return;
    for (int i = 0; i < computation->argument_count; i++) dnnl_memory_destroy(computation->arguments[i].memory);
    if (computation->stream) dnnl_stream_destroy(computation->stream);
    if (computation->primitive) dnnl_primitive_destroy(computation->primitive);
    if (computation->description) dnnl_primitive_desc_destroy(computation->description);
    free(computation);
}

int onednn_matrix_product(int transpose_a, int transpose_b, int64_t m, int64_t n, int64_t k, const float *a,
                          const float *b, float factor, float *c) {
    return dnnl_sgemm(transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', m, n, k, 1, a, transpose_a ? m : k, b,
                      transpose_b ? k : n, factor, c, n);
}
