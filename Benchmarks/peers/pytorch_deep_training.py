#!/usr/bin/env python3
"""Trains the deep network on colour images of 64 x 64 by PyTorch and answers `compare.py --deep`.

Four stages of 32, 64, 128 and 256 channels, kernels of 4, 32 latent dimensions, a Gaussian with one learned variance;
channels last, as is fastest.
"""
import math

import protocol

options = protocol.options(__doc__, ["eager", "compile"])

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

torch.set_num_threads(options.threads)
torch.manual_seed(0)
WIDTHS = [32, 64, 128, 256]


class Autoencoder(nn.Module):
    def __init__(self, latent=32):
        super().__init__()
        layers = []
        for inputs, outputs in zip([3, *WIDTHS], WIDTHS):
            layers += [nn.Conv2d(inputs, outputs, 4, 2, 1), nn.ReLU()]
        self.encoder = nn.Sequential(*layers, nn.Flatten(), nn.Linear(WIDTHS[-1] * 4 * 4, 2 * latent))
        self.dense = nn.Linear(latent, WIDTHS[-1] * 4 * 4)
        layers = []
        for inputs, outputs in zip(WIDTHS[::-1], [*WIDTHS[-2::-1], 16]):
            layers += [nn.ConvTranspose2d(inputs, outputs, 4, 2, 1), nn.ReLU()]
        self.decoder = nn.Sequential(*layers, nn.ConvTranspose2d(16, 3, 3, 1, 1))
        self.log_variance = nn.Parameter(torch.tensor(-2.5))

    def forward(self, images):
        mean, log_variance = self.encoder(images).chunk(2, dim=1)
        noise = torch.randn_like(mean)
        code = mean + noise * torch.exp(log_variance / 2)
        means = self.decoder(functional.relu(self.dense(code)).view(-1, WIDTHS[-1], 4, 4))
        squares = functional.mse_loss(means, images, reduction="sum")
        log_likelihood = -(squares * torch.exp(-self.log_variance)
                           + images.numel() * (self.log_variance + math.log(2 * math.pi))) / 2
        log_ratio = ((noise * noise + log_variance - code * code) / 2).sum()
        return -(log_likelihood + log_ratio) / len(images)


# As bytes, which are scaled by the batch.
images = torch.from_numpy(protocol.colour_images(options.folder)).permute(0, 3, 1, 2)


def prepared(batch):
    return batch.contiguous(memory_format=torch.channels_last).float().div_(255)


protocol.serve_pytorch(Autoencoder(), images, prepared, options)
