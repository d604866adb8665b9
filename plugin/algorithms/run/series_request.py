"""All that the user asks of a change detection over a series, read from Processing's parameters and checked.

Called by ``checkParameterValues`` and again by ``prepareAlgorithm``, because models call only the latter.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Optional, Sequence

from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingUtils, QgsRasterLayer

from ...jobs.change_time_series import CONSECUTIVE, FIRST_TO_EACH
from ...jobs.failure import JobFailure
from ...layers.dates import ambiguous_date, date_in_text, first_day, month_or_year_in_text
from ...layers.series_dates import parse_date_list
from ...layers.sources import acquisition_date, open_dataset, split_uri
from ...model_file.load import ModelFile
from ...model_file.spec import ModelSpec
from ...rules.bands import DateBands, RasterBand, choose_common_bands, parse_band_list
from ...runtime.interpreter import find_interpreter
from ..base import GroundshiftAlgorithm
from ..inputs.area_reading import read_areas
from ..inputs.date_reading import Date, layer_gsd, no_layer, read_date
from ..inputs.model_choice import open_model
from ..inputs.pair_parameters import AREA, ASSUMED_CRS, BANDS_SUFFIX, RESOLUTION
from ..inputs.pair_reading import PairRequest, request_on
from ..inputs.parameter_values import given_choice, given_crs, given_number, given_resolution, given_size, given_text
from ..outputs.output_checks import check_outputs, destination_path, files_of_layer
from ..outputs.output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS
from .classic_request import ClassicSettings, read_classic_settings
from .detection_request import area_files

RASTERS, DATES, PAIRS, MODEL, METHOD = "RASTERS", "DATES", "PAIRS", "MODEL", "METHOD"
THRESHOLD, MIN_AREA = "THRESHOLD", "MIN_AREA"
BANDS = RASTERS + BANDS_SUFFIX
FIRST_CHANGE, CHANGES, POLYGONS = "FIRST_CHANGE", "CHANGES", "POLYGONS"
_LEAST_BYTES = 1_000_000
_EXTENSIONS = {FIRST_CHANGE: RASTER_EXTENSIONS, CHANGES: RASTER_EXTENSIONS, POLYGONS: VECTOR_EXTENSIONS}


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


def read_series_request(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> SeriesRequest:
    """Read and check the parameters.

    :raises JobFailure: naming the parameter or layer, what is wrong with it, and how to mend it.
    """
    classic = model = None
    if algorithm.given(parameters, METHOD) is not None:
        classic = read_classic_settings(algorithm, parameters, context)
        threshold = classic.threshold
    else:
        threshold = given_number(algorithm, parameters, context, THRESHOLD, "threshold_range")
        if threshold is not None and not 0 < threshold < 1:
            raise JobFailure("threshold_range", THRESHOLD, value=f"{threshold:g}")
        model = open_model(algorithm.parameterAsString(parameters, MODEL, context) or "")
    min_area = given_size(algorithm, parameters, context, MIN_AREA, "min_area_range")
    resolution = given_resolution(algorithm, parameters, context, RESOLUTION)
    spec = None if model is None else model.spec
    dates = _read_dates(algorithm, parameters, context, spec)
    if spec is None:
        _check_common_bands(dates)
    ground = _ground(algorithm, parameters, context, [item.date for item in dates], spec, resolution)
    outputs = {name: destination_path(parameters, name, context) for name in _EXTENSIONS}
    inputs = [path for item in dates for path in files_of_layer(item.date.layer)]
    inputs += [*area_files(algorithm, parameters, context), *([model.path] if model is not None else [])]
    check_outputs(outputs, _EXTENSIONS, inputs, dict.fromkeys(_EXTENSIONS, _LEAST_BYTES))
    find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
    pairs = given_choice(algorithm, parameters, context, PAIRS, (CONSECUTIVE, FIRST_TO_EACH))
    return SeriesRequest(dates, ground, model, classic, pairs, threshold, min_area, resolution)


def _layers(algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> list[QgsMapLayer]:
    """The layers of RASTERS. QGIS leaves those out that it cannot open: they are looked for here.

    :raises JobFailure: one cannot be opened, or there are fewer than three.
    """
    value = parameters.get(RASTERS)
    for item in value if isinstance(value, (list, tuple)) else ():
        if isinstance(item, str) and QgsProcessingUtils.mapLayerFromString(item, context) is None:
            raise no_layer(RASTERS, item, None)
    layers = list(algorithm.parameterAsLayerList(parameters, RASTERS, context) or [])
    if len(layers) < 3:
        raise JobFailure("series_too_short", RASTERS, count=len(layers))
    return layers


def _read_dates(
    algorithm: GroundshiftAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, spec: Optional[ModelSpec]
) -> tuple[SeriesDate, ...]:
    """The rasters in the order of time.

    :raises JobFailure: a raster cannot be read, lacks bands that the model needs, or has no date of its own.
    """
    layers = _layers(algorithm, parameters, context)
    bands = parse_band_list(given_text(algorithm, parameters, context, BANDS), BANDS)
    given = parse_date_list(given_text(algorithm, parameters, context, DATES), DATES)
    if given is not None and len(given) != len(layers):
        raise JobFailure("dates_count", DATES, count=len(given), rasters=len(layers))
    assumed = given_crs(algorithm, parameters, context, ASSUMED_CRS)
    found = []
    for index, layer in enumerate(layers):
        if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
            raise JobFailure("layer_invalid", RASTERS, layer=layer.name())
        date, available = read_date(layer, RASTERS, bands, assumed, spec.bands if spec is not None else None, context)
        found.append(SeriesDate(date, given[index] if given else _day(date), available))
    found.sort(key=lambda item: item.day)
    for earlier, later in zip(found, found[1:]):
        if earlier.day == later.day:
            names = {"first": earlier.date.layer.name(), "second": later.date.layer.name()}
            raise JobFailure("dates_equal", DATES, **names, date=later.day)
    return tuple(found)


def _day(date: Date) -> str:
    """When the image was taken, as far as layer, metadata and names tell.

    :raises JobFailure: ``date_missing``, ``date_ambiguous``.
    """
    layer = date.layer
    path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
    dataset = None if date.rendering else open_dataset(path, options)
    # The address of a web layer tells of its server, not of the image.
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


def _ground(
    algorithm: GroundshiftAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    dates: Sequence[Date],
    spec: Optional[ModelSpec],
    resolution: Optional[float],
) -> PairRequest:
    """The ground that is worked on: of the last date, within the area; at the resolution of the coarsest of them.

    :raises JobFailure: there is none, or it is too large.
    """
    first, last = dates[0], dates[-1]
    include, exclude = read_areas(algorithm, parameters, context, first.crs)
    # The last date bounds the ground; where it is a map of the whole world, the others do.
    covering = [last] if not last.boundless else [date for date in dates if not date.boundless]
    if not covering and not include:
        raise JobFailure("area_unbounded", AREA)
    coarsest = max(dates[:-1], key=lambda date: layer_gsd(date, date.layer.extent().center(), date.crs, context) or 0.0)
    return request_on(
        coarsest,
        last,
        covering,
        include,
        exclude,
        given_crs(algorithm, parameters, context, ASSUMED_CRS),
        (spec, resolution),
        context,
    )
