"""A model that answers the program: `serve` over standard input and output."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from . import messages
from .answers import decoded
from .arrays import ArrayKind, Floats, to_floats
from .asking import Asking, Function
from .derivatives import derivatives
from .errors import VAEVizError
from .images import Sample
from .labels import line_of
from .likelihoods import check_names
from .messages import Message
from .undisturbed import device_of, modules_of

MOST = 4096
"""Images or codes in a request."""


class Server:
    """Answers requests for one model."""

    def __init__(
        self,
        encode: Function | None,
        decode: Function,
        *,
        latent_dim: int,
        image_shape: tuple[int, int, int],
        likelihood: str | None = None,
        name: str = "",
        layout: str | None = None,
        value_range: tuple[float, float] = (0.0, 1.0),
        framework: str | None = None,
        modules: Iterable[Any] = (),
        likelihood_parameters: Iterable[float] = (),
        step: int | None = None,
        prepare: Callable[[int], None] | None = None,
    ) -> None:
        """See `serve`."""
        check_names(likelihood, "vae")
        channels, rows, columns = image_shape
        found = [*modules, *modules_of(encode, decode)]
        framework = framework or ("torch" if found else "numpy")
        if framework not in ("numpy", "torch", "tensorflow", "jax"):
            raise VAEVizError(f"framework: {framework!r} is none of numpy, torch, tensorflow, jax")
        if framework != "numpy" and framework not in sys.modules:
            raise VAEVizError(f"framework: {framework} is not imported")
        is_first = layout == "NCHW" or (layout is None and framework == "torch")
        shape = (1, channels, rows, columns) if is_first else (1, rows, columns, channels)
        device = device_of(found) if framework == "torch" else None
        if framework == "torch" and device is None:
            device = sys.modules["torch"].device("cpu")
        self.kind = ArrayKind(framework, None, device)
        self.is_first = is_first
        sample = Sample.of(np.zeros(shape, np.float32) + value_range[0], "NCHW" if is_first else "NHWC", value_range)
        self._decoder = decode
        self.asking = Asking(encode or _nothing, decode, sample, None, likelihood, True, found)
        self.asking.code_kind, self.asking.code_shape = self.kind, (latent_dim,)
        self.latent_dim, self.image_shape = latent_dim, (channels, rows, columns)
        self.likelihood, self.name, self._prepare = likelihood, line_of(name), prepare
        self._likelihood_parameters = [float(value) for value in likelihood_parameters]
        self._step = step
        self._differentiates: bool | None = None

    def answer(self, request: Message) -> tuple[Message, bool]:
        """The answer to a request, and whether it was the last one. What goes wrong is in the answer."""
        wanted, number = request.metadata.get("request", ""), request.metadata.get("id", "")
        try:
            if request.metadata.get("protocol") != messages.VERSION:
                raise VAEVizError(f"protocol {request.metadata.get('protocol')} is not {messages.VERSION}")
            actions: dict[str, Callable[[Message], Message]] = {
                "hello": self._hello,
                "encode": self._encode,
                "decode": self._decode,
                "jacobian": self._jacobian,
                "bye": lambda _: Message({}),
            }
            if wanted not in actions:
                raise VAEVizError(f"there is no request {wanted!r}")
            result = actions[wanted](request)
            metadata = {"answer": wanted, "id": number, **result.metadata}
            return Message(metadata, result.tensors), wanted == "bye"
        except Exception as error:
            kind = "" if isinstance(error, VAEVizError) else f"{type(error).__name__}: "
            return Message({"error": line_of(f"{kind}{error}") or type(error).__name__, "id": number}), False

    def _hello(self, request: Message) -> Message:
        asked = request.metadata.get("step", "")
        if asked:
            if self._prepare is not None:
                self._prepare(int(asked))
            elif self._step is None:
                self._step = int(asked)
            elif self._step != int(asked):
                raise VAEVizError(f"this is the model of step {self._step} alone")
        said = {
            "latent_dim": str(self.latent_dim),
            "image_shape": json.dumps(list(self.image_shape)),
            "likelihood": self.likelihood or "",
            "name": self.name,
            "differentiates": "true" if self._can_differentiate() else "false",
        }
        if self._likelihood_parameters:
            said["likelihood_parameters"] = json.dumps(self._likelihood_parameters)
        return Message(said)

    def _tensor(self, request: Message, name: str, dtype: type, shape: tuple[int, ...]) -> Any:
        tensor = request.tensors.get(name)
        if tensor is None or tensor.dtype != dtype or tensor.shape[1:] != shape or not 1 <= len(tensor) <= MOST:
            raise VAEVizError(f"the request has no tensor {name} of {np.dtype(dtype).name} [n, {list(shape)}]")
        return tensor

    def _encode(self, request: Message) -> Message:
        channels, rows, columns = self.image_shape
        images = self._tensor(request, "images", np.uint8, (rows, columns, channels))
        given = images.transpose(0, 3, 1, 2) if self.is_first else images
        low, high = self.asking.sample.value_range
        unit = given.astype(np.float32) / np.float32(255) * np.float32(high - low) + np.float32(low)
        kind = self.kind
        sample = Sample(unit, self.asking.sample.layout, self.image_shape, (low, high), kind)
        asked = Asking(self.asking.encode, None, sample, self.latent_dim, modules=self.asking.modules)
        posteriors = asked.posteriors()
        # As the encoder's codes are, so the decoder is asked.
        self.asking.code_kind, self.asking.code_shape = asked.code_kind, asked.code_shape
        tensors = {"means": posteriors.flat_means}
        if posteriors.flat_log_variances is not None:
            tensors["log_variances"] = posteriors.flat_log_variances
        return Message({}, tensors)

    def _decode(self, request: Message) -> Message:
        codes = self._tensor(request, "codes", np.float32, (self.latent_dim,))
        return Message({}, {"images": self.asking.images(codes)})

    def _jacobian(self, request: Message) -> Message:
        if not self._can_differentiate():
            raise VAEVizError("this model does not differentiate")
        codes = self._tensor(request, "codes", np.float32, (self.latent_dim,))
        dimensions = request.tensors.get("dimensions")
        if dimensions is None or not all(0 <= int(d) < self.latent_dim for d in dimensions.reshape(-1)):
            raise VAEVizError(f"the request has no dimensions below {self.latent_dim}")
        return Message({}, {"derivatives": self._derivatives(codes, [int(d) for d in dimensions.reshape(-1)])})

    def _derivatives(self, codes: Floats, dimensions: list[int]) -> Floats:
        """Of the means, from 0 to 1, by some dimensions of the codes [n, d, rows, columns, channels]."""
        given = self.asking.code_kind.make(codes.reshape(len(codes), *self.asking.code_shape))
        low, high = self.asking.sample.value_range

        def means(codes: Any) -> Any:
            return decoded(self._decoder(codes))

        parts = [
            (self.asking.in_layout(to_floats(derivative)) / np.float32(high - low)).astype(np.float32)
            for derivative in derivatives(means, given, dimensions, self.asking.modules)
        ]
        result = np.stack(parts, axis=1)
        if not math.isfinite(float(np.abs(result).max())):
            raise VAEVizError("the decoder's derivatives are not finite")
        return result

    def _can_differentiate(self) -> bool:
        """Whether the decoder's framework gives derivatives of it: tried once, at the mean of the prior."""
        if self._differentiates is None:
            try:
                self._derivatives(np.zeros((1, self.latent_dim), np.float32), [0])
                self._differentiates = True
            except Exception:
                self._differentiates = False
        return self._differentiates


