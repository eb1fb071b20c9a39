"""A report inside a notebook: Jupyter, Colab, VS Code, marimo."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

from .errors import VAEVizError

MOST_BYTES = 10_000_000


@dataclass(frozen=True)
class Page:
    """A page in a frame of its own, which a notebook shows as a cell's result."""

    source: str
    height: int

    def _repr_html_(self) -> str:
        """For Jupyter and what is like it."""
        # All in ASCII: a single character beyond Latin-1 would make each take two bytes in memory, which marimo counts.
        source = html.escape(self.source, quote=True).encode("ascii", "xmlcharrefreplace").decode("ascii")
        return (
            f'<iframe srcdoc="{source}" title="vae-viz report" '
            f'style="width: 100%; height: {self.height}px; border: 0" allowfullscreen></iframe>'
        )

    def _mime_(self) -> tuple[str, str]:
        """For marimo."""
        return "text/html", self._repr_html_()

    def __repr__(self) -> str:
        return f"Page({len(self.source.encode()):,} bytes)"


def show(run: str | Path, height: int = 800) -> Page:
    """The report of a run, to be a notebook cell's last line.

    Args:
        run: the run's folder, or an HTML file.
        height: of the frame, in pixels.

    Raises:
        VAEVizError: there is no report, or it is larger than notebooks bear.
    """
    path = Path(run)
    path = path / "report.html" if path.is_dir() else path
    if not path.is_file():
        raise VAEVizError(f"{path}: there is no report; draw it by: vae-viz report {path.parent}")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise VAEVizError(
            f"{path}: the report has {size:,} bytes, and a notebook is given {MOST_BYTES:,} at most; draw a smaller "
            f"one by: vae-viz report {path.parent} --page-size 2MB"
        )
    return Page(path.read_text("utf-8"), height)
