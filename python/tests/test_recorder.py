"""What a recorder writes, by the words of docs/run-format.md."""

from __future__ import annotations

import json
import os
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file

import vae_viz
from vae_viz import Recorder, VAEVizError
from vae_viz.asking import Posteriors
from vae_viz.grids import Plane, closer

from .conftest import LinearModel, calls


def record(folder, images, labels=None, *, model=None, steps=(0, 10), metrics=None, **options):
    model = model or LinearModel()
    with Recorder(folder, images, labels, **options) as recorder:
        for step in steps:
            recorder.snapshot(step, model.encode, model.decode, metrics)
    return folder


def run_json(folder: Path):
    return json.loads((folder / "run.json").read_text())


def lines(folder: Path):
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]


def snapshot(folder: Path, step: int):
    return load_file(folder / "snapshots" / f"step-{step:08d}.safetensors")


def test_a_run_of_two_dimensions(tmp_path, images, labels, model):
    folder = record(
        tmp_path / "run",
        images,
        labels,
        model=model,
        likelihood="bernoulli",
        title="Small Things",
        beta=2,
        metrics={"test_elbo": -90.5, "my_number": 3},
    )
    value = run_json(folder)
    assert value["format"] == 2
    assert value["producer"]["name"] == "vae_viz.Recorder"
    assert value["producer"]["version"] == vae_viz.__version__
    assert value["producer"]["framework"].startswith("numpy ")
    assert value["recorded"] == {
        "latent_dim": 2,
        "image_shape": [1, 8, 8],
        "likelihood": "bernoulli",
        "model": "vae",
        "beta": 2,
    }
    assert value["dataset"] == {
        "name": "small-things",
        "title": "Small Things",
        "test_count": 40,
        "class_names": ["0", "1", "2", "3"],
    }
    assert value["state"] == "finished"
    sample = load_file(folder / "images.safetensors")
    assert sample["images"].dtype == np.uint8
    assert np.abs(sample["images"] / 255 - images).max() < 0.5 / 255 + 1e-6
    assert sample["labels"].tolist() == labels.tolist()

    assert [line["step"] for line in lines(folder)] == [0, 10]
    line = lines(folder)[-1]
    assert line["test_elbo"] == -90.5
    assert line["extra"] == {"my_number": 3}
    means, _ = model.encode(images)
    variance = np.exp(model.log_variance)
    divergence = ((means**2 + variance - model.log_variance - 1) / 2).mean(axis=0)
    assert np.allclose(line["kl_per_dimension"], divergence, atol=1e-4)
    assert line["kl"] == pytest.approx(divergence.sum(), abs=1e-4)
    assert line["seconds"] >= 0


def test_tensors_of_a_snapshot(tmp_path, images, labels, model):
    folder = record(tmp_path / "run", images, labels, model=model)
    path = folder / "snapshots" / "step-00000010.safetensors"
    with safe_open(path, "numpy") as file:
        assert file.metadata()["step"] == "10"
    tensors = snapshot(folder, 10)
    assert np.allclose(tensors["posterior.means"], model.encode(images)[0], atol=1e-6)
    assert tensors["posterior.log_variances"].shape == (40, 2)
    codes = tensors["plane.codes"]
    assert codes.shape == (20, 20, 2)
    expected = [NormalDist().inv_cdf(0.05 + 0.9 * i / 19) for i in range(20)]
    assert np.allclose(codes[3, :, 0], expected)
    assert np.allclose(codes[:, 5, 1], expected[::-1])
    fine = tensors["fine.codes"]
    assert fine.shape == (41, 41, 2)
    assert fine[0, 0].tolist() == [-3, 3]
    assert fine[-1, -1].tolist() == [3, -3]
    for group in ("plane", "fine", "samples"):
        images_there = tensors[f"{group}.images"]
        assert images_there.dtype == np.uint8
        decoded = model.decode(tensors[f"{group}.codes"].reshape(-1, 2)).reshape(images_there.shape)
        assert np.abs(images_there / 255 - decoded).max() <= 0.5 / 255 + 1e-6
    indices = tensors["reconstructions.indices"]
    assert indices.dtype == np.int32
    assert indices.tolist() == list(range(12))
    # Only the last snapshot has the finer grid.
    assert "fine.codes" not in snapshot(folder, 0)
    assert "plane.codes" in snapshot(folder, 0)


