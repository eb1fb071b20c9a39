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

from idx import read_images


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
