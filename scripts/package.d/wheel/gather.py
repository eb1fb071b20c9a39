#!/usr/bin/env python3
"""Puts the shared libraries that a program needs beside it, and their licences.

All of them but those of the C and C++ compilers go to the folder `lib` beside the program, and programs and libraries
look there first: the machine's own libraries, of whatever age, are not used. The usual tools for wheels leave out some
(GLib, X11) that a small machine does not have. In the folder `licences` is what their Debian packages say of them.

Debian's cairo and GLib are linked with libraries of which the program, which draws into memory, calls nothing. In their
place stand libraries of the same name whose functions do nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# What every Linux machine with Python has (PEP 513 and after it), and what is found in no file.
OF_THE_SYSTEM = re.compile(
    r"(lib(c|m|dl|pthread|rt|resolv|util|anl|nsl|stdc\+\+|gcc_s)|ld-linux-x86-64|linux-vdso)\.so\.\d+"
)
# Windows of X11 (cairo), mounted disks and SELinux's labels (GLib).
NEVER_CALLED = re.compile(r"lib(X11|Xext|Xrender|xcb|xcb-render|xcb-shm|mount|selinux)\.so\.\d+")


def output_of(*command: str | Path) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def found_for(program: Path) -> dict[str, Path]:
    """All libraries that are loaded with a program, by the names under which they are looked for.

    Raises:
        FileNotFoundError: one is not here.
    """
    found = {}
    for line in output_of("ldd", program).splitlines():
        name, arrow, rest = line.strip().partition(" => ")
        if not arrow:
            continue
        if rest == "not found":
            raise FileNotFoundError(f"{program} needs {name}, which is not here")
        found[name] = Path(rest.split(" (")[0])
    return found


def needed(file: Path) -> list[str]:
    """The names that a file itself asks for."""
    return re.findall(r"\(NEEDED\).*\[(.+)\]", output_of("readelf", "-dW", file))


def chosen(program: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """The libraries to copy, and those that are never called, by name: what only the latter need is in neither."""
    found, copied, empty = found_for(program), {}, {}
    waiting = needed(program)
    while waiting:
        name = waiting.pop()
        if name in copied or name in empty or OF_THE_SYSTEM.fullmatch(name):
            continue
        (empty if NEVER_CALLED.fullmatch(name) else copied)[name] = found[name]
        if name in copied:
            waiting += needed(found[name])
    return copied, empty


def symbols(file: Path, which: str) -> dict[str, str]:
    """The dynamic symbols of a file, `--defined-only` or not, with `@VERSION`, and the letter that nm has for each."""
    rows = [line.split() for line in output_of("nm", "-D", which, file).splitlines()]
    return {row[-1].replace("@@", "@"): row[-2] for row in rows}


def make_empty(name: str, library: Path, users: list[Path], output: Path) -> None:
    """A library of a name with those symbols of `library` that its users ask for, which do nothing and give 0."""
    there = symbols(library, "--defined-only")
    asked = {symbol for user in users for symbol in symbols(user, "--undefined-only")} & there.keys()
    code, versions = ".text\nnothing: xor %eax, %eax\nret\n", dict[str, str]()
    for symbol in sorted(asked):
        plain, _, version = symbol.partition("@")
        versions[version] = versions.get(version, "") + f"{plain};"
        code += f".globl {plain}\n"
        if there[symbol] in "TWi":
            code += f".type {plain}, @function\n.set {plain}, nothing\n"
        else:
            code += f".bss\n.type {plain}, @object\n.size {plain}, 256\n{plain}: .zero 256\n.text\n"
    code += '.section .note.GNU-stack,"",@progbits\n'
    script = "".join(f"{version} {{ {names} }};\n" for version, names in sorted(versions.items()))
    with tempfile.TemporaryDirectory() as folder:
        source, listed = Path(folder, "empty.s"), Path(folder, "versions")
        source.write_text(code)
        listed.write_text(script)
        command = ["cc", "-shared", "-nostdlib", f"-Wl,-soname,{name}", f"-Wl,--version-script={listed}"]
        subprocess.run([*command, source, "-o", output], check=True)


def debian_package(library: Path) -> tuple[str, str]:
    """The package that a library came with, and the name and version of its source package."""
    name = output_of("dpkg-query", "-S", f"*/{library.resolve().name}").split(":")[0].split(",")[0]
    return name, output_of("dpkg-query", "-W", "-f", "${source:Package} ${source:Version}", name)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: gather.py PATCHELF PROGRAM")
    patchelf, program = sys.argv[1], Path(sys.argv[2])
    folder, licences = program.parent / "lib", program.parent / "licences"
    folder.mkdir()
    licences.mkdir()
    copied, empty = chosen(program)
    sources = set()
    for name, library in sorted(copied.items()):
        copy = folder / name
        shutil.copyfile(library, copy)
        subprocess.run(["strip", "--strip-unneeded", copy], check=True)
        subprocess.run([patchelf, "--force-rpath", "--set-rpath", "$ORIGIN", copy], check=True)
        package, source = debian_package(library)
        sources.add(source)
        shutil.copyfile(f"/usr/share/doc/{package}/copyright", licences / f"{package}.txt")
    for name, library in empty.items():
        users = [file for file in copied.values() if name in needed(file)]
        make_empty(name, library, users, folder / name)
    subprocess.run([patchelf, "--force-rpath", "--set-rpath", "$ORIGIN/lib", program], check=True)
    (licences / "SOURCES.txt").write_text(
        "The libraries in lib are Debian's, from these source packages (https://snapshot.debian.org), but for\n"
        f"{', '.join(sorted(empty))},\n"
        "whose functions do nothing.\n\n" + "".join(f"{source}\n" for source in sorted(sources))
    )


if __name__ == "__main__":
    main()
