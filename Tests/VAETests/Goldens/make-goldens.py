"""Computes the reference values of the tests beside this folder with PyTorch, in float64.

    python make-goldens.py [NAME ...]        (needs torch and safetensors)

For each description NAME.json of a network it writes NAME.safetensors: weights, images as intensities from 0 to 255,
noise, and what an independent implementation makes of them. Maps are [channel, row, column] throughout.
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

torch.set_default_dtype(torch.float64)
FOLDER = Path(__file__).parent


class Part:
    """The encoder or the decoder: a walk through its described layers, with names counted on the way."""

    SHORT = {"convolution": "conv", "transposed-convolution": "deconv", "dense": "dense"}

    def __init__(self, name, layers):
        self.name, self.layers = name, layers
        self.dense_count = self.count_dense(layers)

    def count_dense(self, layers):
        return sum(self.count_dense(l["layers"]) if l["kind"] == "residual" else l["kind"] == "dense" for l in layers)

    def run(self, h, weights):
        """What the layers make of a batch; `weights` gives those of a name, shape and activation."""
        self.counts = dict.fromkeys(self.SHORT.values(), 0)
        for layer in self.layers:
            h = self.step(layer, h, weights)
        return h

    def step(self, layer, h, weights):
        if layer["kind"] == "residual":
            inner = h
            for part in layer["layers"]:
                inner = self.step(part, inner, weights)
            h = h + inner
        else:
            short = self.SHORT[layer["kind"]]
            self.counts[short] += 1
            number = "" if short == "dense" and self.dense_count == 1 else self.counts[short]
            h = getattr(self, short)(layer, h, f"{self.name}.{short}{number}", weights)
        return F.relu(h) if layer["activation"] == "relu" else h

    def dense(self, layer, h, name, weights):
        h, outputs = h.flatten(1), torch.tensor(layer["output"]).prod().item()
        w, b = weights(name, (outputs, h.shape[1]), outputs)
        return F.linear(h, w, b).view(-1, *layer["output"])

    def conv(self, layer, h, name, weights):
        kernel, stride, side = layer["kernel"], layer["stride"], h.shape[-1]
        w, b = weights(name, (layer["channels"], h.shape[1], kernel, kernel), layer["channels"])
        if layer["padding"] == "same":
            total = max(0, (-(-side // stride) - 1) * stride + kernel - side)
            low, high = total // 2, total - total // 2
        else:
            low = high = layer["padding"]
        return F.conv2d(F.pad(h, (low, high, low, high)), w, b, stride=stride)

    def deconv(self, layer, h, name, weights):
        kernel, stride, side = layer["kernel"], layer["stride"], h.shape[-1]
        w, b = weights(name, (h.shape[1], layer["channels"], kernel, kernel), layer["channels"])
        if layer["padding"] == "same":
            low, width = max(0, kernel - stride) // 2, side * stride
        else:
            low, width = layer["padding"], (side - 1) * stride + kernel - 2 * layer["padding"]
        # All of it, then what is kept; the bias is the same everywhere.
        full = F.conv_transpose2d(h, w, stride=stride)
        return full[..., low:low + width, low:low + width] + b[:, None, None]


class Network:
    """A described network; its weights are drawn on the first walk through it."""

    def __init__(self, description):
        self.shape, self.latent = description["imageShape"], description["latentDim"]
        self.likelihood = description["likelihood"]
        moments = {"kind": "dense", "output": [2 * self.latent], "activation": "none"}
        self.encoder = Part("encoder", description["encoder"] + [moments])
        self.decoder = Part("decoder", description["decoder"])

    def draw(self):
        """Weights of a plausible scale, and biases that are not zero; all exact in float32."""
        drawn = {}

        def draw(name, shape, outputs):
            fan = sum(shape[:2]) * (shape[2] ** 2 if len(shape) == 4 else 1)
            for suffix, shape, limit in (("weight", shape, (6 / fan) ** 0.5), ("bias", (outputs,), 0.1)):
                value = ((2 * torch.rand(shape) - 1) * limit).float().double()
                drawn[f"{name}.{suffix}"] = value.requires_grad_()
            return drawn[name + ".weight"], drawn[name + ".bias"]

        self.encoder.run(torch.zeros(1, *self.shape), draw)
        self.decoder.run(torch.zeros(1, self.latent), draw)
        if self.likelihood == "continuous-bernoulli":
            with torch.no_grad():  # logits within and beyond where the constant is a series
                drawn[[name for name in drawn if name.endswith("weight")][-1]].mul_(64)
        if self.likelihood == "gaussian":
            drawn["likelihood.log_variance"] = torch.tensor([-1.5]).requires_grad_()
        if self.likelihood == "discretized-logistic":
            drawn["likelihood.log_scale"] = torch.tensor([-1.5]).requires_grad_()
        return drawn

    def log_likelihood(self, w, x, outputs):
        """log p(x|z) of each image."""
        if self.likelihood == "gaussian":
            deviation = (w["likelihood.log_variance"] / 2).exp()
            return torch.distributions.Normal(outputs, deviation).log_prob(x).sum((1, 2, 3))
        if self.likelihood == "continuous-bernoulli":
            return torch.distributions.ContinuousBernoulli(logits=outputs).log_prob(x).sum((1, 2, 3))
        if self.likelihood == "discretized-logistic":
            scale = w["likelihood.log_scale"].exp()
            above = torch.where(x > 254.5 / 255, 1.0, torch.sigmoid((x + 1 / 510 - outputs) / scale))
            below = torch.where(x < 0.5 / 255, 0.0, torch.sigmoid((x - 1 / 510 - outputs) / scale))
            return (above - below).log().sum((1, 2, 3))
        return -F.binary_cross_entropy_with_logits(outputs, x, reduction="none").sum((1, 2, 3))

    @staticmethod
    def lookup(w):
        return lambda name, shape, outputs: (w[name + ".weight"], w[name + ".bias"])

    def encode(self, w, x):
        return self.encoder.run(x, self.lookup(w)).chunk(2, dim=1)

    def decode(self, w, z):
        return self.decoder.run(z, self.lookup(w))


def blobs(count, side, is_binary, sharpness=1):
    """Maps of one soft-edged disc each, of zeros and ones or of 256 intensities."""
    rows = torch.arange(side).view(1, side, 1)
    columns = torch.arange(side).view(1, 1, side)
    centre = (0.25 + 0.5 * torch.rand(count, 2)) * side
    radius = (0.1 + 0.2 * torch.rand(count, 1, 1)) * side
    distance = ((rows - centre[:, :1, None]) ** 2 + (columns - centre[:, 1:, None]) ** 2).sqrt()
    shade = radius - distance - torch.randn(count, side, side)
    return (shade > 0).double() if is_binary else (torch.sigmoid(sharpness * shade) * 255).round() / 255


def terms(net, w, x, noise):
    """Each image's log p(x|z), log p(z) and log q(z|x) at the sample; no noise: a plain autoencoder."""
    mean, logvar = net.encode(w, x)
    z = mean if noise is None else mean + noise * (logvar / 2).exp()
    logits = net.decode(w, z)
    likelihood = net.log_likelihood(w, x, logits)
    prior = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
    posterior = torch.distributions.Normal(mean, (logvar / 2).exp()).log_prob(z).sum(1)
    return logits, mean, logvar, likelihood, prior, posterior


