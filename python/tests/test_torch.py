"""PyTorch: devices, layouts, modes and random states; a training in colour; our weights in its modules."""

from __future__ import annotations

import functools
import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from vae_viz import Recorder, load
from vae_viz.protocol import Server
from vae_viz.undisturbed import modules_of

from .conftest import only_one_of
from .test_protocol import ask

only_one_of("torch", "tensorflow")
torch = pytest.importorskip("torch", reason="PyTorch is not installed")


class TinyVAE(torch.nn.Module):
    """With all that could be disturbed: batch norm, dropout, noise."""

    def __init__(self, latent_dim: int = 2, channels: int = 1) -> None:
        super().__init__()
        self.norm = torch.nn.BatchNorm2d(channels)
        self.drop = torch.nn.Dropout(0.5)
        self.to_code = torch.nn.Linear(64 * channels, 2 * latent_dim)
        self.to_image = torch.nn.Linear(latent_dim, 64 * channels)
        self.channels = channels

    def encode(self, x):
        torch.randn(3)
        return self.to_code(self.drop(self.norm(x)).flatten(1)).chunk(2, dim=1)

    def decode(self, z):
        return torch.sigmoid(self.to_image(z)).view(-1, self.channels, 8, 8)


@pytest.fixture
def tensors():
    return torch.rand(40, 1, 8, 8, generator=torch.Generator().manual_seed(0))


def test_finer_planes_are_of_the_model_at_the_last_snapshot(tmp_path, tensors, recwarn):
    torch.manual_seed(0)
    vae = TinyVAE(latent_dim=3)
    optimiser = torch.optim.Adam(vae.parameters(), 0.1)
    recorder = Recorder(tmp_path / "run", tensors, report=False)
    recorder.snapshot(0, vae.encode, vae.decode)
    then = {name: tensor.clone() for name, tensor in vae.state_dict().items()}
    for _ in range(20):
        optimiser.zero_grad()
        ((vae.decode(vae.encode(tensors)[0]) - tensors) ** 2).sum().backward()
        optimiser.step()
    trained = {name: tensor.clone() for name, tensor in vae.state_dict().items()}
    recorder.close()
    assert not [str(one.message) for one in recwarn if "finer planes" in str(one.message)]
    assert all(torch.equal(tensor, trained[name]) for name, tensor in vae.state_dict().items())
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000000.safetensors")
    vae.load_state_dict(then)
    for group in ("fine", "further"):
        codes, images = found[f"{group}.codes"], found[f"{group}.images"]
        with torch.no_grad():
            expected = vae.eval().decode(torch.from_numpy(codes).reshape(-1, 3)).numpy().reshape(images.shape)
        assert np.abs(images / 255 - expected).max() < 1 / 255


def test_a_model_has_its_weights_again_where_it_cannot_decode(tmp_path, tensors):
    vae = TinyVAE()
    recorder = Recorder(tmp_path / "run", tensors, report=False)
    calls = []

    def decode(codes):
        calls.append(len(codes))
        if recorder._closed and len(codes) == 256:
            raise RuntimeError("no memory")
        return vae.decode(codes)

    recorder.snapshot(0, vae.encode, decode, None)
    with torch.no_grad():
        vae.to_image.weight += 3
    trained = vae.to_image.weight.detach().clone()
    with pytest.warns(UserWarning, match="no memory"):
        recorder.close()
    assert calls[-1] == 256
    assert torch.equal(vae.to_image.weight, trained)


