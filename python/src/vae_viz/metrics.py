"""Lines of `metrics.jsonl`: what was measured at each snapshot."""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .arrays import to_numpy
from .errors import VAEVizError
from .files import write_whole

KNOWN = ("train_elbo", "test_elbo", "reconstruction", "kl", "seconds", "images_per_second")
"""Numbers with a place of their own; all others stand under `extra`."""


def number(value: Any, name: str) -> float | None:
    """A number of any framework; `None`, with a warning, where it is not finite.

    Raises:
        VAEVizError: it is no single number.
    """
    array = to_numpy(value)
    if array.size != 1:
        raise VAEVizError(f"metrics: {name} has the shape {list(array.shape)}; it must be one number")
    try:
        result = float(array.reshape(()))
    except (TypeError, ValueError):
        raise VAEVizError(f"metrics: {name} is {value!r}; it must be a number") from None
    if not math.isfinite(result):
        warnings.warn(f"metrics: {name} is {result} and is left out", stacklevel=3)
        return None
    return result


def row(step: int, epoch: int | None, batch: int | None, metrics: Mapping[str, Any]) -> dict[str, Any]:
    """A line's object: `metrics` under the format's names, or under `extra` by their own."""
    line: dict[str, Any] = {"step": step}
    if epoch is not None:
        line["epoch"] = epoch
    if batch is not None:
        line["batch"] = batch
    extra: dict[str, float] = {}
    for name, value in metrics.items():
        if name == "kl_per_dimension":
            values = [number(part, name) for part in to_numpy(value).reshape(-1)]
            if None not in values:
                line[name] = values
            continue
        found = number(value, name)
        if found is None:
            continue
        if name in KNOWN:
            line[name] = max(found, 0.0) if name in ("seconds", "images_per_second") else found
        else:
            extra[str(name)] = found
    if extra:
        line["extra"] = extra
    return line


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Writes all lines, whole or not at all."""
    write_whole(path, "".join(json.dumps(row, allow_nan=False) + "\n" for row in rows).encode())


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a file; none where there is none.

    Raises:
        VAEVizError: a line is no JSON object with a step.
    """
    if not path.exists():
        return []
    rows = []
    for position, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        if not isinstance(line, dict) or not isinstance(line.get("step"), int):
            raise VAEVizError(f"{path}: line {position} is no JSON object with a step; the file is damaged")
        rows.append(line)
    return rows
