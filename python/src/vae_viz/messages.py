"""Messages of the protocol between the program and a model: a length, then a safetensors file of that length."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save

from .arrays import contiguous
from .errors import VAEVizError

VERSION = "1"
MOST_BYTES = 1 << 31
TYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "U8": np.dtype("u1"), "I32": np.dtype("<i4")}


@dataclass(frozen=True)
class Message:
    """Tensors, and what is said of them."""

    metadata: Mapping[str, str]
    tensors: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """With the length before it."""
        tensors = {name: contiguous(tensor) for name, tensor in self.tensors.items()}
        data = save(tensors, {"protocol": VERSION, **self.metadata})
        return struct.pack("<Q", len(data)) + data


def parse(data: bytes) -> Message:
    """A message from the bytes behind its length.

    Raises:
        VAEVizError: they are no safetensors file of types that the protocol has.
    """
    wrong = VAEVizError("the program sent a message that is no safetensors file")
    if len(data) < 8:
        raise wrong
    (length,) = struct.unpack_from("<Q", data)
    if length > len(data) - 8:
        raise wrong
    try:
        header = json.loads(data[8 : 8 + length])
        metadata = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
        body = memoryview(data)[8 + length :]
        tensors: dict[str, npt.NDArray[Any]] = {}
        for name, entry in header.items():
            start, stop = entry["data_offsets"]
            if not 0 <= start <= stop <= len(body) or min(entry["shape"], default=0) < 0:
                raise wrong
            flat: npt.NDArray[Any] = np.frombuffer(body[start:stop], dtype=TYPES[entry["dtype"]])
            tensors[name] = flat.reshape(entry["shape"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise wrong from None
    return Message(metadata, tensors)


def read(receive: Callable[[int], bytes]) -> Message | None:
    """The next message; `None` at the stream's end.

    Args:
        receive: gives up to so many bytes, none at the end.
    """
    start = _exactly(receive, 8)
    if start is None:
        return None
    (length,) = struct.unpack("<Q", start)
    if length > MOST_BYTES:
        raise VAEVizError(f"the program announced a message of {length:,} bytes")
    data = _exactly(receive, length)
    return None if data is None else parse(data)


def _exactly(receive: Callable[[int], bytes], count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = receive(min(count - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
