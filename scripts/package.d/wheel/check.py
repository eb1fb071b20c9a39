#!/usr/bin/env python3
"""Says what is wrong with a wheel: files that it lacks or should not hold, its platform, its size."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

LARGEST = 30_000_000
NEEDED = [
    r"vae_viz/__init__\.py",
    r"vae_viz/VERSION",
    r"vae_viz/bin/vae-viz",
    r"vae_viz/bin/fonts\.conf",
    r"vae_viz/bin/fonts/Inter-Regular\.otf",
    r"vae_viz/bin/fonts/Inter-Bold\.otf",
    r"vae_viz/bin/lib/libcairo\.so\.\d+",
    r"vae_viz/bin/lib/libdnnl\.so\.\d+",
    r"vae_viz/bin/lib/libglib-2\.0\.so\.\d+",
    r"vae_viz/bin/licences/libdnnl\d+\.txt",
    r"vae_viz/bin/licences/SOURCES\.txt",
]
# The machine's own must be used.
FORBIDDEN = re.compile(r".*/(ld-linux[^/]*|lib(c|m|dl|pthread|rt|resolv|stdc\+\+|gcc_s)\.so[^/]*)|.*/__pycache__/.*")


def faults(wheel: Path, version: str) -> list[str]:
    """A line for each fault of a wheel that should be of a version."""
    found = []
    if not re.fullmatch(rf"vae_viz-{re.escape(version)}-py3-none-manylinux_\d+_\d+_\w+\.whl", wheel.name):
        found.append(f"its name {wheel.name} is not that of version {version} for Linux machines of one kind")
    with zipfile.ZipFile(wheel) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
    for pattern in NEEDED:
        if not any(re.fullmatch(pattern, name) for name in entries):
            found.append("it lacks " + pattern.replace("\\d+", "N").replace("\\", ""))
    program = entries.get("vae_viz/bin/vae-viz")
    if program is not None and not program.external_attr >> 16 & 0o100:
        found.append("its program cannot be run")
    found += [f"it holds {name}" for name in entries if FORBIDDEN.fullmatch(name)]
    size = wheel.stat().st_size
    if size > LARGEST:
        found.append(f"it has {size:,} bytes, more than {LARGEST:,}")
    return found


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: check.py WHEEL VERSION")
    wheel = Path(sys.argv[1])
    found = faults(wheel, sys.argv[2])
    for fault in found:
        print(f"vae-viz: error: the wheel is wrong: {fault}", file=sys.stderr)
    print(f"{wheel.stat().st_size:,} bytes: {wheel.name}", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
