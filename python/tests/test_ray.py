"""A sweep on Ray, on this machine, with one of two workers killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from vae_viz.sweep.cluster import run_on_ray
from vae_viz.sweep.plan import parse_plan
from vae_viz.sweep.work import state

ray = pytest.importorskip("ray", reason="Ray is not installed")


def test_a_worker_that_dies_costs_nothing(tmp_path, fake_program, monkeypatch):
    monkeypatch.setenv("BEHAVIOUR", "slow")
    plan = parse_plan("output = 'out'\nretries = 2\n[grid]\nseed = [0, 1]", tmp_path)
    source = str(Path(__file__).parents[1] / "src")
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": source, "VAE_VIZ": str(fake_program), "BEHAVIOUR": "slow"}},
    )
    killed: list[int] = []

    def kill_workers() -> None:
        """Each run's first attempt would sleep for ten minutes: its worker is killed, and so the program with it."""
        deadline = time.monotonic() + 90
        while len(killed) < 2 and time.monotonic() < deadline:
            time.sleep(0.2)
            for file in (tmp_path / "out").glob("*/pids"):
                for pid in map(int, file.read_text().split()):
                    parent = _parent(pid)
                    if pid not in killed and parent is not None:
                        killed.append(pid)
                        os.kill(parent, signal.SIGKILL)

    thread = threading.Thread(target=kill_workers)
    thread.start()
    told: list[str] = []
    try:
        failed = run_on_ray(plan, ray, told.append)
    finally:
        thread.join()
        ray.shutdown()
    assert failed == 0, told
    assert len(killed) == 2
    assert sorted(line.split(" ", 1)[1] for line in told) == ["seed-0: finished", "seed-1: finished"]
    for name in ("seed-0", "seed-1"):
        assert state(tmp_path / "out" / name) == "done"
        # Two attempts, and the first one's program did not outlive its worker.
        pids = [int(pid) for pid in (tmp_path / "out" / name / "pids").read_text().split()]
        assert len(pids) == 2
        assert _parent(pids[0]) is None


def _parent(pid: int) -> int | None:
    """A living process's parent."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[1])
