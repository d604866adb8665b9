"""``groundshift:exportchips`` from parameters to the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.failure import JobFailure
from ...jobs.train_model import LAYOUTS, ExportChipsJob
from ...layers.areas import polygons_from_source
from ..inputs.class_layers import Features, read_area
from ..inputs.given import Given
from ..inputs.labelled_layers import AREA, BEFORE, CLASS_FIELD, LABELS, LabelledRequest, read_labelled, write_pairs
from ..inputs.pair_parameters import RESOLUTION
from ..outputs.output_checks import check_new_folder
from ..outputs.provenance import provenance
from .job_algorithm import Steps

translate = QCoreApplication.translate

TILE_SIZE, STRIDE, LAYOUT, FORMAT = "TILE_SIZE", "STRIDE", "LAYOUT", "FORMAT"
ROTATIONS, ONLY_CHANGED, EMPTY_SHARE = "ROTATIONS", "ONLY_CHANGED", "EMPTY_SHARE"
MASK, MASK_TOUCHING, SEED, FOLDER = "MASK", "MASK_TOUCHING", "SEED", "FOLDER"
_FORMATS = ("tif", "png", "jpg")
_ROTATION_STEPS = (0, 90, 180)


@dataclass(frozen=True)
class ExportRequest:
    """The parameters, independent of the layers."""

    labelled: LabelledRequest
    tile_size: int
    stride: int
    layout: str
    image_format: str
    rotations: int
    only_changed: bool
    empty_share: float
    mask: Optional[Features]
    mask_touching: bool
    resolution: Optional[float]
    seed: int


def read(given: Given) -> ExportRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    labelled = read_labelled(given)
    if not labelled.pairs:
        raise JobFailure("layer_invalid", LABELS if given.has(BEFORE) else BEFORE, layer="")
    size = int(_number(given, TILE_SIZE, given.default(TILE_SIZE)))
    stride = int(_number(given, STRIDE, size))
    share = _number(given, EMPTY_SHARE, given.default(EMPTY_SHARE))
    folder = given.destination(FOLDER)
    if folder is not None:
        check_new_folder(FOLDER, folder)
    return ExportRequest(
        labelled=labelled,
        tile_size=size,
        stride=stride,
        layout=given.choice(LAYOUT, LAYOUTS),
        image_format=given.choice(FORMAT, _FORMATS),
        rotations=_ROTATION_STEPS[given.index(ROTATIONS)],
        only_changed=given.flag(ONLY_CHANGED),
        empty_share=share,
        mask=read_area(given, MASK),
        mask_touching=given.flag(MASK_TOUCHING),
        resolution=given.resolution(RESOLUTION),
        seed=given.integer(SEED),
    )


def _number(given: Given, name: str, default: float) -> float:
    """:raises JobFailure: ``training_setting``."""
    least, most = given.limits(name)
    rule = translate("Training", "a number from {least:g} to {most:g}").format(least=least, most=most)
    number = given.number(name, "training_setting", {"name": name, "rule": rule})
    if number is None:
        return default
    if not least <= number <= most:
        raise JobFailure("training_setting", name, name=name, value=f"{number:g}", rule=rule)
    return number


def make_job(
    request: ExportRequest, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback
) -> ExportChipsJob:
    """Make the job, its labels written into ``scratch``. In the thread of the run.

    :raises JobFailure: the area or the mask holds no polygons.
    :raises Cancelled: the user stopped.
    """
    (pair,) = write_pairs(request.labelled, scratch, feedback)
    mask = request.mask
    chosen = {
        CLASS_FIELD: request.labelled.class_field or None,
        AREA: request.labelled.area.name if request.labelled.area else None,
        TILE_SIZE: request.tile_size,
        STRIDE: request.stride,
        LAYOUT: request.layout,
        FORMAT: request.image_format,
        ROTATIONS: request.rotations,
        ONLY_CHANGED: request.only_changed,
        EMPTY_SHARE: request.empty_share,
        MASK: mask.name if mask else None,
        RESOLUTION: request.resolution,
        SEED: request.seed,
    }
    inputs = {**{date.parameter: date.name for date in pair.dates}, LABELS: pair.label_layer.name}
    return ExportChipsJob(
        pair=pair,
        folder=outputs[FOLDER],
        scratch=scratch,
        layout=request.layout,
        image_format=request.image_format,
        tile_size=request.tile_size,
        stride=request.stride,
        rotations=request.rotations,
        only_changed=request.only_changed,
        empty_share=request.empty_share,
        mask=polygons_from_source(mask.source, MASK, mask.name, feedback, mask.crs) if mask else None,
        mask_touching=request.mask_touching,
        resolution=request.resolution,
        seed=request.seed,
        provenance=provenance("exportchips", {"inputs": inputs}, chosen),
    )


STEPS = Steps(read, make_job)
