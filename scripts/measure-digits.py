#!/usr/bin/env python3
"""Measures how well classifiers trained on generated digits read real handwriting.

usage: measure-digits.py DIGITS MNIST [--epochs 4] [--train-count 60000] [--seed 0] [--threads 1]

DIGITS and MNIST are folders of the four IDX files with MNIST's names, gzipped or not:
train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte.

Trains a small convolutional network, a multilayer perceptron and a 3-nearest-neighbour reader on the training
images of DIGITS alone and prints the share of MNIST's test images that each reads rightly. Then turns it round:
a network trained on MNIST reads the test images of DIGITS, which tells how legible they are.

Needs numpy, torch and scikit-learn.
"""
import argparse
import gzip
import pathlib

import numpy as np
import torch
from sklearn.neighbors import KNeighborsClassifier
from torch import nn


def read_idx(folder, name):
    """The array in an IDX file, gzipped or not."""
    plain = pathlib.Path(folder) / name
    data = plain.read_bytes() if plain.exists() else gzip.open(f"{plain}.gz").read()
    shape = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def read_split(folder, split):
    """Images [image, row, column] from 0 to 1, and labels."""
    images = read_idx(folder, f"{split}-images-idx3-ubyte").astype(np.float32) / 255
    return images, read_idx(folder, f"{split}-labels-idx1-ubyte").astype(np.int64)


def convolutional():
    """Two convolutions of stride 2 and two dense layers: about 207,000 parameters."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, 2, 2), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(),
        nn.Flatten(), nn.Linear(32 * 49, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 10),
    )


def perceptron():
    """One hidden layer of 256 on the pixels."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Dropout(0.25), nn.Linear(256, 10))


def train(model, images, labels, epochs):
    """Trains by Adam on batches of 100, the rate falling evenly to almost nothing."""
    images, labels = torch.from_numpy(images).unsqueeze(1), torch.from_numpy(labels)
    optimizer = torch.optim.Adam(model.parameters(), 2e-3)
    steps = epochs * ((len(images) + 99) // 100)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.01, steps)
    for _ in range(epochs):
        for batch in torch.randperm(len(images)).split(100):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[batch]), labels[batch]).backward()
            optimizer.step()
            schedule.step()
    return model.eval()


@torch.no_grad()
def read(model, images):
    """The class that a network reads in each image."""
    batches = torch.from_numpy(images).unsqueeze(1).split(1000)
    return torch.cat([model(batch).argmax(1) for batch in batches]).numpy()


def report(name, read_labels, labels):
    """Prints the share read rightly, and that of each class."""
    classes = " ".join(f"{100 * np.mean(read_labels[labels == c] == c):5.1f}" for c in range(10))
    print(f"{name:<46} {100 * np.mean(read_labels == labels):6.2f} %   by class {classes}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digits", help="folder of the generated digits")
    parser.add_argument("mnist", help="folder of MNIST")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--train-count", type=int, default=60_000, help="training images used of either set")
    parser.add_argument("--seed", type=int, default=0, help="of the networks' weights and batches")
    parser.add_argument("--threads", type=int, default=1, help="more help on an idle machine only")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    images, labels = (part[: options.train_count] for part in read_split(options.digits, "train"))
    real_images, real_labels = (part[: options.train_count] for part in read_split(options.mnist, "train"))
    test_images, test_labels = read_split(options.digits, "t10k")
    mnist_images, mnist_labels = read_split(options.mnist, "t10k")

    for name, real, ours in [
        ("mean intensity", real_images.mean(), images.mean()),
        ("share of pixels over 127", (real_images > 0.5).mean(), (images > 0.5).mean()),
        ("variance of a pixel, mean of all pixels", real_images.var(0).mean(), images.var(0).mean()),
    ]:
        print(f"{name:<46} MNIST {real:.4f}   digits {ours:.4f}")

    for name, make in [("convolutional network", convolutional), ("multilayer perceptron", perceptron)]:
        torch.manual_seed(options.seed)
        model = train(make(), images, labels, options.epochs)
        report(f"{name}, digits reads MNIST", read(model, mnist_images), mnist_labels)
        report(f"{name}, digits reads digits", read(model, test_images), test_labels)

    neighbours = KNeighborsClassifier(3, n_jobs=options.threads).fit(images.reshape(len(images), -1), labels)
    report("3 nearest neighbours, digits reads MNIST", neighbours.predict(mnist_images.reshape(-1, 784)), mnist_labels)

    torch.manual_seed(options.seed)
    model = train(convolutional(), real_images, real_labels, options.epochs)
    report("convolutional network, MNIST reads MNIST", read(model, mnist_images), mnist_labels)
    report("convolutional network, MNIST reads digits", read(model, test_images), test_labels)


if __name__ == "__main__":
    main()