def test_more_dimensions_and_colour(tmp_path):
    model = LinearModel(channels=3, latent_dim=16)
    model.matrix[:, 5] *= 5
    model.matrix[:, 9] *= 4
    model.log_variance[:] = 0
    images = np.random.default_rng(2).random((30, 8, 8, 3)).astype(np.float32)
    tensors = snapshot(record(tmp_path / "run", images, model=model), 10)
    codes = tensors["plane.codes"]
    assert tensors["plane.images"].shape == (20, 20, 8, 8, 3)
    assert np.ptp(codes[0, :, 5]) > 0
    assert np.ptp(codes[0, :, 9]) == 0
    assert np.ptp(codes[:, 0, 9]) > 0
    others = [d for d in range(16) if d not in (5, 9)]
    assert np.abs(codes[..., others]).max() == 0
    assert tensors["traversals.codes"].shape == (12, 11, 16)
    order = np.argsort(-(tensors["posterior.means"] ** 2).mean(axis=0))
    assert set(order[:2]) == {5, 9}
    assert tensors["traversals.dimensions"].tolist() == order[:12].tolist()
    assert np.allclose(tensors["traversals.codes"][0, :, order[0]], np.linspace(-2, 2, 11))
    assert tensors["fine.codes"].shape == (41, 41, 16)
    assert np.ptp(tensors["fine.codes"][0, :, 5]) == 6
    # The other pairs of the four most active dimensions, all others at the prior's mean.
    further = tensors["further.codes"]
    assert further.shape == (5, 21, 21, 16)
    first, second, third, fourth = order[:4]
    pairs = [(first, third), (second, third), (first, fourth), (second, fourth), (third, fourth)]
    for plane, pair in zip(further, pairs, strict=True):
        across, down = sorted(pair)
        assert np.allclose(plane[7, :, across], np.linspace(-3, 3, 21))
        assert np.allclose(plane[:, 7, down], np.linspace(3, -3, 21))
        assert np.abs(np.delete(plane, [across, down], axis=2)).max() == 0
    decoded = model.decode(further.reshape(-1, 16)).reshape(tensors["further.images"].shape)
    assert np.abs(tensors["further.images"] / 255 - decoded).max() <= 0.5 / 255 + 1e-6


def test_further_planes_have_room_in_a_page_and_are_of_active_dimensions():
    generator = np.random.default_rng(0)
    means = generator.standard_normal((50, 6)).astype(np.float32) * [3, 0, 2, 1, 0, 0]
    posteriors = Posteriors(means.astype(np.float32), np.zeros((50, 6), np.float32), None)
    plane = Plane.of(posteriors, True)
    small = closer(plane, posteriors, True, 28 * 28)
    assert small["fine"].shape == (41, 41, 6)
    assert small["further"].shape == (2, 21, 21, 6)
    assert [np.flatnonzero(np.ptp(one, axis=(0, 1))).tolist() for one in small["further"]] == [[0, 3], [2, 3]]
    for numbers in (32 * 32 * 3, 64 * 64, 64 * 64 * 3, 128 * 128 * 3):
        codes = closer(plane, posteriors, True, numbers)
        shown = sum(group[..., 0].size for group in codes.values()) + (0 if "fine" in codes else 400)
        assert not codes or shown * numbers <= 6_000_000
    assert closer(plane, posteriors, True, 64 * 64 * 3)["further"].shape[0] == 1
    assert closer(plane, posteriors, True, 256 * 256 * 3) == {}
    # Codes that are points: evenly over where they lie, through their mean.
    points = Posteriors(means.astype(np.float32), None, None)
    codes = closer(Plane.of(points, False), points, False, 28 * 28)["further"]
    assert len(codes) == 5
    assert np.allclose(codes[0, 3, 3, 1], means[:, 1].mean())
    assert codes[0, 0, :, 0].min() < np.quantile(means[:, 0], 0.02)


def test_finer_planes_are_decoded_as_the_run_is_closed(tmp_path, images, model):
    recorder = Recorder(tmp_path / "run", images)
    asked = []

    def decode(codes):
        asked.append(len(codes))
        return model.decode(codes)

    for step in (0, 1):
        recorder.snapshot(step, model.encode, decode)
        assert "fine.codes" not in snapshot(tmp_path / "run", step)
    # The grid, the reconstructions and the draws, twice.
    assert sum(asked) == 2 * (400 + 30 + 100)
    before = snapshot(tmp_path / "run", 1)
    recorder.close()
    after = snapshot(tmp_path / "run", 1)
    assert set(after) - set(before) == {"fine.codes", "fine.images"}
    assert all(np.array_equal(after[name], before[name]) for name in before)
    with safe_open(tmp_path / "run" / "snapshots" / "step-00000001.safetensors", "numpy") as file:
        assert file.metadata()["step"] == "1"


