"""Asking a model in the middle of its training, so that the training does not notice."""

from __future__ import annotations

import functools
import inspect
import random
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np


def modules_of(*functions: Any) -> list[Any]:
    """The PyTorch modules that functions are, belong to, or use by name or in a closure, each once.

    An object that a function uses is looked into one level deep, for modules among its attributes.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        return []
    found: dict[int, Any] = {}

    def add(value: Any, depth: int = 0) -> None:
        if isinstance(value, torch.nn.Module):
            found[id(value)] = value
            return
        if depth < 1 and not isinstance(value, (type, type(sys))):
            attributes = getattr(value, "__dict__", None)
            if isinstance(attributes, dict):
                for attribute in list(attributes.values()):
                    add(attribute, depth + 1)

    for function in functions:
        while isinstance(function, functools.partial):
            for argument in (*function.args, *function.keywords.values()):
                add(argument)
            function = function.func
        add(function)
        if (owner := getattr(function, "__self__", None)) is not None:
            add(owner)
        function = inspect.unwrap(function) if callable(function) else function
        function = getattr(function, "__func__", function)
        try:
            used = inspect.getclosurevars(function)
        except (TypeError, ValueError):
            continue
        for value in (*used.nonlocals.values(), *used.globals.values()):
            add(value)
    return list(found.values())


def device_of(modules: Iterable[Any]) -> Any:
    """Where the first parameter or buffer of PyTorch modules is; `None` where there is none."""
    for module in modules:
        for tensor in (*module.parameters(), *module.buffers()):
            return tensor.device
    return None


@contextmanager
def undisturbed(modules: Iterable[Any] = ()) -> Iterator[None]:
    """Modules are in evaluation mode and nothing is differentiated; afterwards each module's mode and the random
    states of Python, NumPy and PyTorch (of all its devices) are as they were."""
    with ExitStack() as stack:
        stack.callback(random.setstate, random.getstate())
        stack.callback(np.random.set_state, np.random.get_state())
        torch = sys.modules.get("torch")
        if torch is not None:
            stack.callback(torch.set_rng_state, torch.get_rng_state())
            if torch.cuda.is_available() and torch.cuda.is_initialized():
                stack.callback(torch.cuda.set_rng_state_all, torch.cuda.get_rng_state_all())
            if getattr(torch.backends, "mps", None) is not None and torch.backends.mps.is_available():
                stack.callback(torch.mps.set_rng_state, torch.mps.get_rng_state())
            for module in modules:
                for part in module.modules():
                    # The flag alone: what train() does beside it, where a module redefines it, is not undone so.
                    stack.callback(setattr, part, "training", part.training)
                module.eval()
            stack.enter_context(torch.no_grad())
        yield
