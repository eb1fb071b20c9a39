"""Labels and the names of classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import to_numpy
from .errors import VAEVizError

MOST_CLASSES = 256


def labelled(labels: Any, classes: Sequence[Any] | None, count: int) -> tuple[npt.NDArray[np.uint8] | None, list[str]]:
    """Labels as bytes [n] and the names of their classes; `None` and no names where there are no labels.

    Args:
        labels: whole numbers from 0, a 1 among zeros in a row each, or words.
        classes: each class's name; by default the numbers or words.
        count: of the images.
    """
    if labels is None:
        if classes is not None:
            raise VAEVizError("classes: there are names of classes, but no labels")
        return None, []
    array = to_numpy(labels)
    if array.ndim == 2 and array.shape[1] > 1:
        array = array.argmax(axis=1)
    array = array.reshape(-1)
    if len(array) != count:
        raise VAEVizError(f"labels: {len(array)} of them for {count} images")
    if not (np.issubdtype(array.dtype, np.number) or array.dtype == np.bool_):
        words = [str(word) for word in array]
        names = [str(name) for name in classes] if classes is not None else sorted(set(words))
        positions = {name: position for position, name in enumerate(names)}
        missing = next((word for word in words if word not in positions), None)
        if missing is not None:
            raise VAEVizError(f"labels: {missing!r} is not among classes")
        array = np.array([positions[word] for word in words])
    else:
        whole = array.astype(np.int64)
        if (whole != array).any() or whole.min() < 0:
            raise VAEVizError("labels: they must be whole numbers from 0, or words")
        array = whole
        names = [str(name) for name in classes] if classes is not None else [str(i) for i in range(array.max() + 1)]
    if len(names) > MOST_CLASSES:
        raise VAEVizError(f"classes: {len(names)} of them; there may be {MOST_CLASSES}")
    if array.max() >= len(names):
        raise VAEVizError(f"labels: there is a label {array.max()}, but only {len(names)} classes")
    return array.astype(np.uint8), [line_of(name) or "?" for name in names]


def line_of(text: Any) -> str:
    """A text as one line of at most 200 characters, none of which controls."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", str(text)).strip()[:200]


def file_name_of(text: str) -> str:
    """A name as file names have it: lower case, with hyphens."""
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-.")[:100] or "images"


def first_of_each(labels: npt.NDArray[np.uint8] | None, count: int, each: int, most: int) -> list[int]:
    """Positions in a sample: the first few of each class, or the first where there are no labels; ascending."""
    if labels is None:
        return list(range(min(count, min(most, 10 * each))))
    found = [np.flatnonzero(labels == label)[:each] for label in np.unique(labels)]
    # Of many classes the first image of each comes before the second of any.
    rounds = [int(members[turn]) for turn in range(each) for members in found if turn < len(members)]
    return sorted(rounds[:most])
