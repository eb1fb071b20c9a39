"""Drawing a run with the model at hand: the program asks the functions of this session."""

from __future__ import annotations

import os
import selectors
import shlex
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from . import bridge, messages, program
from .asking import Function
from .errors import VAEVizError
from .metrics import read_rows
from .protocol import Server
from .record import read_object


def report(
    run: str | Path,
    encode: Function | None,
    decode: Function,
    *,
    arguments: Sequence[str] = (),
    layout: str | None = None,
    value_range: tuple[float, float] = (0.0, 1.0),
    framework: str | None = None,
    modules: Iterable[Any] = (),
    likelihood_parameters: Iterable[float] = (),
) -> Path:
    """Draws a recorded run's report with everything that needs a decoder which answers anywhere. It is asked in this
    thread, while the program runs.

    Args:
        run: the run's folder.
        encode, decode, layout, value_range, framework, modules, likelihood_parameters: as `serve` takes them; the
            model at the run's last snapshot.
        arguments: further options of `vae-viz report`, as `("--figures", "geometry")`.

    Returns:
        The report's path.

    Raises:
        VAEVizError: the program is not here, or failed; or there is no such run.
    """
    folder = Path(run).resolve()
    recorded = read_object(folder / "run.json").get("recorded") if (folder / "run.json").is_file() else None
    if not isinstance(recorded, dict):
        raise VAEVizError(f"{folder}: there is no recorded run")
    server = Server(
        encode,
        decode,
        latent_dim=int(recorded["latent_dim"]),
        image_shape=tuple(recorded["image_shape"]),
        likelihood=recorded.get("likelihood"),
        name=recorded.get("network") or "",
        layout=layout,
        value_range=value_range,
        framework=framework,
        modules=modules,
        likelihood_parameters=likelihood_parameters,
        step=max((int(row["step"]) for row in read_rows(folder / "metrics.jsonl")), default=None),
    )
    path = program.required()
    with tempfile.TemporaryDirectory(prefix="vae-viz-") as place, socket.socket(socket.AF_UNIX) as listener:
        # The folder is its owner's alone, and so is the socket in it.
        address = str(Path(place) / "model")
        listener.bind(address)
        listener.listen()
        model = ["exec", shlex.quote(sys.executable), shlex.quote(bridge.__file__), shlex.quote(address)]
        command = [str(path), "report", str(folder), "--model", " ".join(model), *arguments]
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(command, stdout=output, env=program.environment(path))
            try:
                _answer(listener, server, process)
            finally:
                if process.poll() is None:
                    process.terminate()
                status = process.wait()
            output.seek(0)
            lines = os.fsdecode(output.read()).strip().splitlines()
    if status != 0:
        raise VAEVizError(f"vae-viz report ended with {status}; what it says of it is above")
    return Path(lines[-1]) if lines else folder / "report.html"


def _answer(listener: socket.socket, server: Server, process: subprocess.Popen[bytes]) -> None:
    """Answers all that connect, one request at a time, until the program has ended."""
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        try:
            while process.poll() is None:
                for key, _ in selector.select(timeout=0.1):
                    if key.fileobj is listener:
                        selector.register(listener.accept()[0], selectors.EVENT_READ)
                        continue
                    connection = key.fileobj
                    assert isinstance(connection, socket.socket)
                    try:
                        request = messages.read(connection.recv)
                        if request is not None:
                            connection.sendall(server.answer(request)[0].to_bytes())
                    except OSError:
                        request = None
                    if request is None:
                        selector.unregister(connection)
                        connection.close()
        finally:
            for key in list(selector.get_map().values()):
                if isinstance(key.fileobj, socket.socket) and key.fileobj is not listener:
                    key.fileobj.close()
