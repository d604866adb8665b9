"""The figures of the bundled models, measured by the evaluation of ``groundshift:evaluatemodel``.

Every document is kept beside the weights, under the model's SHA-256, so that an interrupted measurement is resumed.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..plugin.engine.context import JobContext
from ..plugin.engine.evaluation.evaluate import evaluate
from ..plugin.engine.evaluation.report import figure
from ..plugin.jobs.evaluation import CURVES, EvaluateModelJob
from .shared_cache import replacing

Document = dict[str, Any]
REAL_GSD_M = {"ms_hs_bcd": 2.0}
"""Pixel size of real pairs whose publishers state it; the others are taken as of the model's best."""
ALTERED = tuple(name for name in CURVES if name != "swapped")


@dataclass(frozen=True)
class Measurement:
    """A measurement of a model on a folder of chips.

    :param swapped: whether with the dates exchanged, too. :param robustness_chips: on so many chips the curves; 0 = no curves.
    """

    folder: Path
    swapped: bool = True
    robustness_chips: int = 0


def stated_gsd_m(folder: Path) -> Optional[float]:
    """Return the pixel size of a folder of real pairs, or of a part of it such as ``val``; ``None`` = not stated."""
    return REAL_GSD_M.get(folder.name, REAL_GSD_M.get(folder.parent.name))


def measure(model: Path, wanted: Measurement, cache: Path, threads: int, log: Callable[[str], None]) -> Document:
    """Return the evaluation's document, from ``cache`` where the same was measured before."""
    key = hashlib.sha256(model.read_bytes()).hexdigest()[:16]
    gsd_m = stated_gsd_m(wanted.folder)
    name = wanted.folder.name if gsd_m is None else f"{wanted.folder.parent.name}-{wanted.folder.name}-{gsd_m:g}m"
    path = cache / f"{name}-{key}-{wanted.robustness_chips}.json"
    if path.is_file():
        found: Document = json.loads(path.read_text(encoding="utf-8"))
        return found
    cache.mkdir(parents=True, exist_ok=True)
    document = _evaluated(model, wanted.folder, ("swapped",) if wanted.swapped else (), 0, cache, threads)
    if wanted.robustness_chips:
        altered = _evaluated(model, wanted.folder, ALTERED, wanted.robustness_chips, cache, threads)
        document["altered"] = altered["robustness"]
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(document), encoding="utf-8")
    figures = card_figures(document)
    log(f"{model.stem} on {wanted.folder.name}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    return document


def _evaluated(model: Path, folder: Path, curves: tuple[str, ...], chips: int, cache: Path, threads: int) -> Document:
    with tempfile.TemporaryDirectory(prefix="scratch-", dir=cache) as scratch:
        job = EvaluateModelJob(
            model=str(model),
            scratch=scratch,
            chips=(str(folder),),
            robustness=curves,
            robustness_chips=chips,
            threads=threads,
            gsd_m=stated_gsd_m(folder),
        )
        return evaluate(job, JobContext(lambda event: None)).document


def card_figures(document: Document) -> dict[str, float]:
    """Return the figures that cards and the model's metadata hold, rounded."""
    found = {key: document["any_change"][key] for key in ("precision", "recall", "f1", "iou", "ap", "ece")}
    found["f1_delivered"] = document["as_delivered"]["f1"]
    if document["robustness"] is not None:
        found["f1_dates_swapped"] = document["robustness"]["curves"]["swapped"][0]["f1"]
    if document["unchanged"]["pieces"]:
        found["false_share_unchanged"] = document["unchanged"]["false_share"]
    for item in document["classes"]:
        if item["direction"]:
            found[f"f1_{item['direction']}"] = item["f1"]
    return {name: round(value, 5 if name == "false_share_unchanged" else 4) for name, value in found.items()}


def card_figure(document: Document) -> str:
    """Return the curves of a document as SVG."""
    return figure({}, {**document, "robustness": document.get("altered")})
