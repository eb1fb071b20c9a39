"""Arrays of NumPy, PyTorch, TensorFlow and JAX as NumPy's, and back.

No framework is imported here: an array is of one only if its owner has imported that one.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def framework_of(value: Any) -> str | None:
    """`"numpy"`, `"torch"`, `"tensorflow"` or `"jax"`; `None` of what is no array of these."""
    if isinstance(value, (np.ndarray, np.generic)):
        return "numpy"
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return "torch"
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None and (
        tensorflow.is_tensor(value) or isinstance(value, getattr(tensorflow, "Variable", ()))
    ):
        return "tensorflow"
    jax = sys.modules.get("jax")
    if jax is not None and isinstance(value, getattr(jax, "Array", ())):
        return "jax"
    return None


def is_array(value: Any) -> bool:
    """Whether it is an array of a framework, or has NumPy's interface for arrays."""
    return framework_of(value) is not None or hasattr(type(value), "__array__")


def to_numpy(value: Any) -> npt.NDArray[Any]:
    """An array of any framework, on any device, as NumPy's; half precision becomes single."""
    kind = framework_of(value)
    if kind == "torch":
        tensor = value.detach()
        if tensor.is_floating_point() and tensor.dtype != sys.modules["torch"].float64:
            tensor = tensor.float()
        return np.asarray(tensor.cpu().numpy())
    if kind == "tensorflow":
        tensorflow = sys.modules["tensorflow"]
        if value.dtype in (tensorflow.bfloat16, tensorflow.float16):
            value = tensorflow.cast(value, tensorflow.float32)
        return np.asarray(value.numpy())
    return np.asarray(value)


def to_floats(value: Any) -> Floats:
    """An array of any framework as 32-bit floats of NumPy."""
    return np.asarray(to_numpy(value), np.float32)


def contiguous(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array with its numbers one behind another, rows first, as files have them."""
    return np.ascontiguousarray(array)


@dataclass(frozen=True)
class ArrayKind:
    """How arrays are made that a person's function takes: framework, number type and device."""

    framework: str = "numpy"
    dtype: Any = None
    device: Any = None

    @staticmethod
    def of(value: Any) -> ArrayKind:
        """The kind that an array is of; NumPy's in single precision where it is of none."""
        kind = framework_of(value)
        if kind == "torch":
            dtype = value.dtype if value.is_floating_point() else None
            return ArrayKind("torch", dtype, value.device)
        if kind == "tensorflow":
            return ArrayKind("tensorflow", value.dtype if value.dtype.is_floating else None)
        return ArrayKind(kind or "numpy")

    def make(self, array: Floats) -> Any:
        """The same numbers as an array of this kind and its own, which may be changed in place; the shape stays."""
        array = np.array(array, np.float32, order="C")
        if self.framework == "torch":
            torch = sys.modules["torch"]
            return torch.from_numpy(array).to(device=self.device, dtype=self.dtype or torch.float32)
        if self.framework == "tensorflow":
            tensorflow = sys.modules["tensorflow"]
            return tensorflow.convert_to_tensor(array, dtype=self.dtype or tensorflow.float32)
        if self.framework == "jax":
            return sys.modules["jax"].numpy.asarray(array)
        return array

    @property
    def title(self) -> str:
        """The framework with its version, as `torch 2.7.0`."""
        module = sys.modules.get(self.framework)
        return f"{self.framework} {getattr(module, '__version__', '')}".strip()
