"""What only a run's last snapshot needs: decoded as the run is closed, and before that as often as it costs little."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .asking import Asking
from .images import to_bytes
from .snapshot import Tensors

GROUPS = ("fine.", "further.")
"""How the names of its tensors begin."""

SHARE = 1 / 400
"""Of a training's time, what it may take before the end."""

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

    @property
    def seconds(self) -> float:
        """What it will take, by what the snapshot's other codes took."""
        count = sum(codes[..., 0].size for codes in self.codes.values())
        return count * self.asking.decoding_seconds / max(1, self.asking.decoded_count)

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
