"""Joins standard input and output to a socket of this machine: what the program starts as a model, when the model
lives in a Python session that is running already. Run as a file; needs nothing but Python's own library."""

from __future__ import annotations

import os
import socket
import sys
import threading


def main(address: str) -> None:
    """Passes all bytes on, both ways, until either side ends."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)

    def forward() -> None:
        while data := os.read(0, 1 << 16):
            connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)

    threading.Thread(target=forward, daemon=True).start()
    while data := connection.recv(1 << 16):
        view = memoryview(data)
        while view:
            view = view[os.write(1, view) :]


if __name__ == "__main__":
    main(sys.argv[1])
