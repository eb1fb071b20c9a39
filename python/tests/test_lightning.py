"""Lightning's callback, also in two processes."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from .conftest import only_one_of

only_one_of("torch", "tensorflow")
torch = pytest.importorskip("torch", reason="PyTorch is not installed")
lightning = pytest.importorskip("lightning.pytorch", reason="Lightning is not installed")

SCRIPT = """
import sys
import numpy as np
import torch
import lightning.pytorch as lightning
import vae_viz


class VAE(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.to_code = torch.nn.Linear(64, 4)
        self.drop = torch.nn.Dropout(0.5)
        self.to_image = torch.nn.Linear(2, 64)

    def encode(self, x):
        return self.to_code(self.drop(x.flatten(1))).chunk(2, dim=1)

    def decode(self, z):
        return torch.sigmoid(self.to_image(z)).view(-1, 1, 8, 8)

    def training_step(self, batch, index):
        mean, log_variance = self.encode(batch)
        loss = ((self.decode(mean) - batch) ** 2).mean()
        self.log("loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), 1e-2)


def train(folder, devices=1, **options):
    images = np.random.default_rng(1).random((40, 1, 8, 8)).astype(np.float32)
    vae = VAE()
    trainer = lightning.Trainer(
        max_epochs=2, accelerator="cpu", devices=devices, logger=False, enable_checkpointing=False,
        enable_progress_bar=False, enable_model_summary=False, strategy="ddp" if devices > 1 else "auto",
        callbacks=[vae_viz.LightningCallback(folder, images, every=3, report=False, **options)],
    )
    trainer.fit(vae, torch.utils.data.DataLoader(torch.from_numpy(images), batch_size=8))
    return vae, images


if __name__ == "__main__":
    train(sys.argv[1], int(sys.argv[2]))
"""


def module(tmp_path: Path):
    path = tmp_path / "trained.py"
    path.write_text(textwrap.dedent(SCRIPT))
    return path


def test_a_fit_is_recorded(tmp_path):
    scope: dict = {"__name__": "trained"}
    exec(compile(SCRIPT, "trained", "exec"), scope)
    vae, images = scope["train"](tmp_path / "run")
    assert vae.training
    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert [(line["step"], line["epoch"], line["batch"]) for line in lines] == [
        (0, 0, 0),
        (3, 1, 3),
        (5, 1, 5),
        (6, 2, 1),
        (9, 2, 4),
        (10, 2, 5),
    ]
    assert lines[-1]["extra"]["loss"] > 0
    value = json.loads((tmp_path / "run" / "run.json").read_text())
    assert (value["state"], value["recorded"]["network"]) == ("finished", "VAE")
    found = load_file(tmp_path / "run" / "snapshots" / "step-00000010.safetensors")
    with torch.no_grad():
        expected = vae.eval().encode(torch.from_numpy(images))[0].numpy()
    assert np.allclose(found["posterior.means"], expected, atol=1e-6)


def test_of_two_processes_one_records(tmp_path):
    source = str(Path(__file__).parents[1] / "src")
    command = [sys.executable, module(tmp_path), tmp_path / "run", "2"]
    environment = {"PYTHONPATH": source, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()
    # Twenty images a process are three batches an epoch.
    assert [json.loads(line)["step"] for line in lines] == [0, 3, 6]