def _nothing(_: Any) -> Any:
    raise VAEVizError("this model has no encoder")


def serve(
    encode: Function | None,
    decode: Function,
    *,
    latent_dim: int,
    image_shape: tuple[int, int, int],
    likelihood: str | None = None,
    name: str = "",
    layout: str | None = None,
    value_range: tuple[float, float] = (0.0, 1.0),
    framework: str | None = None,
    modules: Iterable[Any] = (),
    likelihood_parameters: Iterable[float] = (),
    step: int | None = None,
    prepare: Callable[[int], None] | None = None,
) -> None:
    """Answers the program over standard input and output until it says goodbye:
    `vae-viz report RUN --model 'python my_model.py'`.

    While it serves, what other code prints goes to standard error.

    Args:
        encode: a batch of images, floats of `value_range`, to posteriors, as `Recorder.snapshot` takes it.
        decode: codes [b, L] to means of p(x|z).
        latent_dim: L.
        image_shape: (channels, rows, columns).
        likelihood: p(x|z) by the program's name; `None` for another.
        name: of the model, in a line.
        layout: of the images that `encode` is given, "NCHW" or "NHWC"; by default PyTorch's is the first.
        value_range: what stands for black and white.
        framework: numpy, torch, tensorflow or jax: what the functions take. By default torch where they use PyTorch
            modules, else numpy.
        modules: PyTorch modules that the functions use, where they cannot be found in these.
        likelihood_parameters: what the likelihood learned: of a Gaussian [log-variance], of a discretized logistic
            [log-scale].
        step: of the model; others are refused, and the program shows what was recorded of them. By default the first
            one asked for.
        prepare: called with each step that the program asks for, to load its weights, in the place of `step`.
    """
    server = Server(
        encode,
        decode,
        latent_dim=latent_dim,
        image_shape=image_shape,
        likelihood=likelihood,
        name=name,
        layout=layout,
        value_range=value_range,
        framework=framework,
        modules=modules,
        likelihood_parameters=likelihood_parameters,
        step=step,
        prepare=prepare,
    )
    sys.stdout.flush()
    output, printed = os.dup(1), sys.stdout
    # Prints of libraries in C too go to standard error.
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    try:
        with os.fdopen(os.dup(0), "rb", buffering=0) as source, os.fdopen(output, "wb") as sink:
            while (request := messages.read(source.read)) is not None:
                answer, is_last = server.answer(request)
                sink.write(answer.to_bytes())
                sink.flush()
                if is_last:
                    break
    except BrokenPipeError:
        pass  # The program ended before us.
    finally:
        sys.stdout = printed
