"""Finding the program, and notebooks."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vae_viz import VAEVizError, program, show


def test_the_program_is_found(tmp_path, monkeypatch):
    def make(folder: str, text: str = "#!/bin/sh\n") -> Path:
        path = tmp_path / folder / "vae-viz"
        path.parent.mkdir(parents=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    assert program.find() is None
    with pytest.raises(VAEVizError, match="VAE_VIZ"):
        program.required()
    entry = make("venv", f"#!{sys.executable}\nfrom vae_viz.program import main\nmain()\n")
    on_path = make("path")
    # The package's own command is no program: it would find itself.
    monkeypatch.setenv("PATH", f"{entry.parent}:{on_path.parent}")
    assert program.find() == on_path
    own = make("package/bin")
    monkeypatch.setattr(program, "package_folder", lambda: tmp_path / "package")
    assert program.find() == own
    named = make("named")
    monkeypatch.setenv("VAE_VIZ", str(named))
    assert program.find() == named
    monkeypatch.setenv("VAE_VIZ", str(tmp_path))
    with pytest.raises(VAEVizError, match="no program"):
        program.find()


def test_a_program_that_fails_is_an_error(tmp_path, monkeypatch):
    path = tmp_path / "vae-viz"
    path.write_text("#!/bin/sh\nexit 65\n")
    path.chmod(0o755)
    monkeypatch.setenv("VAE_VIZ", str(path))
    with pytest.raises(VAEVizError, match="ended with 65"):
        program.report(tmp_path)


def test_importing_the_package_imports_no_framework():
    code = (
        "import sys, vae_viz; "
        "print([m for m in ('torch', 'tensorflow', 'keras', 'lightning', 'jax', 'ray', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_notebook_shows_the_page_in_a_frame(tmp_path):
    page = """<!doctype html><p title="a">'&amp;' β, ä</p>"""
    (tmp_path / "report.html").write_text(page, "utf-8")
    shown = show(tmp_path, height=300)._repr_html_()
    source = re.search(r'srcdoc="([^"]*)"', shown)
    assert source is not None
    assert html.unescape(source[1]) == page
    # A string beyond Latin-1 takes twice the memory, which is what marimo's limit is of.
    assert shown.isascii()
    assert "height: 300px" in shown
    assert show(tmp_path)._mime_()[0] == "text/html"
    with pytest.raises(VAEVizError, match="no report"):
        show(tmp_path / "nothing")
    (tmp_path / "report.html").write_bytes(b" " * 10_000_001)
    with pytest.raises(VAEVizError, match=r"10,000,001 bytes.*--page-size"):
        show(tmp_path)
