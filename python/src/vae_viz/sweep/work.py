"""One run of a sweep, begun or gone on with, on whatever machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .. import program
from ..errors import VAEVizError
from ..record import read_object
from .plan import Run

DONE = "done"
REPORT = "report"
RESUME = "resume"
BEGIN = "begin"


def state(folder: Path) -> str:
    """What is left to do for the run in a folder."""
    record = folder / "run.json"
    if not record.is_file():
        return BEGIN
    if read_object(record).get("state") != "finished":
        return RESUME
    return DONE if (folder / "report.html").is_file() else REPORT


def arguments(run: Run, output: Path, cores: int) -> list[str] | None:
    """The program's arguments for what is left to do; `None` where nothing is."""
    folder = output / run.name
    shared = ["--threads", str(cores), "--progress", "none"]
    pictures = [
        f"--{name}={value}" for name, value in run.options if name in ("figures", "animations", "data-dir") and value
    ]
    left = state(folder)
    if left == DONE:
        return None
    if left == REPORT:
        return ["report", str(folder), *shared, *pictures]
    if left == RESUME:
        return ["train-and-report", "--resume", str(folder), *shared, *pictures]
    return ["train-and-report", f"--name={run.name}", "--output", str(output), *shared, *run.arguments()]


def _follow_parent() -> Callable[[], None] | None:
    """What a new process does first, on Linux: it asks to be ended with the one that began it, so that no training
    goes on beside its own second attempt."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    library = ctypes.CDLL(None)
    parent = os.getpid()
    death_signal = 1  # PR_SET_PDEATHSIG

    def follow() -> None:
        library.prctl(death_signal, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return follow


def perform(run: Run, output: Path, cores: int) -> str:
    """Does what is left to do for a run.

    Returns:
        "done" if nothing was, else "finished".

    Raises:
        VAEVizError: the program is not here, or failed; with its last line.
    """
    given = arguments(run, output, cores)
    if given is None:
        return "done"
    path = program.required()
    output.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [str(path), *given],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=program.environment(path),
        preexec_fn=_follow_parent(),
    )
    try:
        _, said = process.communicate()
    except BaseException:
        _stop(process)
        raise
    if process.returncode != 0:
        lines = os.fsdecode(said).strip().splitlines()
        reason = lines[-1] if lines else "it said nothing"
        raise VAEVizError(f"{run.name}: ended with {process.returncode}: {reason}")
    return "finished"


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Has the program stop after the batch in hand; a second time, at once."""
    for seconds in (20, 5):
        process.terminate()
        try:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()
