"""What the program makes of recorded runs, and that they are as docs/ says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from vae_viz import Recorder, report

from .conftest import LinearModel

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def recorded(folder: Path, latent_dim: int = 2, **options) -> LinearModel:
    """A run of images that lie along the directions that the model knows."""
    model = LinearModel(side=8, latent_dim=latent_dim)
    model.matrix *= 4
    generator = np.random.default_rng(0)
    codes = generator.standard_normal((60, latent_dim)).astype(np.float32)
    images = np.clip(model.decode(codes), 0, 1).astype(np.float32)
    labels = (codes[:, 0] > 0).astype(int)
    with Recorder(folder, images, labels, likelihood="bernoulli", report=False, **options) as recorder:
        for step in (0, 50, 100):
            metrics = {"test_elbo": step / 10 - 50}
            recorder.snapshot(step, model.encode, model.decode, metrics)
    return model


def test_runs_are_as_the_schemas_say(tmp_path):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    if not SCHEMAS.exists():
        pytest.skip("the schemas are not beside the package")
    recorded(tmp_path / "run", beta=1.5, seed=3, train_count=100, steps_per_epoch=40, batch_size=8, network="linear")
    run, metrics = (json.loads((SCHEMAS / f"{name}.schema.json").read_text()) for name in ("run", "metrics"))
    jsonschema.validate(json.loads((tmp_path / "run" / "run.json").read_text()), run)
    for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines():
        jsonschema.validate(json.loads(line), metrics)


def test_the_program_draws_a_recorded_run(tmp_path, real_program):
    recorded(tmp_path / "run")
    command = [real_program, "report", tmp_path / "run", "--animations", "none", "--progress", "none"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(tmp_path / "run" / "report.html")
    figures = {path.stem for path in (tmp_path / "run" / "figures").glob("*.png")}
    assert {"posterior", "latent-grid", "reconstructions", "prior-samples", "training-curves"} <= figures
    assert "interpolation-0-1" not in figures


def test_the_program_asks_a_session(tmp_path, real_program):
    model = recorded(tmp_path / "run")
    asked = model.asked
    path = report(
        tmp_path / "run",
        model.encode,
        model.decode,
        arguments=("--animations", "none", "--progress", "none"),
    )
    assert path == tmp_path / "run" / "report.html"
    assert model.asked > asked
    figures = {path.stem for path in (tmp_path / "run" / "figures").glob("*.png")}
    assert any(name.startswith("interpolation-") for name in figures)


def test_more_dimensions_have_traversals(tmp_path, real_program):
    recorded(tmp_path / "run", latent_dim=5)
    command = [real_program, "report", tmp_path / "run", "--figures", "traversals", "--animations", "none"]
    subprocess.run(command, check=True)
    assert (tmp_path / "run" / "figures" / "traversals.png").stat().st_size > 1000