def test_planes_of_a_model_that_went_on_are_not_recorded(tmp_path, images, model):
    def fails(codes):
        if recorders[-1]._closed:
            raise RuntimeError("the model\nis gone")
        return model.decode(codes)

    recorders = []
    for name, decode, words in [("moved", model.decode, "answers otherwise"), ("gone", fails, "the model is gone")]:
        recorders.append(Recorder(tmp_path / name, images, report=False))
        recorders[-1].snapshot(0, model.encode, decode)
        model.matrix *= 1.5
        with pytest.warns(UserWarning, match=words):
            recorders[-1].close()
        assert "fine.codes" not in snapshot(tmp_path / name, 0)
        assert run_json(tmp_path / name)["state"] == "finished"


def test_finer_planes_that_cost_little_are_recorded_on_the_way(tmp_path, images, model, monkeypatch):
    monkeypatch.setattr("vae_viz.closing.SHARES", (1e9, 1e9))
    recorder = Recorder(tmp_path / "run", images)
    for step in (0, 1):
        recorder.snapshot(step, model.encode, model.decode)
        assert snapshot(tmp_path / "run", step)["fine.codes"].shape == (41, 41, 2)
    assert "fine.codes" not in snapshot(tmp_path / "run", 0)
    # Where it would cost too much, the last one that has it keeps it until another has.
    monkeypatch.setattr("vae_viz.closing.SHARES", (0, 0))
    recorder.snapshot(2, model.encode, model.decode)
    assert "fine.codes" in snapshot(tmp_path / "run", 1)
    recorder.close()
    assert ["fine.codes" in snapshot(tmp_path / "run", step) for step in (0, 1, 2)] == [False, False, True]


def test_a_plane_that_was_chosen_is_the_same_throughout(tmp_path, images):
    with Recorder(tmp_path / "run", images, plane=(3, 1)) as recorder:
        for step in (0, 1):
            model = LinearModel(latent_dim=4, seed=step)
            recorder.snapshot(step, model.encode, model.decode)
    first, second = (snapshot(tmp_path / "run", step)["plane.codes"] for step in (0, 1))
    assert np.array_equal(first, second)
    assert np.ptp(first[0, :, 1]) > 0
    assert np.abs(first[..., [0, 2]]).max() == 0


def test_one_dimension_and_no_decoder(tmp_path, images):
    model = LinearModel(latent_dim=1)
    assert snapshot(record(tmp_path / "one", images, model=model), 10)["plane.codes"].shape == (1, 20, 1)
    with Recorder(tmp_path / "two", images) as recorder:
        recorder.snapshot(0, model.encode)
    assert set(snapshot(tmp_path / "two", 0)) == {"posterior.means", "posterior.log_variances"}


def test_a_plain_autoencoder(tmp_path, images, model):
    with Recorder(tmp_path / "run", images, model="autoencoder") as recorder:
        recorder.snapshot(0, lambda x: model.encode(x)[0], model.decode)
    tensors = snapshot(tmp_path / "run", 0)
    assert "posterior.log_variances" not in tensors
    assert "samples.codes" not in tensors
    means, codes = tensors["posterior.means"], tensors["plane.codes"]
    assert codes[0, 0, 0] < np.quantile(means[:, 0], 0.02)
    assert codes[0, 0, 1] > np.quantile(means[:, 1], 0.98)
    assert np.allclose(np.diff(codes[0, :, 0]), np.diff(codes[0, :, 0])[0], atol=1e-4)
    assert "kl" not in lines(tmp_path / "run")[0]


