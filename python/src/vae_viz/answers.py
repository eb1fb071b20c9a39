"""What a person's `encode` and `decode` give, in the forms that libraries have for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import is_array, to_floats
from .errors import VAEVizError

PAIRS = (
    ("mu", "logvar"),
    ("mean", "logvar"),
    ("mu", "log_var"),
    ("mean", "log_var"),
    ("mean", "log_variance"),
    ("means", "log_variances"),
    ("z_mean", "z_log_var"),
    ("embedding", "log_covariance"),
    ("mu", "log_variance"),
)
"""Names under which libraries keep a posterior's mean and the logarithm of its variance."""

POINTS = ("embedding", "latents", "latent", "z", "mu", "mean", "last_hidden_state")
"""Names under which libraries keep a code alone."""

IMAGES = ("reconstruction", "recon_x", "recon", "reconstructions", "sample", "images")
"""Names under which libraries keep decoded images."""


@dataclass(frozen=True)
class Encoded:
    """Posteriors of some images, in arrays of their maker's framework."""

    mean: Any
    log_variance: Any | None = None


def value_of(container: Any, name: str) -> Any | None:
    """A value of a mapping or an attribute, if there is one."""
    if isinstance(container, Mapping):
        return container.get(name)
    return getattr(container, name, None)


def _called(value: Any) -> Any:
    """TensorFlow Probability's moments are methods, PyTorch's are properties."""
    return value() if callable(value) and not is_array(value) else value


def encoded(answer: Any) -> Encoded:
    """The posterior in what `encode` gives.

    That may be a mean, a pair (mean, log-variance) or more behind these as Keras's examples give, a distribution with
    `mean` and `variance` (PyTorch's `Normal`, TensorFlow Probability's), or an object or mapping with `latent_dist`,
    `mu` and `logvar`, `embedding` and `log_covariance` or the like.

    Raises:
        VAEVizError: nothing of this is there.
    """
    if is_array(answer):
        return Encoded(answer)
    inner = value_of(answer, "latent_dist")
    if inner is not None:
        return encoded(inner)
    if isinstance(answer, (tuple, list)) and answer:
        if len(answer) == 1:
            return encoded(answer[0])
        if is_array(answer[0]) and is_array(answer[1]) and tuple(answer[0].shape) == tuple(answer[1].shape):
            return Encoded(answer[0], answer[1])
    for mean, log_variance in PAIRS:
        pair = value_of(answer, mean), value_of(answer, log_variance)
        if is_array(pair[0]) and is_array(pair[1]):
            return Encoded(*pair)
    if not isinstance(answer, Mapping):
        mean, variance = _called(value_of(answer, "mean")), _called(value_of(answer, "variance"))
        if is_array(mean) and is_array(variance):
            return Encoded(mean, np.log(np.maximum(to_floats(variance), np.float32(1e-30))))
    for name in POINTS:
        point = value_of(answer, name)
        if is_array(point):
            return Encoded(point)
    raise VAEVizError(
        f"encode gave a {type(answer).__name__}; give (mean, log_variance), a distribution, or an object with mu and "
        "logvar"
    )


def decoded(answer: Any) -> Any:
    """The images in what `decode` gives: an array, the first of a tuple, a distribution's mean, or an object's or
    mapping's `reconstruction`, `sample` or the like.

    Raises:
        VAEVizError: there are none.
    """
    if is_array(answer):
        return answer
    if isinstance(answer, (tuple, list)) and answer:
        return decoded(answer[0])
    for name in IMAGES:
        images = value_of(answer, name)
        if is_array(images):
            return images
    mean = None if isinstance(answer, Mapping) else _called(value_of(answer, "mean"))
    if is_array(mean):
        return mean
    raise VAEVizError(f"decode gave a {type(answer).__name__}; give the decoder's means as an array of images")


def finite(array: npt.NDArray[Any], what: str) -> None:
    """Raises where numbers are not finite."""
    if not np.isfinite(array).all():
        raise VAEVizError(f"{what} gave numbers that are not finite; the training has run away, or the input is wrong")
