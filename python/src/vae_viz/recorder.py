"""Recording how a model learns, from any trainer."""

from __future__ import annotations

import operator
import sys
import time
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from . import program
from .asking import Asking, Function, Posteriors
from .closing import GROUPS, CloserLook
from .errors import VAEVizError
from .files import read_tensors, write_tensors
from .grids import activity
from .images import Sample
from .labels import file_name_of, first_of_each, labelled, line_of
from .likelihoods import check_names
from .metrics import read_rows, row, write_rows
from .ranks import is_first
from .record import PRODUCER, RunRecord, now, read_object
from .snapshot import Tensors, plain_snapshot, spatial_snapshot


class Recorder:
    """Writes a run's folder, of which `vae-viz report` draws the pictures.

    ```python
    with vae_viz.Recorder("Output/mine", test_images, test_labels, likelihood="bernoulli") as recorder:
        for step, batch in enumerate(batches):
            if step % 100 == 0:
                recorder.snapshot(step, encode=encode, decode=decode, metrics={"train_elbo": -loss})
            train(batch)
    ```

    In a training of many processes by `torch.distributed` all but the first do nothing here.
    """

    def __init__(
        self,
        folder: str | Path,
        images: Any,
        labels: Any = None,
        classes: Sequence[Any] | None = None,
        *,
        likelihood: str | None = None,
        model: str = "vae",
        name: str | None = None,
        title: str | None = None,
        latent_dim: int | None = None,
        layout: str | None = None,
        value_range: tuple[float, float] = (0.0, 1.0),
        plane: tuple[int, int] | None = None,
        modules: Iterable[Any] = (),
        batch_size: int | None = None,
        steps_per_epoch: int | None = None,
        beta: float | None = None,
        learning_rate: float | None = None,
        network: str | None = None,
        train_count: int | None = None,
        seed: int | None = None,
        resume: bool = False,
        report: bool = True,
    ) -> None:
        """Opens a new run, or one to go on with.

        Args:
            folder: of the run; it is made, and must not hold a run unless `resume`.
            images: the test sample, 1 to 100,000 squares of 4 to 512 pixels a side: an array of NumPy, PyTorch,
                TensorFlow or JAX; [n, h, w], [n, h, w, c], [n, c, h, w] or [n, h * w]; bytes, or floats of
                `value_range`. `encode` gets batches of it in the same layout, as floats.
            labels: whole numbers [n] from 0, rows with a 1 among zeros, or words.
            classes: each class's name, up to 256.
            likelihood: p(x|z): bernoulli, continuous-bernoulli, gaussian, discretized-logistic, or `None` for another.
            model: "vae" or "autoencoder", whose codes are points.
            name, title: of the data set, as files and as people have it.
            latent_dim: L; found at the first snapshot. Where `encode` gives 2 L numbers in one row, they are taken for
                means and log-variances.
            layout: "NCHW" or "NHWC", where the images' shape leaves it open.
            value_range: what stands for black and white in floats, also in decoded images, as (-1, 1).
            plane: the two dimensions to show, where there are more; by default the two most active at each snapshot.
                The film of the decoded plane has those snapshots that show the same two as the last.
            modules: PyTorch modules that `encode` and `decode` use, where they cannot be found in these.
            batch_size, steps_per_epoch, beta, learning_rate, network, train_count, seed: of the training, for the
                report; of `steps_per_epoch` also epoch and batch of a step.
            resume: goes on with the run that the folder holds.
            report: whether `close` draws the report.

        Raises:
            VAEVizError: there is a run already, or something is not as above.
        """
        check_names(likelihood, model)
        self.folder = Path(folder)
        self.active = is_first()
        self.sample = Sample.of(images, layout, value_range)
        self._labels, class_names = labelled(labels, classes, len(self.sample))
        self._model, self._likelihood, self._latent_dim, self._plane = model, likelihood, latent_dim, plane
        self._modules, self._draws, self._closed = list(modules), report, False
        self._steps_per_epoch = steps_per_epoch
        self._reconstructed = first_of_each(self._labels, len(self.sample), each=3, most=90)
        channels, rows, columns = self.sample.image_shape
        optional: dict[str, Any] = {
            "steps_per_epoch": steps_per_epoch,
            "batch_size": batch_size,
            "beta": beta,
            "learning_rate": learning_rate,
            "network": line_of(network) if network else None,
        }
        recorded: dict[str, Any] = {"latent_dim": latent_dim, "image_shape": [channels, rows, columns]}
        recorded.update(likelihood=likelihood, model=model)
        recorded.update({key: value for key, value in optional.items() if value is not None})
        shown = line_of(title or name or self.folder.name) or "Images"
        dataset = {
            "name": file_name_of(name or shown),
            "title": shown,
            "test_count": len(self.sample),
            "class_names": class_names,
        }
        if train_count is not None:
            dataset["train_count"] = train_count
        from . import __version__

        producer = {"name": PRODUCER, "version": __version__}
        self._record = RunRecord(recorded, dataset, producer, seed=seed)
        self._rows: list[dict[str, Any]] = []
        self._last = self._resumed = -1
        self._began, self._inside = time.monotonic(), 0.0
        self._before = 0.0
        self._pending: CloserLook | None = None
        self._closer_step, self._closer_seconds = -1, 0.0
        if self.active:
            self._open(resume)

    @property
    def last_step(self) -> int | None:
        """The step of the newest snapshot; `None` where there is none. A resumed training goes on behind it."""
        return self._last if self._last >= 0 else None

    def snapshot(
        self,
        step: int,
        encode: Function,
        decode: Function | None = None,
        metrics: Mapping[str, Any] | None = None,
        epoch: int | None = None,
        batch: int | None = None,
    ) -> bool:
        """Records the model as it is now.

        Args:
            step: batches trained on so far, more than at the last snapshot. In a resumed run, steps that are recorded
                already are passed over.
            encode: images, a batch of the sample, to their posteriors: (mean, log_variance), a distribution, or an
                object as libraries give (`latent_dist`, `mu` and `logvar`, ...); means [b, L], or [b, c, h, w] of a
                latent with places. Of an autoencoder the codes.
            decode: codes as `encode` gives means to means of p(x|z), images in any layout in `value_range`. Left out,
                only posteriors are recorded.
            metrics: numbers, nats per image: `train_elbo`, `test_elbo`, `reconstruction`, `kl`, or any others.
            epoch: from 1; 0 before training.
            batch: batches so far in this epoch.

        Returns:
            Whether it was recorded.

        Raises:
            VAEVizError: what the functions gave cannot be recorded; nothing is written then.
        """
        if not self.active:
            return False
        if self._closed:
            raise VAEVizError(f"{self.folder}: the recorder is closed")
        step = operator.index(step)
        if step < 0 or (step <= self._last and step > self._resumed):
            raise VAEVizError(f"snapshot: step {step} is not behind step {self._last}, the last one")
        if step <= self._resumed:
            return False
        entered = time.monotonic()
        asking = Asking(
            encode,
            decode,
            self.sample,
            self._latent_dim,
            self._likelihood,
            self._model == "vae",
            self._modules,
        )
        posteriors = asking.posteriors()
        metadata = {"step": str(step)}
        pending: CloserLook | None = None
        if posteriors.latent_shape is not None:
            tensors, factor = spatial_snapshot(asking, posteriors, self._reconstructed[:12])
            metadata["scale_factor"] = repr(factor)
        else:
            tensors, codes = plain_snapshot(asking, posteriors, self._reconstructed, self._checked_plane(posteriors))
            if codes:
                pending = CloserLook(asking, codes, tensors)
                if pending.is_due(self._closer_seconds, entered - self._began):
                    looked, seconds = pending.taken()
                    tensors |= looked
                    self._closer_seconds += seconds
                    pending = None
        epoch, batch = self._moment(step, *(part if part is None else operator.index(part) for part in (epoch, batch)))
        metadata |= {key: str(value) for key, value in (("epoch", epoch), ("batch", batch)) if value is not None}
        measured = {**self._divergences(posteriors), **self._clock(entered), **(metrics or {})}
        line = row(step, epoch, batch, measured)
        if self._last < 0:
            self._begin(asking, posteriors)
        write_tensors(self._path(step), tensors, metadata)
        self._rows.append(line)
        write_rows(self.folder / "metrics.jsonl", self._rows)
        self._last, self._pending = step, pending
        if any(name.startswith(GROUPS) for name in tensors):
            self._thin(step)
        self._inside += time.monotonic() - entered
        return True

    def close(self, finished: bool = True) -> Path | None:
        """Ends the run and draws its report.

        The last snapshot's `decode` is asked once more, for the finer and further planes that only that snapshot has.

        Args:
            finished: whether training came to its end; else the run is marked as interrupted, and no report is drawn.

        Returns:
            The report's path; `None` where none was drawn. Why not is said in a line.
        """
        if self._closed or not self.active:
            return None
        self._closed = True
        if self._last < 0:
            warnings.warn(f"{self.folder}: closed without a snapshot; there is no run to draw", stacklevel=2)
            return None
        self._record.state = "finished" if finished else "interrupted"
        self._record.ended = now()
        self._record.write(self.folder / "run.json")
        self._look_closer()
        if not (finished and self._draws):
            return None
        try:
            return program.report(self.folder)
        except VAEVizError as error:
            print(f"vae-viz: {error}. The run is kept; draw it by: vae-viz report {self.folder}", file=sys.stderr)
            return None

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._last >= 0 or kind is None:
            self.close(finished=kind is None)

    def _open(self, resume: bool) -> None:
        path = self.folder / "run.json"
        if not path.exists():
            # An empty folder is from before a power cut.
            if any((self.folder / "snapshots").glob("step-*")) or (self.folder / "metrics.jsonl").exists():
                raise VAEVizError(f"{self.folder}: there are parts of a run without run.json; choose another folder")
            return
        if not resume:
            raise VAEVizError(f"{self.folder}: there is a run already; go on with it by resume=True, or choose another")
        found = read_object(path)
        recorded, dataset = found.get("recorded"), found.get("dataset")
        if not isinstance(recorded, dict) or not isinstance(dataset, dict):
            raise VAEVizError(f"{self.folder}: this run was not recorded by a Recorder and cannot be resumed by one")
        for name in ("image_shape", "model", "likelihood"):
            if recorded.get(name) != self._record.recorded[name]:
                raise VAEVizError(f"{self.folder}: the run there has {name} {recorded.get(name)}, this one "
                                  f"{self._record.recorded[name]}")  # fmt: skip
        sample, _ = read_tensors(self.folder / "images.safetensors")
        if not self._is_same(sample):
            raise VAEVizError(f"{self.folder}: the run there has other test images or labels")
        if self._latent_dim not in (None, recorded.get("latent_dim")):
            raise VAEVizError(f"{self.folder}: the run there has latent_dim {recorded.get('latent_dim')}")
        self._record.recorded = {
            **recorded,
            **{k: v for k, v in self._record.recorded.items() if v is not None},
        }
        self._latent_dim = recorded["latent_dim"]
        self._record.started = str(found.get("started") or now())
        self._record.producer = {**self._record.producer, **dict(found.get("producer") or {})}
        # A line whose file is missing does not count.
        self._rows = [line for line in read_rows(self.folder / "metrics.jsonl") if self._path(line["step"]).exists()]
        if self._rows:
            self._last = self._resumed = self._closer_step = self._rows[-1]["step"]
            self._before = float(self._rows[-1].get("seconds") or 0)
            self._record.write(path)

    def _is_same(self, sample: Mapping[str, Any]) -> bool:
        images, labels = sample.get("images"), sample.get("labels")
        if images is None or len(images) != len(self.sample) or (labels is None) != (self._labels is None):
            return False
        if labels is not None and self._labels is not None and not np.array_equal(labels, self._labels):
            return False
        parts = range(0, len(self.sample), 1000)
        return all(np.array_equal(images[i : i + 1000], self.sample.pixels(i, i + 1000)) for i in parts)

    def _begin(self, asking: Asking, posteriors: Posteriors) -> None:
        """Writes what stands before a run's first snapshot."""
        self._latent_dim = posteriors.latent_dim
        self._record.recorded["latent_dim"] = posteriors.latent_dim
        if posteriors.latent_shape is not None:
            self._record.recorded["latent_shape"] = list(posteriors.latent_shape)
        self._record.producer["framework"] = line_of(asking.code_kind.title)
        (self.folder / "snapshots").mkdir(parents=True, exist_ok=True)
        count = len(self.sample)
        images = np.concatenate([self.sample.pixels(i, min(i + 1000, count)) for i in range(0, count, 1000)])
        sample: Tensors = {"images": images}
        if self._labels is not None:
            sample["labels"] = self._labels
        write_tensors(self.folder / "images.safetensors", sample, {})
        self._record.write(self.folder / "run.json")

    def _path(self, step: int) -> Path:
        return self.folder / "snapshots" / f"step-{step:08d}.safetensors"

    def _look_closer(self) -> None:
        """Adds to the last snapshot what only that one needs, where the model is still as it was then."""
        pending, self._pending = self._pending, None
        if pending is None:
            return
        path = self._path(self._last)
        try:
            with pending.as_it_was():
                tensors = pending.taken()[0] if pending.is_of_this_model() else None
            if tensors is not None:
                kept, metadata = read_tensors(path)
                write_tensors(path, {**kept, **tensors}, metadata)
                self._thin(self._last)
                return
            reason = "decode answers otherwise than at that step; record the trained model before closing"
        # Whatever a person's function may raise: the run is whole without.
        except Exception as error:
            reason = line_of(f"{type(error).__name__}: {error}")
        warnings.warn(f"{self.folder}: step {self._last} is without finer planes: {reason}", stacklevel=3)

    def _thin(self, step: int) -> None:
        """Takes what only a run's last snapshot needs out of the one that had it before this step."""
        previous, self._closer_step = self._closer_step, step
        path = self._path(previous)
        if 0 <= previous != step and path.exists():
            tensors, metadata = read_tensors(path)
            kept = {name: tensor for name, tensor in tensors.items() if not name.startswith(GROUPS)}
            if len(kept) < len(tensors):
                write_tensors(path, kept, metadata)

    def _checked_plane(self, posteriors: Posteriors) -> tuple[int, int] | None:
        if self._plane is None:
            return None
        first, second = self._plane
        if first == second or not all(0 <= part < posteriors.latent_dim for part in self._plane):
            raise VAEVizError(f"plane: {self._plane} are not two of {posteriors.latent_dim} dimensions, from 0")
        return self._plane

    def _moment(self, step: int, epoch: int | None, batch: int | None) -> tuple[int | None, int | None]:
        """Epoch and batch of a step, by the steps of an epoch where they are not given."""
        if epoch is None and batch is None and self._steps_per_epoch:
            epoch = -(-step // self._steps_per_epoch)
            batch = step - (epoch - 1) * self._steps_per_epoch if epoch else 0
        return epoch, batch

    def _divergences(self, posteriors: Posteriors) -> dict[str, Any]:
        if posteriors.flat_log_variances is None or posteriors.latent_shape is not None:
            return {}
        divergence = np.maximum(activity(posteriors).astype(np.float64), 0)
        return {"kl": divergence.sum(), "kl_per_dimension": divergence}

    def _clock(self, now: float) -> dict[str, float]:
        """Seconds of training: those before resuming too, but not those of recording."""
        return {"seconds": self._before + now - self._began - self._inside}