def jacobian(net, w, z):
    """The derivatives of the logits [code, dimension, channel, row, column] with respect to each code."""
    fixed = {name: value.detach() for name, value in w.items()}
    derivatives = [
        torch.autograd.functional.jacobian(
            lambda code: net.decode(fixed, code[None])[0], code, vectorize=True, strategy="forward-mode")
        for code in z.detach()]
    return torch.stack(derivatives).permute(0, 4, 1, 2, 3)


def loss(net, w, x, noise, beta):
    _, _, _, likelihood, prior, posterior = terms(net, w, x, noise)
    if noise is None:
        return -likelihood.mean()
    return -(likelihood + beta * (prior - posterior)).mean()


def train(net, w, x, noises, beta, rate):
    """The loss of each step, by Adam as Keras computes it."""
    w = {name: value.detach().clone().requires_grad_() for name, value in w.items()}
    m = {name: torch.zeros_like(value) for name, value in w.items()}
    v = {name: torch.zeros_like(value) for name, value in w.items()}
    losses = []
    for t, noise in enumerate(noises, start=1):
        value = loss(net, w, x, noise, beta)
        losses.append(value.item())
        gradients = torch.autograd.grad(value, list(w.values()))
        alpha = rate * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t)
        with torch.no_grad():
            for name, gradient in zip(w, gradients):
                m[name] += (gradient - m[name]) * (1 - 0.9)
                v[name] += (gradient**2 - v[name]) * (1 - 0.999)
                w[name] -= alpha * m[name] / (v[name].sqrt() + 1e-7)
    return losses


def options_loss(net, w, x, noise, beta, free_bits):
    """The loss with free bits: of each dimension, the batch's mean divergence counts as no less (Kingma et al., 2016)."""
    _, mean, logvar, likelihood, _, _ = terms(net, w, x, noise)
    divergences = ((mean**2 + logvar.exp() - 1 - logvar) / 2).mean(0)
    return -likelihood.mean() + beta * divergences.clamp(min=free_bits).sum(), divergences


