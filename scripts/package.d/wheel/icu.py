#!/usr/bin/env python3
"""Writes as an object file what the program needs of the data of the ICU that Swift's Foundation brings.

The data are the greater part of a program that Foundation is linked into: every language's names of days and
currencies, orders of words, dictionaries and code pages. The program speaks English, and Pango sets its letters: what
has no language stays, and English. Prints the name of the symbol under which ICU looks for its data; the object file
has that symbol with "__wrap_" before it, as the linker's --wrap wants it.

The data are a header that tells its own length, then a table of names and places, then the items, each at a multiple of
16 bytes (ICU's form "CmnD").
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

MEMBER = "icu_packaged_data.cpp.o"
ALIGNMENT = 16
# What is of a language, as zh_Hant_TW.res, unless the language is English; root.res, pool.res and res_index.res, the
# list of what there is, are no language's.
LANGUAGE = re.compile(r"(?!res_)[a-z]{2,3}(_[A-Za-z0-9_]+)?\.res")
ENGLISH = re.compile(r"en(_(001|150|GB|US|US_POSIX))?\.res")
# What nothing asks for: code pages, names of characters, and all that lies in folders, as orders of words, where words
# break, transliteration, and the names of currencies, languages, regions, units and time zones.
UNUSED = re.compile(r".*\.(cnv|spp|cfu)|cnvalias\.icu|unames\.icu|.*/.*")


def is_kept(name: str) -> bool:
    """Whether an item stays: `en.res` does, `de.res` and `curr/en.res` do not."""
    if UNUSED.fullmatch(name):
        return False
    return LANGUAGE.fullmatch(name) is None or ENGLISH.fullmatch(name) is not None


def items(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The header of a package of data, and its items by their whole names."""
    (length,) = struct.unpack_from("<H", data)
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("this is no package of ICU's data in the form CmnD")
    header, body = data[:length], data[length:]
    (count,) = struct.unpack_from("<I", body)
    table = [struct.unpack_from("<II", body, 4 + 8 * entry) for entry in range(count)]
    starts = sorted(start for _, start in table)
    end_after = dict(zip(starts, [*starts[1:], len(body)], strict=True))
    found = {}
    for name, start in table:
        found[body[name : body.index(b"\0", name)].decode()] = body[start : end_after[start]]
    return header, found


def package(header: bytes, chosen: dict[str, bytes]) -> bytes:
    """The data of these items, sorted by name as ICU looks for them."""
    names = sorted(chosen, key=str.encode)
    table_length = 4 + 8 * len(names)
    words = b"".join(name.encode() + b"\0" for name in names)
    start = -(-(table_length + len(words)) // ALIGNMENT) * ALIGNMENT
    table, content, place = struct.pack("<I", len(names)), b"", table_length
    for name in names:
        table += struct.pack("<II", place, start + len(content))
        place += len(name.encode()) + 1
        content += chosen[name] + bytes(-len(chosen[name]) % ALIGNMENT)
    return header + (table + words).ljust(start, b"\0") + content


def data_of(library: Path, folder: Path) -> tuple[str, bytes]:
    """The symbol and the bytes of the data in Foundation's static library."""
    subprocess.run(["ar", "x", library.resolve(), MEMBER], cwd=folder, check=True)
    listed = subprocess.run(["nm", "-S", MEMBER], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
    symbol = re.search(r"^[0-9a-f]+ ([0-9a-f]+) \S (icudt\S+)$", listed, re.MULTILINE)
    content = (folder / MEMBER).read_bytes()
    start = content.find(b"CmnD") - 12
    if symbol is None or start < 0:
        raise ValueError(f"{library} has no data of ICU where they are looked for")
    return symbol[2], content[start : start + int(symbol[1], 16)]


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: icu.py lib_FoundationICU.a OBJECT")
    library, output = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        symbol, data = data_of(library, Path(folder))
        header, found = items(data)
        chosen = {name: content for name, content in found.items() if is_kept(name.partition("/")[2])}
        Path(folder, "data").write_bytes(package(header, chosen))
        Path(folder, "data.s").write_text(
            f'.section .rodata\n.balign {ALIGNMENT}\n.globl __wrap_{symbol}\n__wrap_{symbol}:\n.incbin "data"\n'
            '.section .note.GNU-stack,"",@progbits\n'
        )
        subprocess.run(["cc", "-c", "data.s", "-o", output], cwd=folder, check=True)
    print(f"{len(chosen)} of {len(found)} items of ICU's data kept", file=sys.stderr)
    print(symbol)


if __name__ == "__main__":
    main()
