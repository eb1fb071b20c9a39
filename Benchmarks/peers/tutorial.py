#!/usr/bin/env python3
"""The tutorial's whole program: TensorFlow for training, matplotlib for pictures, imageio for the animation.

    venv/bin/python Benchmarks/peers/tutorial.py path/to/idx/files OUTPUT --epochs 1

It trains as TensorFlow's tutorial does, a tf.function a step, and at the moments at which
`vae-viz train-and-report` takes its snapshots it evaluates the same test images and draws the latent grid. At the
end it draws the test set's means and the curve, and joins the grids into a GIF.
"""
import argparse
import pathlib

import imageio.v2 as imageio
import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import tensorflow as tf  # noqa: E402

from idx import read_images, read_labels  # noqa: E402
from tensorflow_network import Training, elbo, use_threads  # noqa: E402

GRID = 20


def latent_codes():
    values = np.sqrt(2) * tf.math.erfinv(2 * np.linspace(0.05, 0.95, GRID) - 1).numpy()
    return np.array([[x, y] for y in values[::-1] for x in values], np.float32)


def draw_grid(training, codes, path, title):
    images = tf.sigmoid(training.decoder(codes)).numpy().reshape(GRID, GRID, 28, 28)
    figure = plt.figure(figsize=(6, 6), dpi=100)
    plt.imshow(images.transpose(0, 2, 1, 3).reshape(GRID * 28, GRID * 28), cmap="gray")
    plt.title(title)
    plt.axis("off")
    figure.savefig(path)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    use_threads(options.threads)
    tf.keras.utils.set_random_seed(0)
    options.output.mkdir(parents=True, exist_ok=True)
    train = read_images(options.data / "train-images-idx3-ubyte.gz")
    test = read_images(options.data / "t10k-images-idx3-ubyte.gz")
    labels = read_labels(options.data / "t10k-labels-idx1-ubyte.gz")
    batches = tf.data.Dataset.from_tensor_slices(train).shuffle(len(train)).batch(32)
    training = Training()
    step = tf.function(training.step)
    test_elbo = tf.function(lambda images: elbo(training.encoder, training.decoder, images))
    codes, curve, frames = latent_codes(), [], []

    def snapshot(number, count):
        parts = tf.data.Dataset.from_tensor_slices(test[:count]).batch(500)
        curve.append((number, float(np.mean([test_elbo(images).numpy() for images in parts]))))
        frames.append(options.output / f"grid-{number:08d}.png")
        draw_grid(training, codes, frames[-1], f"step {number}, test ELBO {curve[-1][1]:.2f}")

    snapshot(0, 1000)
    number, per_epoch = 0, (len(train) + 31) // 32
    for epoch in range(options.epochs):
        for images in batches:
            step(images)
            number += 1
            if number % per_epoch == 0:
                snapshot(number, len(test))
            elif epoch == 0 and number % 75 == 0:
                snapshot(number, 1000)

    means = np.concatenate([training.encoder(test[i:i + 500]).numpy()[:, :2] for i in range(0, len(test), 500)])
    figure = plt.figure(figsize=(8, 8), dpi=100)
    plt.scatter(means[:, 0], means[:, 1], c=labels, cmap="tab10", s=4)
    plt.colorbar()
    figure.savefig(options.output / "latents.png")
    plt.close(figure)
    figure = plt.figure(figsize=(8, 5), dpi=100)
    plt.plot(*zip(*curve))
    figure.savefig(options.output / "curve.png")
    plt.close(figure)
    with imageio.get_writer(options.output / "training.gif", mode="I") as writer:
        for frame in frames:
            writer.append_data(imageio.imread(frame))
    print(f"test ELBO {curve[-1][1]:.2f}")


if __name__ == "__main__":
    main()
