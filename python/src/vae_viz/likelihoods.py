"""The names of p(x|z) that the program knows."""

from __future__ import annotations

from typing import Literal, get_args

from .errors import VAEVizError

Likelihood = Literal["bernoulli", "continuous-bernoulli", "gaussian", "discretized-logistic"]
Model = Literal["vae", "autoencoder"]

BOUNDED = ("bernoulli", "continuous-bernoulli")
"""Those whose means lie between 0 and 1, whatever the network."""


def check_names(likelihood: str | None, model: str) -> None:
    """Raises where a likelihood or kind of model is none that the program knows."""
    if likelihood is not None and likelihood not in get_args(Likelihood):
        raise VAEVizError(f"likelihood: {likelihood!r} is none of {', '.join(get_args(Likelihood))}, or None")
    if model not in get_args(Model):
        raise VAEVizError(f"model: {model!r} is neither 'vae' nor 'autoencoder'")
