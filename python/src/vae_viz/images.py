"""Images in the layouts that people have them in, as bytes [n, rows, columns, channels]."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from .arrays import ArrayKind, Floats, framework_of, to_numpy
from .errors import VAEVizError

Layout = Literal["NHWC", "NCHW", "NHW", "flat"]
ImageShape = tuple[int, int, int]
"""(channels, rows, columns)."""

MOST_IMAGES = 100_000


def layout_of(shape: tuple[int, ...], prefers_channels_first: bool, wished: str | None = None) -> Layout:
    """What the axes of images are; `wished` is what a person says of four axes."""
    if len(shape) == 3:
        return "NHW"
    if len(shape) == 2:
        return "flat"
    if len(shape) == 4:
        if wished in ("NHWC", "NCHW"):
            return "NCHW" if wished == "NCHW" else "NHWC"
        first, last = shape[1] in (1, 3), shape[3] in (1, 3)
        if first or last:
            return "NCHW" if first and (not last or prefers_channels_first) else "NHWC"
    raise VAEVizError(
        f"images: the shape {list(shape)} is none of [n, h, w], [n, h, w, c], [n, c, h, w] and [n, h * w], "
        "with 1 or 3 channels"
    )


def shape_of(shape: tuple[int, ...], layout: Layout) -> ImageShape:
    """Channels, rows and columns of images of a shape in a layout."""
    if layout == "NCHW":
        return shape[1], shape[2], shape[3]
    if layout == "NHWC":
        return shape[3], shape[1], shape[2]
    if layout == "NHW":
        return 1, shape[1], shape[2]
    side = math.isqrt(shape[1])
    if side * side == shape[1]:
        return 1, side, side
    raise VAEVizError(f"images: {shape[1]} numbers in a row are no square grey image; give them as [n, h, w, c]")


def channels_last(
    array: npt.NDArray[Any], image_shape: ImageShape, prefers_channels_first: bool, wished: str | None = None
) -> npt.NDArray[Any]:
    """Images of a known shape, in whatever layout, as [n, rows, columns, channels].

    Raises:
        VAEVizError: they are of another shape.
    """
    channels, rows, columns = image_shape
    count = array.shape[0] if array.ndim else 0
    last, first = (count, rows, columns, channels), (count, channels, rows, columns)
    is_first = prefers_channels_first if wished is None else wished == "NCHW"
    if array.shape == first and (is_first or array.shape != last):
        array = array.transpose(0, 2, 3, 1)
        return array
    if array.shape == last:
        return array
    if channels == 1 and array.shape == (count, rows, columns):
        return array.reshape(last)
    if array.shape == (count, channels * rows * columns):
        return array.reshape(first).transpose(0, 2, 3, 1) if is_first else array.reshape(last)
    raise VAEVizError(
        f"decode gave the shape {list(array.shape)}; images of this run are {list(last[1:])} or {list(first[1:])} each"
    )


def scaled(array: npt.NDArray[Any], value_range: tuple[float, float]) -> Floats:
    """Numbers of a range as 0 to 1; whole numbers of 8 bits are of 0 to 255."""
    if array.dtype == np.uint8:
        value_range = (0, 255)
    low, high = value_range
    unit: Floats = (np.asarray(array, np.float32) - np.float32(low)) / np.float32(high - low)
    return unit


def to_bytes(images: Floats) -> npt.NDArray[np.uint8]:
    """Intensities from 0 to 1 as 0 to 255, rounded, cut where they are beyond."""
    return (np.clip(images, 0, 1) * 255 + 0.5).astype(np.uint8)


@dataclass(frozen=True)
class Sample:
    """The test images of a run, as they were given."""

    given: Any
    layout: Layout
    image_shape: ImageShape
    """(channels, rows, columns)."""
    value_range: tuple[float, float]
    kind: ArrayKind

    @staticmethod
    def of(images: Any, layout: str | None, value_range: tuple[float, float]) -> Sample:
        """Images as they are given: an array of any framework, bytes or fractions, in any usual layout.

        Raises:
            VAEVizError: they are no images that a run can have.
        """
        if framework_of(images) is None:
            images = np.asarray(images)
        if not (np.isfinite(value_range).all() and value_range[0] < value_range[1]):
            raise VAEVizError(f"value_range: {value_range} is no range from a smaller to a larger number")
        if layout not in (None, "NHWC", "NCHW"):
            raise VAEVizError(f"layout: {layout!r} is neither 'NHWC' nor 'NCHW'")
        shape = tuple(int(extent) for extent in images.shape)
        found = layout_of(shape, framework_of(images) == "torch", layout)
        image_shape = shape_of(shape, found)
        channels, rows, columns = image_shape
        if not 1 <= shape[0] <= MOST_IMAGES:
            raise VAEVizError(f"images: {shape[0]} of them; a run has 1 to {MOST_IMAGES:,}")
        if channels not in (1, 3) or rows != columns or not 4 <= rows <= 512:
            raise VAEVizError(
                f"images: {rows} x {columns} with {channels} channels; they must be squares of 4 to 512 pixels a side "
                "with 1 or 3 channels"
            )
        sample = Sample(images, found, image_shape, value_range, ArrayKind.of(images))
        sample._check_values()
        return sample

    def __len__(self) -> int:
        return int(self.given.shape[0])

    @property
    def prefers_channels_first(self) -> bool:
        """Whether channels come before rows where an image's shape alone does not tell."""
        return self.layout == "NCHW" or (self.layout != "NHWC" and self.kind.framework == "torch")

    def _check_values(self) -> None:
        array = to_numpy(self.given[:1000])
        if array.dtype == np.bool_ or array.dtype == np.uint8:
            return
        if not np.issubdtype(array.dtype, np.floating):
            raise VAEVizError(f"images: numbers of type {array.dtype}; give uint8 from 0 to 255 or floats from 0 to 1")
        low, high = self.value_range
        found = float(array.min()), float(array.max())
        if not np.isfinite(array).all() or found[0] < low - 1e-3 or found[1] > high + 1e-3:
            raise VAEVizError(
                f"images: numbers from {found[0]:.4g} to {found[1]:.4g}, not {low:g} to {high:g}; "
                "divide them, or say value_range=(low, high)"
            )

    def batch(self, start: int, stop: int, kind: ArrayKind | None = None) -> Any:
        """Some images for a person's function: of the kind and in the layout given, bytes as fractions of
        `value_range`.

        Args:
            start: the first.
            stop: behind the last.
            kind: another kind of array than that of the images.
        """
        part = self.given[start:stop]
        wanted = kind or self.kind
        if wanted.framework == "torch" and framework_of(part) == "torch" and part.is_floating_point():
            # Of the number type given, and not the person's own tensor, which a function might change.
            return part.detach().clone().to(device=wanted.device)
        array = to_numpy(part)
        if array.dtype in (np.uint8, np.bool_):
            low, high = self.value_range
            unit = array.astype(np.float32) / np.float32(255 if array.dtype == np.uint8 else 1)
            array = unit * np.float32(high - low) + np.float32(low)
        return wanted.make(array.astype(np.float32))

    def pixels(self, start: int, stop: int) -> npt.NDArray[np.uint8]:
        """Some images as bytes [n, rows, columns, channels]."""
        array = to_numpy(self.given[start:stop])
        if array.dtype == np.bool_:
            array = array.astype(np.uint8) * np.uint8(255)
        wished = self.layout if self.layout in ("NHWC", "NCHW") else None
        array = channels_last(array, self.image_shape, self.prefers_channels_first, wished)
        return array if array.dtype == np.uint8 else to_bytes(scaled(array, self.value_range))
