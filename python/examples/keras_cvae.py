"""A convolutional VAE in TensorFlow, with a two-dimensional latent space, recorded by three lines.

vae-viz datasets export digits digits
python keras_cvae.py digits Output/keras
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import tensorflow as tf
from idx import read

import vae_viz

LATENT = 2


def networks():
    """Encoder to means and log-variances; decoder to logits."""
    layers = tf.keras.layers
    encoder = tf.keras.Sequential(
        [
            tf.keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, 2, activation="relu"),
            layers.Conv2D(64, 3, 2, activation="relu"),
            layers.Flatten(),
            layers.Dense(2 * LATENT),
        ]
    )
    decoder = tf.keras.Sequential(
        [
            tf.keras.Input((LATENT,)),
            layers.Dense(7 * 7 * 32, activation="relu"),
            layers.Reshape((7, 7, 32)),
            layers.Conv2DTranspose(64, 3, 2, "same", activation="relu"),
            layers.Conv2DTranspose(32, 3, 2, "same", activation="relu"),
            layers.Conv2DTranspose(1, 3, 1, "same"),
        ]
    )
    return encoder, decoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="a folder of IDX files")
    parser.add_argument("run", type=Path, help="the run's folder, new")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batches", type=int, help="stop after so many")
    parser.add_argument("--every", type=int, default=75, help="batches between snapshots")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--no-report", action="store_true")
    options = parser.parse_args()
    tf.keras.utils.set_random_seed(0)
    train = (read(options.data, "train-images")[..., None] > 127).astype(np.float32)
    test = (read(options.data, "t10k-images")[..., None] > 127).astype(np.float32)
    labels = read(options.data, "t10k-labels")
    encoder, decoder = networks()
    weights = encoder.trainable_variables + decoder.trainable_variables
    optimiser = tf.keras.optimizers.Adam(options.rate)

    def elbo(images):
        mean, log_variance = tf.split(encoder(images), 2, axis=1)
        code = mean + tf.random.normal(tf.shape(mean)) * tf.exp(log_variance / 2)
        cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=decoder(code), labels=images)
        divergence = tf.reduce_sum(mean**2 + tf.exp(log_variance) - log_variance - 1, axis=1) / 2
        return tf.reduce_mean(-tf.reduce_sum(cross_entropy, axis=[1, 2, 3]) - divergence)

    @tf.function
    def step(images):
        with tf.GradientTape() as tape:
            loss = -elbo(images)
        optimiser.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))

    per_epoch = -(-len(train) // 32)
    recorder = vae_viz.Recorder(
        options.run, test, labels, likelihood="bernoulli", title="Digits", steps_per_epoch=per_epoch,
        batch_size=32, learning_rate=options.rate, network="Keras", report=not options.no_report,
    )  # fmt: skip

    def snapshot(number: int) -> None:
        recorder.snapshot(
            number,
            encode=lambda images: tf.split(encoder(images), 2, axis=1),
            decode=lambda codes: tf.sigmoid(decoder(codes)),
            metrics={"test_elbo": np.mean([elbo(test[i : i + 500]) for i in range(0, len(test), 500)])},
        )

    number = 0
    snapshot(0)
    for epoch in range(options.epochs):
        order = np.random.default_rng(epoch).permutation(len(train))
        for start in range(0, len(train), 32):
            step(train[order[start : start + 32]])
            number += 1
            if number % per_epoch == 0 or number % options.every == 0:
                snapshot(number)
            if number == options.batches:
                break
        if number == options.batches:
            break
    recorder.close()


if __name__ == "__main__":
    main()
