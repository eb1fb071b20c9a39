"""Downloads for the program: what comes, and what is said of what does not."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from vae_viz import fetch

CONTENT = bytes(range(256)) * 1000


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_there = self.path in ("/there", "/broken")
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Length", str(len(CONTENT) if is_there else 0))
        self.end_headers()
        if is_there:
            self.wfile.write(CONTENT if self.path == "/there" else CONTENT[:1000])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-I", fetch.__file__, *arguments], capture_output=True, check=False)


def test_what_is_there_comes_whole(address):
    done = run(f"{address}/there")
    assert (done.returncode, done.stdout, done.stderr) == (0, CONTENT, b"")


@pytest.mark.parametrize(
    ("place", "says"),
    [("{}/missing", b"HTTP status 404\n"), ("http://127.0.0.1:1/x", b"refused"), ("nothing", b"unknown url type")],
)
def test_a_failure_is_one_line(address, place, says):
    done = run(place.format(address))
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr


def test_without_an_address_the_usage_is_told():
    assert run().stderr == b"usage: fetch.py URL\n"
