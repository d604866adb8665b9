"""Dates as the worker reads them: directly, or rendered by QGIS into a temporary raster first."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Callable, Optional, Sequence

from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ...jobs.sources import RasterSource
from ...layers.render import run_render
from ...layers.render_plan import RenderRequest, describe_rendered, prepare_render, units_for_gsd
from ...layers.sources import describe_raster, open_dataset, split_uri
from .date_reading import Date
from .pair_reading import PairRequest

translate = QCoreApplication.translate

# Formats that every build of GDAL reads: for others a way through QGIS is kept ready.
_EVERYWHERE = ("GTiff", "COG", "VRT", "PNG", "JPEG", "ENVI", "HFA", "AAIGrid", "EHdr", "GPKG")


@dataclass(frozen=True)
class DateSource:
    """One date, independent of the layer's thread.

    :param source: how the worker reads it; ``None`` = QGIS must read it first.
    :param request: how QGIS reads it; ``None`` = not needed.
    :param driver: GDAL's name of the format, when the worker may lack it.
    :param why: why QGIS must read it.
    """

    parameter: str
    name: str
    date: Optional[str]
    file_name: str
    source: Optional[RasterSource]
    request: Optional[RenderRequest]
    driver: str = ""
    why: str = ""


def prepare_date(
    date: Date, pair: PairRequest, resolution: Optional[float], margin: int, context: QgsProcessingContext
) -> DateSource:
    """Read from a layer all that a run needs of it; call it in the layer's thread.

    :param resolution: map units of AFTER's CRS that the user asked for.
    :param margin: pixels of context that the network needs.
    :raises JobFailure: the layer cannot be read over the ground that is needed.
    """
    if date.rendering:
        request = _render_request(date, pair, resolution, margin, context)
        return DateSource(date.parameter, date.layer.name(), request.date, "", None, request, why=date.rendering)
    source = describe_raster(date.layer, date.parameter, date.bands, pair.assumed_crs)
    driver = _uncommon_driver(date)
    fallback = _render_request(date, pair, resolution, margin, context) if driver else None
    file_name = os.path.basename(source.path) if os.path.isfile(source.path) else ""
    return DateSource(date.parameter, source.name, source.date, file_name, source, fallback, driver)


def may_need_drivers(dates: Sequence[DateSource]) -> bool:
    """Return True if the formats that the worker reads must be known."""
    return any(date.driver for date in dates)


def worker_source(
    date: DateSource,
    drivers: Sequence[str],
    path: str,
    feedback: QgsProcessingFeedback,
    progress: Callable[[float], None],
) -> RasterSource:
    """Return the source for the worker; a date that only QGIS can read is rendered first, which may take long.

    :param drivers: formats that the worker reads; empty = not asked for.
    :param path: of the temporary raster, ``.tif``.
    :raises JobFailure: nothing could be read.
    :raises Cancelled: the user stopped.
    """
    if date.source is not None and (not date.driver or date.driver in drivers or date.request is None):
        return date.source
    if date.request is None:  # cannot be: a date has a source or a request
        raise ValueError(date.parameter)
    why = date.why or translate("DetectChange", "the runtime cannot read the format '{name}'").format(name=date.driver)
    text = translate("DetectChange", "Layer '{name}' is read through QGIS: {why}.")
    feedback.pushInfo(text.format(name=date.name, why=why))
    request = replace(date.request, path=path)
    run_render(request, feedback, progress)
    return describe_rendered(request)


def _render_request(
    date: Date, pair: PairRequest, resolution: Optional[float], margin: int, context: QgsProcessingContext
) -> RenderRequest:
    crs = pair.after.crs
    pixel = resolution if resolution is not None else units_for_gsd(crs, pair.work.center(), pair.gsd_m)
    return prepare_render(
        date.layer,
        date.parameter,
        pair.work,
        crs,
        pixel,
        "",  # the path is known when the run has a scratch folder
        date.bands,
        pair.assumed_crs,
        margin,
        context.transformContext(),
    )


def _uncommon_driver(date: Date) -> str:
    """Return GDAL's name of the layer's format, or ``""`` if every build reads it."""
    path, options, _ = split_uri(date.layer.dataProvider().dataSourceUri())
    dataset = open_dataset(path, options)
    name = dataset.GetDriver().ShortName if dataset is not None else ""
    return "" if name in _EVERYWHERE else str(name)
