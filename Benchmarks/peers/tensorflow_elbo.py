#!/usr/bin/env python3
"""Trains the same network by TensorFlow and prints the test ELBO after each epoch.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0
    venv/bin/python Benchmarks/peers/tensorflow_elbo.py path/to/mnist --seed 0

The folder holds the four gzipped IDX files under MNIST's names. Network, loss, optimiser, batches and
binarisation are those of `vae-viz train-and-report`. One JSON object a line: epoch, mean test ELBO in nats per
image (one sample an image), seconds.
"""
import argparse
import gzip
import json
import pathlib
import time

import numpy as np
import tensorflow as tf

LATENT = 2
LOG_2PI = float(np.log(2 * np.pi))


def read_images(path):
    with gzip.open(path) as file:
        data = file.read()
    count, rows, columns = np.frombuffer(data, ">i4", 3, 4)
    pixels = np.frombuffer(data, np.uint8, offset=16).reshape(count, rows, columns, 1)
    return (pixels > 127).astype(np.float32)


def networks():
    layers = tf.keras.layers
    encoder = tf.keras.Sequential([
        tf.keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, 2, activation="relu"),
        layers.Conv2D(64, 3, 2, activation="relu"),
        layers.Flatten(),
        layers.Dense(2 * LATENT),
    ])
    decoder = tf.keras.Sequential([
        tf.keras.Input((LATENT,)),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(64, 3, 2, "same", activation="relu"),
        layers.Conv2DTranspose(32, 3, 2, "same", activation="relu"),
        layers.Conv2DTranspose(1, 3, 1, "same"),
    ])
    return encoder, decoder


def normal_log_density(sample, mean, log_variance):
    return tf.reduce_sum(-0.5 * ((sample - mean) ** 2 * tf.exp(-log_variance) + log_variance + LOG_2PI), axis=1)


def elbo(encoder, decoder, images):
    mean, log_variance = tf.split(encoder(images), 2, axis=1)
    code = mean + tf.random.normal(tf.shape(mean)) * tf.exp(log_variance / 2)
    cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=decoder(code), labels=images)
    return (-tf.reduce_sum(cross_entropy, axis=[1, 2, 3]) + normal_log_density(code, 0.0, 0.0)
            - normal_log_density(code, mean, log_variance))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.keras.utils.set_random_seed(options.seed)
    train = read_images(options.folder / "train-images-idx3-ubyte.gz")
    test = tf.data.Dataset.from_tensor_slices(read_images(options.folder / "t10k-images-idx3-ubyte.gz")).batch(500)
    batches = tf.data.Dataset.from_tensor_slices(train).shuffle(len(train)).batch(32)
    encoder, decoder = networks()
    optimiser = tf.keras.optimizers.Adam(1e-4)
    weights = encoder.trainable_variables + decoder.trainable_variables
    optimiser.build(weights)

    @tf.function
    def run_epoch():
        for images in batches:
            with tf.GradientTape() as tape:
                loss = -tf.reduce_mean(elbo(encoder, decoder, images))
            optimiser.apply_gradients(zip(tape.gradient(loss, weights), weights))

    @tf.function
    def test_elbo():
        total = tf.constant(0.0)
        for images in test:
            total += tf.reduce_sum(elbo(encoder, decoder, images))
        return total

    for epoch in range(1, options.epochs + 1):
        start = time.perf_counter()
        run_epoch()
        seconds = time.perf_counter() - start
        value = float(test_elbo()) / 10_000
        print(json.dumps({"epoch": epoch, "test_elbo": round(value, 2), "seconds": round(seconds, 1)}), flush=True)


if __name__ == "__main__":
    main()
