"""Computes the reference values of the tests beside this folder with PyTorch, in float64.

    python make-goldens.py        (needs torch and safetensors)

Writes article.safetensors (the article's network) and small.safetensors (other sizes, beta, and a plain
autoencoder): weights, binary images, noise, and what an independent implementation makes of them.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

torch.set_default_dtype(torch.float64)
FOLDER = Path(__file__).parent


def shapes(latent, side):
    small, start = side // 4 - 1, side // 4
    return {
        "encoder.conv1.weight": (32, 1, 3, 3), "encoder.conv1.bias": (32,),
        "encoder.conv2.weight": (64, 32, 3, 3), "encoder.conv2.bias": (64,),
        "encoder.dense.weight": (2 * latent, 64 * small**2), "encoder.dense.bias": (2 * latent,),
        "decoder.dense.weight": (32 * start**2, latent), "decoder.dense.bias": (32 * start**2,),
        "decoder.deconv1.weight": (32, 64, 3, 3), "decoder.deconv1.bias": (64,),
        "decoder.deconv2.weight": (64, 32, 3, 3), "decoder.deconv2.bias": (32,),
        "decoder.deconv3.weight": (32, 1, 3, 3), "decoder.deconv3.bias": (1,),
    }


def draw(latent, side):
    """Weights of a plausible scale, and biases that are not zero; all exact in float32."""
    weights = {}
    for name, shape in shapes(latent, side).items():
        fan = 9 * sum(shape[:2]) if len(shape) == 4 else sum(shape)
        limit = (6 / fan) ** 0.5 if name.endswith("weight") else 0.1
        weights[name] = ((2 * torch.rand(shape) - 1) * limit).float().double().requires_grad_()
    return weights


def blobs(count, side):
    """Binary images of one soft-edged disc each."""
    rows = torch.arange(side).view(1, side, 1)
    columns = torch.arange(side).view(1, 1, side)
    centre = (0.25 + 0.5 * torch.rand(count, 2)) * side
    radius = (0.1 + 0.2 * torch.rand(count, 1, 1)) * side
    distance = ((rows - centre[:, :1, None]) ** 2 + (columns - centre[:, 1:, None]) ** 2).sqrt()
    return (distance + torch.randn(count, side, side) < radius).double()


def encode(w, x):
    h = F.relu(F.conv2d(x[:, None], w["encoder.conv1.weight"], w["encoder.conv1.bias"], stride=2))
    h = F.relu(F.conv2d(h, w["encoder.conv2.weight"], w["encoder.conv2.bias"], stride=2))
    moments = F.linear(h.flatten(1), w["encoder.dense.weight"], w["encoder.dense.bias"])
    return moments.chunk(2, dim=1)


def decode(w, z, side):
    h = F.relu(F.linear(z, w["decoder.dense.weight"], w["decoder.dense.bias"]))
    h = h.view(-1, 32, side // 4, side // 4)
    for layer in ("decoder.deconv1", "decoder.deconv2"):
        h = F.conv_transpose2d(h, w[layer + ".weight"], w[layer + ".bias"], stride=2)[..., :-1, :-1]
        h = F.relu(h)
    h = F.conv_transpose2d(h, w["decoder.deconv3.weight"], w["decoder.deconv3.bias"], padding=1)
    return h[:, 0]


def terms(w, x, noise):
    """Each image's log p(x|z), log p(z) and log q(z|x) at the sample; no noise: a plain autoencoder."""
    mean, logvar = encode(w, x)
    z = mean if noise is None else mean + noise * (logvar / 2).exp()
    logits = decode(w, z, x.shape[-1])
    likelihood = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum((1, 2))
    prior = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
    posterior = torch.distributions.Normal(mean, (logvar / 2).exp()).log_prob(z).sum(1)
    return logits, mean, logvar, likelihood, prior, posterior


def jacobian(w, z, side):
    """The derivatives of the logits [code, dimension, row, column] with respect to each code."""
    derivatives = [torch.autograd.functional.jacobian(lambda code: decode(w, code[None], side)[0], code)
                   for code in z.detach()]
    return torch.stack(derivatives).permute(0, 3, 1, 2)


def loss(w, x, noise, beta):
    _, _, _, likelihood, prior, posterior = terms(w, x, noise)
    if noise is None:
        return -likelihood.mean()
    return -(likelihood + beta * (prior - posterior)).mean()


def train(w, x, noises, beta, rate):
    """The loss of each step, by Adam as Keras computes it."""
    w = {name: value.detach().clone().requires_grad_() for name, value in w.items()}
    m = {name: torch.zeros_like(value) for name, value in w.items()}
    v = {name: torch.zeros_like(value) for name, value in w.items()}
    losses = []
    for t, noise in enumerate(noises, start=1):
        value = loss(w, x, noise, beta)
        losses.append(value.item())
        gradients = torch.autograd.grad(value, list(w.values()))
        alpha = rate * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
        with torch.no_grad():
            for name, gradient in zip(w, gradients):
                m[name] += (gradient - m[name]) * (1 - 0.9)
                v[name] += (gradient**2 - v[name]) * (1 - 0.999)
                w[name] -= alpha * m[name] / (v[name].sqrt() + 1e-7)
    return losses


def write(file, seed, latent, side, images, beta, rate, steps, plain):
    torch.manual_seed(seed)
    w = draw(latent, side)
    x = blobs(images, side)
    noises = torch.randn(steps, images, latent).float().double()
    logits, mean, logvar, likelihood, prior, posterior = terms(w, x, noises[0])
    gradients = torch.autograd.grad(loss(w, x, noises[0], beta), list(w.values()))
    out = {name: value.detach() for name, value in w.items()}
    out |= {"gradient." + name: g for name, g in zip(w, gradients)}
    out |= {
        "images": x, "noise": noises, "logits": logits, "mean": mean, "logVariance": logvar,
        "logLikelihood": likelihood, "logPrior": prior, "logPosterior": posterior,
        "losses": torch.tensor(train(w, x, noises, beta, rate)),
        "settings": torch.tensor([beta, rate]), "jacobian": jacobian(w, mean[:3], side),
    }
    # Each image's importance weights by the noises of all steps, and the bound of Burda et al. (2016).
    weights = []
    for noise in noises:
        _, _, _, l, p, q = terms(w, x, noise)
        weights.append(l + p - q)
    weights = torch.stack(weights, dim=1)
    out |= {
        "logWeights": weights,
        "importanceWeightedBound": torch.logsumexp(weights, dim=1) - torch.log(torch.tensor(float(steps))),
    }
    if plain:  # the small tensors suffice
        gradients = torch.autograd.grad(loss(w, x, None, beta), list(w.values()), materialize_grads=True)
        out |= {"plain." + name: g for name, g in zip(w, gradients) if g.numel() < 10_000}
        out["plain.losses"] = torch.tensor(train(w, x, [None] * steps, 1, rate))
    tensors = {name: value.detach().float().contiguous() for name, value in out.items()}
    tensors["images"] = x.to(torch.uint8)
    save_file(tensors, FOLDER / file)
    print(file, {name: tuple(value.shape) for name, value in tensors.items()})


write("article.safetensors", 1, latent=2, side=28, images=12, beta=1, rate=1e-3, steps=10, plain=False)
write("small.safetensors", 2, latent=3, side=8, images=5, beta=4, rate=1e-3, steps=10, plain=True)
