"""A callback for Lightning. This module imports Lightning; the package does not import this module by itself."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .arrays import framework_of
from .errors import VAEVizError
from .moments import Moments
from .recorder import Recorder


def _callback_class() -> Any:
    """Lightning's base class, of the package that the owner has imported, else of the one that is there."""
    names = ("lightning.pytorch", "pytorch_lightning")
    for name in sorted(names, key=lambda name: name not in sys.modules):
        try:
            return importlib.import_module(name).Callback
        except ImportError:
            continue
    raise VAEVizError("LightningCallback: Lightning is not here; install it by: pip install lightning")


def _bound(function: Callable[..., Any] | str, module: Any) -> Callable[[Any], Any]:
    """A method of a module by its name, or a function of the module and an array."""
    if isinstance(function, str):
        method = getattr(module, function, None)
        if method is None:
            raise VAEVizError(f"LightningCallback: {type(module).__name__} has no method {function}; name one or give "
                              f"{function}=lambda module, x: ...")  # fmt: skip
        return lambda x: method(x)
    return lambda x: function(module, x)


class LightningCallback(_callback_class()):  # type: ignore[misc]
    """Records a `LightningModule` as it learns; in a distributed training the first process alone does.

    Snapshots are taken before training, after every `every` batches (by default every 75 in the first epoch), and at
    each epoch's end. `metrics` are what the module logs.
    """

    def __init__(
        self,
        folder: str | Path,
        images: Any,
        labels: Any = None,
        *,
        encode: Callable[[Any, Any], Any] | str = "encode",
        decode: Callable[[Any, Any], Any] | str = "decode",
        every: int | None = None,
        **options: Any,
    ) -> None:
        """Opens the run when training begins.

        Args:
            folder, images, labels: as `Recorder` takes them; images that are no tensors become some.
            encode, decode: names of the module's methods, or functions of the module and a batch.
            every: batches between snapshots.
            options: of `Recorder`.
        """
        super().__init__()
        self._folder, self._images, self._labels, self._options = folder, images, labels, options
        self._encode, self._decode, self._moments = encode, decode, Moments(every)
        self.recorder: Recorder | None = None

    def _record(self, trainer: Any, module: Any) -> None:
        recorder = self.recorder
        if recorder is None or getattr(trainer, "sanity_checking", False):
            return
        step, last = int(trainer.global_step), recorder.last_step
        if last is not None and step <= last:
            return
        metrics = {name: value for name, value in trainer.callback_metrics.items() if value.numel() == 1}
        epoch = int(trainer.current_epoch) + 1 if step else 0
        recorder.snapshot(
            step,
            _bound(self._encode, module),
            _bound(self._decode, module),
            metrics,
            epoch=epoch,
            batch=self._batch,
        )

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        """Opens the run and records the model before training."""
        self._batch = 0
        if not trainer.is_global_zero:
            return
        images = self._images
        if framework_of(images) != "torch":
            import numpy as np
            import torch

            images = torch.from_numpy(np.array(images))
        steps = trainer.num_training_batches
        options = {"network": type(pl_module).__name__, "modules": [pl_module], **self._options}
        if isinstance(steps, int):
            options.setdefault("steps_per_epoch", max(1, steps))
        self.recorder = Recorder(self._folder, images, self._labels, **options)
        self._record(trainer, pl_module)

    def on_train_batch_end(self, trainer: Any, pl_module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        """Records the model where it is time."""
        self._batch = batch_idx + 1
        if self._moments.includes(int(trainer.global_step), int(trainer.current_epoch) + 1):
            self._record(trainer, pl_module)

    def on_train_epoch_end(self, trainer: Any, pl_module: Any) -> None:
        """Records the model after an epoch."""
        self._record(trainer, pl_module)

    def on_train_end(self, trainer: Any, pl_module: Any) -> None:
        """Draws the report."""
        if self.recorder is not None:
            self.recorder.close()

    def on_exception(self, trainer: Any, pl_module: Any, exception: BaseException) -> None:
        """Marks the run as interrupted."""
        if self.recorder is not None and self.recorder.last_step is not None:
            self.recorder.close(finished=False)
