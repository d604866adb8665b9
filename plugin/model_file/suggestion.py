"""Suggest a specification from the header of a bare ONNX network. Standard library only."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

from ..jobs.palette import CLASSES
from .onnx_header import Dimension, OnnxHeader
from .spec import SPEC_VERSION

# Centre wavelengths in nanometres of bands with these common names.
WAVELENGTHS = {"coastal": 443, "blue": 490, "green": 560, "red": 665, "rededge": 705, "nir": 842, "swir1": 1610, "swir2": 2190}
_USUAL_BANDS = {
    1: ["panchromatic"],
    3: ["red", "green", "blue"],
    4: ["red", "green", "blue", "nir"],
    6: ["blue", "green", "red", "nir", "swir1", "swir2"],
}
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._-]+")
_STRIDE, _HALO = 32, 64  # safe for the usual encoders: five halvings


def suggested_document(header: OnnxHeader, stem: str) -> Dict[str, Any]:
    """Return a specification for the network, valid as it stands; what the header leaves open gets the most common value.

    :param stem: the file's name without its ending, for the id.
    """
    layout, channels = _layout(header)
    outputs = _channels(header.outputs[0].shape, 1) if header.outputs else None
    several = outputs is not None and outputs > 1
    count = (outputs or 2) - 1 if several else 1
    names = ["change"] if count == 1 else [f"change {number}" for number in range(1, count + 1)]
    return {
        "spec_version": SPEC_VERSION,
        "id": model_id(stem),
        "title": stem,
        "task": "change",
        "layout": layout,
        "bands": [band_entry(name) for name in _band_names(channels)],
        "gsd_m": {"min": 0.25, "best": 0.5, "max": 1.0},
        "normalisation": {"kind": "standardise"},
        "stride": _STRIDE if _fits(header, _STRIDE) else 1,
        "halo": _HALO,
        "output": {"kind": "probability", "no_change_channel": several},
        "classes": [
            {"value": value, "name": name, "color": CLASSES[(value - 1) % len(CLASSES)]} for value, name in enumerate(names, 1)
        ],
        "threshold": 0.5,
        "min_area_m2": 0.0,
    }


def model_id(text: str) -> str:
    """Return an id that can be a file's name, made of any text."""
    return _NOT_IN_IDS.sub("-", text).strip("-._") or "model"


def band_entry(text: str) -> Dict[str, Any]:
    """Return a band of the specification: ``"swir:1610"`` names its wavelength, ``"red"`` is known by its name.

    :raises ValueError: the text after the colon is not a number.
    """
    name, colon, wavelength = (part.strip() for part in text.partition(":"))
    if colon:
        return {"name": name, "wavelength_nm": float(wavelength)}
    known = WAVELENGTHS.get(name.lower())
    return {"name": name, "wavelength_nm": known} if known else {"name": name}


def _layout(header: OnnxHeader) -> tuple[str, Optional[int]]:
    """Return the layout, and how many bands a date has; ``None`` = unknown."""
    if len(header.inputs) == 2:
        return "siamese", _channels(header.inputs[0].shape, 1)
    shape = header.inputs[0].shape if header.inputs else ()
    if len(shape) == 5:
        return "stacked", _channels(shape, 2)
    channels = _channels(shape, 1)
    return "early_fusion", channels // 2 if channels is not None and channels % 2 == 0 else None


def _channels(shape: tuple[Dimension, ...], axis: int) -> Optional[int]:
    value = shape[axis] if len(shape) > axis else None
    return value if isinstance(value, int) else None


def _band_names(count: Optional[int]) -> List[str]:
    if count is None:
        return _USUAL_BANDS[3]
    return _USUAL_BANDS.get(count) or [f"band{number}" for number in range(1, count + 1)]


def _fits(header: OnnxHeader, stride: int) -> bool:
    """Return whether sides that the network fixes are multiples of ``stride``."""
    sides = header.inputs[0].shape[-2:] if header.inputs else ()
    return all(not isinstance(side, int) or side % stride == 0 for side in sides)
