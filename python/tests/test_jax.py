"""JAX: arrays there and back, derivatives, bfloat16."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load_file

from vae_viz import Recorder
from vae_viz.protocol import Server

from .test_protocol import ask

jax = pytest.importorskip("jax", reason="JAX is not installed")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_arrays_of_jax(tmp_path, images, model, dtype):
    jnp = jax.numpy
    matrix = jnp.asarray(model.matrix, dtype)

    @jax.jit
    def encode(x):
        means = x.reshape(len(x), -1).astype(dtype) @ matrix
        return means, jnp.zeros_like(means)

    def decode(z):
        assert isinstance(z, jax.Array)
        return jax.nn.sigmoid(z.astype(dtype) @ matrix.T).reshape(-1, 8, 8, 1)

    with Recorder(tmp_path / "run", jnp.asarray(images)) as recorder:
        recorder.snapshot(0, encode, decode, {"test_elbo": jnp.float32(-4)})
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000000.safetensors")
    tolerance = 0.05 if dtype == "bfloat16" else 1e-5
    assert np.abs(found["posterior.means"] - model.encode(images)[0]).max() < tolerance
    expected = model.decode(found["plane.codes"].reshape(-1, 2)).reshape(20, 20, 8, 8, 1)
    assert np.abs(found["plane.images"] / 255 - expected).max() < tolerance + 0.003


def test_derivatives_are_the_decoders(model):
    matrix = jax.numpy.asarray(model.matrix)
    serving = Server(
        None,
        lambda z: jax.nn.sigmoid(z @ matrix.T).reshape(-1, 8, 8, 1),
        latent_dim=2,
        image_shape=(1, 8, 8),
        framework="jax",
    )
    assert ask(serving, "hello").metadata["differentiates"] == "true"
    codes = np.array([[0.3, -0.2]], np.float32)
    found = ask(serving, "jacobian", codes=codes, dimensions=np.array([1], np.int32)).tensors["derivatives"]
    mean = model.decode(codes)
    assert np.allclose(found[0, 0], mean[0] * (1 - mean[0]) * model.matrix[:, 1].reshape(8, 8, 1), atol=1e-5)
    error = ask(serving, "encode", images=np.zeros((1, 8, 8, 1), np.uint8)).metadata["error"]
    assert "no encoder" in error
