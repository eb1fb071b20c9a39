"""What every part of scripts/torture stands on: the program run on few images, and two runs compared."""

import json
import os
import random
import re
import shutil
import struct
import subprocess
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
# A small network on small images of one class: its run has every kind of file that runs have, and takes moments; what
# compares classes would take most of the time.
SETTINGS = ["--epochs", "3", "--snapshot-every", "3", "--grid", "4", "--learning-rate", "1e-3", "--threads", "2"]
SIDE, TRAIN_IMAGES, TEST_IMAGES = 12, 192, 12
UP, DOWN = {"kind": "transposed-convolution", "padding": "same"}, {"kind": "convolution", "padding": 1}
NETWORK = {
    "image_shape": [1, SIDE, SIDE], "latent_dim": 2, "likelihood": "bernoulli",
    "encoder": [{**DOWN, "channels": 4, "kernel": 3, "stride": 2, "activation": "relu"}] * 2,
    "decoder": [
        {"kind": "dense", "output": [4, SIDE // 4, SIDE // 4], "activation": "relu"},
        {**UP, "channels": 4, "kernel": 3, "stride": 2, "activation": "relu"},
        {**UP, "channels": 4, "kernel": 3, "stride": 2, "activation": "relu"},
        {**UP, "channels": 1, "kernel": 3, "stride": 1, "activation": "none"},
    ],
}
# Lines of a report that hold times, and the files with times that are packed in it.
TIMED = re.compile(rb'images a second|id="metrics-data"|>Started<|id="file-[01]"')
# How long training took: in the first sentence, the headline and the table of snapshots.
DURATION = re.compile(rb'(?:\d+ h \d+ min|(?:\d+ min )?\d+ s)(?= of training|</dd>|</td></tr>)')
# More than any of these runs takes on a busy machine; what takes longer hangs.
PATIENCE = 300


@dataclass
class Outcome:
    """How a process ended."""

    status: int
    lines: list

    @property
    def errors(self):
        """What it said that is not progress, which comes as JSON lines."""
        return [line for line in self.lines if not line.startswith("{")]

    @property
    def phase(self):
        """What it was doing last; a warning may come at any time."""
        events = [json.loads(line) for line in self.lines if line.startswith("{") and line.endswith("}")]
        events = [event for event in events if event["event"] != "warning"]
        if not events:
            return "starting"
        last = events[-1]
        names = {"training": "training", "snapshot": "training", "drawing": "drawing"}
        return names.get(last["event"], last.get("text", "ending").split(",")[0])


class Tally:
    """Counts what was tried and what failed; all threads share it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts, self.failures = Counter(), []

    def count(self, *kinds):
        with self.lock:
            self.counts.update(kinds)

    def fail(self, what):
        with self.lock:
            self.failures.append(what)
            print(f"FAILED: {what}", flush=True)

    def check(self, holds, what):
        if not holds:
            self.fail(what)
        return holds


class Bench:
    """A folder with a small data set and one undisturbed run on it."""

    def __init__(self, program, folder, seed):
        self.program, self.folder, self.seed = program, folder, seed
        self.data = folder / "data" / "shapes"
        write_data(self.data, random.Random(seed))
        self.network = folder / "network.json"
        self.network.write_text(json.dumps(NETWORK))
        self.reference = folder / "reference"

    def train_arguments(self):
        return ["train-and-report", "--dataset", str(self.data), "--network", str(self.network), "--name", "run",
                *SETTINGS, "--progress", "json"]

    def resume_arguments(self):
        return ["train-and-report", "--resume", "run", "--progress", "json"]

    def report_arguments(self):
        return ["report", "run", "--threads", "2", "--progress", "json"]

    def start(self, arguments, place, **environment):
        """Starts the program in a folder of its own."""
        place.mkdir(parents=True, exist_ok=True)
        with open(place / "diagnostics", "wb") as diagnostics:
            return subprocess.Popen(
                [self.program, *arguments], cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=diagnostics,
                env={**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache"), **environment})

    def finish(self, process, place):
        """Waits for the end; what hangs is killed, and has the status None."""
        try:
            status = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            status = None
        return Outcome(status, (place / "diagnostics").read_text(errors="replace").splitlines())

    def run(self, arguments, place, **environment):
        return self.finish(self.start(arguments, place, **environment), place)

    def root(self, place):
        """The folder below which calls are counted."""
        return place / "Output"

    def run_folder(self, place):
        return self.root(place) / "run"

    def differences(self, place):
        """What of a finished run is not as in the undisturbed one, a line each."""
        return differences(self.run_folder(self.reference), self.run_folder(place))


def write_data(folder, chance):
    """Rings and bars, all of one class, as IDX files."""
    folder.mkdir(parents=True)
    for part, count in [("train", TRAIN_IMAGES), ("t10k", TEST_IMAGES)]:
        pixels = b"".join(shape(index % 10, chance) for index in range(count))
        (folder / f"{part}-images-idx3-ubyte").write_bytes(struct.pack(">IIII", 2051, count, SIDE, SIDE) + pixels)
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(struct.pack(">II", 2049, count) + bytes(count))


def shape(kind, chance):
    """Even kinds are rings of their own radius, odd ones bars of their own slope."""
    row, column, width = SIDE / 2 + chance.uniform(-1, 1), SIDE / 2 + chance.uniform(-1, 1), chance.uniform(0.6, 1)
    pixels = bytearray(SIDE * SIDE)
    for place in range(SIDE * SIDE):
        down, across = place // SIDE - row, place % SIDE - column
        if kind % 2 == 0:
            distance = abs((down**2 + across**2) ** 0.5 - (1 + kind / 2))
        else:
            slope = (kind - 5) / 3
            distance = abs(down - slope * across) / (1 + slope**2) ** 0.5 if abs(across) < SIDE / 3 else SIDE
        pixels[place] = 255 if distance < width else 0
    return pixels


def differences(expected, found):
    names = {folder: files_below(folder) for folder in (expected, found)}
    lines = [f"{name} is missing" for name in sorted(names[expected] - names[found])]
    lines += [f"{name} is too much" for name in sorted(names[found] - names[expected])]
    for name in sorted(names[expected] & names[found]):
        if comparable(expected / name) != comparable(found / name):
            lines.append(f"{name} differs")
    return lines


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def leftovers(folder):
    """Temporary files that nobody will finish."""
    return sorted(name for name in files_below(folder) if name.endswith(".tmp")) if folder.exists() else []


def comparable(path):
    """A file's content without times and what follows from them."""
    content = path.read_bytes()
    if path.name == "run.json":
        record = json.loads(content)
        for key in ["started", "ended", "report_bytes"]:
            record.pop(key, None)
        return record
    if path.name == "metrics.jsonl":
        rows = [json.loads(line) for line in content.splitlines()]
        return [{key: row[key] for key in row if key not in ("seconds", "images_per_second")} for row in rows]
    if path.name == "checkpoint.safetensors":
        length = struct.unpack("<Q", content[:8])[0]
        header = json.loads(content[8:8 + length])
        header["__metadata__"].pop("seconds")
        return header, content[8 + length:]
    if path.name == "report.html":
        # It tells its run's path.
        lines = content.replace(bytes(path.parent), b"").splitlines()
        return [DURATION.sub(b"", line) for line in lines if not TIMED.search(line)]
    return content


def emptied(place):
    shutil.rmtree(place, ignore_errors=True)
    return place
