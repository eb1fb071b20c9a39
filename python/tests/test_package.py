"""What `scripts/package` refuses, what a wheel must hold, and which of ICU's data stay; no wheel is made."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import vae_viz
from vae_viz import program

ROOT = Path(__file__).parents[2]
KIND = ROOT / "scripts" / "package.d" / "wheel"
if not KIND.is_dir():
    pytest.skip("the package is not in the program's sources", allow_module_level=True)


def script(name: str) -> ModuleType:
    """A script of the wheel's, as a module."""
    spec = importlib.util.spec_from_file_location(f"package_{name}", KIND / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "which kind? usage: scripts/package KIND"),
        (["snap"], "no kind of package is called 'snap'"),
        ([""], "no kind of package is called ''"),
        (["../package.d/wheel"], "no kind of package is called '../package.d/wheel'"),
        (["wheel", "wheel"], "one kind at a time"),
        (["wheel", "--output"], "--output needs a folder"),
        (["--nonsense"], "unknown option '--nonsense'"),
    ],
)
def test_what_cannot_be_made_is_refused(arguments, says):
    done = subprocess.run([ROOT / "scripts" / "package", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("vae-viz: error: ")
    assert says in done.stderr
    assert "kinds: wheel" in done.stderr


def test_the_version_has_one_place():
    file = ROOT / "python" / "src" / "vae_viz" / "VERSION"
    assert file.read_text() == f"{vae_viz.__version__}\n"
    assert (ROOT / "Sources" / "vae-viz" / "VERSION").resolve() == file
    changes = (ROOT / "CHANGELOG.md").read_text()
    assert f"## {vae_viz.__version__}, " in changes


def test_the_version_is_the_programs(real_program):
    done = subprocess.run([real_program, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"{vae_viz.__version__}\n"


NAMES = [
    "vae_viz/__init__.py",
    "vae_viz/VERSION",
    "vae_viz/bin/vae-viz",
    "vae_viz/bin/fonts.conf",
    "vae_viz/bin/fonts/Inter-Regular.otf",
    "vae_viz/bin/fonts/Inter-Bold.otf",
    "vae_viz/bin/lib/libcairo.so.2",
    "vae_viz/bin/lib/libdnnl.so.2",
    "vae_viz/bin/lib/libglib-2.0.so.0",
    "vae_viz/bin/licences/libdnnl2.txt",
    "vae_viz/bin/licences/SOURCES.txt",
]


def wheel(folder: Path, names: list[str], mode: int = 0o755, platform: str = "manylinux_2_36_x86_64") -> Path:
    path = folder / f"vae_viz-1.2.3-py3-none-{platform}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, b"")
    return path


def test_a_wheel_holds_the_program_and_what_it_needs(tmp_path, monkeypatch):
    check = script("check")
    assert check.faults(wheel(tmp_path, NAMES), "1.2.3") == []
    for name in NAMES:
        found = check.faults(wheel(tmp_path, [other for other in NAMES if other != name]), "1.2.3")
        assert found == ["it lacks " + re.sub(r"(?<=\.so\.)\d|(?<=dnnl)\d", "N", name)]
    assert check.faults(wheel(tmp_path, NAMES, mode=0o644), "1.2.3") == ["its program cannot be run"]
    assert "version 1.2.4" in check.faults(wheel(tmp_path, NAMES), "1.2.4")[0]
    assert "its name" in check.faults(wheel(tmp_path, NAMES, platform="linux_x86_64"), "1.2.3")[0]
    libraries = ["vae_viz/bin/lib/libc.so.6", "vae_viz/bin/lib/ld-linux-x86-64.so.2"]
    assert check.faults(wheel(tmp_path, NAMES + libraries), "1.2.3") == [f"it holds {name}" for name in libraries]
    monkeypatch.setattr(check, "LARGEST", 100)
    assert "more than 100" in check.faults(wheel(tmp_path, NAMES), "1.2.3")[0]


def test_of_icus_data_english_stays_and_what_has_no_language():
    icu = script("icu")
    kept = ["root.res", "en.res", "en_GB.res", "pool.res", "res_index.res", "zoneinfo64.res", "uts46.nrm"]
    dropped = ["de.res", "zh_Hant_TW.res", "curr/en.res", "ibm-37_P100-1995.cnv", "brkitr/thaidict.dict", "fil.res"]
    assert [name for name in kept + dropped if icu.is_kept(name)] == kept
    # A header of 32 bytes, and three items out of order.
    header = b"\x20\x00\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    found = {"icudt1l/b.res": b"second" * 5, "icudt1l/a.res": b"first", "icudt1l/curr/c.res": b"x" * 16}
    data = icu.package(header, found)
    again_header, again = icu.items(data)
    assert again_header == header
    assert list(again) == sorted(found)
    for name, content in found.items():
        assert again[name].rstrip(b"\0") == content
        assert len(again[name]) % 16 == 0
        assert data.index(content) % 16 == 0
    with pytest.raises(ValueError, match="CmnD"):
        icu.items(b"nothing of ICU's" * 4)


def test_the_typeface_of_the_package_is_found(tmp_path, monkeypatch):
    path = tmp_path / "vae-viz"
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    monkeypatch.delenv("FONTCONFIG_PATH", raising=False)
    assert "FONTCONFIG_FILE" not in program.environment(path)
    fonts = tmp_path / "fonts.conf"
    fonts.write_bytes((KIND / "fonts.conf").read_bytes())
    assert program.environment(path)["FONTCONFIG_FILE"] == str(fonts)
    monkeypatch.setenv("FONTCONFIG_FILE", os.devnull)
    assert program.environment(path)["FONTCONFIG_FILE"] == os.devnull
