"""TensorFlow and Keras: the tutorial's training, the callback, our weights in its models."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from vae_viz import Recorder, load
from vae_viz.protocol import Server

from .conftest import only_one_of
from .test_protocol import ask

only_one_of("tensorflow", "torch")
tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
EXAMPLE = Path(__file__).parents[1] / "examples" / "keras_cvae.py"


def small_networks():
    layers = tf.keras.layers
    encoder = tf.keras.Sequential([tf.keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(4)])
    decoder = tf.keras.Sequential([tf.keras.Input((2,)), layers.Dense(64, "sigmoid"), layers.Reshape((8, 8, 1))])
    return encoder, decoder


def test_tensors_of_tensorflow(tmp_path, images):
    encoder, decoder = small_networks()

    def encode(x):
        assert tf.is_tensor(x)
        return tf.split(encoder(x), 2, axis=1)

    def decode(z):
        assert tf.is_tensor(z)
        return decoder(z)

    with Recorder(tmp_path / "run", tf.constant(images)) as recorder:
        recorder.snapshot(np.int32(3), encode, decode, {"test_elbo": tf.constant(-3.5)})
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000003.safetensors")
    assert np.allclose(found["posterior.means"], encoder(images)[:, :2], atol=1e-6)
    line = json.loads((tmp_path / "run" / "metrics.jsonl").read_text())
    assert line["test_elbo"] == -3.5
    assert json.loads((tmp_path / "run" / "run.json").read_text())["producer"]["framework"].startswith("tensorflow")


def test_derivatives_are_the_decoders():
    encoder, decoder = small_networks()
    serving = Server(
        lambda x: tf.split(encoder(x), 2, axis=1),
        decoder,
        latent_dim=2,
        image_shape=(1, 8, 8),
        framework="tensorflow",
    )
    assert ask(serving, "hello").metadata["differentiates"] == "true"
    codes = np.array([[0.3, -0.2]], np.float32)
    found = ask(serving, "jacobian", codes=codes, dimensions=np.array([0, 1], np.int32)).tensors["derivatives"]
    assert found.shape == (1, 2, 8, 8, 1)
    step = np.array([1e-2, 0], np.float32)
    ahead, behind = (ask(serving, "decode", codes=codes + s).tensors["images"] for s in (step, -step))
    assert np.allclose(found[:, 0], (ahead - behind) / 2e-2, atol=1e-3)


class KerasVAE(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = small_networks()
        self.split = tf.keras.layers.Lambda(lambda x: x)

    def encode(self, x):
        return tf.split(self.encoder(x), 2, axis=1)

    def train_step(self, data):
        with tf.GradientTape() as tape:
            mean, log_variance = self.encode(data)
            code = mean + tf.random.normal(tf.shape(mean)) * tf.exp(log_variance / 2)
            loss = tf.reduce_mean((self.decoder(code) - data) ** 2)
        variables = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return {"loss": loss}


def test_the_callback_records_a_fit(tmp_path, images, labels):
    from vae_viz import KerasCallback

    vae = KerasVAE()
    vae.compile(optimizer="adam")
    callback = KerasCallback(tmp_path / "run", images, labels, every=3)
    vae.fit(images, batch_size=8, epochs=2, verbose=0, callbacks=[callback])
    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    # Before training; every third batch; at the ends of epochs of five.
    assert [(line["step"], line["epoch"], line["batch"]) for line in lines] == [
        (0, 0, 0),
        (3, 1, 3),
        (5, 1, 5),
        (6, 2, 1),
        (9, 2, 4),
        (10, 2, 5),
    ]
    assert lines[1]["extra"]["loss"] > 0
    value = json.loads((tmp_path / "run" / "run.json").read_text())
    assert value["state"] == "finished"
    assert value["recorded"]["steps_per_epoch"] == 5
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000010.safetensors")
    assert np.allclose(found["posterior.means"], vae.encoder(images)[:, :2], atol=1e-6)


def test_only_the_first_worker_records(tmp_path, images, monkeypatch):
    from vae_viz import KerasCallback
    from vae_viz.keras import _is_chief

    for task, chief, expected in [
        ({"type": "worker", "index": 1}, False, False),
        ({"type": "worker", "index": 0}, False, True),
        ({"type": "worker", "index": 0}, True, False),
        ({"type": "chief", "index": 0}, True, True),
    ]:
        cluster = {"worker": ["a", "b"], **({"chief": ["c"]} if chief else {})}
        monkeypatch.setenv("TF_CONFIG", json.dumps({"cluster": cluster, "task": task}))
        assert _is_chief() == expected
    monkeypatch.setenv("TF_CONFIG", json.dumps({"task": {"type": "worker", "index": 1}}))
    callback = KerasCallback(tmp_path / "run", images)
    callback.on_train_begin()
    assert callback.recorder is None


def test_our_snapshots_load_in_keras(tmp_path, own_run):
    folder, images, codes = own_run
    snapshot = load(folder)
    layers = tf.keras.layers
    encoder = tf.keras.Sequential(
        [
            tf.keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, 2, activation="relu"),
            layers.Conv2D(64, 3, 2, activation="relu"),
            layers.Flatten(),
            layers.Dense(4),
        ]
    )
    decoder = tf.keras.Sequential(
        [
            tf.keras.Input((2,)),
            layers.Dense(7 * 7 * 32, activation="relu"),
            layers.Reshape((7, 7, 32)),
            layers.Conv2DTranspose(64, 3, 2, "same", activation="relu"),
            layers.Conv2DTranspose(32, 3, 2, "same", activation="relu"),
            layers.Conv2DTranspose(1, 3, 1, "same"),
        ]
    )
    encoder.set_weights(snapshot.keras_weights("encoder"))
    decoder.set_weights(snapshot.keras_weights("decoder"))
    assert np.abs(encoder(images).numpy() - codes).max() < 1e-4
    if importlib.util.find_spec("torch") is None:
        pytest.skip("PyTorch, whose decoder is compared with, is not installed")
    points = np.random.default_rng(0).standard_normal((20, 2)).astype(np.float32)
    np.save(tmp_path / "points.npy", points)
    root = EXAMPLE.parents[1]
    code = (
        "import sys, numpy as np, torch; from tests.test_torch import Article; from vae_viz import load; "
        "article = Article().eval(); article.load_state_dict(load(sys.argv[1]).torch_state()); "
        "images = article.decode(torch.from_numpy(np.load(sys.argv[2] + '/points.npy'))); "
        "np.save(sys.argv[2] + '/images.npy', images.detach().permute(0, 2, 3, 1).numpy())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    subprocess.run([sys.executable, "-c", code, folder, tmp_path], check=True, env=environment)
    assert np.abs(decoder(points).numpy() - np.load(tmp_path / "images.npy")).max() < 1e-4


def test_the_example(tmp_path, own_run):
    digits = own_run[0].parent / "digits"
    command = [
        sys.executable,
        EXAMPLE,
        digits,
        tmp_path / "run",
        "--batches",
        "4",
        "--every",
        "2",
        "--no-report",
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(EXAMPLE.parents[1] / "src")})
    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [0, 2, 4]
    assert lines[-1]["test_elbo"] > lines[0]["test_elbo"]
