"""A callback for Keras. This module imports Keras; the package does not import this module by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .errors import VAEVizError
from .moments import Moments
from .recorder import Recorder

try:
    from keras.callbacks import Callback
except ImportError:
    raise VAEVizError("KerasCallback: Keras is not here; install it by: pip install tensorflow") from None


def _function(given: Callable[..., Any] | None, model: Any, name: str, part: str) -> Callable[[Any], Any]:
    """What was given, or the model's method, or its part that is a model."""
    if given is not None:
        return given
    for attribute in (name, part):
        found = getattr(model, attribute, None)
        if callable(found):
            return lambda x: found(x)
    raise VAEVizError(f"KerasCallback: {type(model).__name__} has neither {name} nor {part}; give {name}=...")


class KerasCallback(Callback):  # type: ignore[misc]
    """Records a Keras model as `fit` trains it; in a distributed training the first process alone does.

    Snapshots are taken before training, after every `every` batches (by default every 75 in the first epoch), and at
    each epoch's end. `metrics` are the logs.
    """

    def __init__(
        self,
        folder: str | Path,
        images: Any,
        labels: Any = None,
        *,
        encode: Callable[[Any], Any] | None = None,
        decode: Callable[[Any], Any] | None = None,
        every: int | None = None,
        **options: Any,
    ) -> None:
        """Opens the run when training begins.

        Args:
            folder, images, labels: as `Recorder` takes them.
            encode, decode: functions of a batch; by default the model's methods of these names, or its parts `encoder`
                and `decoder`.
            every: batches between snapshots.
            options: of `Recorder`.
        """
        super().__init__()
        self._folder, self._images, self._labels, self._options = folder, images, labels, options
        self._encode, self._decode, self._moments = encode, decode, Moments(every)
        self._step = self._epoch = self._batch = 0
        self.recorder: Recorder | None = None

    def _record(self, logs: dict[str, Any] | None) -> None:
        recorder = self.recorder
        if recorder is None or (recorder.last_step is not None and self._step <= recorder.last_step):
            return
        encode = _function(self._encode, self.model, "encode", "encoder")
        decode = _function(self._decode, self.model, "decode", "decoder")
        recorder.snapshot(self._step, encode, decode, dict(logs or {}), epoch=self._epoch, batch=self._batch)

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Opens the run and records the model before training."""
        if not _is_chief():
            return
        options = {"network": getattr(self.model, "name", None), **self._options}
        if isinstance(steps := (self.params or {}).get("steps"), int):
            options.setdefault("steps_per_epoch", max(1, steps))
        self.recorder = Recorder(self._folder, self._images, self._labels, **options)
        self._step = self._epoch = self._batch = 0
        self._record(None)

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Counts epochs from 1; `fit(initial_epoch=n)` goes on behind a resumed run's last step."""
        if self._step == 0 and epoch > 0 and (steps := (self.params or {}).get("steps")):
            self._step = epoch * int(steps)
        self._epoch, self._batch = epoch + 1, 0

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Records the model where it is time."""
        self._step += batch + 1 - self._batch
        self._batch = batch + 1
        if self._moments.includes(self._step, self._epoch):
            self._record(logs)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Records the model after an epoch."""
        self._record(logs)

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        """Draws the report."""
        if self.recorder is not None:
            self.recorder.close()


def _is_chief() -> bool:
    """Whether this process is the first of a distributed training by Keras or TensorFlow, or the only one."""
    import json
    import os

    try:
        config = json.loads(os.environ.get("TF_CONFIG") or "{}")
    except ValueError:
        return True
    task = config.get("task") or {}
    if not task:
        return True
    if "chief" in config.get("cluster", {}):
        return bool(task.get("type") == "chief")
    return task.get("type") == "worker" and int(task.get("index", 0)) == 0
