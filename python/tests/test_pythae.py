"""pythae's VAE, as it is."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load_file

from vae_viz import Recorder

from .conftest import only_one_of

only_one_of("torch", "tensorflow")
torch = pytest.importorskip("torch", reason="PyTorch is not installed")
models = pytest.importorskip("pythae.models", reason="pythae is not installed")


def test_its_encoder_and_decoder_are_taken_as_they_are(tmp_path):
    vae = models.VAE(models.VAEConfig(input_dim=(1, 8, 8), latent_dim=3))
    images = torch.rand(20, 1, 8, 8)
    with Recorder(tmp_path / "run", images, likelihood="bernoulli") as recorder:
        recorder.snapshot(0, vae.encoder, vae.decoder)
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000000.safetensors")
    with torch.no_grad():
        out = vae.eval().encoder(images)
    assert np.allclose(found["posterior.means"], out.embedding, atol=1e-6)
    assert np.allclose(found["posterior.log_variances"], out.log_covariance, atol=1e-6)
    assert found["traversals.images"].shape == (3, 11, 8, 8, 1)
