"""Images and labels of a folder that `vae-viz datasets export` wrote."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import numpy.typing as npt


def read(folder: Path, start: str) -> npt.NDArray[np.uint8]:
    """The IDX file whose name begins so: [n], [n, rows, columns] or [n, rows, columns, 3]."""
    found = sorted(folder.rglob(f"{start}*ubyte*"))
    if not found:
        raise SystemExit(f"{folder}: there is no file {start}...ubyte")
    data = found[0].read_bytes()
    if found[0].suffix == ".gz":
        data = gzip.decompress(data)
    shape = np.frombuffer(data, ">i4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)