def test_the_training_does_not_notice(tmp_path, tensors):
    def train(recorded: bool):
        torch.manual_seed(3)
        vae = TinyVAE().train()
        vae.drop.eval()
        optimiser = torch.optim.Adam(vae.parameters(), 1e-2)
        recorder = Recorder(tmp_path / "run", tensors) if recorded else None
        for step in range(6):
            if recorder:
                recorder.snapshot(step, vae.encode, lambda z: vae.decode(z))
                assert vae.training
                assert vae.norm.training
                assert not vae.drop.training
            mean, log_variance = vae.encode(tensors)
            code = mean + torch.randn_like(mean) * torch.exp(log_variance / 2)
            loss = ((vae.decode(code) - tensors) ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        return [parameter.detach().clone() for parameter in (*vae.parameters(), *vae.buffers())]

    for alone, recorded in zip(train(False), train(True), strict=True):
        assert torch.equal(alone, recorded)


def test_modules_are_found_wherever_functions_have_them():
    vae, holder = TinyVAE(), type("Holder", (), {})()
    holder.inner = vae

    def nested(x):
        return holder.inner.encode(x)

    for function in (
        vae,
        vae.encode,
        lambda x: vae.encode(x),
        functools.partial(TinyVAE.encode, vae),
        nested,
    ):
        assert modules_of(function) == [vae]
    assert modules_of(lambda x: x) == []


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
def test_number_types_and_layouts(tmp_path, tensors, dtype):
    vae = TinyVAE().to(dtype).eval()
    given = tensors.to(dtype)
    with Recorder(tmp_path / "run", given) as recorder:
        recorder.snapshot(0, vae.encode, vae.decode)
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000000.safetensors")
    with torch.no_grad():
        means = vae.encode(given)[0].float().numpy()
        images = vae.decode(torch.from_numpy(found["plane.codes"].reshape(-1, 2)).to(dtype)).float().numpy()
    assert np.allclose(found["posterior.means"], means, atol=1e-2 if dtype == torch.bfloat16 else 1e-6)
    tolerance = 0.02 if dtype == torch.bfloat16 else 0.003
    assert np.abs(found["plane.images"].reshape(400, 8, 8) / 255 - images[:, 0]).max() < tolerance
    value = json.loads((tmp_path / "run" / "run.json").read_text())
    assert value["producer"]["framework"] == f"torch {torch.__version__}"


def test_tensors_of_the_given_kind_reach_the_functions(tmp_path, tensors):
    seen = []

    def encode(x):
        seen.append((tuple(x.shape[1:]), x.dtype))
        return torch.distributions.Normal(x.flatten(1)[:, :2], 2.0 * torch.ones(len(x), 2))

    def decode(z):
        assert isinstance(z, torch.Tensor)
        z.mul_(0)
        return torch.zeros(len(z), 64)

    as_bytes = (tensors * 255).to(torch.uint8)
    with Recorder(tmp_path / "run", as_bytes) as recorder:
        recorder.snapshot(0, encode, decode)
    assert set(seen) == {((1, 8, 8), torch.float32)}
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000000.safetensors")
    assert np.allclose(found["posterior.log_variances"], 2 * np.log(2), atol=1e-6)
    # A function that changes its codes in place changes no recorded ones.
    assert np.ptp(found["plane.codes"]) > 3


def test_numpy_images_for_a_module(tmp_path, tensors):
    vae = TinyVAE()
    with Recorder(tmp_path / "run", tensors.numpy()) as recorder:
        assert recorder.snapshot(0, vae.encode, vae.decode)


def test_a_model_on_another_device(tmp_path, tensors):
    if not torch.cuda.is_available():
        pytest.skip("there is no other device")
    vae = TinyVAE().cuda()
    with Recorder(tmp_path / "run", tensors) as recorder:
        assert recorder.snapshot(0, vae.encode, vae.decode)


def test_derivatives_are_the_decoders(tensors):
    vae = TinyVAE().eval()
    serving = Server(vae.encode, vae.decode, latent_dim=2, image_shape=(1, 8, 8))
    assert ask(serving, "hello").metadata["differentiates"] == "true"
    pixels = (tensors[:3].numpy() * 255).astype(np.uint8).transpose(0, 2, 3, 1)
    means = ask(serving, "encode", images=pixels).tensors["means"]
    with torch.no_grad():
        expected = vae.encode(torch.from_numpy(pixels.transpose(0, 3, 1, 2).astype(np.float32) / 255))[0]
    assert np.allclose(means, expected, atol=1e-5)
    codes = np.array([[0.3, -0.2], [1, 0]], np.float32)
    found = ask(serving, "jacobian", codes=codes, dimensions=np.array([1], np.int32)).tensors["derivatives"]
    assert found.shape == (2, 1, 8, 8, 1)
    step = np.array([0, 1e-2], np.float32)
    ahead, behind = (ask(serving, "decode", codes=codes + s).tensors["images"] for s in (step, -step))
    assert np.allclose(found[:, 0], (ahead - behind) / 2e-2, atol=1e-3)


def test_an_autoencoder_of_a_diffusion_model(tmp_path):
    """The forms of diffusers' AutoencoderKL: `encode(x).latent_dist`, `decode(z).sample`, images from -1 to 1."""

    class Out(dict):
        __getattr__ = dict.__getitem__

    encoder, decoder = torch.nn.Conv2d(3, 8, 4, 4), torch.nn.ConvTranspose2d(4, 3, 4, 4)

    class Distribution:
        def __init__(self, moments):
            self.mean, self.logvar = moments.chunk(2, dim=1)

        def sample(self):
            return self.mean

    images = torch.rand(10, 3, 32, 32) * 2 - 1
    with Recorder(tmp_path / "run", images, value_range=(-1, 1)) as recorder:
        recorder.snapshot(
            0,
            lambda x: Out(latent_dist=Distribution(encoder(x))),
            lambda z: Out(sample=torch.tanh(decoder(z))),
        )
    value = json.loads((tmp_path / "run" / "run.json").read_text())
    assert value["recorded"]["latent_shape"] == [4, 8, 8]
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000000.safetensors")
    assert found["reconstructions.images"].shape == (10, 32, 32, 3)
    with torch.no_grad():
        first = torch.tanh(decoder(encoder(images[:1])[:, :4]))[0].permute(1, 2, 0).numpy()
    assert np.abs(found["reconstructions.images"][0] / 255 * 2 - 1 - first).max() < 0.01


class Article(torch.nn.Module):
    """The article's network under the names of a run's weights."""

    def __init__(self, latent_dim: int = 2) -> None:
        super().__init__()
        nn = torch.nn
        self.encoder = nn.ModuleDict(
            {
                "conv1": nn.Conv2d(1, 32, 3, 2),
                "conv2": nn.Conv2d(32, 64, 3, 2),
                "dense": nn.Linear(2304, 2 * latent_dim),
            }
        )
        self.decoder = nn.ModuleDict(
            {
                "dense": nn.Linear(latent_dim, 1568),
                "deconv1": nn.ConvTranspose2d(32, 64, 3, 2),
                "deconv2": nn.ConvTranspose2d(64, 32, 3, 2),
                "deconv3": nn.ConvTranspose2d(32, 1, 3, 1, 1),
            }
        )

    def encode(self, x):
        x = self.encoder["conv2"](self.encoder["conv1"](x).relu()).relu()
        return self.encoder["dense"](x.flatten(1)).chunk(2, dim=1)

    def decode(self, z):
        x = self.decoder["dense"](z).relu().view(-1, 32, 7, 7)
        x = self.decoder["deconv1"](x)[..., :-1, :-1].relu()
        x = self.decoder["deconv2"](x)[..., :-1, :-1].relu()
        return self.decoder["deconv3"](x)


def test_our_snapshots_load_in_pytorch(own_run):
    folder, images, codes = own_run
    article = Article().eval()
    article.load_state_dict(load(folder).torch_state())
    with torch.no_grad():
        mean, log_variance = article.encode(torch.from_numpy(images).permute(0, 3, 1, 2))
    assert np.abs(np.concatenate([mean, log_variance], axis=1) - codes).max() < 1e-4


def test_the_example_in_colour(tmp_path, real_program, monkeypatch):
    import subprocess

    subprocess.run([real_program, "datasets", "export", "sprites", tmp_path / "sprites"], check=True)
    path = Path(__file__).parents[1] / "examples" / "torch_colour.py"
    spec = importlib.util.spec_from_file_location("torch_colour", path)
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    sys.modules["torch_colour"] = example
    spec.loader.exec_module(example)
    example.main([str(tmp_path / "sprites"), str(tmp_path / "run"), "--steps", "4", "--every", "2", "--no-report"])
    value = json.loads((tmp_path / "run" / "run.json").read_text())
    assert value["recorded"]["latent_dim"] == 32
    assert value["recorded"]["image_shape"][0] == 3
