"""A model in NumPy, and a program that only tells what it was asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest


def only_one_of(this: str, other: str) -> None:
    """Skips a file of tests where another framework is in the process: both bring libraries that clash."""
    if other in sys.modules:
        reason = f"{this} and {other} cannot share a process; run this file by itself"
        pytest.skip(reason, allow_module_level=True)


class LinearModel:
    """Projections there and back, whose answers are known."""

    def __init__(self, side: int = 8, channels: int = 1, latent_dim: int = 2, seed: int = 0) -> None:
        generator = np.random.default_rng(seed)
        self.side, self.channels = side, channels
        count = side * side * channels
        self.matrix = (generator.standard_normal((count, latent_dim)) / np.sqrt(count)).astype(np.float32)
        self.log_variance = np.linspace(-4, 0, latent_dim).astype(np.float32)
        self.asked = 0

    def encode(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.asked += len(images)
        means = images.reshape(len(images), -1) @ self.matrix
        return means, np.broadcast_to(self.log_variance, means.shape)

    def decode(self, codes: np.ndarray) -> np.ndarray:
        shape = (len(codes), self.side, self.side, self.channels)
        return (1 / (1 + np.exp(-codes @ self.matrix.T))).reshape(shape)


@pytest.fixture
def images() -> np.ndarray:
    """Forty grey images of 8 x 8, fractions."""
    return np.random.default_rng(1).random((40, 8, 8, 1)).astype(np.float32)


@pytest.fixture
def labels() -> np.ndarray:
    return np.arange(40) % 4


@pytest.fixture
def model() -> LinearModel:
    return LinearModel()


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Unless a test asks for a program there is none."""
    if "real_program" not in request.fixturenames:
        monkeypatch.delenv("VAE_VIZ", raising=False)
        monkeypatch.setattr("vae_viz.program.package_folder", lambda: Path("/nowhere"))
        monkeypatch.setenv("PATH", "/usr/bin:/bin")


@pytest.fixture
def real_program() -> Path:
    """The program that the environment names; without it the test is skipped."""
    from vae_viz import program

    path = program.find()
    if path is None:
        pytest.skip("the program vae-viz is not here; name it in VAE_VIZ")
    return path


@pytest.fixture
def fake_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that appends its arguments to the file `calls` beside it, and does what `BEHAVIOUR` says."""
    path = tmp_path / "fake" / "vae-viz"
    path.parent.mkdir()
    path.write_text(FAKE.format(python=sys.executable))
    path.chmod(0o755)
    monkeypatch.setenv("VAE_VIZ", str(path))
    return path


def calls(program: Path) -> list[list[str]]:
    """What a fake program was asked, in turn."""
    file = program.parent / "calls"
    return [line.split("\t") for line in file.read_text().splitlines()] if file.exists() else []


def option(arguments: list[str], name: str) -> Any:
    for position, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.split("=", 1)[1]
        if argument == name:
            return arguments[position + 1]
    return None


FAKE = """#!{python}
import json, os, signal, sys, time
from pathlib import Path

place = Path(__file__).parent
arguments = sys.argv[1:]
with open(place / "calls", "a") as file:
    file.write("\\t".join(arguments) + "\\n")


def option(name):
    for position, argument in enumerate(arguments):
        if argument.startswith(name + "="):
            return argument.split("=", 1)[1]
        if argument == name:
            return arguments[position + 1]


if arguments[0] == "report":
    folder = Path(arguments[1])
else:
    folder = Path(option("--resume") or Path(option("--output")) / option("--name"))
    folder.mkdir(parents=True, exist_ok=True)
    is_new = not (folder / "run.json").exists()
    (folder / "run.json").write_text(json.dumps({{"state": "running"}}))
    (folder / "pids").open("a").write(str(os.getpid()) + "\\n")
    behaviour = os.environ.get("BEHAVIOUR", "")
    if behaviour == "fail" or (behaviour == "fail once" and is_new):
        sys.exit("error: the disk is full")
    if behaviour == "slow" and is_new:
        signal.signal(signal.SIGTERM, lambda *_: ((folder / "stopped").touch(), sys.exit(130)))
        (folder / "slow").touch()
        time.sleep(600)
    (folder / "run.json").write_text(json.dumps({{"state": "finished"}}))
(folder / "report.html").write_text("<p>report</p>")
print(folder / "report.html")
"""

# Other processes find the package where this one does.
SOURCE = str(Path(__file__).parents[1] / "src")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (SOURCE, os.environ.get("PYTHONPATH"))))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture(scope="session")
def own_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray, np.ndarray]:
    """A short run of the program: its folder, its test images as ink and paper [n, 28, 28, 1], and their means and
    log-variances [n, 4] from latents.csv. Skipped without the program."""
    import csv
    import subprocess

    named = os.environ.get("VAE_VIZ")
    if not named:
        pytest.skip("the program vae-viz is not here; name it in VAE_VIZ")
    place = tmp_path_factory.mktemp("own")
    subprocess.run([named, "datasets", "export", "digits", place / "digits"], check=True, stdout=subprocess.DEVNULL)
    command = [named, "train-and-report", "--dataset", "digits", "--epochs", "1", "--train-count", "1000"]
    command += ["--test-count", "200", "--figures", "none", "--animations", "none", "--progress", "none"]
    subprocess.run([*command, "--name", "run", "--output", place], check=True, stdout=subprocess.DEVNULL)
    with (place / "run" / "latents.csv").open() as file:
        rows = [row[-4:] for row in csv.reader(file)][1:]
    images = read_idx(place / "digits", "t10k-images")[: len(rows)]
    return place / "run", (images > 127).astype(np.float32)[..., None], np.array(rows, np.float64)


def read_idx(folder: Path, start: str) -> np.ndarray:
    """The images of an IDX file, [n, rows, columns]."""
    import gzip

    path = next(folder.rglob(f"{start}*"))
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    shape = np.frombuffer(data, ">i4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)
