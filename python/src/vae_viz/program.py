"""The program `vae-viz`, which draws what the package records."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import VAEVizError

HOW_TO_GET = (
    "the program vae-viz is not here: install the wheel that scripts/package of its sources makes, or build it by "
    "scripts/vae-viz, and put it on PATH or name it in VAE_VIZ"
)


def package_folder() -> Path:
    """Where the package is installed."""
    return Path(__file__).resolve().parent


def _is_entry_point(path: Path) -> bool:
    """Whether a file is only the package's own way to the program."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError:
        return False
    return start.startswith(b"#!") and b"vae_viz.program" in start


def find() -> Path | None:
    """The program: what VAE_VIZ names, the one that the package brings, or the one on PATH."""
    if named := os.environ.get("VAE_VIZ"):
        if os.access(named, os.X_OK) and Path(named).is_file():
            return Path(named).resolve()
        raise VAEVizError(f"VAE_VIZ names {named}, which is no program")
    own = package_folder() / "bin" / "vae-viz"
    if own.is_file():
        return own
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = shutil.which("vae-viz", path=folder) if folder else None
        if found and not _is_entry_point(Path(found)):
            return Path(found).resolve()
    return None


def required() -> Path:
    """The program.

    Raises:
        VAEVizError: it is not here; says how to get it.
    """
    path = find()
    if path is None:
        raise VAEVizError(HOW_TO_GET)
    return path


def environment(program: Path) -> dict[str, str]:
    """The environment for the program: where it came with the package, the typeface that came too is found beside the
    system's fonts. Downloads are made by this Python."""
    variables = dict(os.environ)
    if sys.executable:
        variables["VAE_VIZ_PYTHON"] = sys.executable
    fonts = program.parent / "fonts.conf"
    has_own = "FONTCONFIG_FILE" in variables or "FONTCONFIG_PATH" in variables
    if fonts.is_file() and not has_own:
        variables["FONTCONFIG_FILE"] = str(fonts)
    return variables


def run(arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> str:
    """Runs the program to its end; its progress goes to standard error. Gives its standard output.

    Raises:
        VAEVizError: it is not here, or failed.
    """
    path = required()
    done = subprocess.run(
        [str(path), *arguments],
        stdout=subprocess.PIPE,
        env={**environment(path), **(extra or {})},
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise VAEVizError(f"vae-viz {arguments[0]} ended with {done.returncode}; what it says of it is above")
    return done.stdout


def report(folder: Path, *arguments: str) -> Path:
    """Draws a run's report and gives its path.

    Raises:
        VAEVizError: the program is not here, or could not draw it.
    """
    lines = run(["report", str(folder.resolve()), *arguments]).strip().splitlines()
    return Path(lines[-1]) if lines else folder / "report.html"


def main() -> None:
    """The command `vae-viz` of the package: becomes the program."""
    try:
        path = required()
    except VAEVizError as error:
        sys.exit(f"vae-viz: {error}")
    os.execve(path, ["vae-viz", *sys.argv[1:]], environment(path))
