"""The specification that a trained model's file carries."""

from __future__ import annotations

import os
import re
from typing import Any

from ...jobs.train_model import VALIDATION_GROUND, TrainModelJob
from .documents import Figures
from .export import base_metadata
from .meaning import direction_of
from .panels import colour_of
from .prepare import Prepared

_WAVELENGTHS = {"red": 665, "green": 560, "blue": 490, "nir": 842}
_ASSUMED_GSD_M = 0.5


def model_id(job: TrainModelJob) -> str:
    """Return the id of the new model: as given, or by its file's name."""
    text = job.model_id or os.path.splitext(os.path.basename(job.model))[0]
    return re.sub(r"[^\w.-]+", "-", text).strip("-") or "model"


def model_metadata(prepared: Prepared, threshold: float, temperature: float, halo: int, figures: Figures) -> dict[str, Any]:
    """Return the document of ``models/SPEC.md``: that of the base model, where one is continued, brought up to date."""
    job, base, data, plan = prepared.job, prepared.base, prepared.data, prepared.task.architecture.plan
    identity = model_id(job)
    metadata = _continued(prepared, identity) if base.spec is not None else _from_scratch(prepared, identity, halo)
    metadata |= {
        "halo": halo,
        "threshold": threshold,
        "calibration": {"method": "temperature", "temperature": temperature, "applied_in_graph": True},
        "directions": plan.directions,
        "output": {"kind": "probability", "no_change_channel": plan.no_change_channel},
    }
    if not prepared.start.target.keeps_head:
        metadata["classes"] = [_class(number, name) for number, name in enumerate(data.classes, 1)]
        metadata["directions"] = any("direction" in item for item in metadata["classes"])
    earlier = base.spec.document.get("training", {}) if base.spec is not None else {}
    metadata["training"] = {
        "data": ", ".join(dict.fromkeys(scene.name for scene in data.scenes[:20])),
        "base": base.name,
        "base_sha256": base.sha256,
        "earlier": earlier,
        "licence": _with_base(job.licence, str(earlier.get("licence", "")), base.name),
        "attribution": _with_base(job.attribution, str(earlier.get("attribution", "")), base.name),
        "provenance": dict(job.provenance),
    }
    metadata["accuracy"] = []
    if figures.comparison:
        values = {item["measure"]: round(float(item["new"]), 4) for item in figures.comparison}
        metadata["accuracy"].append({"place": VALIDATION_GROUND, "split": "blocks left out of training", **values})
    return metadata


def _with_base(own: str, earlier: str, base: str) -> str:
    """Return licence or attribution of the data, and that of what the base model was trained on."""
    own, earlier = own.strip(), earlier.strip()
    if own and earlier and own != earlier:
        return f"{own}; base model {base}: {earlier}"
    return own or earlier


def _continued(prepared: Prepared, identity: str) -> dict[str, Any]:
    spec, gsd = prepared.base.spec, prepared.data.gsd_m
    if spec is None:
        raise ValueError("no base model")
    metadata = {**spec.document, "id": identity, "title": prepared.job.title or identity}
    if gsd is not None:
        known = dict(metadata["gsd_m"])
        low, high = min(float(known["min"]), gsd), max(float(known["max"]), gsd)
        metadata["gsd_m"] = {**known, "min": low, "max": high, "best": round(gsd, 4)}
    return metadata


def _from_scratch(prepared: Prepared, identity: str, halo: int) -> dict[str, Any]:
    data = prepared.data
    metadata = base_metadata(identity, prepared.job.title or identity, prepared.task.architecture, halo)
    gsd = data.gsd_m if data.gsd_m is not None else _ASSUMED_GSD_M
    metadata["gsd_m"] = {"min": round(gsd / 2, 4), "best": round(gsd, 4), "max": round(gsd * 2, 4)}
    metadata["bands"] = [_band(name) for name in data.band_names]
    metadata["min_area_m2"] = round(4 * gsd**2, 3)
    return metadata


def _band(name: str) -> dict[str, Any]:
    wavelength = _WAVELENGTHS.get(name.lower())
    return {"name": name, "wavelength_nm": wavelength} if wavelength else {"name": name}


def _class(number: int, name: str) -> dict[str, Any]:
    item: dict[str, Any] = {"value": number, "name": name, "color": colour_of(number)}
    direction = direction_of(name)
    return {**item, "direction": direction} if direction else item
