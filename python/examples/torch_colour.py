"""A convolutional VAE in PyTorch of images in colour, with 32 latent dimensions.

vae-viz datasets export sprites sprites
python torch_colour.py sprites Output/colour
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

import vae_viz

sys.path.insert(0, str(Path(__file__).parent))
from idx import read

LATENT = 32


class ColourVAE(nn.Module):
    """Four halvings of the side, and back; a Gaussian likelihood with one learned variance."""

    def __init__(self, side: int) -> None:
        super().__init__()
        widths = [3, 32, 64, 128, 128]
        down: list[nn.Module] = []
        up: list[nn.Module] = []
        for before, after in itertools.pairwise(widths):
            down += [nn.Conv2d(before, after, 4, 2, 1), nn.BatchNorm2d(after), nn.ReLU()]
            up = [nn.ConvTranspose2d(after, before, 4, 2, 1), nn.ReLU(), *up]
        self.small = side // 16
        numbers = widths[-1] * self.small**2
        self.encoder = nn.Sequential(*down, nn.Flatten(), nn.Linear(numbers, 2 * LATENT))
        self.to_map = nn.Linear(LATENT, numbers)
        self.decoder = nn.Sequential(*up[:-1])
        self.log_variance = nn.Parameter(torch.tensor(-2.0))

    def encode(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Means and log-variances [b, 32]."""
        mean, log_variance = self.encoder(images).chunk(2, dim=1)
        return mean, log_variance

    def decode(self, codes: Tensor) -> Tensor:
        """Means [b, 3, side, side]."""
        return self.decoder(self.to_map(codes).view(len(codes), -1, self.small, self.small))

    def elbo(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The ELBO, its reconstruction and its divergence, nats per image."""
        mean, log_variance = self.encode(images)
        code = mean + torch.randn_like(mean) * torch.exp(log_variance / 2)
        squares = (self.decode(code) - images) ** 2
        density = -0.5 * (squares / self.log_variance.exp() + self.log_variance + torch.log(torch.tensor(2 * torch.pi)))
        reconstruction = density.flatten(1).sum(1).mean()
        divergence = 0.5 * (mean**2 + log_variance.exp() - log_variance - 1).sum(1).mean()
        return reconstruction - divergence, reconstruction, divergence


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="a folder of IDX files in colour")
    parser.add_argument("run", type=Path, help="the run's folder")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--every", type=int, default=150, help="batches between snapshots")
    parser.add_argument("--no-report", action="store_true")
    options = parser.parse_args(given)
    torch.manual_seed(0)
    train, test, labels = (read(options.data, name) for name in ("train-images", "t10k-images", "t10k-labels"))
    images = torch.from_numpy(train[:20000].copy()).permute(0, 3, 1, 2).float() / 255
    sample = torch.from_numpy(test[:1000].copy()).permute(0, 3, 1, 2).float() / 255
    vae = ColourVAE(images.shape[-1])
    optimiser = torch.optim.Adam(vae.parameters(), 1e-3)
    recorder = vae_viz.Recorder(
        options.run, sample, labels[:1000], likelihood="gaussian", title="Sprites", batch_size=64, learning_rate=1e-3,
        network="ColourVAE", report=not options.no_report,
    )  # fmt: skip
    for step in range(options.steps + 1):
        if step % options.every == 0:
            with torch.no_grad():
                elbo, reconstruction, divergence = vae.eval().elbo(sample)
            vae.train()
            metrics = {"test_elbo": elbo, "reconstruction": reconstruction, "kl": divergence}
            recorder.snapshot(step, encode=vae.encode, decode=vae.decode, metrics=metrics)
        chosen = torch.randint(len(images), (64,))
        optimiser.zero_grad()
        (-vae.elbo(images[chosen])[0]).backward()
        optimiser.step()
    recorder.close()


if __name__ == "__main__":
    main()
