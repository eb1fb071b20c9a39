#!/usr/bin/env python3
"""Trains by `vae-viz` and by other libraries in turn, and prints the table of ratios.

    Benchmarks/peers/make-venv venv
    swift build -c release --package-path Benchmarks --scratch-path .build
    venv/bin/python Benchmarks/peers/compare.py

All programs are started and warmed up first. Then each gets the processor for a short round in turn, round after
round, while the others wait, so that whatever else the machine does meets all alike. A ratio is of two
neighbouring rounds; the table has the least, the middle and the largest. The matrix product's peak is measured in
every turn too.
"""
import argparse
import contextlib
import json
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Multiplications and additions to train on one image: three times the forward pass.
OPERATIONS = 32.7e6
DEEP_OPERATIONS = 3 * 2 * sum([
    32 * 32 * 32 * 3 * 16, 16 * 16 * 64 * 32 * 16, 8 * 8 * 128 * 64 * 16, 4 * 4 * 256 * 128 * 16, 4096 * 64,
    32 * 4096, 4 * 4 * 256 * 128 * 16, 8 * 8 * 128 * 64 * 16, 16 * 16 * 64 * 32 * 16, 32 * 32 * 32 * 16 * 16,
    64 * 64 * 16 * 3 * 9])

PEERS = {
    "tensorflow-loop": ["tensorflow_training.py", "--form", "loop"],
    "tensorflow-step": ["tensorflow_training.py", "--form", "step"],
    "tensorflow-eager": ["tensorflow_training.py", "--form", "eager"],
    "pytorch-eager": ["pytorch_training.py", "--form", "eager"],
    "pytorch-compile": ["pytorch_training.py", "--form", "compile"],
    "jax": ["jax_training.py"],
}
DEEP_PEERS = {
    "pytorch-eager": ["pytorch_deep_training.py", "--form", "eager"],
    "pytorch-compile": ["pytorch_deep_training.py", "--form", "compile"],
}


class Program:
    """A loaded program that trains on request."""

    def __init__(self, command, environment=None, name=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", **(environment or {})})
        self.batches = 20
        ready = self.answer()["ready"]
        self.name = name or ready
        self.rates = []

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args} ended without an answer")
        return json.loads(line)

    def train(self, seconds):
        """Trains for about so long; images a second."""
        self.process.stdin.write(f"{self.batches}\n")
        self.process.stdin.flush()
        answer = self.answer()
        self.batches = max(5, min(5000, round(self.batches * seconds / answer["seconds"])))
        return answer["images"] / answer["seconds"]

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def matrix_product_peak(threads):
    """GFLOP/s of numpy's product of square matrices of 32-bit floats; to be called again and again."""
    os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
    import numpy as np

    size = 1024
    a, b = np.random.rand(size, size).astype(np.float32), np.random.rand(size, size).astype(np.float32)

    def measure():
        best = 0
        for _ in range(8):
            start = time.perf_counter()
            np.matmul(a, b)
            best = max(best, 2 * size**3 / (time.perf_counter() - start) * 1e-9)
        return best

    measure()
    return measure


def machine():
    with open("/proc/cpuinfo") as file:
        fields = dict(line.split(":", 1) for line in file.read().split("\n\n")[0].splitlines() if ":" in line)
    fields = {key.strip(): value.strip() for key, value in fields.items()}
    flags = fields.get("flags", "").split()
    best = next((name for name in ["avx512_bf16", "avx512f", "avx2", "avx", "sse4_1"] if name in flags), "?")
    return f"{fields.get('model name', '?')}, {len(os.sched_getaffinity(0))} processors, vectors up to {best}"


def load():
    with open("/proc/loadavg") as file:
        return file.read().split()[0]


def spread(values, digits=2):
    return " / ".join(f"{value:,.{digits}f}" for value in (min(values), statistics.median(values), max(values)))


def spin():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    while True:
        pass


@contextlib.contextmanager
def busy_process():
    process = multiprocessing.get_context("fork").Process(target=spin, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def compare(ours, others, peak, options):
    programs = [ours] + others
    for program in programs:
        program.train(options.seconds)
    rates, peaks = {program: [] for program in programs}, []
    for turn in range(options.rounds):
        peaks.append(peak())
        for program in programs:
            rates[program].append(program.train(options.seconds))
        print(f"round {turn + 1} of {options.rounds}", file=sys.stderr)
    operations = DEEP_OPERATIONS if options.deep else OPERATIONS
    print(f"Peak of numpy's matrix product, {options.threads} threads, GFLOP/s: {spread(peaks, 0)}. "
          f"`vae-viz` computes at {spread([100 * r * operations * 1e-9 / p for r, p in zip(rates[ours], peaks)], 0)} "
          "% of it.\n")
    print("| program | images/s, least / median / most | times as fast is `vae-viz`, least / median / most |")
    print("| --- | ---: | ---: |")
    for program in programs:
        ratios = [mine / theirs for mine, theirs in zip(rates[ours], rates[program])]
        print(f"| {program.name} | {spread(rates[program], 0)} | {'' if program is ours else spread(ratios)} |")


def disturb(programs, options):
    print("\n| program | % of its speed left beside a busy process on one processor, least / median / most |")
    print("| --- | ---: |")
    left = {program: [] for program in programs}
    for _ in range(options.rounds):
        for program in programs:
            undisturbed = program.train(options.seconds)
            with busy_process():
                left[program].append(100 * program.train(options.seconds) / undisturbed)
    for program in programs:
        print(f"| {program.name} | {spread(left[program], 0)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="folder of IDX files; else the generated digits")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=1.5, help="about so long is a round of each program")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--peers", help="which, separated by commas; else all")
    parser.add_argument("--deep", action="store_true", help="the deep network on 20,000 sprites of 64 x 64 pixels")
    parser.add_argument("--capped", default="", help="also our own with oneDNN kept to these, as AVX,SSE41")
    parser.add_argument("--busy", action="store_true", help="also beside a busy process on one processor")
    parser.add_argument("--benchmarks", type=pathlib.Path, default=HERE.parent.parent / ".build/release/benchmarks")
    options = parser.parse_args()
    peak = matrix_product_peak(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        data = options.data
        if data is None:
            data = pathlib.Path(folder)
            images = ["sprites", folder, "--size", "64"] if options.deep else ["digits", folder]
            subprocess.run([str(ROOT / "scripts/vae-viz"), "datasets", "export", *images], check=True,
                           stdout=subprocess.DEVNULL)
        common = [str(data), "--threads", str(options.threads), "--batch-size", str(options.batch_size)]
        own = [str(options.benchmarks), "serve", *common, *(["--deep"] if options.deep else [])]
        peers = DEEP_PEERS if options.deep else PEERS
        ours = Program(own)
        others = [
            Program(own, {"DNNL_MAX_CPU_ISA": isa, "ONEDNN_MAX_CPU_ISA": isa}, f"vae-viz, oneDNN kept to {isa}")
            for isa in options.capped.split(",") if isa
        ]
        for peer in peers if options.peers is None else filter(None, options.peers.split(",")):
            script, *arguments = peers[peer]
            print(f"loading {peer}", file=sys.stderr)
            others.append(Program([sys.executable, str(HERE / script), *common, *arguments]))
        print(f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC; {machine()}; {options.threads} threads, "
              f"batch {options.batch_size}, {options.rounds} rounds of {options.seconds} s; load average at the "
              f"start {load()}.\n")
        compare(ours, others, peak, options)
        if options.busy:
            disturb([ours] + [other for other in others if other.name.endswith("loop")], options)
        for program in [ours] + others:
            program.stop()


if __name__ == "__main__":
    main()
