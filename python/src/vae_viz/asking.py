"""Asking a person's `encode` and `decode`, in batches, and checking what they answer."""

from __future__ import annotations

import math
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .answers import Encoded, decoded, encoded, finite
from .arrays import ArrayKind, Floats, to_floats, to_numpy
from .errors import VAEVizError
from .images import Sample, channels_last, scaled
from .likelihoods import BOUNDED
from .undisturbed import device_of, modules_of, undisturbed

Function = Callable[[Any], Any]

LOG_VARIANCES = (-1000.0, 1000.0)
"""Beyond these the program takes no logarithm of a variance."""


@dataclass(frozen=True)
class Posteriors:
    """Where a sample was encoded to."""

    means: Floats
    """[n, *code_shape]."""
    log_variances: Floats | None
    """As `means`; `None` where codes are points."""
    latent_shape: tuple[int, int, int] | None
    """(channels, rows, columns) of a spatial latent, else `None`."""
    channel_axis: int = 1
    """Of a spatial latent, in `means`."""

    @property
    def latent_dim(self) -> int:
        """L: numbers in a code."""
        return math.prod(self.means.shape[1:])

    @property
    def flat_means(self) -> Floats:
        """[n, L]."""
        return self.means.reshape(len(self.means), -1)

    @property
    def flat_log_variances(self) -> Floats | None:
        """[n, L]."""
        return None if self.log_variances is None else self.log_variances.reshape(len(self.means), -1)


