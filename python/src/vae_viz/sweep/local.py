"""A sweep on this machine, one run after another."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import VAEVizError
from .plan import Plan
from .work import perform


def run_locally(plan: Plan, tell: Callable[[str], None]) -> int:
    """Does all runs in turn; a failed one is tried again as often as the plan says. Gives how many failed."""
    failed = 0
    for position, run in enumerate(plan.runs, 1):
        for attempt in range(plan.retries + 1):
            try:
                how = perform(run, plan.output, plan.cores)
                tell(f"{position}/{len(plan.runs)} {run.name}: {how}")
                break
            except VAEVizError as error:
                tell(f"{position}/{len(plan.runs)} {error}")
                failed += attempt == plan.retries
    return failed
