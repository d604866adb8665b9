"""Prediction of a radar date by an ONNX network of the task ``sar-prediction``.

The network is given the latest earlier images in decibels and, where its specification has them, the conditions of all
acquisitions and the elevation. Models that were trained here state in their metadata (key ``radar``) the speckle filter and
whether images were levelled; a model that states nothing is given images as they are read.
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
    return RadarModel(name, Network(file, threads), polarisations, elevation)


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
        predicted = self._predict(np.where(known, filled, _middle(filled)).astype(np.float32), terrain)
        decibels = np.where(known, levelled(date, self.level) - predicted, np.nan).astype(np.float32)
        return Difference(decibels, norm(decibels / sigma(history, self.variance)))

    def predict(self, earlier: Decibels, terrain: Optional[Decibels] = None) -> Decibels:
        """Return the predicted levels of the date, in dB: float32 (bands, height, width)."""
        latest = levelled(earlier, self.levels)[-self.model.spec.dates :]
        return self._predict(np.where(np.isfinite(latest), latest, _middle(latest)).astype(np.float32), terrain)

    def _predict(self, latest: Decibels, terrain: Optional[Decibels]) -> Decibels:
        spec = self.model.spec
        values = latest
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
        found = np.empty((len(spec.values), height, width), np.float32)
        for row in range(0, height, side):
            for col in range(0, width, side):
                tall, wide = min(side, height - row), min(side, width - col)
                part = padded[:, :, row : row + tall + 2 * halo, col : col + wide + 2 * halo]
                out = self.model.network.run(list(part), self.conditions)
                found[:, row : row + tall, col : col + wide] = out[: len(found), halo : halo + tall, halo : halo + wide]
        return found[:, :rows, :cols]


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
