"""When a training's snapshots are taken."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import VAEVizError

IN_FIRST_EPOCH = 75
"""Batches between snapshots in the first epoch, as the program takes them."""


@dataclass(frozen=True)
class Moments:
    """Before training; after every so many batches, or only in the first epoch; at each epoch's end."""

    every: int | None = None
    """Batches between snapshots; by default 75 in the first epoch and none later."""

    def __post_init__(self) -> None:
        if self.every is not None and self.every < 1:
            raise VAEVizError(f"every: {self.every} batches; it must be 1 or more")

    def includes(self, step: int, epoch: int) -> bool:
        """Whether the model is recorded after a batch within an epoch.

        Args:
            step: batches so far, in all epochs.
            epoch: that the batch was of, from 1.
        """
        if self.every is not None:
            return step % self.every == 0
        return epoch == 1 and step % IN_FIRST_EPOCH == 0
