"""``groundshift:changetimeseries`` from parameters to the job."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsMapLayer, QgsProcessingFeedback, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.change_time_series import CONSECUTIVE, FIRST_TO_EACH, ChangeTimeSeriesJob, shown_dates
from ...jobs.failure import JobFailure
from ...jobs.sources import Polygons
from ...jobs.unfinished import Resume
from ...layers.dates import ambiguous_date, date_in_text, first_day, month_or_year_in_text
from ...layers.series_dates import parse_date_list
from ...layers.sources import acquisition_date, open_dataset, split_uri
from ...model_file.load import ModelFile
from ...model_file.spec import ModelSpec
from ...rules.band_roles import RasterBand
from ...rules.bands import DateBands, choose_common_bands, parse_band_list
from ..inputs.area_reading import read_areas
from ..inputs.classic_parameters import METHOD
from ..inputs.date_reading import Date, layer_gsd, no_layer, read_date
from ..inputs.given import Given
from ..inputs.model_choice import MODEL, open_model
from ..inputs.pair_parameters import AREA, ASSUMED_CRS, BANDS_SUFFIX, RESOLUTION
from ..inputs.pair_reading import PairRequest, request_on
from ..inputs.resuming import read_resume
from ..outputs.output_checks import check_destinations, files_of_layer
from ..outputs.provenance import model_identity, provenance
from .detect_change_classic import ClassicSettings, read_classic_settings
from .job_algorithm import Steps
from .pair_run import DateSource, area_files, area_names, prepare_areas, prepare_date, read_dates

translate = QCoreApplication.translate

RASTERS, DATES, PAIRS = "RASTERS", "DATES", "PAIRS"
THRESHOLD, MIN_AREA = "THRESHOLD", "MIN_AREA"
BANDS = RASTERS + BANDS_SUFFIX
FIRST_CHANGE, CHANGES, POLYGONS = "FIRST_CHANGE", "CHANGES", "POLYGONS"


@dataclass(frozen=True)
class SeriesDate:
    """:param day: when the image was taken, ISO 8601. ``bands``: of the image, as far as they are known."""

    date: Date
    day: str
    bands: Sequence[RasterBand]


@dataclass(frozen=True)
class SeriesRequest:
    """:param dates: in the order of time. ``ground``: that is worked on, of the first date and the last.
    :param model: or ``classic``: which of them finds the changes. ``pairs``: of :mod:`...jobs.change_time_series`.
    :param threshold: of the model; ``None`` = its own, and so is ``min_area`` in square metres.
    :param resolution: map units of the last date's CRS; ``None`` = automatic.
    """

    dates: tuple[SeriesDate, ...]
    ground: PairRequest
    model: Optional[ModelFile]
    classic: Optional[ClassicSettings]
    pairs: str
    threshold: Optional[float]
    min_area: Optional[float]
    resolution: Optional[float]
    resume: Optional[Resume]


def read(given: Given) -> SeriesRequest:
    """Read and check the parameters.

    :raises JobFailure: a parameter or layer cannot be used.
    """
    classic = model = None
    if given.has(METHOD):
        classic = read_classic_settings(given)
        threshold = classic.threshold
    else:
        threshold = given.threshold(THRESHOLD)
        model = open_model(given.text(MODEL))
    min_area = given.size(MIN_AREA, "min_area_range")
    resolution = given.resolution(RESOLUTION)
    spec = None if model is None else model.spec
    dates = read_series(given, spec)
    if spec is None:
        _check_common_bands(dates)
    ground = ground_of_series(given, [item.date for item in dates], spec, resolution)
    inputs = [path for item in dates for path in files_of_layer(item.date.layer)]
    inputs += [*area_files(given), *([model.path] if model is not None else [])]
    check_destinations(given, inputs)
    pairs = given.choice(PAIRS, (CONSECUTIVE, FIRST_TO_EACH))
    return SeriesRequest(dates, ground, model, classic, pairs, threshold, min_area, resolution, read_resume(given))


def _layers(given: Given, least: int) -> list[QgsMapLayer]:
    """Return the layers of RASTERS. QGIS leaves out those that it cannot open: they are looked for here.

    :raises JobFailure: one cannot be opened, or there are fewer than ``least``.
    """
    value = given.parameters.get(RASTERS)
    for item in value if isinstance(value, (list, tuple)) else ():
        if isinstance(item, str) and given.opened(item) is None:
            raise no_layer(RASTERS, item, None)
    layers = given.layers(RASTERS)
    if len(layers) < least:
        raise JobFailure("series_too_short" if least > 2 else "cover_series_short", RASTERS, count=len(layers))
    return layers


def read_series(given: Given, spec: Optional[ModelSpec], least: int = 3) -> tuple[SeriesDate, ...]:
    """Read the rasters, at least so many, and return them in the order of time.

    :raises JobFailure: a raster cannot be read, lacks bands that the model needs, or has no date of its own.
    """
    layers = _layers(given, least)
    bands = parse_band_list(given.listing(BANDS), BANDS)
    days = parse_date_list(given.listing(DATES), DATES)
    if days is not None and len(days) != len(layers):
        raise JobFailure("dates_count", DATES, count=len(days), rasters=len(layers))
    assumed = given.crs(ASSUMED_CRS)
    found = []
    for index, layer in enumerate(layers):
        if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
            raise JobFailure("layer_invalid", RASTERS, layer=layer.name())
        wanted = spec.bands if spec is not None else None
        date, available = read_date(layer, RASTERS, bands, assumed, wanted, given.context)
        found.append(SeriesDate(date, days[index] if days else _day(date), available))
    found.sort(key=lambda item: item.day)
    for earlier, later in zip(found, found[1:]):
        if earlier.day == later.day:
            names = {"first": earlier.date.layer.name(), "second": later.date.layer.name()}
            raise JobFailure("dates_equal", DATES, **names, date=later.day)
    return tuple(found)


def _day(date: Date) -> str:
    """Return when the image was taken, from the layer, its metadata or its name.

    :raises JobFailure: ``date_missing``, ``date_ambiguous``.
    """
    layer = date.layer
    path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
    dataset = None if date.rendering else open_dataset(path, options)
    # The address of a web layer names its server, not the image.
    file_name = os.path.basename(path) if os.path.exists(path) else ""
    found = acquisition_date(layer, dataset) or date_in_text(file_name) or month_or_year_in_text(file_name)
    if not found:
        raise JobFailure("date_missing", DATES, layer=layer.name())
    if len(found) < len("yyyy-mm-dd"):
        for name in (layer.name(), file_name):
            readings = ambiguous_date(name)
            if readings is not None:
                raise JobFailure("date_ambiguous", DATES, name=name, first=readings[0], second=readings[1])
    return first_day(found)


def _check_common_bands(dates: Sequence[SeriesDate]) -> None:
    """:raises JobFailure: a raster lacks a band that the user chose."""
    known = [DateBands(item.bands, item.date.bands, item.date.layer.name()) for item in dates if item.bands]
    for earlier, later in zip(known, known[1:]):
        try:
            choose_common_bands(earlier, later)
        except JobFailure as failure:
            raise JobFailure(failure.code, BANDS, **failure.values) from failure


def ground_of_series(
    given: Given, dates: Sequence[Date], spec: Optional[ModelSpec], resolution: Optional[float]
) -> PairRequest:
    """Return the ground to work on: that of the last date, within the area, at the resolution of the coarsest date.

    :raises JobFailure: there is none, or it is too large.
    """
    first, last = dates[0], dates[-1]
    include, exclude = read_areas(given, first.crs)
    # The last date bounds the ground; where it is a map of the whole world, the others do.
    covering = [last] if not last.boundless else [date for date in dates if not date.boundless]
    if not covering and not include:
        raise JobFailure("area_unbounded", AREA)
    context = given.context
    square = spec is not None

    def size(date: Date) -> float:
        return layer_gsd(date, date.layer.extent().center(), date.crs, square, context) or 0.0

    coarsest = max(dates[:-1], key=size)
    assumed = given.crs(ASSUMED_CRS)
    return request_on(coarsest, last, covering, include, exclude, assumed, (spec, resolution), context)


@dataclass(frozen=True)
class SeriesRun:
    """Inputs of a run, independent of the layers' thread. :param title: of the result group."""

    request: SeriesRequest
    sources: tuple[DateSource, ...]
    include: tuple[Polygons, ...]
    exclude: tuple[Polygons, ...]
    title: str


