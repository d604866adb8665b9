"""Findings of a check, and the checks of two layers and a model that tasks share. They read headers only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.inputs.date_reading import Date, layer_gsd
from ...algorithms.inputs.model_choice import DEFAULT_MODEL, known_models
from ...algorithms.inputs.pair_reading import PairRequest
from ...layers.dates import is_later
from ...layers.sources import ellipsoid_of
from ...model_file.catalogue import CatalogueEntry
from ...model_file.spec import EIGHT_BITS, ModelSpec
from ...rules.resolution import pair_gsd, suited_model, suits

GOOD, CAUTION, BAD, UNKNOWN = "good", "caution", "bad", "unknown"
DATES = "dates"  # topic of the order of the dates
_WORST_FIRST = (BAD, CAUTION, UNKNOWN, GOOD)
RUNTIME_CODES = ("runtime_missing", "runtime_broken", "interpreter_missing", "interpreter_broken")
_SMALL_OVERLAP = 0.05
_EIGHT_BIT_TYPES = (Qgis.DataType.Byte, Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied)


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


@dataclass(frozen=True)
class Finding:
    """Result of one check.

    :param level: GOOD, CAUTION, BAD or UNKNOWN.
    :param topic: of the check, not translated.
    :param text: for the user, with what to do if something can be done.
    """

    level: str
    topic: str
    text: str


def worst_level(findings: Sequence[Finding]) -> str:
    """Return the worst level of the findings; UNKNOWN counts only where there is no other."""
    levels = {finding.level for finding in findings}
    return next((level for level in _WORST_FIRST if level in levels and level != UNKNOWN), UNKNOWN)


def order_findings(
    before: QgsRasterLayer, after: QgsRasterLayer, dates: tuple[Optional[str], Optional[str]]
) -> tuple[Finding, ...]:
    """Return what is wrong with the choice of the dates: their order, or one layer twice.

    :param dates: acquisition dates as ``yyyy-mm-dd``, ``yyyy-mm`` or ``yyyy``.
    """
    findings = []
    if dates[0] and dates[1] and is_later(dates[0], dates[1]):
        text = tr("The layer Before is the later one ({before}, {after}): swap the two layers.")
        findings.append(Finding(CAUTION, DATES, text.format(before=dates[0], after=dates[1])))
    if before.source() == after.source():
        findings.append(Finding(CAUTION, "same", tr("Both dates are the same image: no change can be found.")))
    return tuple(findings)


def resolution_finding(pair: PairRequest, spec: ModelSpec) -> Finding:
    """Compare the resolution of a pair with the range of a model."""
    chosen = pair.gsd_m
    limits = {"minimum": spec.gsd_m.minimum, "maximum": spec.gsd_m.maximum}
    if not suits(chosen, spec.gsd_m):
        text = tr("Resolution: {chosen:.3g} m is outside the range of {minimum:g} to {maximum:g} m that the model supports.")
        return Finding(CAUTION, "resolution", text.format(chosen=chosen, **limits))
    coarser = imagery_gsd(pair) or chosen
    if coarser > spec.gsd_m.maximum * 1.01:
        text = tr(
            "Resolution: {own:.3g} m is coarser than the model's {maximum:g} m; the images are enlarged to {chosen:.3g} m."
        )
        return Finding(CAUTION, "resolution", text.format(own=coarser, chosen=chosen, **limits))
    if coarser < chosen * 0.99:
        text = tr("Resolution: {own:.3g} m, averaged to {chosen:.3g} m for the model.")
        return Finding(GOOD, "resolution", text.format(own=coarser, chosen=chosen))
    text = tr("Resolution: {chosen:.3g} m, within the range of the model.")
    return Finding(GOOD, "resolution", text.format(chosen=chosen))


def model_proposal(gsd_m: float, spec: ModelSpec) -> Optional[CatalogueEntry]:
    """Return a known model of change for imagery that is too coarse for the chosen one.

    :param gsd_m: ground sample distance of the imagery in metres.
    :param spec: of the chosen model; proposed are models of the same bands.
    :return: ``None`` where the chosen model suits, or no other does.
    """
    if not gsd_m > spec.gsd_m.maximum * 1.01:
        return None
    names = _band_names(spec)
    entries = [entry for entry in known_models() if entry.id != spec.id and _band_names(entry.spec) == names]
    entries.sort(key=lambda entry: entry.id != DEFAULT_MODEL)  # of equals the default
    best = suited_model(gsd_m, [entry.spec for entry in entries])
    return next((entry for entry in entries if entry.spec is best), None) if best is not None else None


def proposal_finding(proposed: CatalogueEntry, gsd_m: float) -> Finding:
    """Name the model that is made for a resolution."""
    text = tr("Model: '{title}' is made for imagery of {gsd:.3g} m ({minimum:g} to {maximum:g} m).")
    limits = proposed.spec.gsd_m
    return Finding(
        CAUTION, "model", text.format(title=proposed.title, gsd=gsd_m, minimum=limits.minimum, maximum=limits.maximum)
    )


def imagery_gsd(pair: PairRequest) -> float:
    """Return the coarser ground sample distance of two dates in metres; 0 = neither has pixels of its own."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    dates = (pair.before, pair.after)
    sizes = [layer_gsd(date, date.layer.extent().center(), date.crs, True, context) for date in dates]
    known = [size for size in sizes if size]
    return pair_gsd(known[0], known[-1]) if known else 0.0


