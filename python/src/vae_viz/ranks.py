"""Which of many processes records."""

from __future__ import annotations

import sys


def is_first() -> bool:
    """Whether this process is the first of a training by `torch.distributed`, or the only one."""
    torch = sys.modules.get("torch")
    if torch is None:
        return True
    distributed = getattr(torch, "distributed", None)
    if distributed is None or not distributed.is_available() or not distributed.is_initialized():
        return True
    return bool(distributed.get_rank() == 0)
