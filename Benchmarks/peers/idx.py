"""Reads the images of a folder of gzipped IDX files, binarised as `vae-viz` does."""
import gzip

import numpy as np


def read_images(path):
    """The images of one file as 0 and 1, [image, row, column, 1] in 32-bit floats."""
    with gzip.open(path) as file:
        data = file.read()
    count, rows, columns = np.frombuffer(data, ">i4", 3, 4)
    pixels = np.frombuffer(data, np.uint8, offset=16).reshape(count, rows, columns, 1)
    return (pixels > 127).astype(np.float32)


def read_colour_images(path):
    """The colour images of one file, bytes [image, row, column, channel]."""
    with gzip.open(path) as file:
        data = file.read()
    shape = np.frombuffer(data, ">i4", 4, 4)
    return np.frombuffer(data, np.uint8, offset=20).reshape(shape).copy()


def read_labels(path):
    """The labels of one file."""
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=8)
