"""What only a run's last snapshot needs: decoded as the run is closed, and before that as often as it costs little."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Floats
from .asking import Asking
from .images import to_bytes
from .snapshot import Tensors

GROUPS = ("fine.", "further.")
"""How the names of its tensors begin."""

SHARES = 1 / 400, 1 / 200
"""Of a training's time, what it may take before the end: where the model's weights are kept, and else."""

MOST_WEIGHTS = 1 << 28
"""Bytes of a model whose weights are kept until the end."""

CHECKED, TOLERANCE = 64, 2
"""Codes that are decoded again to see whether the model is as it was, and levels of 255 that an image may be off."""


@dataclass
class CloserLook:
    """Planes of a snapshot that are still to be decoded."""

    asking: Asking
    codes: dict[str, Floats]
    """By group."""
    tensors: Tensors
    """Of the snapshot; with `plane.codes` and what they decoded to."""
    weights: list[tuple[Any, Any]] = field(init=False)
    """PyTorch's parameters and buffers, and what they held at the snapshot."""

    def __post_init__(self) -> None:
        self.weights = _copied(self.asking.modules)

    @property
    def seconds(self) -> float:
        """What it will take, by what the snapshot's other codes took."""
        count = sum(codes[..., 0].size for codes in self.codes.values())
        return count * self.asking.decoding_seconds / max(1, self.asking.decoded_count)

    def is_due(self, spent: float, elapsed: float) -> bool:
        """Whether it may be taken at once: of a training of so many seconds, so many were spent on it already."""
        return spent + self.seconds <= SHARES[0 if self.weights else 1] * elapsed

    @contextmanager
    def as_it_was(self) -> Iterator[None]:
        """The model has the weights that it had at the snapshot, as far as they were kept; then its own again."""
        if not self.weights or self.is_of_this_model():
            yield
            return
        torch = sys.modules["torch"]
        with torch.no_grad():
            own = [(tensor, tensor.detach().clone()) for tensor, _ in self.weights]
            try:
                for tensor, kept in self.weights:
                    tensor.copy_(kept)
                yield
            finally:
                for tensor, present in own:
                    tensor.copy_(present)

    def is_of_this_model(self) -> bool:
        """Whether the decoder still answers as it did for the snapshot."""
        codes, images = self.tensors["plane.codes"], self.tensors["plane.images"]
        codes, images = codes.reshape(-1, codes.shape[-1]), images.reshape(-1, *images.shape[2:])
        chosen = np.linspace(0, len(codes) - 1, min(CHECKED, len(codes))).astype(int)
        now = to_bytes(self.asking.images(codes[chosen])).astype(int)
        return bool(np.abs(now - images[chosen]).max() <= TOLERANCE)

    def taken(self) -> tuple[Tensors, float]:
        """The decoded planes, and the seconds that they took."""
        began = time.monotonic()
        tensors: Tensors = {}
        for group, codes in self.codes.items():
            tensors[f"{group}.codes"] = codes
            tensors[f"{group}.images"] = to_bytes(self.asking.images(codes))
        return tensors, time.monotonic() - began


def _copied(modules: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Parameters and buffers of PyTorch's modules, each with a copy of it; none where they are too large."""
    found = {id(tensor): tensor for module in modules for tensor in (*module.parameters(), *module.buffers())}
    lazy = getattr(sys.modules.get("torch.nn.parameter"), "is_lazy", lambda tensor: False)
    found = {key: tensor for key, tensor in found.items() if not lazy(tensor)}
    if sum(tensor.numel() * tensor.element_size() for tensor in found.values()) > MOST_WEIGHTS:
        return []
    return [(tensor, tensor.detach().clone()) for tensor in found.values()]
