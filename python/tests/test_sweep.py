"""Sweeps: what a plan makes, what is left to do, and how it is done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vae_viz import VAEVizError
from vae_viz.sweep.__main__ import main
from vae_viz.sweep.plan import parse_plan
from vae_viz.sweep.work import state

from .conftest import calls, option

PLAN = """
output = "sweep"
cores = 1
retries = 1

[options]
dataset = "digits"
epochs = 2
figures = "none"

[grid]
beta = [1, 4.5]
seed = [0, 1]
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "sweep.toml"
    path.write_text(PLAN)
    return path


def test_a_plan_is_a_grid(tmp_path):
    plan = parse_plan(PLAN, tmp_path)
    assert plan.output == tmp_path / "sweep"
    assert [run.name for run in plan.runs] == [
        "beta-1,seed-0",
        "beta-1,seed-1",
        "beta-4.5,seed-0",
        "beta-4.5,seed-1",
    ]
    assert plan.runs[2].arguments() == [
        "--dataset=digits",
        "--epochs=2",
        "--figures=none",
        "--beta=4.5",
        "--seed=0",
    ]
    flags = parse_plan("[options]\nslides = true\ndither = false", tmp_path)
    assert [run.name for run in flags.runs] == ["run"]
    assert flags.runs[0].arguments() == ["--slides"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = ", "no TOML"),
        ("a = 1", "a is none of"),
        ("cores = 0", "cores = 0"),
        ("output = 3", "folder"),
        ("grid = 3", "table"),
        ("[grid]\nbeta = 3", "list"),
        ("[grid]\nbeta = []", "list"),
        ("[options]\nname = 'x'", "no option"),
        ("[options]\n'--beta' = 1", "no option"),
        ("[options]\nbeta = [1]", "no text"),
        ("[options]\nbeta = 1\n[grid]\nbeta = [1]", r"in \[grid\]"),
        ("[grid]\nbeta = [1, 1]", "two runs"),
        (
            "[grid]\na = [1,2,3,4,5,6,7,8,9,0]\n" + "".join(f"b{i} = [1,2,3,4,5,6,7,8,9,0]\n" for i in range(4)),
            "runs",
        ),
    ],
)
def test_a_wrong_plan_is_said_in_one_line(tmp_path, text, words):
    with pytest.raises(VAEVizError, match=words) as caught:
        parse_plan(text, tmp_path)
    assert "\n" not in str(caught.value)


