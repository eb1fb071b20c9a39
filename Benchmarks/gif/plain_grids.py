#!/usr/bin/env python3
"""Decodes a run's snapshots into the plain grey grids of the article: RUN/snapshots -> FOLDER/frame-NNN.png.

Usage: plain_grids.py RUN FOLDER

Needs numpy and Pillow only: the decoder is small enough to be written out.
"""

import json
import pathlib
import statistics
import struct
import sys

import numpy
from PIL import Image

POINTS = 20


def tensors(path):
    """The arrays of a safetensors file by name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    found = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        found[name] = numpy.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return found


def transposed_convolution(images, weight, bias, stride):
    """Images [n, in, row, column] through a 3 x 3 transposed convolution, padded as Keras's 'same'."""
    count, _, rows, columns = images.shape
    full = numpy.zeros(
        (count, weight.shape[1], stride * (rows - 1) + 3, stride * (columns - 1) + 3), numpy.float32)
    for y in range(3):
        for x in range(3):
            part = numpy.einsum("nirc,io->norc", images, weight[:, :, y, x], optimize=True)
            full[:, :, y : y + stride * rows : stride, x : x + stride * columns : stride] += part
    cut = full[:, :, :-1, :-1] if stride == 2 else full[:, :, 1:-1, 1:-1]
    return cut + bias[:, None, None]


def decode(weights, codes):
    """Ink from 0 to 1, [n, row, column], of latent codes [n, 2]."""
    def layer(name):
        return weights[f"decoder.{name}.weight"], weights[f"decoder.{name}.bias"]

    weight, bias = layer("dense")
    hidden = numpy.maximum(codes @ weight.T + bias, 0)
    side = int((hidden.shape[1] // 32) ** 0.5)
    hidden = hidden.reshape(len(codes), 32, side, side)
    hidden = numpy.maximum(transposed_convolution(hidden, *layer("deconv1"), 2), 0)
    hidden = numpy.maximum(transposed_convolution(hidden, *layer("deconv2"), 2), 0)
    logits = transposed_convolution(hidden, *layer("deconv3"), 1)[:, 0]
    return 1 / (1 + numpy.exp(-logits))


def main(run, folder):
    folder.mkdir(parents=True, exist_ok=True)
    normal = statistics.NormalDist()
    values = [normal.inv_cdf(0.05 + 0.9 * step / (POINTS - 1)) for step in range(POINTS)]
    codes = numpy.array([[x, y] for y in reversed(values) for x in values], numpy.float32)
    for index, path in enumerate(sorted((run / "snapshots").glob("step-*.safetensors"))):
        ink = decode(tensors(path), codes)
        side = ink.shape[-1]
        page = ink.reshape(POINTS, POINTS, side, side).transpose(0, 2, 1, 3)
        grey = numpy.rint((1 - page) * 255).astype(numpy.uint8).reshape(POINTS * side, POINTS * side)
        Image.fromarray(grey).save(folder / f"frame-{index:03d}.png")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