def test_a_latent_with_places(tmp_path):
    images = np.random.default_rng(3).random((6, 3, 16, 16)).astype(np.float32)

    def encode(batch):
        means = np.stack([batch[:, c % 3, ::4, ::4] * (c + 1) for c in range(4)], axis=1)
        return means, np.full_like(means, -2)

    with Recorder(tmp_path / "run", images) as recorder:
        recorder.snapshot(5, encode, lambda z: np.repeat(np.repeat(z[:, :3], 4, 2), 4, 3) / 4)
    value = run_json(tmp_path / "run")["recorded"]
    assert value["latent_shape"] == [4, 4, 4]
    assert value["latent_dim"] == 64
    tensors = snapshot(tmp_path / "run", 5)
    assert "posterior.means" not in tensors
    assert "plane.codes" not in tensors
    means = encode(images)[0].astype(np.float64)
    assert np.allclose(tensors["channels.mean"], means.mean(axis=(0, 2, 3)), atol=1e-5)
    spread = np.sqrt(means.var(axis=(0, 2, 3)) + np.exp(-2))
    assert np.allclose(tensors["channels.standard_deviation"], spread, atol=1e-5)
    assert tensors["channels.histogram"].shape == (4, 64)
    assert tensors["reconstructions.images"].shape == (6, 16, 16, 3)
    with safe_open(tmp_path / "run" / "snapshots" / "step-00000005.safetensors", "numpy") as file:
        factor = float(file.metadata()["scale_factor"])
    assert factor == pytest.approx(1 / np.sqrt(means.var() + np.exp(-2)), rel=1e-5)


def test_a_row_of_means_and_log_variances(tmp_path, images, model):
    with Recorder(tmp_path / "run", images, latent_dim=2) as recorder:
        recorder.snapshot(0, lambda x: np.concatenate(model.encode(x), axis=1), model.decode)
    tensors = snapshot(tmp_path / "run", 0)
    assert np.allclose(tensors["posterior.log_variances"], model.log_variance)


def test_a_run_is_not_overwritten_but_resumed(tmp_path, images, labels, model):
    folder = record(tmp_path / "run", images, labels, model=model)
    with pytest.raises(VAEVizError, match="resume=True"):
        Recorder(folder, images, labels)
    before = (folder / "snapshots" / "step-00000000.safetensors").read_bytes()
    with Recorder(folder, images, labels, resume=True) as recorder:
        assert recorder.last_step == 10
        assert run_json(folder)["state"] == "running"
        assert not recorder.snapshot(0, model.encode, model.decode)
        assert not recorder.snapshot(10, model.encode, model.decode)
        assert recorder.snapshot(20, model.encode, model.decode)
        with pytest.raises(VAEVizError, match="not behind step 20"):
            recorder.snapshot(15, model.encode, model.decode)
    assert [line["step"] for line in lines(folder)] == [0, 10, 20]
    assert lines(folder)[2]["seconds"] >= lines(folder)[1]["seconds"]
    assert (folder / "snapshots" / "step-00000000.safetensors").read_bytes() == before
    assert "fine.codes" not in snapshot(folder, 10)
    assert run_json(folder)["state"] == "finished"


def test_resuming_needs_the_same_sample(tmp_path, images, labels, model):
    folder = record(tmp_path / "run", images, labels, model=model)
    for other, given, options, words in [
        (1 - images, labels, {}, "other test images"),
        (images, labels[::-1], {}, "other test images"),
        (images, labels, {"model": "autoencoder"}, "model"),
        (images, labels, {"latent_dim": 3}, "latent_dim"),
    ]:
        with pytest.raises(VAEVizError, match=words):
            Recorder(folder, other, given, resume=True, **options)
    (folder / "run.json").write_text("{")
    with pytest.raises(VAEVizError, match="damaged"):
        Recorder(folder, images, labels, resume=True)


def test_a_snapshot_without_its_line_is_taken_again(tmp_path, images, model):
    folder = record(tmp_path / "run", images, model=model, steps=(0, 10, 20))
    rows = (folder / "metrics.jsonl").read_text().splitlines(keepends=True)
    (folder / "metrics.jsonl").write_text("".join(rows[:2]))
    with Recorder(folder, images, resume=True) as recorder:
        assert recorder.last_step == 10
        assert recorder.snapshot(20, model.encode, model.decode)
    assert [line["step"] for line in lines(folder)] == [0, 10, 20]


def test_a_folder_without_a_record(tmp_path, images, model):
    folder = tmp_path / "run"
    (folder / "snapshots").mkdir(parents=True)
    (folder / "images.safetensors").write_bytes(b"half")
    record(folder, images, model=model)
    (folder / "run.json").unlink()
    with pytest.raises(VAEVizError, match="without run"):
        Recorder(folder, images, resume=True)


def test_files_are_whole_or_not_at_all(tmp_path, images, model, monkeypatch):
    folder = tmp_path / "run"
    recorder = Recorder(folder, images)
    recorder.snapshot(0, model.encode, model.decode)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        recorder.snapshot(1, model.encode, model.decode)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert before == after