def prepare(given: Given, request: SeriesRequest, feedback: QgsProcessingFeedback) -> SeriesRun:
    """Read the inputs from QGIS's layers; call it in the thread that owns them.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    margin = request.model.spec.halo if request.model is not None else 0
    ground, resolution = request.ground, request.resolution
    sources = tuple(prepare_date(item.date, ground, resolution, margin, given.context) for item in request.dates)
    title = translate("ChangeTimeSeries", "Change {first} - {last}")
    days = shown_dates([item.day for item in request.dates])
    return SeriesRun(
        request, sources, *prepare_areas(ground.include, ground.exclude, feedback), title.format(first=days[0], last=days[-1])
    )


def make_job(run: SeriesRun, outputs: Mapping[str, str], scratch: str, feedback: QgsProcessingFeedback) -> ChangeTimeSeriesJob:
    """Make the job. In the thread of the run.

    :raises JobFailure: a layer cannot be read.
    :raises Cancelled: the user stopped the run.
    """
    request, classic = run.request, run.request.classic
    sources = read_dates(run.sources, scratch, feedback)
    job = ChangeTimeSeriesJob(
        rasters=tuple(replace(source, date=item.day) for source, item in zip(sources, request.dates)),
        model=request.model.path if request.model is not None else "",
        scratch=scratch,
        pairs=request.pairs,
        first_change=outputs.get(FIRST_CHANGE),
        changes=outputs.get(CHANGES),
        polygons=outputs.get(POLYGONS),
        include=run.include,
        exclude=run.exclude,
        threshold=request.threshold,
        min_area_m2=request.min_area,
        resolution=request.resolution,
        resume=request.resume,
        provenance=_provenance(run),
    )
    if classic is None:
        return job
    return replace(
        job,
        method=classic.method,
        index=classic.index,
        normalize=classic.normalize,
        threshold_method=classic.threshold_method,
    )


def _provenance(run: SeriesRun) -> dict[str, Any]:
    request, model = run.request, run.request.model
    inputs = {RASTERS: [{"name": source.name, "date": item.day} for source, item in zip(run.sources, request.dates)]}
    origins: dict[str, Any] = {"inputs": inputs}
    if model is not None:
        origins["model"] = model_identity(model)
    chosen = {THRESHOLD: request.threshold} if request.classic is None else request.classic.document
    return provenance(
        "changetimeseries",
        origins,
        {
            **area_names(run.include, run.exclude),
            PAIRS: request.pairs,
            **chosen,
            MIN_AREA: request.min_area,
            RESOLUTION: request.resolution,
            BANDS: request.dates[0].date.bands,
        },
    )


STEPS = Steps(read, make_job, prepare, title=attrgetter("title"))
