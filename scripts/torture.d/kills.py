"""Chains of a run and its resumptions, each killed at a random moment until one comes to its end."""

import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor

from bench import emptied, leftovers
from faults import Calls

# Kills in one chain, at most: by then the longest chain has been killed in every part of the run.
LONGEST_CHAIN = 6


def torture(bench, calls, tally, kills, jobs):
    """Kills that often, in chains side by side."""
    chance = random.Random(f"kills {bench.seed}")
    chains = []
    while kills > 0:
        length = min(kills, chance.randint(1, LONGEST_CHAIN))
        chains.append((len(chains), length, random.Random(chance.random())))
        kills -= length
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda chain: run_chain(bench, calls, tally, *chain), chains))


def run_chain(bench, calls: Calls, tally, number, length, chance):
    place = emptied(bench.folder / f"chain-{number}")
    run, history = bench.run_folder(place), []
    arguments = bench.train_arguments()
    while True:
        kill_now = length > 0
        outcome, how = killed(bench, calls, arguments, place, chance) if kill_now else (
            bench.run(arguments, place), "to the end")
        history.append(f"{how} while {outcome.phase}")
        story = f"chain {number} ({'; '.join(history)})"
        if outcome.status == -signal.SIGKILL:
            length -= 1
            tally.count("kills", f"kills {how.split(':')[0]}", f"kills while {outcome.phase}")
        elif outcome.status == 66 and not (run / "checkpoint.safetensors").exists():
            # Killed before there was anything to go on from: the user begins again.
            tally.count("runs begun again")
            tally.check(len(outcome.errors) == 1, f"{story}: said {outcome.errors}")
            emptied(run)
            arguments = bench.train_arguments()
            continue
        elif not tally.check(outcome.status == 0, f"{story}: status {outcome.status}, {outcome.errors}"):
            return
        elif not kill_now:
            break
        else:
            # It came to its end before the moment of the kill; tried again while drawing anew.
            tally.count("runs that ended before their kill")
        arguments = bench.resume_arguments() if run.exists() else bench.train_arguments()
    tally.count("chains")
    for line in bench.differences(place) + [f"{name} was left" for name in leftovers(run)]:
        tally.fail(f"{story}: {line}")
    emptied(place)


def killed(bench, calls, arguments, place, chance):
    """Runs the program and kills it: half of the time by the clock, half at a call that changes a file."""
    if calls and chance.random() < 0.5:
        call = calls.any(chance)
        mode = chance.choice(["kill-before", "kill-after"])
        environment = call.environment(mode, bench.root(place))
        return bench.run(arguments, place, **environment), f"{mode}: {call}"
    # Rather early than late: training takes less time than drawing.
    moment = bench.duration * chance.random() ** 2
    process = bench.start(arguments, place)
    deadline = time.monotonic() + moment
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    process.kill()
    return bench.finish(process, place), f"by the clock: {moment:.2f} s"
