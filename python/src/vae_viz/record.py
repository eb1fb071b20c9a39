"""The file `run.json` of a recorded run."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal

from .errors import VAEVizError
from .files import write_json

FORMAT = 2
PRODUCER = "vae_viz.Recorder"
State = Literal["running", "finished", "interrupted"]


def now() -> str:
    """This moment in ISO 8601, UTC, whole seconds."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class RunRecord:
    """What a run is."""

    recorded: dict[str, Any]
    dataset: dict[str, Any]
    producer: dict[str, str]
    started: str = field(default_factory=now)
    state: State = "running"
    ended: str | None = None
    seed: int | None = None

    def write(self, path: Path) -> None:
        """Writes `run.json`; fields of another's that stand there already stay."""
        value = read_object(path) if path.exists() else {}
        value.update(
            format=FORMAT,
            producer=self.producer,
            recorded=self.recorded,
            dataset=self.dataset,
            started=self.started,
            state=self.state,
        )
        for name, optional in (("ended", self.ended), ("seed", self.seed)):
            if optional is None:
                value.pop(name, None)
            else:
                value[name] = optional
        write_json(path, value)


def read_object(path: Path) -> dict[str, Any]:
    """A file's JSON object.

    Raises:
        VAEVizError: it holds something else.
    """
    try:
        value = json.loads(path.read_text("utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise VAEVizError(f"{path}: no JSON ({error}); the file is damaged") from None
    if not isinstance(value, dict):
        raise VAEVizError(f"{path}: no JSON object; the file is damaged")
    return value
