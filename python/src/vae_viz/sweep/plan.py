"""A sweep's plan: a TOML file with options and a grid of them."""

from __future__ import annotations

import itertools
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import VAEVizError

OWN = ("name", "output", "resume", "threads", "progress", "open")
"""Options of the program that the sweep itself gives."""

MOST_RUNS = 10_000


@dataclass(frozen=True)
class Run:
    """One training of the sweep."""

    name: str
    """Of its folder, from what the grid chose."""
    options: tuple[tuple[str, str], ...]
    """Options of `vae-viz train-and-report`, without their dashes; a flag's value is empty."""

    def arguments(self) -> list[str]:
        """On the command line."""
        return [f"--{name}={value}" if value else f"--{name}" for name, value in self.options]


@dataclass(frozen=True)
class Plan:
    """All runs of a sweep, and where they go."""

    output: Path
    cores: int
    """Of each run."""
    retries: int
    """How often a run is begun again, or gone on with, after it failed."""
    runs: tuple[Run, ...]


def _text(name: str, value: Any) -> str | None:
    """An option's value as the command line has it; `None` where a flag is off."""
    if value is True:
        return ""
    if value is False:
        return None
    if isinstance(value, (str, int, float)) and str(value):
        return str(value)
    raise VAEVizError(f"sweep: {name} = {value!r} is no text, number or truth value")


def _name(chosen: list[tuple[str, Any]]) -> str:
    """A folder's name from what the grid chose: `dataset-digits,beta-4,seed-1`."""
    parts = []
    for option, value in chosen:
        shown = Path(value).name if isinstance(value, str) else str(value).lower()
        parts.append(f"{option}-{re.sub(r'[^A-Za-z0-9._+-]+', '-', shown)}")
    return ",".join(parts) or "run"


def _table(value: dict[str, Any], name: str) -> dict[str, Any]:
    table = value.get(name, {})
    if not isinstance(table, dict):
        raise VAEVizError(f"sweep: {name} must be a table, [{name}]")
    for option in table:
        if option in OWN or not re.fullmatch(r"[a-z][a-z0-9-]*", option):
            raise VAEVizError(f"sweep: {option} in [{name}] is no option that a sweep can give to train-and-report")
    return table


def _count(value: dict[str, Any], name: str, default: int, least: int) -> int:
    count = value.get(name, default)
    if not isinstance(count, int) or isinstance(count, bool) or count < least:
        raise VAEVizError(f"sweep: {name} = {count!r}; it must be a whole number from {least}")
    return count


def parse_plan(text: str, folder: Path) -> Plan:
    """A plan from a TOML file's text.

    Args:
        text: with `output`, `cores`, `retries`, a table `[options]` of what all runs have, and a table `[grid]` of
            lists, of which every combination is a run.
        folder: to which `output` is relative.

    Raises:
        VAEVizError: it is no such text.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        try:
            import tomli as tomllib
        except ImportError:
            raise VAEVizError("sweep: TOML needs Python 3.11, or: pip install tomli") from None
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VAEVizError(f"sweep: no TOML: {error}") from None
    if unknown := sorted(set(value) - {"output", "cores", "retries", "options", "grid"}):
        raise VAEVizError(f"sweep: {unknown[0]} is none of output, cores, retries, [options], [grid]")
    options, grid = _table(value, "options"), _table(value, "grid")
    if both := sorted(set(options) & set(grid)):
        raise VAEVizError(f"sweep: {both[0]} is in [options] and in [grid]")
    for name, values in grid.items():
        if not isinstance(values, list) or not values:
            raise VAEVizError(f"sweep: {name} in [grid] must be a list of values, as {name} = [1, 2]")
    runs: dict[str, Run] = {}
    total = 1
    for values in grid.values():
        total *= len(values)
    if total > MOST_RUNS:
        raise VAEVizError(f"sweep: the grid has {total:,} runs; there may be {MOST_RUNS:,}")
    for values in itertools.product(*grid.values()):
        chosen = list(zip(grid, values, strict=True))
        texts = [(name, _text(name, given)) for name, given in [*options.items(), *chosen]]
        run = Run(_name(chosen), tuple((name, given) for name, given in texts if given is not None))
        if run.name in runs:
            raise VAEVizError(f"sweep: two runs of the grid would be called {run.name}")
        if len(run.name.encode()) > 100:
            raise VAEVizError(f"sweep: a run's name would be too long: {run.name}")
        runs[run.name] = run
    output = value.get("output", "Output")
    if not isinstance(output, str) or not output:
        raise VAEVizError("sweep: output must be the name of a folder")
    return Plan(
        (folder / output).resolve(),
        _count(value, "cores", 1, 1),
        _count(value, "retries", 2, 0),
        tuple(runs.values()),
    )


def read_plan(path: Path) -> Plan:
    """The plan in a file; `output` is relative to the file's folder.

    Raises:
        VAEVizError: there is none, or it is wrong.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VAEVizError(f"{path}: cannot be read ({error})") from None
    return parse_plan(text, path.resolve().parent)
