"""How the dates will be read, shown before a run: bands, scale, nodata, CRS, resampling; amber where something was assumed.

The worker describes it, by the code that reads the dates in a run; the GUI thread only prepares the layers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional, Sequence

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject

from ...algorithms.inputs.date_reading import Date
from ...algorithms.inputs.pair_parameters import AREA, EXCLUDE, EXTENT
from ...algorithms.inputs.pair_reading import PairRequest
from ...algorithms.run.failure_text import CONTEXT
from ...algorithms.run.job_algorithm import perform
from ...algorithms.run.pair_run import DateSource, may_need_drivers, prepare_areas, prepare_date, read_dates
from ...algorithms.run.worker_feedback import worker_drivers
from ...jobs.describe_dates import DescribeDatesJob
from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons
from ...layers.sources import is_picture
from ...model_file.load import ModelFile
from ..background import BackgroundRun
from .suitability import CAUTION, GOOD, UNKNOWN, Finding
from .suitability_light import SuitabilityLight
from .texts import panel_text

_TYPES = {
    Qgis.DataType.Byte: "uint8",
    Qgis.DataType.UInt16: "uint16",
    Qgis.DataType.Int16: "int16",
    Qgis.DataType.UInt32: "uint32",
    Qgis.DataType.Int32: "int32",
    Qgis.DataType.Float32: "float32",
    Qgis.DataType.Float64: "float64",
}


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


class Prepared:
    """What is opened, independent of the thread of the layers."""

    def sources(self) -> tuple[DateSource, ...]:
        """Return the dates whose format the worker may lack."""
        return ()

    def findings(self, feedback: QgsProcessingFeedback) -> tuple[Finding, ...]:
        """Return the lines of the block, in the background.

        :raises JobFailure: it cannot be opened.
        """
        raise TypeError(type(self).__name__)


class Readable:
    """What a run opens."""

    def key(self) -> Sequence[str]:
        """Return what the description depends on besides the parameters."""
        return ()

    def prepared(self) -> Prepared:
        """Read from the layers what a description needs of them; call it in the thread that owns them.

        :raises JobFailure: a layer cannot be read.
        """
        raise TypeError(type(self).__name__)


@dataclass(frozen=True)
class ToRead(Readable):
    """Dates that a run opens together.

    :param dates: by the field of the form that names them. ``ground``: to work on.
    :param resolution: map units of the last date's CRS; ``None`` = automatic.
    """

    dates: Mapping[str, Date]
    ground: PairRequest
    model: ModelFile
    resolution: Optional[float]

    def key(self) -> Sequence[str]:
        return [date.crs.toWkt() for date in self.dates.values()]

    def prepared(self) -> Prepared:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        halo, read = self.model.spec.halo, {name: date for name, date in self.dates.items() if not date.rendering}
        sources = {name: prepare_date(date, self.ground, self.resolution, halo, context) for name, date in read.items()}
        rendered = [rendered_line(name, date) for name, date in self.dates.items() if date.rendering]
        include, _ = prepare_areas(self.ground.include, (), QgsProcessingFeedback(False))
        on_grid = bool(read) and list(read)[-1] == list(self.dates)[-1]
        return _PreparedDates(sources, tuple(rendered), include, self.model.path, self.resolution, on_grid)


@dataclass(frozen=True)
class _PreparedDates(Prepared):
    """:class:`ToRead` independent of the layers' thread.

    :param rendered: lines of the dates that QGIS reads.
    :param on_grid: whether the grid is that of a date which the worker reads.
    """

    dates: Mapping[str, DateSource]
    rendered: tuple[Finding, ...]
    include: tuple[Polygons, ...]
    model: str
    resolution: Optional[float]
    on_grid: bool

    def sources(self) -> tuple[DateSource, ...]:
        return tuple(self.dates.values())

    def findings(self, feedback: QgsProcessingFeedback) -> tuple[Finding, ...]:
        if not self.dates:
            return self.rendered

        def job(_outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> DescribeDatesJob:
            sources = read_dates(tuple(self.dates.values()), scratch, feedback)
            dates = tuple(replace(source, parameter=name) for name, source in zip(self.dates, sources))
            return DescribeDatesJob(dates, self.model, scratch, self.include, self.resolution)

        reading: Mapping[str, Any] = perform(job, {}, feedback)["READING"]
        return (*reading_findings([reading], self.on_grid), *self.rendered)


class ReadingBlock(QObject):
    """Keeps the block up to date with the form; one description at a time, a newer one cancels the older.

    :param light: shows the block.
    """

    def __init__(self, light: SuitabilityLight, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._light = light
        self._key: Optional[dict[str, Any]] = None  # parameters of what is shown or being described
        self._call: Optional[BackgroundRun] = None
        light.hide()

    def update(self, parameters: Optional[Mapping[str, Any]], wanted: Sequence[Readable], in_view: bool) -> None:
        """Take the checked form; in the thread that owns the layers.

        :param wanted: what a run with the parameters opens; empty = nothing, and nothing is shown.
        :param in_view: the area is the map view: it moves, and what is shown does not depend on it.
        """
        if not wanted or parameters is None:
            self.clear()
            return
        left_out = (AREA, EXTENT, EXCLUDE) if in_view else (EXCLUDE,)
        key = {name: value for name, value in parameters.items() if name not in left_out}
        key["crs"] = [text for item in wanted for text in item.key()]
        if key == self._key:
            return
        self.cancel()
        self._key = key
        self._light.show()
        self._start(wanted)

    def cancel(self) -> None:
        """Cancel a description that is being made."""
        if self._call is not None:
            self._call.cancel()
            self._call, self._key = None, None

    def clear(self) -> None:
        """Show nothing."""
        self.cancel()
        self._key = None
        self._light.hide()

    def _start(self, wanted: Sequence[Readable]) -> None:
        try:
            prepared = [item.prepared() for item in wanted]
        except JobFailure as failure:
            self._show((_note(panel_text(failure)),))
            return
        self._light.show_verdict(UNKNOWN, tr("How the dates are read: being checked…"), ())
        call = BackgroundRun(lambda feedback: _describe_all(prepared, feedback))
        call.done.connect(lambda findings, call=call: self._done(call, findings))
        call.failed.connect(lambda failure, call=call: self._done(call, (_note(panel_text(failure)),)))
        self._call = call.start()

    def _done(self, call: BackgroundRun, findings: tuple[Finding, ...]) -> None:
        if call is self._call:
            self._call = None
            self._show(findings)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        levels = {finding.level for finding in findings}
        level = next((item for item in (CAUTION, UNKNOWN) if item in levels), GOOD)
        headline = {
            GOOD: tr("How the dates are read: nothing is assumed"),
            CAUTION: tr("How the dates are read: check what is assumed"),
            UNKNOWN: tr("How the dates are read"),
        }[level]
        self._light.show_verdict(level, headline, findings)


def reading_findings(readings: Sequence[Mapping[str, Any]], on_grid: bool = True) -> tuple[Finding, ...]:
    """Return the lines of the block for descriptions of :class:`...jobs.describe_dates.DescribeDatesJob`.

    What was assumed comes first, a line each; then all that is known, a line for each date and for each grid.

    :param on_grid: whether their grid is that of the run; False = a date that is not among them has it.
    """
    cautions, known, grids = [], [], []
    for reading in readings:
        grid, gsd_m = reading["grid"], reading["grid"]["ground_sample_distance_m"]
        for date in reading["dates"]:
            topics = [topic for topic in date["assumed"] if on_grid or topic not in ("resampling", "datum")]
            cautions += [Finding(CAUTION, f"{date['parameter']} {topic}", _assumed(topic, date, gsd_m)) for topic in topics]
            if not on_grid:
                date = {**date, "resampling": "-"}
            known.append(Finding(GOOD, date["parameter"], _line(date)))
        text = tr("Grid: pixels of {gsd:.3g} m on the ground, {crs}.").format(gsd=gsd_m, crs=grid["crs"][:60])
        grids += [Finding(GOOD, "grid", text)] * on_grid
    return (*dict.fromkeys(cautions), *dict.fromkeys(known), *dict.fromkeys(grids))


def rendered_line(name: str, date: Date) -> Finding:
    """Return all that is known of a date that QGIS reads for the worker."""
    layer, provider = date.layer, date.layer.dataProvider()
    if is_picture(provider):
        bands, kind = tr("red, green, blue as QGIS draws them"), "uint8"
    else:
        bands = ", ".join(provider.generateBandName(number) for number in range(1, layer.bandCount() + 1))
        kind = _TYPES.get(provider.dataType(1), "")
    if date.boundless:
        pixels = tr("drawn anew for the pixels of the run")
    else:
        pixels = tr("pixels of {size:.3g} map units").format(size=layer.rasterUnitsPerPixelX())
    text = tr("{date}: read through QGIS ({reason}): bands {bands}{type}; {crs}; {pixels}; nodata where it is transparent.")
    return Finding(
        UNKNOWN,
        name,
        text.format(
            date=_named({"parameter": name}),
            reason=date.rendering,
            bands=bands,
            type=f"; {kind}" if kind else "",
            crs=date.crs.authid() or date.crs.description(),
            pixels=pixels,
        ),
    )


def _describe_all(prepared: Sequence[Prepared], feedback: QgsProcessingFeedback) -> tuple[Finding, ...]:
    """Return the lines of the block, in the background. Formats that the worker lacks are not copied for it by QGIS now."""
    sources = [source for item in prepared for source in item.sources()]
    drivers = worker_drivers(feedback) if may_need_drivers(sources) else ()
    lacking = [source for source in sources if source.driver and source.driver not in drivers]
    if lacking:
        text = str(QCoreApplication.translate("DetectChange", "the runtime cannot read the format '{name}'"))
        return tuple(_through_qgis(source.name, text.format(name=source.driver)) for source in lacking)
    found = [finding for item in prepared for finding in item.findings(feedback)]
    order = (CAUTION, GOOD, UNKNOWN)
    return tuple(sorted(found, key=lambda finding: (order.index(finding.level), finding.topic == "grid")))


def _through_qgis(layer: str, reason: str) -> Finding:
    text = tr("'{layer}' is read through QGIS ({reason}); how is logged by the run.")
    return _note(text.format(layer=layer, reason=reason))


def _note(text: str) -> Finding:
    return Finding(UNKNOWN, "reading", text)


def _named(date: Mapping[str, Any]) -> str:
    return {"BEFORE": tr("Before"), "AFTER": tr("After")}.get(date["parameter"], date["parameter"])


def _bands(date: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {number}" for name, number in date["bands"].items())


def _word(text: str) -> str:
    return str(QCoreApplication.translate(CONTEXT, text))


def _line(date: Mapping[str, Any]) -> str:
    """Return all that is known of a date."""
    text = tr("{date}: bands {bands} ({found}); type {type}; scale {scale}; nodata {nodata}; {crs}; resampling: {resampling}.")
    if date.get("unit"):
        text = tr("{date}: {bands} ({found}) in {unit}; type {type}; nodata {nodata}; {crs}; resampling: {resampling}.")
    return text.format(
        date=_named(date),
        bands=_bands(date),
        found=_word(date["bands_found"]),
        unit=date.get("unit", ""),
        type=date["type"],
        scale="; ".join(date["scale"]) or "-",
        nodata=", ".join(date["nodata"]) or "-",
        crs=date["crs"][:60],
        resampling=_word(date["resampling"]),
    )


def _assumed(topic: str, date: Mapping[str, Any], gsd_m: float) -> str:
    """Return what was assumed of a date, and what helps if it is wrong."""
    text = {
        "bands": tr("{date}: bands by position ({bands}), as the file does not name them. List them if that is wrong."),
        "alpha": tr("{date}: a band is declared alpha, but its values are no mask; it is used as a band."),
        "scale": tr("{date}: declares no scale and offset, the other date does: their values may have different units."),
        "nodata": tr("{date}: declares no nodata value; {nodata} is used.")
        if date["nodata"]
        else tr("{date}: declares no nodata value, the other date does."),
        "crs": tr("{date}: the file has no CRS; {crs} is assumed."),
        "height": tr("{date}: placed by polynomials (RPC) on level ground: hills and tall buildings are displaced."),
        "datum": tr("{date}: its datum is transformed to an accuracy of {accuracy} m, coarser than a pixel of {gsd:.3g} m."),
        "resampling": tr("{date}: resampled ({resampling})."),
    }[topic]
    shift = date.get("datum_transformation") or {}
    return text.format(
        date=_named(date),
        bands=_bands(date),
        nodata=", ".join(date["nodata"]),
        crs=date["crs"][:60],
        accuracy=shift.get("accuracy_m", "?"),
        gsd=gsd_m,
        resampling=_word(date["resampling"]),
    )