def train_with_options(net, w, x, noises, beta, rate, free_bits, most, warmup):
    """The loss of each step with free bits, gradients clipped to a norm, and beta growing from 0 over some steps."""
    w = {name: value.detach().clone().requires_grad_() for name, value in w.items()}
    optimiser = torch.optim.Adam(w.values(), lr=rate)
    losses, norms = [], []
    for t, noise in enumerate(noises, start=1):
        value, _ = options_loss(net, w, x, noise, beta * min(1, (t - 1) / warmup), free_bits)
        losses.append(value.item())
        optimiser.zero_grad()
        value.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(w.values(), most).item())
        # Adam as Keras computes it: epsilon is added to the moment before its bias is corrected.
        for group in optimiser.param_groups:
            group["eps"] = 1e-7 / (1 - 0.999**t) ** 0.5
        optimiser.step()
    return losses, norms


def write(name, seed, images, beta, rate, steps, plain, sharpness=1, options=None):
    if sys.argv[1:] and name not in sys.argv[1:]:
        return
    torch.manual_seed(seed)
    net = Network(json.loads((FOLDER / f"{name}.json").read_text()))
    w = net.draw()
    x = blobs(images * net.shape[0], net.shape[1], net.likelihood == "bernoulli", sharpness).view(images, *net.shape)
    noises = torch.randn(steps, images, net.latent).float().double()
    logits, mean, logvar, likelihood, prior, posterior = terms(net, w, x, noises[0])
    gradients = torch.autograd.grad(loss(net, w, x, noises[0], beta), list(w.values()))
    out = {name: value.detach() for name, value in w.items()}
    out |= {"gradient." + name: g for name, g in zip(w, gradients)}
    out |= {
        "images": x, "noise": noises, "logits": logits, "mean": mean, "logVariance": logvar,
        "logLikelihood": likelihood, "logPrior": prior, "logPosterior": posterior,
        "losses": torch.tensor(train(net, w, x, noises, beta, rate)),
        "settings": torch.tensor([beta, rate]), "jacobian": jacobian(net, w, mean[:3]),
    }
    # Each image's importance weights by the noises of all steps, and the bound of Burda et al. (2016).
    weights = []
    for noise in noises:
        _, _, _, l, p, q = terms(net, w, x, noise)
        weights.append(l + p - q)
    weights = torch.stack(weights, dim=1)
    out |= {
        "logWeights": weights,
        "importanceWeightedBound": torch.logsumexp(weights, dim=1) - torch.log(torch.tensor(float(steps))),
    }
    if plain:  # the small tensors suffice
        gradients = torch.autograd.grad(loss(net, w, x, None, beta), list(w.values()), materialize_grads=True)
        out |= {"plain." + name: g for name, g in zip(w, gradients) if g.numel() < 10_000}
        out["plain.losses"] = torch.tensor(train(net, w, x, [None] * steps, 1, rate))
    if net.likelihood == "continuous-bernoulli":
        out["means"] = torch.distributions.ContinuousBernoulli(logits=logits).mean
    if options:
        free_bits, most, warmup = options
        value, divergences = options_loss(net, w, x, noises[0], beta, free_bits)
        gradients = torch.autograd.grad(value, list(w.values()))
        out |= {"freeBits." + name: g for name, g in zip(w, gradients)}
        losses, norms = train_with_options(net, w, x, noises, beta, rate, free_bits, most, warmup)
        out |= {
            "options": torch.tensor([free_bits, most, warmup]), "options.divergences": divergences,
            "options.losses": torch.tensor(losses), "options.norms": torch.tensor(norms),
        }
    tensors = {name: value.detach().float().contiguous() for name, value in out.items()}
    tensors["images"] = (x * 255).round().to(torch.uint8)
    save_file(tensors, FOLDER / f"{name}.safetensors")
    print(name, {name: tuple(value.shape) for name, value in tensors.items()})


write("article", 1, images=12, beta=1, rate=1e-3, steps=10, plain=False)
write("small", 2, images=5, beta=4, rate=1e-3, steps=10, plain=True)
write("stages", 3, images=5, beta=1, rate=1e-3, steps=10, plain=False)
write("residual", 4, images=9, beta=1, rate=1e-3, steps=10, plain=False)
write("kernels", 5, images=11, beta=2, rate=1e-3, steps=10, plain=False)
write("gaussian", 6, images=7, beta=1, rate=1e-3, steps=10, plain=False)
write("dense", 7, images=7, beta=3, rate=1e-3, steps=10, plain=True)
write("continuous-bernoulli", 8, images=7, beta=1, rate=1e-3, steps=10, plain=False)
write(
    "discretized-logistic", 9, images=9, beta=2, rate=1e-3, steps=10, plain=False, sharpness=3,
    options=(0.005, 120.0, 4.0))
