"""Codes at which a decoder is asked, so that pictures can be drawn of what it answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from .arrays import Floats
from .asking import Posteriors

MOST_BYTES = 1 << 25
"""Of one group of decoded images in a snapshot, as bytes."""

PLANE_SIDE = 20
FINE_SIDE = 41
TRAVERSED = 12
"""Dimensions at most that are traversed."""

FURTHER_SIDE, LEAST_FURTHER_SIDE = 21, 9
CROSSED = 4
"""Dimensions at most of which each two have a plane."""
ACTIVE = 0.01
"""Nats above which a dimension tells anything."""

PAGE_NUMBERS = 6_000_000
"""Of all decoded planes that a report's page shows."""


def activity(posteriors: Posteriors) -> Floats:
    """How much each dimension tells [L]: its mean divergence from the prior in nats, or, where codes are points, the
    variance of the codes.

    Of a Gaussian: KL = (m^2 + s^2 - log s^2 - 1) / 2 (Kingma and Welling, 2014, appendix B).
    """
    means, log_variances = posteriors.flat_means, posteriors.flat_log_variances
    if log_variances is None:
        return np.asarray(means.var(axis=0), np.float32)
    with np.errstate(over="ignore"):
        divergence = (means.astype(np.float64) ** 2 + np.exp(log_variances.astype(np.float64)) - log_variances - 1) / 2
    return np.asarray(np.minimum(divergence.mean(axis=0), 3e38), np.float32)


def quantiles(side: int) -> Floats:
    """The standard normal's quantiles at even steps of probability from 0.05 to 0.95 [side], ascending."""
    normal = NormalDist()
    return np.array([normal.inv_cdf(0.05 + 0.9 * i / (side - 1)) for i in range(side)], np.float32)


