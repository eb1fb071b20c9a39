"""Records how a variational autoencoder learns, in any trainer; the program vae-viz draws the report of it.

The callbacks are made when they are asked for: only then is Lightning or Keras imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import VAEVizError
from .loading import Snapshot, load
from .notebook import show
from .protocol import serve
from .recorder import Recorder
from .remote import report

if TYPE_CHECKING:
    from .keras import KerasCallback
    from .lightning import LightningCallback

# The program's too: its source links to this file.
__version__ = Path(__file__).with_name("VERSION").read_text(encoding="ascii").strip()

__all__ = [
    "KerasCallback",
    "LightningCallback",
    "Recorder",
    "Snapshot",
    "VAEVizError",
    "load",
    "report",
    "serve",
    "show",
]


def __getattr__(name: str) -> Any:
    if name == "LightningCallback":
        from .lightning import LightningCallback

        return LightningCallback
    if name == "KerasCallback":
        from .keras import KerasCallback

        return KerasCallback
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