def test_runs_one_after_another(plan, fake_program, capsys):
    assert main([str(plan), "--local"]) == 0
    folder = plan.parent / "sweep"
    assert capsys.readouterr().out.splitlines() == [
        str(folder / name) for name in ("beta-1,seed-0", "beta-1,seed-1", "beta-4.5,seed-0", "beta-4.5,seed-1")
    ]
    first = calls(fake_program)[0]
    assert first[0] == "train-and-report"
    assert option(first, "--beta") == "1"
    assert option(first, "--threads") == "1"
    assert len(calls(fake_program)) == 4
    # Again: nothing is left to do.
    assert main([str(plan), "--local"]) == 0
    assert len(calls(fake_program)) == 4
    assert main([str(plan), "--list"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3\tdone\tbeta-4.5,seed-1"


def test_what_is_there_is_continued(plan, fake_program):
    folder = plan.parent / "sweep"
    for name, value, report in [
        ("beta-1,seed-0", "interrupted", False),
        ("beta-1,seed-1", "finished", False),
        ("beta-4.5,seed-0", "finished", True),
        ("beta-4.5,seed-1", None, False),
    ]:
        (folder / name).mkdir(parents=True)
        if value:
            (folder / name / "run.json").write_text(json.dumps({"state": value}))
        if report:
            (folder / name / "report.html").write_text("x")
    assert [state(folder / name) for name in sorted(os.listdir(folder))] == [
        "resume",
        "report",
        "done",
        "begin",
    ]
    assert main([str(plan), "--local"]) == 0
    resumed, drawn, begun = calls(fake_program)
    assert resumed[:3] == ["train-and-report", "--resume", str(folder / "beta-1,seed-0")]
    # A resumed run keeps its own settings.
    assert option(resumed, "--beta") is None
    assert option(resumed, "--figures") == "none"
    assert drawn[:2] == ["report", str(folder / "beta-1,seed-1")]
    assert option(begun, "--name") == "beta-4.5,seed-1"


def test_failures_are_tried_again_and_told(plan, fake_program, monkeypatch, capsys):
    monkeypatch.setenv("BEHAVIOUR", "fail once")
    assert main([str(plan), "--local"]) == 0
    assert len(calls(fake_program)) == 8
    monkeypatch.setenv("BEHAVIOUR", "fail")
    (plan.parent / "sweep" / "beta-1,seed-0" / "run.json").write_text('{"state": "interrupted"}')
    capsys.readouterr()
    assert main([str(plan), "--local"]) == 65
    said = capsys.readouterr()
    assert "beta-1,seed-0: ended with 1: error: the disk is full" in said.err
    assert "beta-1,seed-0" not in said.out


def test_one_run_of_an_array_of_jobs(plan, fake_program, capsys):
    assert main([str(plan), "--index", "2"]) == 0
    assert [option(call, "--name") for call in calls(fake_program)] == ["beta-4.5,seed-0"]
    assert main([str(plan), "--index", "4"]) == 65
    assert "there are 4" in capsys.readouterr().err


def test_without_ray_or_the_program_a_line_says_so(plan, fake_program, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main([str(plan)]) == 65
    assert "--local" in capsys.readouterr().err
    monkeypatch.delenv("VAE_VIZ")
    assert main([str(plan), "--local"]) == 65
    assert capsys.readouterr().err.count("\n") == 1


def test_a_job_that_is_told_to_end_stops_its_training(plan, fake_program):
    process = subprocess.Popen(
        [sys.executable, "-m", "vae_viz.sweep", str(plan), "--index", "0"], env={**os.environ, "BEHAVIOUR": "slow"}
    )
    folder = plan.parent / "sweep" / "beta-1,seed-0"
    deadline = time.monotonic() + 30
    while not (folder / "slow").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.terminate()
    assert process.wait(30) == 143
    assert (folder / "stopped").exists()
    assert main([str(plan), "--index", "0"]) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not tell children of a death")
def test_a_training_ends_with_the_worker_that_began_it(plan, fake_program):
    process = subprocess.Popen(
        [sys.executable, "-m", "vae_viz.sweep", str(plan), "--index", "0"],
        env={**os.environ, "BEHAVIOUR": "slow"},
    )
    pids = plan.parent / "sweep" / "beta-1,seed-0" / "pids"
    deadline = time.monotonic() + 30
    while not (pids.exists() and pids.read_text().strip()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    child = int(pids.read_text())
    process.kill()
    process.wait()
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split(")")[1][:3]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert main([str(plan), "--index", "0"]) == 0


def test_a_killed_training_goes_on_to_the_same_bytes(tmp_path, real_program):
    """A sweep of one run by the program itself: undisturbed, and killed after its first snapshots."""
    options = "dataset='digits'\ntrain-count=640\ntest-count=100\nepochs=3\nfigures='none'\nanimations='none'"
    folders = {}
    for name in ("whole", "killed"):
        plan = tmp_path / f"{name}.toml"
        plan.write_text(f"output = '{name}'\n[options]\n{options}\n[grid]\nsnapshot-every = [5]\n")
        folders[name] = tmp_path / name / "snapshot-every-5" / "snapshots"
        if name == "killed":
            process = subprocess.Popen([sys.executable, "-m", "vae_viz.sweep", str(plan), "--local"])
            while not (list(folders[name].glob("*")) if folders[name].exists() else []) and process.poll() is None:
                time.sleep(0.01)
            process.kill()
            process.wait()
            # The program ends with its parent, a moment later.
            time.sleep(0.5)
        assert main([str(plan), "--local"]) == 0
    whole, killed = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in folders.values())
    assert whole == killed