def side_for(wished: int, image_numbers: int) -> int:
    """A grid's side, less than wished where its images would take more than `MOST_BYTES`; 0 where not even 2 fit."""
    side = min(wished, math.isqrt(MOST_BYTES // image_numbers))
    return side if side >= 2 else 0


@dataclass(frozen=True)
class Plane:
    """Two dimensions of the latent space (or the only one), through a code."""

    across: int
    down: int | None
    origin: Floats
    """[L]: the values of all other dimensions."""
    ranges: tuple[tuple[float, float], tuple[float, float]] | None = None
    """Where codes lie, in each of both; `None` where the prior says that."""

    @staticmethod
    def of(posteriors: Posteriors, is_variational: bool, fixed: tuple[int, int] | None = None) -> Plane:
        """The plane of the two most active dimensions, or of those that were `fixed`.

        It goes through the prior's mean, so that snapshots with the same dimensions have the same plane, which plays
        as a film; where codes are points, which have no prior, through their mean.
        """
        means = posteriors.flat_means
        dim = posteriors.latent_dim
        if dim == 1:
            chosen: list[int] = [0]
        elif fixed is not None:
            chosen = sorted(fixed)
        else:
            chosen = sorted(np.argsort(-activity(posteriors), kind="stable")[:2].tolist())
        origin = np.zeros(dim) if is_variational or fixed is not None else means.mean(axis=0, dtype=np.float64)
        return Plane._through(origin.astype(np.float32), chosen, posteriors, is_variational)

    @staticmethod
    def _through(origin: Floats, chosen: list[int], posteriors: Posteriors, is_variational: bool) -> Plane:
        ranges = None
        if not is_variational:
            means = posteriors.flat_means
            low, high = (
                np.quantile(means[:, chosen], 0.01, axis=0),
                np.quantile(means[:, chosen], 0.99, axis=0),
            )
            margin = np.maximum(0.05 * (high - low), 1e-2)
            pairs = list(zip((low - margin).tolist(), (high + margin).tolist(), strict=True))
            ranges = (pairs[0], pairs[-1])
        return Plane(chosen[0], chosen[1] if len(chosen) > 1 else None, origin, ranges)

    def further(self, posteriors: Posteriors, is_variational: bool) -> list[Plane]:
        """Planes of the other pairs among this one's dimensions and the most active ones beside them, through the same
        code; those of the more active dimensions first."""
        tells = activity(posteriors)
        order = np.argsort(-tells, kind="stable").tolist()
        own = [dimension for dimension in order if dimension in (self.across, self.down)]
        others = [dimension for dimension in order if dimension not in own]
        if is_variational:
            others = [d for d in others if tells[d] > ACTIVE]
        crossed = [*own, *others[: CROSSED - len(own)]]
        pairs = [sorted((crossed[i], crossed[j])) for j in range(2, len(crossed)) for i in range(j)]
        return [Plane._through(self.origin, pair, posteriors, is_variational) for pair in pairs]

    def _grid(self, columns: Floats, rows: Floats) -> Floats:
        """Codes [rows, columns, L]: `columns` ascending to the right, `rows` descending downward."""
        codes = np.tile(self.origin, (len(rows) if self.down is not None else 1, len(columns), 1))
        codes[:, :, self.across] = columns
        if self.down is not None:
            codes[:, :, self.down] = rows[::-1, None]
        return codes

    def codes(self, side: int) -> Floats:
        """The latent grid's codes [side, side, L] (one row of a single dimension): at the prior's quantiles, or evenly
        over where codes lie."""
        if self.ranges is None:
            return self._grid(quantiles(side), quantiles(side))
        return self._even(side, self.ranges)

    def fine_codes(self, side: int) -> Floats:
        """A finer grid's codes, evenly from -3 to 3 or over where codes lie."""
        return self._even(side, self.ranges or ((-3, 3), (-3, 3)))

    def _even(self, side: int, ranges: tuple[tuple[float, float], tuple[float, float]]) -> Floats:
        columns, rows = (np.linspace(*pair, side).astype(np.float32) for pair in ranges)
        return self._grid(columns, rows)


def traversals(posteriors: Posteriors, is_variational: bool) -> tuple[Floats, list[int]]:
    """Rows of codes [d, 11, L], each along one dimension, the most active first, and these dimensions.

    Values go from -2 to 2; where codes are points, two standard deviations to both sides of their mean. All other
    dimensions are at the mean of the means.
    """
    means = posteriors.flat_means
    order = np.argsort(-activity(posteriors), kind="stable")[:TRAVERSED].tolist()
    steps = np.linspace(-2, 2, 11)
    centre, deviation = means.mean(axis=0, dtype=np.float64), means.std(axis=0, dtype=np.float64)
    codes = np.tile(centre.astype(np.float32), (len(order), len(steps), 1))
    for row, dimension in enumerate(order):
        values = steps if is_variational else centre[dimension] + max(deviation[dimension], 1e-2) * steps
        codes[row, :, dimension] = values
    return codes, order


def closer(plane: Plane, posteriors: Posteriors, is_variational: bool, image_numbers: int) -> dict[str, Floats]:
    """Codes of what only a run's last snapshot needs, by the group that they are of: `fine` [rows, columns, L], a finer
    grid over the plane, and of more than two dimensions `further` [p, rows, columns, L], planes over other pairs. Of
    both together a page has room for the images."""
    dim = posteriors.latent_dim
    if dim < 2 or side_for(PLANE_SIDE, image_numbers) < PLANE_SIDE:
        return {}
    if dim == 2:
        return {"fine": plane.fine_codes(side_for(FINE_SIDE, image_numbers))}
    codes: dict[str, Floats] = {}
    room = PAGE_NUMBERS // image_numbers
    fine = min(FINE_SIDE, math.isqrt(room // 2))
    if fine > PLANE_SIDE:
        codes["fine"] = plane.fine_codes(fine)
    room -= fine**2 if fine > PLANE_SIDE else PLANE_SIDE**2
    planes = plane.further(posteriors, is_variational)
    while planes and math.isqrt(max(0, room // len(planes))) < LEAST_FURTHER_SIDE:
        planes.pop()
    if planes:
        side = min(FURTHER_SIDE, math.isqrt(room // len(planes)))
        codes["further"] = np.stack([one.fine_codes(side) for one in planes])
    return codes
