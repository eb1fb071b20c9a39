"""A diffusion model's autoencoder, as diffusers has it and accelerate prepares it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors import safe_open

from .conftest import only_one_of

only_one_of("torch", "tensorflow")
torch = pytest.importorskip("torch", reason="PyTorch is not installed")
diffusers = pytest.importorskip("diffusers", reason="diffusers is not installed")
accelerate = pytest.importorskip("accelerate", reason="accelerate is not installed")

import vae_viz  # noqa: E402


def test_an_autoencoder_is_recorded_as_it_learns(tmp_path):
    torch.manual_seed(0)
    blocks = 2
    vae = diffusers.AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * blocks,
        up_block_types=("UpDecoderBlock2D",) * blocks,
        block_out_channels=(8, 8),
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=16,
    )
    accelerator = accelerate.Accelerator(cpu=True)
    vae, optimiser = accelerator.prepare(vae, torch.optim.Adam(vae.parameters(), 1e-2))
    plain = accelerator.unwrap_model(vae)
    images = torch.rand(12, 3, 16, 16) * 2 - 1
    with vae_viz.Recorder(tmp_path / "run", images, value_range=(-1, 1), report=False) as recorder:
        for step in range(3):
            recorder.snapshot(step, encode=plain.encode, decode=plain.decode)
            assert plain.training
            posterior = plain.encode(images).latent_dist
            loss = ((plain.decode(posterior.sample()).sample - images) ** 2).mean() + 1e-3 * posterior.kl().mean()
            accelerator.backward(loss)
            optimiser.step()
            optimiser.zero_grad()
            if step == 0:
                with torch.no_grad():
                    after = plain.eval().encode(images).latent_dist
                    decoded = plain.decode(after.mean).sample
                plain.train()
    record = json.loads((tmp_path / "run" / "run.json").read_text())
    assert record["recorded"]["latent_shape"] == [4, 8, 8]
    with safe_open(tmp_path / "run" / "snapshots" / "step-00000001.safetensors", "numpy") as file:
        mean = file.get_tensor("channels.mean")
        shown = file.get_tensor("reconstructions.images")
        deviation = file.get_tensor("channels.standard_deviation")
        factor = float(file.metadata()["scale_factor"])
    codes = after.mean.numpy()
    assert np.allclose(mean, codes.mean(axis=(0, 2, 3)), atol=1e-4)
    variance = codes.var(axis=(0, 2, 3)) + after.var.numpy().mean(axis=(0, 2, 3))
    assert np.allclose(deviation, np.sqrt(variance), rtol=1e-3)
    assert factor == pytest.approx(1 / np.sqrt(codes.var() + after.var.numpy().mean()), rel=1e-3)
    expected = np.clip((decoded.numpy() + 1) / 2, 0, 1).transpose(0, 2, 3, 1)
    assert np.abs(shown / 255 - expected[: len(shown)]).max() < 0.01
