"""Measuring a model on labelled imagery, and making an 8-bit twin of it.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .from_to_change import NamedClass
from .sources import Polygons, RasterSource, VectorSource

CURVES = ("shift", "gain", "offset", "blur", "resolution", "swapped")
"""What robustness is measured against: the dates displaced, one date brighter, lighter or softer, other pixel sizes, and the
dates exchanged."""


@dataclass(frozen=True)
class EvaluateModelJob:
    """Measure a model on chips, or on a pair with polygons of what changed; a model of land cover on an image with labels.

    :param model: path of the ONNX file.
    :param chips: folders of chips; none = the pair.
    :param before, after, labels: the pair; ``labels.class_field``, if any, holds the class of each polygon. Of land cover
        ``before`` is the image, and ``after`` is ``None``.
    :param classes: labels of land cover as a raster, in place of ``labels``. ``class_names``: of its values; empty = its own.
    :param area: ground on which the labels are complete; ``None`` = all that both dates cover.
    :param threshold: on the probability of any change; ``None`` = the model's.
    :param gsd_m: metres a pixel of chips without georeference; ``None`` = the model's best.
    :param resolution: pixel size of the pair in units of AFTER's CRS; ``None`` = automatic.
    :param flips: average the predictions over mirrored tiles.
    :param robustness: of :data:`CURVES`.
    :param robustness_chips: how many chips the curves are measured on; 0 = all.
    :param report, measures, figure: paths to write (HTML, JSON, SVG); ``None`` = not wanted.
    :param scratch: an existing folder for temporary files.
    :param texts: translations of the report's texts (:mod:`.report_texts`).
    :param provenance: written into each output as it is.

    >>> job = EvaluateModelJob("model.onnx", "scratch", chips=("chips",), report="report.html", measures="measures.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "evaluate_model"
    RUNNER: ClassVar[str] = ".engine.evaluation.evaluate:evaluate_model"

    model: str
    scratch: str
    chips: Tuple[str, ...] = ()
    before: Optional[RasterSource] = None
    after: Optional[RasterSource] = None
    labels: Optional[VectorSource] = None
    classes: Optional[RasterSource] = None
    class_names: Tuple[NamedClass, ...] = ()
    area: Optional[Polygons] = None
    threshold: Optional[float] = None
    gsd_m: Optional[float] = None
    resolution: Optional[float] = None
    flips: bool = False
    robustness: Tuple[str, ...] = ()
    robustness_chips: int = 24
    report: Optional[str] = None
    measures: Optional[str] = None
    figure: Optional[str] = None
    threads: int = 0
    provider: str = ""
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class QuantizeModelJob:
    """Make an 8-bit twin of a model and compare the two.

    :param quantized: path of the ONNX file to write.
    :param chips: folders of chips, with or without labels; none = the pair.
    :param before, after, labels, area: the pair, its labels where there are some. Of land cover ``before`` is the image.
    :param classes, class_names: labels of land cover as a raster, in place of ``labels``.
    :param calibration_chips: how many chips (or tiles of the pair) the ranges of the activations are taken from.
    :param report, measures: paths to write (HTML, JSON); ``None`` = not wanted.

    >>> job = QuantizeModelJob("model.onnx", "model-int8.onnx", "scratch", chips=("chips",))
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "quantize_model"
    RUNNER: ClassVar[str] = ".engine.quantization.quantize:quantize_model"

    model: str
    quantized: str
    scratch: str
    chips: Tuple[str, ...] = ()
    before: Optional[RasterSource] = None
    after: Optional[RasterSource] = None
    labels: Optional[VectorSource] = None
    classes: Optional[RasterSource] = None
    class_names: Tuple[NamedClass, ...] = ()
    area: Optional[Polygons] = None
    gsd_m: Optional[float] = None
    calibration_chips: int = 100
    report: Optional[str] = None
    measures: Optional[str] = None
    threads: int = 0
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
