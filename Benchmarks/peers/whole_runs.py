#!/usr/bin/env python3
"""Runs `vae-viz train-and-report` and the tutorial's program in turn, from cold start to the last file.

    venv/bin/python Benchmarks/peers/whole_runs.py --program .build/release/vae-viz --rounds 3

Both train on the generated digits, or on the IDX files of --data, with as many epochs and the same moments of looking
at the network. Prints time and peak memory of each, and the ratios.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LIKE_FOR_LIKE = ["--figures", "latent-grid,posterior,training-curves", "--animations", "training"]


def run(command):
    """Seconds and peak memory in MB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"})
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def spread(values, digits):
    return " / ".join(f"{value:,.{digits}f}" for value in (min(values), statistics.median(values), max(values)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--counts", default="60000", help="numbers of training images, separated by commas")
    parser.add_argument("--alone", action="store_true", help="only our own")
    parser.add_argument("--like-for-like", action="store_true",
                        help="ours draws what the tutorial's program draws: grids, scatter, curve and the animation")
    parser.add_argument("--data", type=pathlib.Path, help="a folder of IDX files, such as MNIST's, in place of digits")
    options = parser.parse_args()
    program = str(options.program.resolve())
    drawn = LIKE_FOR_LIKE if options.like_for_like else []
    print("| training images | program | seconds, least / median / most | MB, least / median / most |")
    print("| ---: | --- | ---: | ---: |")
    for count in map(int, options.counts.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            data = str(options.data or f"{folder}/digits")
            if not options.data:
                subprocess.run([program, "datasets", "export", "digits", data], check=True, stdout=subprocess.DEVNULL)
            ours, theirs = [], []
            for number in range(options.rounds):
                ours.append(run([program, "train-and-report", "--epochs", str(options.epochs), "--train-count",
                                 str(count), "--dataset", data if options.data else "digits", "--output",
                                 f"{folder}/ours-{number}", *drawn]))
                if not options.alone:
                    theirs.append(run([sys.executable, str(HERE / "tutorial.py"), data, f"{folder}/theirs-{number}",
                                       "--epochs", str(options.epochs)]))
        for name, runs in [("`vae-viz`", ours), ("tutorial's program", theirs)]:
            if runs:
                print(f"| {count:,} | {name} | {spread([r[0] for r in runs], 1)} | "
                      f"{spread([r[1] for r in runs], 0)} |")
        if theirs:
            print(f"| {count:,} | theirs / ours | {spread([t[0] / o[0] for o, t in zip(ours, theirs)], 2)} | "
                  f"{spread([t[1] / o[1] for o, t in zip(ours, theirs)], 2)} |", flush=True)


if __name__ == "__main__":
    main()
