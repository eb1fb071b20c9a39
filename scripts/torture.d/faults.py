"""Every kind of call that changes the run's files, made to fail once and for good."""

import errno
import random
import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench import HERE, emptied, leftovers

ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE]
CANNOT_CREATE, INPUT_OUTPUT = 73, 74


@dataclass(frozen=True)
class Call:
    """The n-th call of a kind on paths of a pattern."""

    library: str
    kind: str
    pattern: str
    number: int

    def environment(self, mode, root, error=0):
        return {
            "LD_PRELOAD": self.library, "TORTURE_ROOT": str(root), "TORTURE_KIND": self.kind,
            "TORTURE_PATTERN": self.pattern, "TORTURE_CALL": str(self.number), "TORTURE_MODE": mode,
            "TORTURE_ERRNO": str(error), "TORTURE_LOG": "",
        }

    def __str__(self):
        return f"{self.kind} {self.number} of {self.pattern or 'the folder of runs'}"


class Calls:
    """The calls of an undisturbed run, by the place in the program that makes them."""

    def __init__(self, library, log):
        self.library = str(library)
        self.sites = Counter()
        for line in log.read_text().splitlines():
            kind, path = line.split("\t")
            self.sites[kind, pattern(path)] += 1

    def of_each_site(self, chance):
        """One call of every site."""
        return [
            Call(self.library, kind, pattern, chance.randint(1, count))
            for (kind, pattern), count in sorted(self.sites.items())
        ]

    def any(self, chance):
        """A call, each site as likely as another."""
        return chance.choice(self.of_each_site(chance))


def pattern(path):
    """Paths that are written alike have one pattern: pictures by their folder and ending, steps by any number."""
    folder, _, name = path.rpartition("/")
    if folder.endswith(("/figures", "/animations", "/page")):
        return f"{folder}/*.{name.rpartition('.')[2]}"
    return re.sub(r"\d+", "*", path)


def compiled(folder):
    """The library that makes calls fail."""
    library = folder / "faults.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-o", library, HERE / "faults.c", "-ldl", "-lpthread"], check=True)
    return library


def torture(bench, calls, tally, limit, jobs):
    """A fault of every site, once and for good, with the errors in turn; at most `limit` of them."""
    chance = random.Random(f"faults {bench.seed}")
    tries = [(call, mode) for mode in ("once", "always") for call in calls.of_each_site(chance)]
    chance.shuffle(tries)
    numbered = list(enumerate(tries[:limit]))
    tally.count(*["sites"] * len({(call.kind, call.pattern) for _, (call, _) in numbered}))
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda item: try_fault(bench, tally, item[0], *item[1]), numbered))


def try_fault(bench, tally, number, call, mode):
    place = emptied(bench.folder / f"fault-{number}")
    run, error = bench.run_folder(place), ERRORS[number % len(ERRORS)]
    outcome = bench.run(bench.train_arguments(), place, **call.environment(mode, bench.root(place), error))
    story = f"fault {number} ({errno.errorcode[error]} {mode} at {call})"
    tally.count("faults", f"faults {mode}", f"faults of {call.kind}", f"status {outcome.status}")
    for name in leftovers(run):
        tally.fail(f"{story}: {name} was left")
    if outcome.status != 0 and not tally.check(
        outcome.status in (CANNOT_CREATE, INPUT_OUTPUT), f"{story}: status {outcome.status}, {outcome.errors}"
    ):
        return
    if outcome.status != 0:
        tally.check(
            len(outcome.errors) == 1 and outcome.errors[0].startswith("vae-viz: error: "),
            f"{story}: said {outcome.errors}")
        go_on(bench, tally, story, place)
    elif bench.differences(place):
        # What may be done without is made again by the next report.
        redrawn = bench.run(bench.report_arguments(), place)
        tally.check(redrawn.status == 0, f"{story}: report ended with {redrawn.status}, {redrawn.errors}")
    for line in bench.differences(place):
        tally.fail(f"{story}: {line}")
    emptied(place)


def go_on(bench, tally, story, place):
    """The run is resumed, or if nothing was left, begun again under its name."""
    arguments = bench.resume_arguments() if bench.run_folder(place).exists() else bench.train_arguments()
    outcome = bench.run(arguments, place)
    tally.check(outcome.status == 0, f"{story}: going on ended with {outcome.status}, {outcome.errors}")
