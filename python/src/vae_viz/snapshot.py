"""What one snapshot of a run holds: a model's answers, as tensors by the run format's names."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import Floats
from .asking import Asking, Posteriors
from .grids import MOST_BYTES, PLANE_SIDE, Plane, closer, side_for, traversals
from .images import to_bytes

Tensors = dict[str, npt.NDArray[Any]]

DRAWS = 100
"""Draws from the prior that are decoded."""


def plain_snapshot(
    asking: Asking, posteriors: Posteriors, reconstructed: list[int], plane_dims: tuple[int, int] | None
) -> tuple[Tensors, dict[str, Floats]]:
    """Of a latent without places: posteriors; the decoded plane; of more than two dimensions traversals;
    reconstructions; draws from the prior. And, by group, the codes of finer and further planes, which are not decoded.

    Args:
        asking: the model; without `decode` only posteriors are recorded.
        posteriors: of the whole sample.
        reconstructed: positions in the sample.
        plane_dims: the plane's two dimensions, where a person chose them.
    """
    tensors: Tensors = {"posterior.means": posteriors.flat_means}
    if posteriors.flat_log_variances is not None:
        tensors["posterior.log_variances"] = posteriors.flat_log_variances
    if asking.decode is None:
        return tensors, {}
    numbers = int(np.prod(asking.sample.image_shape))
    dim, is_variational = posteriors.latent_dim, asking.is_variational
    plane = Plane.of(posteriors, is_variational, plane_dims if dim > 2 else None)

    def record(group: str, codes: Floats) -> None:
        tensors[f"{group}.codes"] = codes
        tensors[f"{group}.images"] = to_bytes(asking.images(codes))

    if side := side_for(PLANE_SIDE, numbers):
        record("plane", plane.codes(side))
    if dim > 2:
        codes, dimensions = traversals(posteriors, is_variational)
        rows = min(len(codes), MOST_BYTES // (numbers * codes.shape[1]))
        if rows > 0:
            record("traversals", codes[:rows])
            tensors["traversals.dimensions"] = np.array(dimensions[:rows], np.int32)
    _reconstruct(asking, posteriors, reconstructed, tensors)
    if is_variational:
        # The same draws at every snapshot, so that a film shows the decoder change.
        draws = np.random.default_rng(0).standard_normal((DRAWS, dim)).astype(np.float32)
        record("samples", draws[: max(1, min(DRAWS, MOST_BYTES // numbers))])
    return tensors, closer(plane, posteriors, is_variational, numbers)


def spatial_snapshot(asking: Asking, posteriors: Posteriors, reconstructed: list[int]) -> tuple[Tensors, float]:
    """Of a spatial latent: what its channels' values are like over the sample, reconstructions; and the scale factor,
    1 by the codes' standard deviation over all channels.

    A code is a draw from its image's posterior: the variance of a channel is the means' variance and the mean of the
    variances, together.
    """
    means = np.moveaxis(posteriors.means, posteriors.channel_axis, 0)
    channels = means.reshape(means.shape[0], -1).astype(np.float64)
    mean, variance = channels.mean(axis=1), channels.var(axis=1)
    overall = channels.var()
    drawn = channels
    if posteriors.log_variances is not None:
        logs = np.moveaxis(posteriors.log_variances, posteriors.channel_axis, 0)
        spread = np.exp(np.minimum(logs.reshape(channels.shape).astype(np.float64), 60))
        variance = variance + spread.mean(axis=1)
        overall = overall + spread.mean()
        drawn = channels + np.sqrt(spread) * np.random.default_rng(0).standard_normal(channels.shape)
    low, high = np.quantile(drawn, 0.0005), np.quantile(drawn, 0.9995)
    edges = np.linspace(low, max(high, low + 1e-3), 65).astype(np.float32)
    tensors: Tensors = {
        "channels.mean": mean.astype(np.float32),
        "channels.standard_deviation": np.sqrt(variance).astype(np.float32),
        "channels.histogram": np.stack([np.histogram(row, edges)[0] for row in drawn]).astype(np.float32),
        "channels.edges": edges,
    }
    if asking.decode is not None:
        _reconstruct(asking, posteriors, reconstructed, tensors)
    return tensors, float(1 / max(np.sqrt(overall), 1e-12))


def _reconstruct(asking: Asking, posteriors: Posteriors, positions: list[int], tensors: Tensors) -> None:
    """Adds what the decoder makes of some images' mean codes, as many as have room."""
    numbers = int(np.prod(asking.sample.image_shape))
    chosen = positions[: max(1, MOST_BYTES // numbers)]
    tensors["reconstructions.indices"] = np.array(chosen, np.int32)
    tensors["reconstructions.images"] = to_bytes(asking.images(posteriors.flat_means[chosen]))
