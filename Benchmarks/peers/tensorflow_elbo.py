#!/usr/bin/env python3
"""Trains the same network by TensorFlow and prints the test ELBO after each epoch.

    Benchmarks/peers/make-venv venv
    venv/bin/python Benchmarks/peers/tensorflow_elbo.py path/to/mnist --seed 0

The folder holds the four gzipped IDX files under MNIST's names. Network, loss, optimiser, batches and
binarisation are those of `vae-viz train-and-report`. One JSON object a line: epoch, mean test ELBO in nats per
image (one sample an image), seconds.
"""
import argparse
import json
import pathlib
import time

import tensorflow as tf

from idx import read_images
from tensorflow_network import Training, elbo, use_threads


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    use_threads(options.threads)
    tf.keras.utils.set_random_seed(options.seed)
    train = read_images(options.folder / "train-images-idx3-ubyte.gz")
    test_images = read_images(options.folder / "t10k-images-idx3-ubyte.gz")
    test = tf.data.Dataset.from_tensor_slices(test_images).batch(500)
    batches = tf.data.Dataset.from_tensor_slices(train).shuffle(len(train)).batch(32)
    training = Training()

    @tf.function
    def run_epoch():
        for images in batches:
            training.step(images)

    @tf.function
    def test_elbo():
        total = tf.constant(0.0)
        for images in test:
            total += tf.reduce_sum(elbo(training.encoder, training.decoder, images))
        return total

    for epoch in range(1, options.epochs + 1):
        start = time.perf_counter()
        run_epoch()
        seconds = time.perf_counter() - start
        value = float(test_elbo()) / len(test_images)
        print(json.dumps({"epoch": epoch, "test_elbo": round(value, 2), "seconds": round(seconds, 1)}), flush=True)


if __name__ == "__main__":
    main()