@dataclass
class Asking:
    """A model, by the two functions that a person gives."""

    encode: Function
    decode: Function | None
    sample: Sample
    latent_dim: int | None = None
    likelihood: str | None = None
    is_variational: bool = True
    modules: list[Any] = field(default_factory=list)
    at_once: int = 256
    """Images or codes a call."""

    code_kind: ArrayKind = field(default_factory=ArrayKind)
    code_shape: tuple[int, ...] = ()

    decoded_count: int = 0
    decoding_seconds: float = 0.0
    """Codes that were decoded so far, and how long that took."""

    def __post_init__(self) -> None:
        found = {id(module): module for module in (*self.modules, *modules_of(self.encode, self.decode))}
        self.modules = list(found.values())
        numbers = math.prod(self.sample.image_shape)
        self.at_once = max(1, min(self.at_once, (1 << 25) // numbers))

    def _image_kind(self) -> ArrayKind:
        """What `encode` takes: arrays as the images are, on the model's device; tensors where it is a module."""
        kind = self.sample.kind
        torch = sys.modules.get("torch")
        owner = getattr(self.encode, "__self__", self.encode)
        is_module = torch is not None and isinstance(owner, torch.nn.Module)
        if kind.framework == "torch" or is_module:
            device = device_of([owner] if is_module else self.modules)
            return ArrayKind("torch", kind.dtype, kind.device if device is None else device)
        return kind

    def _check_means(self, mean: Any, count: int) -> None:
        shape = tuple(int(extent) for extent in mean.shape)
        if len(shape) not in (2, 4) or shape[0] != count or 0 in shape:
            raise VAEVizError(
                f"encode gave means of shape {list(shape)} for {count} images; they must be [{count}, latent_dim], or "
                f"[{count}, channels, rows, columns] of a spatial latent"
            )

    def _split(self, answer: Encoded) -> Encoded:
        """Means with the log-variances behind them in one row, as the tutorial's encoder gives both."""
        shape = tuple(answer.mean.shape)
        if answer.log_variance is None and self.is_variational and self.latent_dim is not None:
            dim = self.latent_dim
            if len(shape) == 2 and shape[1] == 2 * dim:
                return Encoded(answer.mean[:, :dim], answer.mean[:, dim:])
        return answer

    def posteriors(self) -> Posteriors:
        """Encodes the whole sample.

        Raises:
            VAEVizError: what `encode` gives is no posterior, or not finite, or has another shape.
        """
        means: list[Floats] = []
        log_variances: list[Floats] = []
        kind = self._image_kind()
        with undisturbed(self.modules):
            for start in range(0, len(self.sample), self.at_once):
                stop = min(start + self.at_once, len(self.sample))
                answer = self._split(encoded(self.encode(self.sample.batch(start, stop, kind))))
                self._check_means(answer.mean, stop - start)
                if start == 0:
                    self.code_kind = ArrayKind.of(answer.mean)
                    self.code_shape = tuple(int(extent) for extent in answer.mean.shape[1:])
                means.append(to_floats(answer.mean))
                if answer.log_variance is not None and self.is_variational:
                    log_variances.append(to_floats(answer.log_variance))
        mean = np.concatenate(means)
        variance = np.clip(np.concatenate(log_variances), *LOG_VARIANCES) if log_variances else None
        finite(mean, "encode")
        if variance is not None:
            if variance.shape != mean.shape:
                raise VAEVizError(
                    f"encode gave means of shape {list(mean.shape)} and log-variances of shape {list(variance.shape)}"
                )
            finite(variance, "encode")
        if mean.ndim == 4 and mean.shape[2:] != (1, 1) and mean.shape[1:3] != (1, 1):
            is_last = self.sample.layout == "NHWC" and self.code_kind.framework != "torch"
            channels, rows, columns = (mean.shape[i] for i in ((3, 1, 2) if is_last else (1, 2, 3)))
            result = Posteriors(mean, variance, (channels, rows, columns), 3 if is_last else 1)
        else:
            flat = mean.reshape(len(mean), -1)
            result = Posteriors(flat, None if variance is None else variance.reshape(flat.shape), None)
        self._check_dim(result)
        return result

    def _check_dim(self, posteriors: Posteriors) -> None:
        dim = posteriors.latent_dim
        if self.latent_dim is not None and dim != self.latent_dim:
            raise VAEVizError(f"encode gave codes of {dim} numbers, but latent_dim is {self.latent_dim}")
        if dim > (1 << 20 if posteriors.latent_shape else 1024):
            raise VAEVizError(f"encode gave codes of {dim} numbers; a run has at most 1,024, or 1,048,576 with places")

    def images(self, codes: Floats) -> Floats:
        """Decodes codes [..., L] to means from 0 to 1, [..., rows, columns, channels].

        Raises:
            VAEVizError: what `decode` gives is no image of the run's shape, or not from 0 to 1 where it must be.
        """
        if self.decode is None:
            raise VAEVizError("there is no decode to ask")
        flat = codes.reshape(-1, codes.shape[-1])
        parts: list[Floats] = []
        began = time.monotonic()
        with undisturbed(self.modules):
            for start in range(0, len(flat), self.at_once):
                part = flat[start : start + self.at_once]
                given = self.code_kind.make(part.reshape(len(part), *self.code_shape))
                parts.append(self.as_images(to_numpy(decoded(self.decode(given))), len(part)))
        self.decoded_count += len(flat)
        self.decoding_seconds += time.monotonic() - began
        channels, rows, columns = self.sample.image_shape
        return np.concatenate(parts).reshape(*codes.shape[:-1], rows, columns, channels)

    def as_images(self, array: npt.NDArray[Any], count: int) -> Floats:
        """What `decode` gave for some codes as intensities from 0 to 1, [count, rows, columns, channels]."""
        if array.ndim == 0 or array.shape[0] != count:
            raise VAEVizError(f"decode gave the shape {list(array.shape)} for {count} codes")
        finite(array, "decode")
        images = scaled(self.in_layout(array), self.sample.value_range)
        low, high = float(images.min()), float(images.max())
        if low < -1e-3 or high > 1 + 1e-3:
            if self.likelihood in BOUNDED:
                raise VAEVizError(
                    f"decode gave numbers from {float(array.min()):.4g} to {float(array.max()):.4g}; give means, as by "
                    "sigmoid(logits)"
                )
            if self.likelihood is None and (low < -1 or high > 2):
                warnings.warn(
                    f"decode gave numbers from {float(array.min()):.4g} to {float(array.max()):.4g}, which are cut to "
                    f"{self.sample.value_range}; if they are logits, give sigmoid(logits)",
                    stacklevel=2,
                )
        return np.clip(images, 0, 1)

    def in_layout(self, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Numbers of images as `decode` gives them, [count, rows, columns, channels]."""
        wished = self.sample.layout if self.sample.layout in ("NHWC", "NCHW") else None
        return channels_last(array, self.sample.image_shape, self.sample.prefers_channels_first, wished)
