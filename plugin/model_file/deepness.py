"""Models made for the Deepness plugin, understood as they are.

Deepness stores JSON values in the ONNX metadata: ``model_type``, ``resolution`` (cm a pixel), ``class_names``,
``tiles_overlap`` (%), ``seg_thresh``, ``seg_small_segment``, ``standardization_mean``/``_std``
(https://qgis-plugin-deepness.readthedocs.io, "Model metadata"). Its inputs are pixel values / 255.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

from ..jobs.palette import CLASSES
from .onnx_header import OnnxHeader
from .spec import InvalidSpec

_RGB = [
    {"name": "red", "wavelength_nm": 665},
    {"name": "green", "wavelength_nm": 560},
    {"name": "blue", "wavelength_nm": 490},
]


def deepness_document(header: OnnxHeader, name: str) -> Optional[Dict[str, Any]]:
    """Return the specification document of a Deepness segmentation model of two dates, else ``None``.

    One input of 2C channels is early fusion; two inputs are Siamese.

    :raises InvalidSpec: a value of the metadata is not of the kind that Deepness writes.
    """
    try:
        return _document(header, name)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidSpec(f"its Deepness metadata: {error}") from error


def _document(header: OnnxHeader, name: str) -> Optional[Dict[str, Any]]:
    metadata = {key: _json(value) for key, value in header.metadata.items()}
    if str(metadata.get("model_type", "")).lower() != "segmentor" or "resolution" not in metadata:
        return None
    channels = header.inputs[0].shape[1] if header.inputs and len(header.inputs[0].shape) == 4 else None
    outputs = header.outputs[0].shape[1] if header.outputs and len(header.outputs[0].shape) == 4 else None
    siamese = len(header.inputs) == 2
    if not isinstance(channels, int) or (not siamese and channels % 2):
        return None
    bands = channels if siamese else channels // 2
    gsd = float(metadata["resolution"]) / 100
    mean, std = _per_band(metadata.get("standardization_mean"), bands), _per_band(metadata.get("standardization_std"), bands)
    normalisation: Dict[str, Any] = {"kind": "scale", "divisor": 255}
    if mean and std:
        normalisation = {"kind": "fixed", "divisor": 255, "mean": mean, "std": std}
    names = metadata.get("class_names") or {}
    names = {int(key): str(value) for key, value in names.items()} if isinstance(names, dict) else {}
    several = isinstance(outputs, int) and outputs > 1
    values = range(1, int(outputs)) if several and outputs else (1,)
    tile = header.inputs[0].shape[2]
    overlap = float(metadata.get("tiles_overlap") or 15) / 100
    return {
        "spec_version": 1,
        "id": name,
        "title": name,
        "task": "change",
        "layout": "siamese" if siamese else "early_fusion",
        "bands": _RGB if bands == 3 else [{"name": f"band {index + 1}"} for index in range(bands)],
        "gsd_m": {"min": gsd / 2, "best": gsd, "max": gsd * 2},
        "normalisation": normalisation,
        "stride": 32 if not isinstance(tile, int) or tile % 32 == 0 else 1,
        "halo": int(tile * overlap / 2) if isinstance(tile, int) else 64,
        "classes": [
            {"value": value, "name": names.get(value, "change"), "color": CLASSES[(value - 1) % len(CLASSES)]}
            for value in values
        ],
        "output": {"kind": "probability", "no_change_channel": several},
        "threshold": min(max(float(metadata.get("seg_thresh") or 0.5), 0.01), 0.99),
        "min_area_m2": float(metadata.get("seg_small_segment") or 0) ** 2 * gsd**2,
        "source": "deepness",
    }


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _per_band(values: Any, bands: int) -> Optional[List[float]]:
    """``bands`` numbers; Deepness lists them for one date or for all channels."""
    if not isinstance(values, list) or len(values) < bands:
        return None
    return [float(value) for value in values[:bands]]
