"""Reads the images of a folder of gzipped IDX files, binarised as `vae-viz` does."""
import gzip

import numpy as np


def read(path):
    """The bytes of one file, in the shape that its header tells."""
    with gzip.open(path) as file:
        data = file.read()
    rank = data[3]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(np.frombuffer(data, ">i4", rank, 4))


def read_images(path):
    """The images of one file as 0 and 1, [image, row, column, 1] in 32-bit floats."""
    return (read(path)[..., None] > 127).astype(np.float32)


def read_colour_images(path):
    """The colour images of one file, bytes [image, row, column, channel]."""
    return read(path).copy()


def read_labels(path):
    """The labels of one file."""
    return read(path)
