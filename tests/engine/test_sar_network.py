"""Radar predictions by networks that were made elsewhere: their scale, and the deviation that they give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from groundshift.plugin.engine.sar.network_prediction import fit_network, from_scale, open_model, to_scale
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.rules.sar_table import Acquisition, parse_time
from groundshift.tests.helpers.onnx_models import logit_model, logit_spec

SIDE = 40  # no multiple of the network's 16 pixels
TIMES = [f"2024-0{month}-01T00:00:00Z" for month in range(1, 7)]


def rows() -> list[Acquisition]:
    return [Acquisition(parse_time(text), {}) for text in TIMES]


@pytest.fixture
def images() -> np.ndarray:
    """Six images in dB, (dates, bands, rows, columns); the last falls by 5 dB in a rectangle."""
    images = np.random.default_rng(5).normal(-12, 0.5, (6, 2, SIDE, SIDE)).astype(np.float32)
    images[-1, :, 10:20, 10:25] -= 5
    return images


def difference(path: Any, images: np.ndarray) -> Any:
    flat = images.reshape(*images.shape[:2], -1)
    predictor = fit_network(open_model(str(path)), flat[:-1], flat[-1], rows()[-1], rows()[:-1])
    assert predictor is not None
    return predictor.difference(images[:-1], images[-1])


def test_logits_of_power_and_the_deviation_of_the_network(tmp_path, images):
    """The mean of the four latest logits is the prediction; the score is the distance in the network's deviations."""
    found = difference(logit_model(tmp_path / "opera.onnx", 0.25, logit_spec()), images)
    power = 10 ** (images.astype(np.float64) / 10)
    logits = np.log(power / (1 - power))
    mean = logits[1:5].mean(axis=0)
    predicted = 10 * np.log10(1 / (1 + np.exp(-mean)))
    np.testing.assert_allclose(found.decibels, images[-1] - predicted, atol=1e-4)
    np.testing.assert_allclose(found.score, np.sqrt((((logits[-1] - mean) / 0.25) ** 2).sum(axis=0)), rtol=1e-4)


def test_no_pixel_is_known_better_than_a_third_of_a_decibel(tmp_path, images):
    """The same network in decibels, with a deviation of 0.01."""
    scaled = difference(logit_model(tmp_path / "a.onnx", 0.01, logit_spec(radar={"scale": "dB"})), images)
    mean = images[1:5].mean(axis=0)
    np.testing.assert_allclose(scaled.score, np.sqrt((((images[-1] - mean) / 0.3) ** 2).sum(axis=0)), rtol=1e-4)


def test_pixels_without_data_stay_unknown(tmp_path, images):
    images[-1, :, 3, 4] = np.nan
    images[:, 1, 30, 30] = np.nan
    score = difference(logit_model(tmp_path / "opera.onnx", 0.25, logit_spec()), images).score
    assert np.isnan(score[3, 4])
    assert np.isnan(score[30, 30])
    assert np.count_nonzero(np.isnan(score)) == 2


def test_scales_are_inverse():
    decibels = np.linspace(-45, -0.5, 50, dtype=np.float32)
    np.testing.assert_allclose(from_scale(to_scale(decibels, "logit"), "logit"), decibels, atol=1e-4)
    assert from_scale(to_scale(decibels, "dB"), "dB") is decibels


def test_an_unknown_scale_is_refused(tmp_path):
    with pytest.raises(JobFailure) as caught:
        open_model(str(logit_model(tmp_path / "a.onnx", 0.25, logit_spec(radar={"scale": "power"}))))
    assert caught.value.code == "sar_model_scale"
