"""How `compare.py` talks to a program that trains: one line of JSON an answer, one number of batches a question.

The program says that it is ready once everything is compiled and warm. Then each line that it reads is a number
of batches to train on, and it answers with the images and the seconds that they took. So several programs can
stay loaded and be measured in turn.
"""
import argparse
import json
import pathlib
import sys
import time

from idx import read_colour_images, read_images


def options(description, forms):
    """The command line of every peer: a folder of IDX files and how to run."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--form", choices=forms, default=forms[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-size", type=int, default=32)
    return parser.parse_args()


def training_images(folder):
    return read_images(folder / "train-images-idx3-ubyte.gz")


def colour_images(folder):
    return read_colour_images(folder / "train-images-idx3-ubyte.gz")


def serve_pytorch(model, images, prepared, options):
    """Trains a PyTorch model, whose answer is the loss, on shuffled batches of images, each of them `prepared`."""
    import torch

    model = model.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-4, eps=1e-7, foreach=True)
    loss_of = torch.compile(model) if options.form == "compile" else model

    def batches():
        while True:
            order = torch.randperm(len(images))
            for first in range(0, len(images) - options.batch_size + 1, options.batch_size):
                yield prepared(images[order[first:first + options.batch_size]])

    source = batches()

    def train(count):
        for _ in range(count):
            optimiser.zero_grad(set_to_none=True)
            loss_of(next(source)).backward()
            optimiser.step()

    serve(f"PyTorch {torch.__version__.split('+')[0]}, {options.form}", options.batch_size, train)


def serve(name, batch_size, train):
    """Answers until the input ends. `train(n)` trains on n batches and returns when they are really done."""
    train(20)
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        batches = int(line)
        start = time.perf_counter()
        train(batches)
        seconds = time.perf_counter() - start
        print(json.dumps({"images": batches * batch_size, "seconds": seconds}), flush=True)
