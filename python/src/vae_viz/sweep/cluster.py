"""A sweep on a Ray cluster, whose machines share the output's folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .plan import Plan
from .work import perform


def run_on_ray(plan: Plan, ray: Any, tell: Callable[[str], None]) -> int:
    """Does all runs as tasks of Ray, each with the plan's cores. A task whose worker dies, or whose program fails, is
    tried again as often as the plan says, and goes on where it was. Gives how many failed.

    Args:
        plan: whose output is a folder that all machines see.
        ray: the module, connected to a cluster.
        tell: told a line for each run.
    """
    task = ray.remote(num_cpus=plan.cores, max_retries=plan.retries, retry_exceptions=True)(perform)
    names = {task.remote(run, plan.output, plan.cores): run.name for run in plan.runs}
    waiting, failed = list(names), 0
    while waiting:
        ready, waiting = ray.wait(waiting, num_returns=1)
        for reference in ready:
            position = len(names) - len(waiting)
            try:
                tell(f"{position}/{len(names)} {names[reference]}: {ray.get(reference)}")
            except Exception as error:
                # Ray's errors are long; the last line is the cause.
                lines = str(error).strip().splitlines() or [type(error).__name__]
                tell(f"{position}/{len(names)} {names[reference]}: {lines[-1]}")
                failed += 1
    return failed
