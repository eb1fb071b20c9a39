"""The command `python -m vae_viz.sweep`."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import program
from ..errors import VAEVizError
from .cluster import run_on_ray
from .local import run_locally
from .plan import read_plan
from .work import perform, state


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(given: Sequence[str] | None = None) -> int:
    """Runs a sweep. Standard output has the finished runs' folders; the status is 0 if all finished, 65 if not."""
    parser = argparse.ArgumentParser(prog="python -m vae_viz.sweep", description="Many runs of vae-viz, from a grid.")
    parser.add_argument("plan", type=Path, help="a TOML file; docs/clusters.md has an example")
    parser.add_argument("--local", action="store_true", help="one run after another on this machine, without Ray")
    parser.add_argument("--list", action="store_true", help="only say what is left to do for each run")
    parser.add_argument("--index", type=int, help="only the run of this number, from 0: for arrays of jobs")
    parser.add_argument("--address", help="of the Ray cluster (by default RAY_ADDRESS, or Ray on this machine)")
    options = parser.parse_args(given)
    try:
        plan = read_plan(options.plan)
        if options.list:
            for position, run in enumerate(plan.runs):
                print(f"{position}\t{state(plan.output / run.name)}\t{run.name}")
            return 0
        program.required()
        if options.index is not None:
            if not 0 <= options.index < len(plan.runs):
                raise VAEVizError(f"sweep: there is no run {options.index}; there are {len(plan.runs)}, from 0")
            perform(plan.runs[options.index], plan.output, plan.cores)
            print(plan.output / plan.runs[options.index].name)
            return 0
        if options.local:
            failed = run_locally(plan, _tell)
        else:
            try:
                import ray
            except ImportError:
                raise VAEVizError("sweep: Ray is not here; pip install ray, or give --local") from None
            ray.init(address=options.address, log_to_driver=False)
            try:
                failed = run_on_ray(plan, ray, _tell)
            finally:
                ray.shutdown()
    except VAEVizError as error:
        _tell(f"vae-viz: {error}")
        return 65
    for run in plan.runs:
        if state(plan.output / run.name) == "done":
            print(plan.output / run.name)
    return 65 if failed else 0


def _leave(number: int, _: object) -> None:
    """Ends by a signal as by an exception, so that a program that runs is told to stop."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)
    sys.exit(main())
