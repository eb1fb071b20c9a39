"""The protocol between the program and a model, from the program's side."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from vae_viz import VAEVizError, messages, report
from vae_viz.messages import Message
from vae_viz.protocol import Server

from .conftest import LinearModel


def server(model: LinearModel, **options) -> Server:
    return Server(model.encode, model.decode, latent_dim=2, image_shape=(1, 8, 8), likelihood="bernoulli", **options)


def ask(server: Server, request: str, step: int | None = None, **tensors) -> Message:
    metadata = {"request": request, "id": "7", **({} if step is None else {"step": str(step)})}
    sent = Message(metadata, tensors).to_bytes()
    answer, _ = server.answer(messages.parse(sent[8:]))
    back = messages.parse(answer.to_bytes()[8:])
    assert back.metadata["id"] == "7"
    return back


def test_answers(model):
    serving = server(model, name="linear")
    hello = ask(serving, "hello").metadata
    assert hello["answer"] == "hello"
    assert (hello["latent_dim"], json.loads(hello["image_shape"])) == ("2", [1, 8, 8])
    assert (hello["likelihood"], hello["name"], hello["differentiates"]) == ("bernoulli", "linear", "false")
    pixels = np.random.default_rng(0).integers(0, 256, (300, 8, 8, 1)).astype(np.uint8)
    found = ask(serving, "encode", images=pixels).tensors
    means, log_variances = model.encode(pixels.astype(np.float32) / 255)
    assert np.allclose(found["means"], means, atol=1e-5)
    assert np.allclose(found["log_variances"], log_variances)
    codes = np.random.default_rng(1).standard_normal((5, 2)).astype(np.float32)
    images = ask(serving, "decode", codes=codes).tensors["images"]
    assert images.shape == (5, 8, 8, 1)
    assert np.allclose(images, model.decode(codes), atol=1e-6)


def test_a_model_is_of_its_step(model):
    serving = server(model, likelihood_parameters=[-2])
    assert ask(serving, "hello", step=30).metadata["likelihood_parameters"] == "[-2.0]"
    assert "of step 30 alone" in ask(serving, "hello", step=20).metadata["error"]
    assert "error" not in ask(serving, "hello", step=30).metadata
    assert "of step 7 alone" in ask(server(model, step=7), "hello", step=8).metadata["error"]
    prepared = []

    def prepare(step):
        if step > 20:
            raise FileNotFoundError("no weights")
        prepared.append(step)

    loading = server(model, prepare=prepare)
    for step in (10, 20):
        assert "error" not in ask(loading, "hello", step=step).metadata
    assert prepared == [10, 20]
    assert "no weights" in ask(loading, "hello", step=21).metadata["error"]


def test_what_goes_wrong_is_an_answer(model):
    serving = server(model)
    for request, tensors, words in [
        ("dance", {}, "no request 'dance'"),
        ("decode", {}, "no tensor codes"),
        ("decode", {"codes": np.zeros((2, 3), np.float32)}, "no tensor codes"),
        ("encode", {"images": np.zeros((2, 8, 8, 1), np.float32)}, "no tensor images"),
        ("jacobian", {"codes": np.zeros((1, 2), np.float32)}, "does not differentiate"),
    ]:
        assert words in ask(serving, request, **tensors).metadata["error"]
    model.decode = lambda codes: 1 / 0  # type: ignore[method-assign]
    error = ask(server(model), "decode", codes=np.zeros((1, 2), np.float32)).metadata["error"]
    assert error.startswith("ZeroDivisionError")
    assert "\n" not in error


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x05",
        struct.pack("<Q", 1 << 60) + b"{}",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 2) + b"{x",
        struct.pack("<Q", 62) + b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}        ',
        struct.pack("<Q", 62) + b'{"a":{"dtype":"F64","shape":[0],"data_offsets":[0,0]}}        ',
        struct.pack("<Q", 62) + b'{"a":{"dtype":"U8","shape":[-5],"data_offsets":[0,0]}}        ',
    ],
)
def test_nonsense_is_refused(data):
    with pytest.raises(VAEVizError, match="safetensors"):
        messages.parse(data)


MODEL = """
import numpy as np, os, sys
import vae_viz
print("before")
def encode(x):
    print("encoding"); os.system("echo from a child")
    return x.reshape(len(x), -1)[:, :2], x.reshape(len(x), -1)[:, 2:4]
def decode(z):
    return np.full((len(z), 4, 4, 3), 0.25) + z[:, :1, None, None] * 0
vae_viz.serve(encode, decode, latent_dim=2, image_shape=(3, 4, 4))
print("after")
"""


def test_standard_output_has_nothing_but_messages(tmp_path):
    script = tmp_path / "model.py"
    # What is printed before serving begins is the person's own; nothing is then.
    script.write_text(textwrap.dedent(MODEL).replace('print("before")\n', ""))
    pixels = np.arange(96, dtype=np.uint8).reshape(2, 4, 4, 3)
    sent = [
        Message({"request": "hello", "id": "1"}),
        Message({"request": "encode", "id": "2"}, {"images": pixels}),
        Message({"request": "bye", "id": "3"}),
    ]
    done = subprocess.run(
        [sys.executable, str(script)],
        input=b"".join(m.to_bytes() for m in sent),
        capture_output=True,
        check=True,
    )
    stream = done.stdout
    answers = []
    for _ in sent:
        (length,) = struct.unpack_from("<Q", stream)
        answers.append(messages.parse(stream[8 : 8 + length]))
        stream = stream[8 + length :]
    assert [a.metadata["answer"] for a in answers] == ["hello", "encode", "bye"]
    assert np.allclose(answers[1].tensors["means"], pixels.reshape(2, -1)[:, :2] / 255)
    assert b"encoding" in done.stderr
    assert b"from a child" in done.stderr
    assert stream in (b"", b"after\n")


PROGRAM = """#!{python}
import subprocess, sys, struct
sys.path.insert(0, {source!r})
import numpy as np
from vae_viz import messages
from vae_viz.messages import Message
command = sys.argv[sys.argv.index("--model") + 1]
model = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
def ask(request, **tensors):
    model.stdin.write(Message({{"request": request, "id": "1"}}, tensors).to_bytes())
    model.stdin.flush()
    return messages.read(model.stdout.read)
assert ask("hello").metadata["latent_dim"] == "2"
images = ask("decode", codes=np.zeros((3, 2), np.float32)).tensors["images"]
assert images.shape == (3, 8, 8, 1) and abs(images - 0.5).max() < 1e-6
model.stdin.close()
assert model.wait() == 0
print("REPORT " + sys.argv[2])
sys.exit({status})
"""


@pytest.mark.parametrize("status", [0, 65])
def test_a_session_answers_the_program(tmp_path, images, model, monkeypatch, status):
    from vae_viz import Recorder

    with Recorder(tmp_path / "run", images, report=False) as recorder:
        recorder.snapshot(0, model.encode, model.decode)
    path = tmp_path / "vae-viz"
    source = str(Path(messages.__file__).parents[1])
    path.write_text(PROGRAM.format(python=sys.executable, source=source, status=status))
    path.chmod(0o755)
    monkeypatch.setenv("VAE_VIZ", str(path))
    if status:
        with pytest.raises(VAEVizError, match="ended with 65"):
            report(tmp_path / "run", model.encode, model.decode)
    else:
        assert str(report(tmp_path / "run", model.encode, model.decode)) == f"REPORT {tmp_path / 'run'}"
    with pytest.raises(VAEVizError, match="no recorded run"):
        report(tmp_path, model.encode, model.decode)
