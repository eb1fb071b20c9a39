"""Derivatives of a decoder along dimensions of its codes, by its framework's forward mode."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from .arrays import framework_of
from .errors import VAEVizError
from .undisturbed import undisturbed


def derivatives(decode: Callable[[Any], Any], codes: Any, dimensions: list[int], modules: list[Any]) -> Iterator[Any]:
    """The derivative of `decode(codes)` along each dimension, of the shape that `decode` gives.

    Args:
        decode: differentiable, each code for itself.
        codes: a tensor [n, L] of PyTorch, TensorFlow or JAX.
        dimensions: of the codes, from 0.
        modules: PyTorch modules that `decode` uses.

    Raises:
        VAEVizError: the framework gives no derivatives.
    """
    framework = framework_of(codes)
    if framework == "torch":
        torch = sys.modules["torch"]
        for dimension in dimensions:
            tangent = torch.zeros_like(codes)
            tangent.view(len(codes), -1)[:, dimension] = 1
            with undisturbed(modules), torch.enable_grad():
                yield torch.func.jvp(decode, (codes,), (tangent,))[1]
    elif framework == "tensorflow":
        tensorflow = sys.modules["tensorflow"]
        for dimension in dimensions:
            one = tensorflow.one_hot([dimension] * int(codes.shape[0]), int(codes.shape[-1]), dtype=codes.dtype)
            with tensorflow.autodiff.ForwardAccumulator(codes, one) as accumulator:
                images = decode(codes)
            derivative = accumulator.jvp(images)
            if derivative is None:
                raise VAEVizError("the decoder does not depend on its codes in a way that TensorFlow follows")
            yield derivative
    elif framework == "jax":
        jax = sys.modules["jax"]
        for dimension in dimensions:
            tangent = jax.numpy.zeros_like(codes).at[:, dimension].set(1)
            yield jax.jvp(decode, (codes,), (tangent,))[1]
    else:
        raise VAEVizError("arrays of NumPy have no derivatives")
