"""Check whether two dates can be compared class by class, and what reduces the accuracy; reads headers only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Optional

from qgis.core import QgsProcessingContext, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.inputs.date_reading import ground_sample_distance
from ...algorithms.inputs.given import Given
from ...algorithms.inputs.pair_parameters import AFTER, BANDS, BANDS_SUFFIX, BEFORE
from ...algorithms.run import classify_land_cover, from_to_change
from ...algorithms.run.classify_land_cover import INPUT, LandCoverRequest
from ...algorithms.run.from_to_change import CHANGES
from ...jobs.failure import JobFailure
from ...rules.class_tables import parse_changes
from ..tasks.reading import ToRead
from ..tasks.suitability import (
    BAD,
    GOOD,
    RUNTIME_CODES,
    Finding,
    bands_finding,
    bit_depth_finding,
    order_findings,
    overlap_finding,
    resolution_finding,
)
from ..tasks.texts import panel_text
from .date_kinds import DateKind, class_names
from .transition_run import CLASSIFY, FROM_TO_CHANGE, classify_parameters, compare_parameters


def tr(text: str) -> str:
    """Translate a text of the task "What became what"."""
    return str(QCoreApplication.translate("TransitionPanel", text))


@dataclass(frozen=True)
class DatesVerdict:
    """What is found of two dates.

    :param runtime: whether the runtime is missing. ``gsd_m``: metres a pixel of the comparison; 0 = it cannot run.
    :param images: requests of the dates that are classified first, by BEFORE and AFTER.
    """

    findings: tuple[Finding, ...]
    runtime: bool = False
    gsd_m: float = 0.0
    images: Mapping[str, LandCoverRequest] = field(default_factory=dict)

    @property
    def to_read(self) -> tuple[ToRead, ...]:
        """The images as they are opened, each by itself."""
        items = self.images.items()
        return tuple(ToRead({name: item.image.after}, item.image, item.model, item.resolution) for name, item in items)


def judge_dates(
    values: dict[str, Any],
    layers: tuple[QgsRasterLayer, QgsRasterLayer],
    kinds: tuple[DateKind, DateKind],
    dates: tuple[Optional[str], Optional[str]],
) -> DatesVerdict:
    """Check the settings of a run; quick. In the thread that owns the layers.

    :param values: of the form.
    :param dates: acquisition dates, as far as they are known.
    """
    try:
        images = {name: _checked_image(values, name) for name, kind in zip((BEFORE, AFTER), kinds) if kind is DateKind.IMAGE}
        _check_comparison(values, kinds)
    except JobFailure as failure:
        finding = Finding(BAD, failure.parameter or failure.code, panel_text(failure))
        return DatesVerdict((finding,), failure.code in RUNTIME_CODES)
    findings = [*order_findings(*layers, dates)]
    for name, layer, kind in zip((BEFORE, AFTER), layers, kinds):
        if kind is not DateKind.IMAGE:
            findings.append(_map_finding(name, layer, kind))
    for request in images.values():
        finding = resolution_finding(request.image, request.model.spec)
        if finding not in findings:
            findings.append(finding)
    if len(images) == len(layers):
        before, after = (request.image.after for request in images.values())
        spec = images[BEFORE].model.spec
        findings.append(bands_finding(before, after, spec))
        findings.append(bit_depth_finding(before.layer, after.layer, spec))
        findings.append(overlap_finding(before, after))
    return DatesVerdict(tuple(findings), False, _pixel_size(images, layers[1]), images)


def _checked_image(values: dict[str, Any], date: str) -> LandCoverRequest:
    """Return the request of a classification.

    :raises JobFailure: naming the date in place of the algorithm's input.
    """
    try:
        request: LandCoverRequest = classify_land_cover.STEPS.checked(
            Given.of_project(CLASSIFY, classify_parameters(values, date))
        )
        return request
    except JobFailure as failure:
        bands = date + BANDS_SUFFIX
        named = {**failure.values, **({"option": bands} if "option" in failure.values else {})}
        at_fault = {INPUT: date, BANDS: bands}.get(failure.parameter, failure.parameter)
        raise JobFailure(failure.code, at_fault, **named) from failure


def _check_comparison(values: dict[str, Any], kinds: tuple[DateKind, DateKind]) -> None:
    """Check what can be checked of the comparison before the images are classified.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    if DateKind.IMAGE not in kinds:
        from_to_change.STEPS.checked(Given.of_project(FROM_TO_CHANGE, compare_parameters(values)))
        return
    parse_changes(str(values.get(CHANGES, "")), CHANGES)


def _pixel_size(images: dict[str, LandCoverRequest], after: QgsRasterLayer) -> float:
    """Return the metres a pixel that the comparison works at: those of the later date."""
    if AFTER in images:
        return float(images[AFTER].image.gsd_m)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    sides = (after.rasterUnitsPerPixelX(), after.rasterUnitsPerPixelY())
    return ground_sample_distance(after.crs(), after.extent().center(), *sides, context)


def _map_finding(date: str, layer: QgsRasterLayer, kind: DateKind) -> Finding:
    names = class_names(layer)
    if kind is DateKind.PROBABILITIES:
        text = tr("{date}: probabilities of {count} classes.")
    elif names:
        text = tr("{date}: a map of {count} classes.")
    else:
        text = tr("{date}: a map of classes without names; the values stand for them.")
    title = tr("Before") if date == BEFORE else tr("After")
    return Finding(GOOD, date, text.format(date=title, count=len(names)))
