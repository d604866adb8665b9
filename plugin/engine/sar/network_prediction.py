"""Prediction of a radar date by an ONNX network of the task ``sar-prediction``.

The network is given the latest earlier images in decibels and, where its specification has them, the conditions of all
acquisitions and the elevation. Models that were trained here state in their metadata (key ``radar``) the speckle filter and
whether images were levelled; a model that states nothing is given images as they are read. Networks of another scale state it
there (``"scale": "logit"``, of power, as OPERA's transformers have it). Where a network gives the standard deviation of its
prediction, the difference is measured by it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...model_file.load import load_model_file
from ...model_file.spec import SAR_PREDICTION, ModelSpec
from ...rules.sar_conditions import condition_rows, unknown_columns
from ...rules.sar_products import POLARISATIONS
from ...rules.sar_table import Acquisition
from ..network.network import Network
from .prediction import (
    Decibels,
    Difference,
    fit_levels,
    levelled,
    median_variance,
    norm,
    quietly,
    sigma,
)

ELEVATION = "elevation"
DECIBELS, LOGIT = "dB", "logit"  # scales
SCALES = (DECIBELS, LOGIT)
# Power of gamma or sigma nought beyond these has no logit; the lower one is that of -50 dB.
_LEAST_POWER, _MOST_POWER = 1e-5, 1 - 1e-5
_LEAST_DEVIATION = {DECIBELS: 0.3, LOGIT: 0.03 * np.log(10)}  # 0.3 dB: no pixel is known better
_LARGEST = 512  # pixels of a side that are given to the network at once, but for its halo


@dataclass(frozen=True)
class RadarModel:
    """An opened model.

    :param polarisations: that it predicts, in the order of its bands. :param elevation: whether it needs a terrain model.
    """

    name: str
    network: Network
    polarisations: tuple[str, ...]
    elevation: bool

    @property
    def spec(self) -> ModelSpec:
        return self.network.spec

    @property
    def halo(self) -> int:
        """Pixels of context, a multiple of the stride."""
        return -(-self.spec.halo // self.spec.stride) * self.spec.stride

    @property
    def levelled(self) -> bool:
        return bool(_radar(self.spec).get("levelled", False))

    @property
    def scale(self) -> str:
        """The scale of its images, of :data:`SCALES`."""
        return str(_radar(self.spec).get("scale", DECIBELS))

    @property
    def speckle_filter(self) -> str:
        """The filter of the images that it was trained on; "" = not stated."""
        return str(_radar(self.spec).get("filter", ""))


def open_model(path: str, threads: int = 0) -> RadarModel:
    """Open a model.

    :raises JobFailure: it is no model of the task, or needs bands or conditions that radar images do not have.
    """
    file = load_model_file(path, (SAR_PREDICTION,))
    spec, name = file.spec, os.path.basename(path)
    bands = [band.name.upper() for band in spec.bands]
    elevation = bool(bands) and bands[-1] == ELEVATION.upper()
    polarisations = tuple(bands[:-1] if elevation else bands)
    unknown = [band for band in polarisations if band not in POLARISATIONS]
    if unknown or not polarisations or len(spec.values) != len(polarisations):
        known = ", ".join((*POLARISATIONS, ELEVATION))
        raise JobFailure("sar_model_bands", "MODEL", model=name, bands=", ".join(bands), known=known)
    missing = unknown_columns([item.name for item in spec.conditions])
    if missing:
        raise JobFailure("sar_model_conditions", "MODEL", model=name, conditions=", ".join(missing))
    if spec.normalisation.kind == "standardise":
        raise JobFailure("sar_model_normalisation", "MODEL", model=name)
    model = RadarModel(name, Network(file, threads), polarisations, elevation)
    if model.scale not in SCALES:
        raise JobFailure("sar_model_scale", "MODEL", model=name, scale=model.scale, known=", ".join(SCALES))
    return model


@dataclass(frozen=True)
class NetworkPrediction:
    """Prediction of one date by a network; works on blocks of two dimensions only.

    :param levels: offsets of the earlier dates in dB (dates, bands). :param level: offset of the date (bands).
    :param variance: median variance over the image (bands), dB2. :param conditions: table for the network, or ``None``.
    """

    model: RadarModel
    levels: NDArray[np.float32]
    level: NDArray[np.float32]
    variance: NDArray[np.float32]
    conditions: Optional[NDArray[np.float64]]

    @property
    def halo(self) -> int:
        return self.model.halo

    @property
    def stride(self) -> int:
        return self.model.spec.stride

    def difference(self, earlier: Decibels, date: Decibels, terrain: Optional[Decibels] = None) -> Difference:
        """See :class:`.prediction.Predictor`; blocks with their halo."""
        history = levelled(earlier, self.levels)
        latest = history[-self.model.spec.dates :]
        mean = quietly(np.nanmean, history)
        filled = np.where(np.isfinite(latest), latest, mean[None])
        known = np.isfinite(filled).all(axis=(0, 1))
        predicted, deviation = self._predict(np.where(known, filled, _middle(filled)).astype(np.float32), terrain)
        observed, scale = levelled(date, self.level), self.model.scale
        decibels = np.where(known, observed - from_scale(predicted, scale), np.nan).astype(np.float32)
        if deviation is None:
            return Difference(decibels, norm(decibels / sigma(history, self.variance)))
        apart = (to_scale(observed, scale) - predicted) / np.maximum(deviation, np.float32(_LEAST_DEVIATION[scale]))
        return Difference(decibels, norm(np.where(known, apart, np.nan)))

    def predict(self, earlier: Decibels, terrain: Optional[Decibels] = None) -> Decibels:
        """Return the predicted levels of the date, in dB: float32 (bands, height, width)."""
        latest = levelled(earlier, self.levels)[-self.model.spec.dates :]
        predicted, _ = self._predict(np.where(np.isfinite(latest), latest, _middle(latest)).astype(np.float32), terrain)
        return from_scale(predicted, self.model.scale)

    def _predict(
        self, latest: Decibels, terrain: Optional[Decibels]
    ) -> tuple[NDArray[np.float32], Optional[NDArray[np.float32]]]:
        """Return the prediction and its standard deviation in the network's scale; ``None`` = it gives none.

        :param latest: dB, without gaps.
        """
        spec = self.model.spec
        values = to_scale(latest, self.model.scale)
        if self.model.elevation:
            height = np.zeros(latest.shape[-2:], np.float32) if terrain is None else terrain[0]
            values = np.concatenate([latest, np.broadcast_to(height, (len(latest), 1, *height.shape))], axis=1)
        normalised = _normalised(values, spec)
        rows, cols = latest.shape[-2:]
        halo, stride = self.model.halo, spec.stride
        fixed = self.model.network.fixed
        side = max(stride, _LARGEST // stride * stride) if fixed is None else fixed[0] - 2 * halo
        if side < 1:
            side, halo = (fixed or (stride, stride))[0], 0
        height = -(-rows // stride) * stride if fixed is None else -(-rows // side) * side
        width = -(-cols // stride) * stride if fixed is None else -(-cols // side) * side
        edges = ((0, 0), (0, 0), (halo, halo + height - rows), (halo, halo + width - cols))
        padded = np.pad(normalised, edges, "symmetric")
        found = np.empty((spec.output_channels, height, width), np.float32)
        for row in range(0, height, side):
            for col in range(0, width, side):
                tall, wide = min(side, height - row), min(side, width - col)
                part = padded[:, :, row : row + tall + 2 * halo, col : col + wide + 2 * halo]
                out = self.model.network.run(list(part), self.conditions)
                found[:, row : row + tall, col : col + wide] = out[:, halo : halo + tall, halo : halo + wide]
        bands = len(spec.values)
        return found[:bands, :rows, :cols], np.sqrt(found[bands:, :rows, :cols]) if spec.deviation else None


def fit_network(
    model: RadarModel, earlier: Decibels, date: Decibels, row: Acquisition, rows: Sequence[Acquisition]
) -> Optional[NetworkPrediction]:
    """Fit levels and spread on a sample; for shapes see :func:`.prediction.fit_levels`.

    :return: ``None`` with fewer earlier dates than the network needs.
    """
    if len(earlier) < model.spec.dates:
        return None
    levels, own = fit_levels(earlier, date)
    if not model.levelled:
        levels, own = np.zeros_like(levels), np.zeros_like(own)
    conditions = None
    if model.spec.conditions:
        conditions = np.array(condition_rows(model.spec.conditions, rows[-model.spec.dates :], row), np.float64)
    return NetworkPrediction(model, levels, own, median_variance(levelled(earlier, levels)), conditions)


def to_scale(decibels: Decibels, scale: str) -> NDArray[np.float32]:
    """Convert decibels to a scale of :data:`SCALES`."""
    if scale == DECIBELS:
        return decibels
    power = np.clip(10 ** (decibels.astype(np.float64) / 10), _LEAST_POWER, _MOST_POWER)
    return np.asarray(np.log(power / (1 - power)), np.float32)


def from_scale(values: NDArray[np.float32], scale: str) -> Decibels:
    """Convert values of a scale of :data:`SCALES` to decibels."""
    if scale == DECIBELS:
        return values
    return np.asarray(-10 * np.log10(1 + np.exp(-values.astype(np.float64))), np.float32)


def _normalised(values: Decibels, spec: ModelSpec) -> NDArray[np.float32]:
    """(dates, bands, height, width) as the network is given them; kinds "scale" and "fixed"."""
    how = spec.normalisation
    scaled = values / np.float32(how.divisor)
    if how.kind == "scale":
        return np.asarray(scaled, np.float32)
    mean, std = (np.array(item, np.float32)[:, None, None] for item in (how.mean, how.std))
    return np.asarray((scaled - mean) / std, np.float32)


def _middle(values: Decibels) -> NDArray[np.float32]:
    """The median of each band, for pixels that are not known."""
    found = np.nan_to_num(quietly(np.nanmedian, values.swapaxes(0, 1).reshape(values.shape[1], -1), axis=1))
    return np.asarray(found, np.float32)[None, :, None, None]


def _radar(spec: ModelSpec) -> dict[str, Any]:
    found = spec.document.get("radar")
    return found if isinstance(found, dict) else {}