def test_what_functions_give_is_checked_before_anything_is_written(tmp_path, images, model):
    good = model.encode, model.decode
    for encode, decode, options, words in [
        (lambda x: model.encode(x)[0][:-1], good[1], {}, "shape"),
        (lambda x: (model.encode(x)[0] * np.nan,) * 2, good[1], {}, "not finite"),
        (good[0], lambda z: model.decode(z)[:, :-1], {}, r"decode gave the shape \[256, 7"),
        (good[0], lambda z: model.decode(z) * np.inf, {}, "not finite"),
        (good[0], lambda z: model.decode(z) * 9 - 4, {"likelihood": "bernoulli"}, "sigmoid"),
        (good[0], good[1], {"latent_dim": 3}, "latent_dim is 3"),
        (good[0], good[1], {"plane": (0, 2)}, "plane"),
        (lambda x: "x", good[1], {}, "str"),
    ]:
        recorder = Recorder(tmp_path / "run", images, **options)
        with pytest.raises(VAEVizError, match=words) as caught:
            recorder.snapshot(0, encode, decode)
        assert "\n" not in str(caught.value)
        assert not (tmp_path / "run").exists()
    with pytest.warns(UserWarning, match="logits"), Recorder(tmp_path / "run", images) as recorder:
        recorder.snapshot(0, good[0], lambda z: model.decode(z) * 9 - 4)


def test_decoded_bytes_are_taken_as_bytes(tmp_path, images, model):
    with Recorder(tmp_path / "run", images, likelihood="bernoulli") as recorder:
        recorder.snapshot(0, model.encode, lambda z: (model.decode(z) * 255).round().astype(np.uint8))
    tensors = snapshot(tmp_path / "run", 0)
    expected = model.decode(tensors["samples.codes"]) * 255
    assert np.abs(tensors["samples.images"] - expected).max() <= 0.51


def test_metrics_that_are_no_numbers(tmp_path, images, model):
    recorder = Recorder(tmp_path / "run", images)
    with pytest.raises(VAEVizError, match="loss"):
        recorder.snapshot(0, model.encode, model.decode, {"loss": np.zeros(2)})
    with pytest.raises(VAEVizError, match="loss"):
        recorder.snapshot(0, model.encode, model.decode, {"loss": "much"})
    with pytest.warns(UserWarning, match="test_elbo is nan"):
        recorder.snapshot(0, model.encode, model.decode, {"test_elbo": np.nan, "loss": np.float16(2)})
    assert "test_elbo" not in lines(tmp_path / "run")[0]
    assert lines(tmp_path / "run")[0]["extra"] == {"loss": 2}


def test_epochs_follow_from_their_steps(tmp_path, images, model):
    folder = record(tmp_path / "run", images, model=model, steps=(0, 1, 4, 5), steps_per_epoch=4)
    assert [(line["epoch"], line["batch"]) for line in lines(folder)] == [(0, 0), (1, 1), (1, 4), (2, 1)]


def test_an_exception_leaves_an_interrupted_run(tmp_path, images, model, fake_program):
    with pytest.raises(ZeroDivisionError), Recorder(tmp_path / "run", images) as recorder:
        recorder.snapshot(0, model.encode, model.decode)
        raise ZeroDivisionError
    assert run_json(tmp_path / "run")["state"] == "interrupted"
    assert calls(fake_program) == []


def test_the_report_is_drawn_at_the_end(tmp_path, images, model, fake_program):
    recorder = Recorder(tmp_path / "run", images)
    recorder.snapshot(0, model.encode, model.decode)
    assert recorder.close() == tmp_path / "run" / "report.html"
    assert calls(fake_program) == [["report", str(tmp_path / "run")]]
    assert recorder.close() is None


def test_without_a_program_a_line_says_how_to_get_it(tmp_path, images, model, capsys):
    record(tmp_path / "run", images, model=model)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "VAE_VIZ" in said
    assert run_json(tmp_path / "run")["state"] == "finished"


def test_numpys_random_state_is_left_alone(tmp_path, images, model):
    def noisy(x):
        np.random.standard_normal(3)
        return model.encode(x)

    np.random.seed(5)
    expected = np.random.standard_normal(2)
    np.random.seed(5)
    first = np.random.standard_normal(1)
    with Recorder(tmp_path / "noisy", images) as recorder:
        recorder.snapshot(0, noisy, model.decode)
    assert np.array_equal(np.append(first, np.random.standard_normal(1)), expected)
