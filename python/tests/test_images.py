"""Images, labels and answers in the forms that people have them in."""

from __future__ import annotations

from collections import OrderedDict
from types import SimpleNamespace

import numpy as np
import pytest

from vae_viz import VAEVizError
from vae_viz.answers import decoded, encoded
from vae_viz.arrays import ArrayKind
from vae_viz.images import Sample
from vae_viz.labels import first_of_each, labelled


def sample(array, layout=None, value_range=(0.0, 1.0)):
    return Sample.of(array, layout, value_range)


@pytest.mark.parametrize(
    ("shape", "layout", "expected"),
    [
        ((5, 8, 8), None, (1, 8, 8)),
        ((5, 8, 8, 1), None, (1, 8, 8)),
        ((5, 1, 8, 8), None, (1, 8, 8)),
        ((5, 8, 8, 3), None, (3, 8, 8)),
        ((5, 3, 8, 8), None, (3, 8, 8)),
        ((5, 64), None, (1, 8, 8)),
    ],
)
def test_layouts_give_the_same_pixels(shape, layout, expected):
    channels = expected[0]
    plain = np.random.default_rng(0).integers(0, 256, (5, 8, 8, channels)).astype(np.uint8)
    given = plain.transpose(0, 3, 1, 2) if shape[1] == channels and len(shape) == 4 else plain
    found = sample(given.reshape(shape), layout)
    assert found.image_shape == expected
    assert np.array_equal(found.pixels(0, 5), plain)
    # What a function is given has the layout that the person gave, as fractions.
    batch = found.batch(1, 3)
    assert batch.shape == (2, *shape[1:])
    assert batch.dtype == np.float32
    assert np.allclose(batch, given.reshape(shape)[1:3] / np.float32(255))


def test_values_of_another_range():
    array = np.linspace(-1, 1, 2 * 64).reshape(2, 8, 8)
    found = sample(array, value_range=(-1, 1))
    assert found.pixels(0, 2)[0, 0, 0, 0] == 0
    assert found.pixels(0, 2)[1, 7, 7, 0] == 255
    assert np.allclose(found.batch(0, 2), array)
    as_bytes = sample(np.array([[[0, 255] * 4] * 8], np.uint8), value_range=(-1, 1))
    assert as_bytes.batch(0, 1).min() == -1
    assert as_bytes.batch(0, 1).max() == 1


def test_a_batch_is_the_functions_own():
    array = np.full((2, 8, 8), 0.5, np.float32)
    sample(array).batch(0, 2)[:] = 7
    assert array.max() == 0.5
    codes = np.zeros((2, 2), np.float32)
    ArrayKind().make(codes)[:] = 7
    assert codes.max() == 0


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.zeros((2, 8, 9)), "squares"),
        (np.zeros((2, 3, 3)), "squares"),
        (np.zeros((0, 8, 8)), "1 to 100,000"),
        (np.zeros((2, 8, 8, 2)), "shape"),
        (np.zeros((2, 65)), "square"),
        (np.full((2, 8, 8), 255.0), "divide"),
        (np.full((2, 8, 8), np.nan), "nan"),
        (np.zeros((2, 8, 8), np.int64), "int64"),
    ],
)
def test_what_are_no_images_is_said_in_one_line(array, words):
    with pytest.raises(VAEVizError, match=words) as caught:
        sample(array)
    assert "\n" not in str(caught.value)


def test_labels_in_all_forms():
    numbers, names = labelled(np.array([0, 2, 1]), None, 3)
    assert numbers.tolist() == [0, 2, 1]
    assert names == ["0", "1", "2"]
    one_hot, _ = labelled(np.eye(3)[[2, 0]], ["a", "b", "c"], 2)
    assert one_hot.tolist() == [2, 0]
    words, names = labelled(["dog", "cat", "dog"], None, 3)
    assert words.tolist() == [1, 0, 1]
    assert names == ["cat", "dog"]
    assert labelled(None, None, 3) == (None, [])
    for labels, classes, expected in [
        ([0, 1], None, "2 of them"),
        ([0, 1, 2], ["a", "b"], "only 2 classes"),
        ([0.5, 1, 2], None, "whole"),
        ([-1, 1, 2], None, "whole"),
        (None, ["a"], "no labels"),
        (["x", "a", "b"], ["a", "b"], "'x'"),
    ]:
        with pytest.raises(VAEVizError, match=expected):
            labelled(labels, classes, 3)


def test_first_images_of_each_class():
    labels = np.array([1, 1, 0, 1, 0, 1], np.uint8)
    assert first_of_each(labels, 6, each=2, most=10) == [0, 1, 2, 4]
    assert first_of_each(labels, 6, each=2, most=3) == [0, 2, 4]
    assert first_of_each(None, 6, each=2, most=4) == [0, 1, 2, 3]


MEAN, LOG_VARIANCE = np.zeros((2, 3)), np.full((2, 3), np.log(4.0))


@pytest.mark.parametrize(
    "answer",
    [
        (MEAN, LOG_VARIANCE),
        [MEAN, LOG_VARIANCE, MEAN],
        SimpleNamespace(mu=MEAN, logvar=LOG_VARIANCE),
        {"mean": MEAN, "log_var": LOG_VARIANCE},
        OrderedDict(embedding=MEAN, log_covariance=LOG_VARIANCE),
        SimpleNamespace(latent_dist=SimpleNamespace(mean=MEAN, logvar=LOG_VARIANCE)),
        SimpleNamespace(mean=MEAN, variance=np.exp(LOG_VARIANCE)),
        SimpleNamespace(mean=lambda: MEAN, variance=lambda: np.exp(LOG_VARIANCE)),
    ],
)
def test_posteriors_in_all_forms(answer):
    found = encoded(answer)
    assert np.array_equal(found.mean, MEAN)
    assert np.allclose(found.log_variance, LOG_VARIANCE)


def test_codes_alone_and_decoded_images():
    assert encoded(MEAN).log_variance is None
    assert encoded(SimpleNamespace(embedding=MEAN)).mean is MEAN
    assert decoded((MEAN, 1)) is MEAN
    assert decoded({"reconstruction": MEAN}) is MEAN
    assert decoded(SimpleNamespace(sample=MEAN)) is MEAN
    assert decoded(SimpleNamespace(mean=MEAN, sample=lambda: None)) is MEAN
    with pytest.raises(VAEVizError, match="encode gave a str"):
        encoded("x")
    with pytest.raises(VAEVizError, match="decode gave a NoneType"):
        decoded(None)