def _band_names(spec: ModelSpec) -> list[str]:
    return [band.name.lower() for band in spec.bands]


def bands_finding(before: Date, after: Date, spec: ModelSpec) -> Finding:
    """Compare the bands of two dates with those of a model."""
    names = ", ".join(band.name for band in spec.bands)
    rendered = [date.layer.name() for date in (before, after) if date.rendering]
    if rendered and any(band.name.lower() not in ("red", "green", "blue") for band in spec.bands):
        text = tr("Bands: '{layer}' is read through QGIS; whether it has {names} is checked when it is read.")
        return Finding(CAUTION, "bands", text.format(layer=rendered[0], names=names))
    return Finding(GOOD, "bands", tr("Bands: {names} found on both dates.").format(names=names))


def bit_depth_finding(before: QgsRasterLayer, after: QgsRasterLayer, spec: ModelSpec) -> Finding:
    """Compare the bit depth of two layers with what a model expects."""
    kinds = [layer.dataProvider().dataType(1) for layer in (before, after)]
    eight = [kind in _EIGHT_BIT_TYPES for kind in kinds]
    rule = spec.normalisation
    if rule.kind != "standardise" and rule.divisor == EIGHT_BITS and not rule.stretch and not all(eight):
        layer = before if not eight[0] else after
        text = tr("Bit depth: '{layer}' is not 8-bit as the model expects; it is stretched, which may reduce accuracy.")
        return Finding(CAUTION, "bit depth", text.format(layer=layer.name()))
    if eight[0] != eight[1]:
        text = tr("Bit depth: the dates differ; each is standardised by its own statistics, as the model expects.")
        return Finding(GOOD, "bit depth", text)
    return Finding(GOOD, "bit depth", tr("Bit depth: suitable."))


def overlap_finding(before: Date, after: Date) -> Finding:
    """Measure how much two dates overlap."""
    if before.boundless and after.boundless:
        return Finding(GOOD, "overlap", tr("Overlap: both layers cover the whole world; the run is limited to the area."))
    if before.boundless or after.boundless:
        return Finding(GOOD, "overlap", tr("Overlap: complete; one layer covers the whole world."))
    box = QgsRectangle(after.layer.extent())
    try:
        other = QgsCoordinateTransform(before.crs, after.crs, QgsProject.instance()).transformBoundingBox(before.layer.extent())
    except QgsCsException:
        return Finding(UNKNOWN, "overlap", tr("Overlap: not known before the run."))
    common = box.intersect(other)
    smaller = min(_size(box, after), _size(other, after))
    share = _size(common, after) / smaller if smaller > 0 else 0.0
    text = tr("Overlap: {share:.0f} % of the smaller layer.").format(share=100 * min(share, 1.0))
    return Finding(CAUTION if share < _SMALL_OVERLAP else GOOD, "overlap", text)


def _size(box: QgsRectangle, date: Date) -> float:
    measure = QgsDistanceArea()
    measure.setSourceCrs(date.crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(ellipsoid_of(date.crs))
    return abs(float(measure.measureArea(QgsGeometry.fromRect(box))))
