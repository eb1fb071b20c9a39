#!/usr/bin/env python3
"""Trains by JAX with its convolutions written as matrix products, compiled, and answers `compare.py`.

JAX's own convolutions are several times slower on a processor.
"""
import os

import protocol

options = protocol.options(__doc__, ["jit"])
# XLA has no setting for its threads; it starts as many as the process may use processors.
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:options.threads])

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

LATENT = 2
SHAPES = {
    "conv1": (9 * 1, 32), "conv2": (9 * 32, 64), "encode": (6 * 6 * 64, 2 * LATENT), "decode": (LATENT, 7 * 7 * 32),
    "deconv1": (32, 9 * 64), "deconv2": (64, 9 * 32), "deconv3": (32, 9 * 1),
}
OUTPUTS = {"conv1": 32, "conv2": 64, "encode": 2 * LATENT, "decode": 7 * 7 * 32, "deconv1": 64, "deconv2": 32,
           "deconv3": 1}


def fresh_parameters(random):
    parameters = {}
    for name, shape in SHAPES.items():
        limit = np.sqrt(6 / sum(shape))
        weights = random.uniform(-limit, limit, shape).astype(np.float32)
        parameters[name] = (jnp.asarray(weights), jnp.zeros(OUTPUTS[name], jnp.float32))
    return parameters


def convolution(x, weights, bias):
    """3x3, stride 2, no padding: the nine strided views side by side, times the weights."""
    side = (x.shape[1] - 3) // 2 + 1
    views = [x[:, i:i + 2 * side - 1:2, j:j + 2 * side - 1:2] for i in range(3) for j in range(3)]
    return jax.nn.relu(jnp.concatenate(views, axis=-1) @ weights + bias)


def transposed_planes(x, weights):
    """The products with each of the kernel's nine places, [3][3] of [image, row, column, out]."""
    planes = jnp.split(x @ weights, 9, axis=-1)
    return [planes[0:3], planes[3:6], planes[6:9]]


def down(x, rows, columns):
    """Shifted down and right by so many pixels, zeros coming in."""
    padded = jnp.pad(x, ((0, 0), (max(rows, 0), max(-rows, 0)), (max(columns, 0), max(-columns, 0)), (0, 0)))
    row, column = max(-rows, 0), max(-columns, 0)
    return padded[:, row:row + x.shape[1], column:column + x.shape[2]]


def transposed_convolution(x, weights, bias):
    """3x3, stride 2: each quarter of the output (even or odd row and column) is a sum of planes."""
    p = transposed_planes(x, weights)
    even_even = p[0][0] + down(p[2][0], 1, 0) + down(p[0][2], 0, 1) + down(p[2][2], 1, 1)
    even_odd = p[0][1] + down(p[2][1], 1, 0)
    odd_even = p[1][0] + down(p[1][2], 0, 1)
    even = jnp.stack([even_even, even_odd], axis=3)
    odd = jnp.stack([odd_even, p[1][1]], axis=3)
    images, side, channels = x.shape[0], x.shape[1], bias.shape[0]
    joined = jnp.stack([even, odd], axis=2).reshape(images, 2 * side, 2 * side, channels)
    return jax.nn.relu(joined + bias)


def loss(parameters, images, noise):
    p = parameters
    x = convolution(convolution(images, *p["conv1"]), *p["conv2"])
    mean, log_variance = jnp.split(x.reshape(len(images), -1) @ p["encode"][0] + p["encode"][1], 2, axis=1)
    code = mean + noise * jnp.exp(log_variance / 2)
    x = jax.nn.relu(code @ p["decode"][0] + p["decode"][1]).reshape(-1, 7, 7, 32)
    x = transposed_convolution(transposed_convolution(x, *p["deconv1"]), *p["deconv2"])
    planes = transposed_planes(x, p["deconv3"][0])
    logits = sum(down(planes[i][j], i - 1, j - 1) for i in range(3) for j in range(3)) + p["deconv3"][1]
    log_likelihood = jnp.sum(images * logits - jax.nn.softplus(logits))
    return -(log_likelihood + jnp.sum((noise * noise + log_variance - code * code) / 2)) / len(images)


@jax.jit
def step(state, images, key):
    parameters, first, second, count = state
    noise = jax.random.normal(key, (len(images), LATENT))
    gradient = jax.grad(loss)(parameters, images, noise)
    count = count + 1
    rate = 1e-4 * jnp.sqrt(1 - 0.999 ** count) / (1 - 0.9 ** count)
    first = jax.tree.map(lambda m, g: m + 0.1 * (g - m), first, gradient)
    second = jax.tree.map(lambda v, g: v + 0.001 * (g * g - v), second, gradient)
    parameters = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-7), parameters, first, second)
    return parameters, first, second, count


random = np.random.default_rng(0)
images = protocol.training_images(options.folder)
parameters = fresh_parameters(random)
zeros = jax.tree.map(jnp.zeros_like, parameters)
state = (parameters, zeros, zeros, jnp.float32(0))
key = jax.random.key(0)
order, position = random.permutation(len(images)), 0


def train(count):
    global state, key, order, position
    for _ in range(count):
        if position + options.batch_size > len(images):
            order, position = random.permutation(len(images)), 0
        position += options.batch_size
        key, own = jax.random.split(key)
        state = step(state, images[order[position - options.batch_size:position]], own)
    jax.block_until_ready(state)


protocol.serve(f"JAX {jax.__version__}, matrix products, jit", options.batch_size, train)
