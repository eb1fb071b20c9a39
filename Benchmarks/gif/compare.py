#!/usr/bin/env python3
"""Compares our GIF encoder with others on the same frames: bytes, seconds, memory and error after decoding.

Usage: compare.py FOLDER...       each holds PNG frames; all are shown for 0.1 s

Every program runs as a process of its own, in turn, reading the frames and writing a file; that is what is timed.
Ours reads the frames as PPM, the same pixels without compression, and so do ImageMagick and ffmpeg; Pillow and
imageio read the PNG files. Needs: swift, convert (ImageMagick), ffmpeg, gifsicle; Python's pillow, imageio, numpy.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent

IMAGEIO = """
import sys, imageio.v2
with imageio.get_writer(sys.argv[1], mode="I") as writer:
    for name in sys.argv[2:]:
        writer.append_data(imageio.imread(name))
"""

PILLOW = """
import sys
from PIL import Image
first, *rest = [Image.open(name) for name in sys.argv[2:]]
first.save(sys.argv[1], save_all=True, append_images=rest, optimize=True, duration=100, loop=0)
"""

# A small program that starts another: a process counts as its own what the one that starts it holds.
MEASURE = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def encoder():
    """Builds our encoder; the path of the program."""
    package = HERE / "encode"
    # Linked statically: what is measured is the encoder, not how long a system looks for its libraries.
    build = ["swift", "build", "-c", "release", "--static-swift-stdlib"]
    subprocess.run(build, cwd=package, check=True, stdout=subprocess.DEVNULL)
    found = subprocess.run(
        build + ["--show-bin-path"], cwd=package, check=True, capture_output=True,
        text=True)
    return pathlib.Path(found.stdout.strip()) / "gif-encode"


def measured(command, cwd):
    """Seconds, processor seconds and peak memory in MB of a command."""
    done = subprocess.run([sys.executable, "-c", MEASURE] + command, cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
    return [float(word) for word in done.stdout.split()[-3:]]


def error(file, names):
    """The largest and the mean difference of a channel, after Pillow has decoded the file."""
    largest, total, count = 0, 0, 0
    with Image.open(file) as animation:
        last, left = -1, 0
        for name in names:
            # A frame that was merged into the one before is shown by it.
            if left <= 0 and last + 1 < animation.n_frames:
                last += 1
                animation.seek(last)
                left = max(1, round((animation.info.get("duration") or 100) / 100))
                shown = numpy.asarray(animation.convert("RGB")).astype(numpy.int16)
            left -= 1
            step = abs(shown - numpy.asarray(Image.open(name).convert("RGB")))
            largest = max(largest, int(step.max()))
            total += int(step.sum())
            count += step.size
    return largest, total / count


def compare(folder, ours):
    names = sorted(folder.glob("*.png"))
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        ppm = []
        for index, name in enumerate(names):
            picture = Image.open(name).convert("RGB")
            ppm.append(str(scratch / f"frame-{index:03d}.ppm"))
            picture.save(ppm[-1])
        png = [str(name.resolve()) for name in names]
        python = [sys.executable, "-c"]
        palette = (
            "[0:v]split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none:diff_mode=rectangle")
        programs = {
            "ours, as exact as can be": [str(ours), "exact.gif", "0"] + ppm,
            "ours, default": [str(ours), "default.gif", "-1"] + ppm,
            "ours, --lossy 2": [str(ours), "lossy2.gif", "2"] + ppm,
            "ours, --lossy 4": [str(ours), "lossy4.gif", "4"] + ppm,
            "imageio, the article's way": python + [IMAGEIO, "imageio.gif"] + png,
            "Pillow, optimize": python + [PILLOW, "pillow.gif"] + png,
            "ImageMagick, -layers optimize":
                ["convert", "-delay", "10", "-loop", "0"] + ppm + ["-layers", "optimize", "magick.gif"],
            "ffmpeg, palettegen + paletteuse":
                ["ffmpeg", "-nostdin", "-v", "error", "-y", "-framerate", "10", "-i", "frame-%03d.ppm",
                 "-filter_complex", palette, "ffmpeg.gif"],
        }
        print(f"\n{folder}: {len(names)} frames of {picture.width} x {picture.height}\n", flush=True)
        print("| encoder | bytes | seconds | CPU s | peak MB | largest error | mean error |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")

        def row(name, file, command):
            try:
                seconds, processor, memory = measured(command, scratch)
            except RuntimeError as failure:
                print(f"| {name} | failed: {str(failure).splitlines()[0][:80]} | | | | | |", flush=True)
                return None
            largest, mean = error(scratch / file, names)
            size = (scratch / file).stat().st_size
            print(f"| {name} | {size:,} | {seconds:.2f} | {processor:.2f} | {memory:.0f} | {largest} "
                  f"| {mean:.3f} |", flush=True)
            return size, mean

        others = []
        for name, command in programs.items():
            file = next(word for word in command if word.endswith(".gif"))
            measures = row(name, file, command)
            if measures and not name.startswith("ours"):
                others.append((measures[1], measures[0], name, file))
        # gifsicle on the most faithful of the others, and on the smallest.
        for chosen in sorted({min(others), min(others, key=lambda other: other[1])}):
            file = chosen[3]
            row(f"gifsicle -O3 on {chosen[2].split(',')[0]}", f"sicle-{file}",
                ["gifsicle", "-O3", file, "-o", f"sicle-{file}"])


def main():
    print(" ".join(os.uname()[i] for i in (0, 2, 4)), "with", os.cpu_count(), "cores")
    ours = pathlib.Path(os.environ["GIF_ENCODE"]) if "GIF_ENCODE" in os.environ else encoder()
    for folder in sys.argv[1:]:
        compare(pathlib.Path(folder), ours)


if __name__ == "__main__":
    main()
