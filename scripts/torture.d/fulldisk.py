"""A file system of a few megabytes that fills up while a run is written."""

import os
import subprocess
from pathlib import Path

from bench import emptied, leftovers
from faults import go_on


def torture(bench, tally, sizes):
    """One run for each size in kilobytes; they must all be too small."""
    if os.geteuid() != 0:
        print("full disks: skipped, since only root can mount a file system")
        return
    for size in sizes:
        place = emptied(bench.folder / f"full-{size}")
        disk = place / "Output"
        disk.mkdir(parents=True)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}k", "torture", disk], capture_output=True, text=True)
        if mounted.returncode != 0:
            print(f"full disks: skipped, since mounting failed: {mounted.stderr.strip()}")
            return
        try:
            fill(bench, tally, size, place, disk)
        finally:
            subprocess.run(["umount", disk], check=True)
        emptied(place)


def fill(bench, tally, size, place, disk: Path):
    outcome = bench.run(bench.train_arguments(), place)
    story = f"full disk of {size} KB"
    tally.count("full disks", f"status {outcome.status}")
    tally.check(outcome.status in (73, 74), f"{story}: status {outcome.status}, {outcome.errors}")
    tally.check(len(outcome.errors) == 1, f"{story}: said {outcome.errors}")
    for name in leftovers(bench.run_folder(place)):
        tally.fail(f"{story}: {name} was left")
    subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
    go_on(bench, tally, story, place)
    for line in bench.differences(place):
        tally.fail(f"{story}: {line}")
