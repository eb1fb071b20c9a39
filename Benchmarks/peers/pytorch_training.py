#!/usr/bin/env python3
"""Trains by PyTorch, op by op or compiled, and answers `compare.py`."""
import protocol

options = protocol.options(__doc__, ["eager", "compile"])

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

torch.set_num_threads(options.threads)
torch.manual_seed(0)


class Autoencoder(nn.Module):
    def __init__(self, latent=2):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, 2), nn.ReLU(), nn.Conv2d(32, 64, 3, 2), nn.ReLU(), nn.Flatten(),
            nn.Linear(64 * 6 * 6, 2 * latent))
        self.dense = nn.Linear(latent, 32 * 7 * 7)
        # Padding 1 before and an output padding of 1 keep 2 side pixels, as Keras's 'same' does.
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(32, 64, 3, 2, 1, 1), nn.ReLU(), nn.ConvTranspose2d(64, 32, 3, 2, 1, 1), nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 3, 1, 1))

    def forward(self, images):
        mean, log_variance = self.encoder(images).chunk(2, dim=1)
        noise = torch.randn_like(mean)
        code = mean + noise * torch.exp(log_variance / 2)
        logits = self.decoder(functional.relu(self.dense(code)).view(-1, 32, 7, 7))
        log_likelihood = -functional.binary_cross_entropy_with_logits(logits, images, reduction="sum")
        log_ratio = ((noise * noise + log_variance - code * code) / 2).sum()
        return -(log_likelihood + log_ratio) / len(images)


images = torch.from_numpy(protocol.training_images(options.folder)).permute(0, 3, 1, 2)
protocol.serve_pytorch(
    Autoencoder(), images, lambda batch: batch.contiguous(memory_format=torch.channels_last), options)
