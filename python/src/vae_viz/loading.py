"""Snapshots of the program's own runs, for PyTorch and Keras."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .arrays import Floats
from .errors import VAEVizError
from .files import read_tensors


@dataclass(frozen=True)
class Snapshot:
    """A snapshot's tensors, and what its file says of them."""

    step: int
    epoch: int | None
    batch: int | None
    tensors: Mapping[str, Floats]
    """By name: weights under PyTorch's names and axes, or what was recorded."""
    architecture: Mapping[str, Any] | None
    """The network's description, as `docs/networks.md` has it; `None` of a recorded run."""

    def torch_state(self) -> dict[str, Any]:
        """The tensors as PyTorch's, for `load_state_dict`."""
        import torch

        return {name: torch.from_numpy(np.array(tensor)) for name, tensor in self.tensors.items()}

    def keras_weights(self, half: str) -> list[Floats]:
        """The weights of one half, in the order and with the axes that a Keras model of the same layers has them:
        `model.encoder.set_weights(snapshot.keras_weights("encoder"))`.

        Kernels are [h, w, in, out], of transposed convolutions [h, w, out, in], of dense layers [in, out]; where maps
        are flattened, from PyTorch's order (channel, row, column) to Keras's (row, column, channel).

        Args:
            half: "encoder" or "decoder".

        Raises:
            VAEVizError: the snapshot has no weights, or the network has residual blocks.
        """
        if self.architecture is None:
            raise VAEVizError("this snapshot is of a recorded run and has no weights")
        layers = list(self.architecture[half])
        if half == "encoder":
            # The layer to the means and log-variances is not listed.
            layers.append({"kind": "dense", "output": None})
        counts = {"convolution": 0, "transposed-convolution": 0, "dense": 0}
        prefixes = {"convolution": "conv", "transposed-convolution": "deconv"}
        only_dense = sum(layer["kind"] == "dense" for layer in layers) == 1
        channels = self.architecture["image_shape"][0] if half == "encoder" else None
        result: list[Floats] = []
        for layer in layers:
            kind = layer["kind"]
            if kind not in counts:
                raise VAEVizError(f"a layer of kind {kind!r} has no order of weights in Keras that is known")
            counts[kind] += 1
            name = "dense" if kind == "dense" and only_dense else f"{prefixes.get(kind, kind)}{counts[kind]}"
            weight = np.asarray(self.tensors[f"{half}.{name}.weight"])
            bias = np.asarray(self.tensors[f"{half}.{name}.bias"])
            if kind == "dense":
                if channels is not None:
                    weight = weight[:, _positions(weight.shape[1], channels)]
                output = layer["output"]
                channels = output[0] if output is not None and len(output) == 3 else None
                if channels is not None:
                    order = _positions(weight.shape[0], channels)
                    weight, bias = weight[order], bias[order]
                result += [weight.T, bias]
            else:
                # PyTorch's [out, in, h, w], and of transposed convolutions [in, out, h, w].
                result += [weight.transpose(2, 3, 1, 0), bias]
                channels = len(bias)
        return [np.ascontiguousarray(array) for array in result]


def _positions(count: int, channels: int) -> Any:
    """Where the numbers of a flattened map in the order (row, column, channel) are in the order (channel, row,
    column); maps are squares."""
    side = math.isqrt(count // channels)
    return np.arange(count).reshape(channels, side, side).transpose(1, 2, 0).reshape(-1)


def load(run: str | Path, step: int | None = None) -> Snapshot:
    """A snapshot of a run.

    Args:
        run: the run's folder, or a snapshot's file.
        step: which; the last where left out.

    Raises:
        VAEVizError: there is no such snapshot.
    """
    path = Path(run)
    if path.is_dir():
        found = {_step(file): file for file in (path / "snapshots").glob("step-*.safetensors")}
        if not found:
            raise VAEVizError(f"{path}: there are no snapshots")
        wanted = max(found) if step is None else step
        if wanted not in found:
            raise VAEVizError(f"{path}: no snapshot at step {wanted}; there are {len(found)} up to {max(found)}")
        path = found[wanted]
    if not path.is_file():
        raise VAEVizError(f"{path}: there is no such file")
    tensors, metadata = read_tensors(path)
    architecture = json.loads(metadata["architecture"]) if "architecture" in metadata else None
    epoch, batch = (int(metadata[name]) if name in metadata else None for name in ("epoch", "batch"))
    return Snapshot(int(metadata["step"]), epoch, batch, tensors, architecture)


def _step(path: Path) -> int:
    digits = path.stem.removeprefix("step-")
    return int(digits) if digits.isdigit() else -1
