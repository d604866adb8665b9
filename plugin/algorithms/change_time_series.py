"""``groundshift:changetimeseries``: three or more dates in; when each place changed, and how often, out."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsProcessingUtils,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from .job_algorithm import JobAlgorithm

if TYPE_CHECKING:  # QGIS imports this module when it starts
    from ..jobs.detect_change import RasterSource
    from ..model_file.load import ModelFile
    from ..model_file.spec import Band

translate = QCoreApplication.translate

_PLUGIN_PACKAGE = __name__.rsplit(".", 2)[0]
RASTERS, DATES, PAIRS, MODEL = "RASTERS", "DATES", "PAIRS", "MODEL"
THRESHOLD, MIN_AREA, RESOLUTION = "THRESHOLD", "MIN_AREA", "RESOLUTION"
BANDS, ASSUMED_CRS = "RASTERS_BANDS", "ASSUMED_CRS"
FIRST_CHANGE, CHANGES, POLYGONS = "FIRST_CHANGE", "CHANGES", "POLYGONS"
_LEAST_BYTES = 1_000_000


@dataclass(frozen=True)
class SeriesRequest:
    """:param rasters: in the order of time, each with its date. ``pairs``: of :mod:`..jobs.change_time_series`."""

    rasters: Tuple[RasterSource, ...]
    model: ModelFile
    pairs: str
    threshold: Optional[float]
    min_area: Optional[float]
    resolution: Optional[float]


class ChangeTimeSeries(JobAlgorithm):
    """Change detection over a series of dates."""

    def name(self) -> str:
        return "changetimeseries"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("ChangeTimeSeries", "Detect change over a time series")

    def group(self) -> str:
        return translate("DetectChange", "Change detection")

    def groupId(self) -> str:  # noqa: N802
        return "changedetection"

    def tags(self) -> List[str]:
        words = translate(
            "ChangeTimeSeries",
            "change,time series,multitemporal,dates,years,first change,number of changes,temporal controller,animation,"
            "monitoring,deep learning,neural network",
        )
        return words.split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("ChangeTimeSeries", "Finds when each place changed, and how often, in images of three or more dates.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "ChangeTimeSeries",
            "Finds when each place changed, and how often, in images of three or more dates, with the network of 'Detect "
            "change'. Consecutive dates are compared, or the first with each of the others, all on the grid of the last date.\n"
            "First change: the number of the date on which the first change is seen, 2 for the second date and so on; 0 is no "
            "change, 255 no data. The legend and the file's metadata (DATE_1, DATE_2, ...) tell the dates.\n"
            "Number of changes: how many of the compared pairs show a change; 255 is no data.\n"
            "Change polygons: those of each pair, with the dates between which the change happened in the fields 'start' and "
            "'end'. QGIS's temporal controller plays them as they are.",
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:  # noqa: N802
        layers = QgsProcessingParameterMultipleLayers(
            RASTERS, translate("ChangeTimeSeries", "Images of the dates"), QgsProcessing.TypeRaster
        )
        layers.setMinimumNumberInputs(3)
        self.add(
            layers,
            translate(
                "ChangeTimeSeries",
                "Three or more images of the same place, in any order. They may differ in CRS, resolution and extent; "
                "results have the grid and extent of the last date.",
            ),
        )
        self.add(
            QgsProcessingParameterString(DATES, translate("ChangeTimeSeries", "Dates"), optional=True),
            translate(
                "ChangeTimeSeries",
                "The date of each image, in the order of the images, separated by commas: year, year-month or "
                "year-month-day, such as 2019-05-01, 2020, 2021-06. Empty: from the layers' properties, metadata and names.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(PAIRS, translate("ChangeTimeSeries", "Compare"), self._pair_texts(), False, 0),
            translate(
                "ChangeTimeSeries",
                "Consecutive dates show when something happened, also what came and went again; the first with each of the "
                "others shows what is different from the beginning.",
            ),
        )
        self._add_model()
        for name, text, help_text, most in (
            (
                THRESHOLD,
                translate("DetectChange", "Threshold"),
                translate(
                    "DetectChange",
                    "From which probability on a pixel is called changed, between 0 and 1. "
                    "Lower finds more and errs more. Empty: the model's own.",
                ),
                1.0,
            ),
            (
                MIN_AREA,
                translate("DetectChange", "Smallest change (m²)"),
                translate(
                    "DetectChange",
                    "Changes smaller than this many square metres on the ground are dropped. "
                    "Empty: the model's own. 0: none is dropped.",
                ),
                1e300,
            ),
        ):
            kind = QgsProcessingParameterNumber.Double
            self.add(QgsProcessingParameterNumber(name, text, kind, None, True, 0.0, most), help_text)
        self._add_grid()
        self._add_outputs()

    def read_request(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> SeriesRequest:
        from ..jobs.change_time_series import CONSECUTIVE, FIRST_TO_EACH
        from ..jobs.failure import JobFailure
        from ..runtime.interpreter import find_interpreter
        from .detection_request import given_number
        from .model_choice import open_model
        from .output_checks import check_outputs, destination_path, files_of_layer
        from .output_formats import RASTER_EXTENSIONS, VECTOR_EXTENSIONS

        threshold = given_number(self, parameters, context, THRESHOLD, "threshold_range")
        if threshold is not None and not 0 < threshold < 1:
            raise JobFailure("threshold_range", THRESHOLD, value=f"{threshold:g}")
        min_area = given_number(self, parameters, context, MIN_AREA, "min_area_range")
        if min_area is not None and min_area < 0:
            raise JobFailure("min_area_range", MIN_AREA, value=f"{min_area:g}")
        resolution = given_number(self, parameters, context, RESOLUTION, "resolution_invalid")
        if resolution is not None and resolution <= 0:
            raise JobFailure("resolution_invalid", RESOLUTION, value=f"{resolution:g}")
        model = open_model(self.parameterAsString(parameters, MODEL, context) or "")
        layers = self._layers(parameters, context)
        rasters = self._dated(parameters, context, layers, model)
        extensions = {FIRST_CHANGE: RASTER_EXTENSIONS, CHANGES: RASTER_EXTENSIONS, POLYGONS: VECTOR_EXTENSIONS}
        outputs = {name: destination_path(parameters, name, context) for name in extensions}
        inputs = [model.path, *(path for layer in layers for path in files_of_layer(layer))]
        check_outputs(outputs, extensions, inputs, dict.fromkeys(extensions, _LEAST_BYTES))
        find_interpreter()  # last: it is not the user's choice that is wrong, but the set-up
        pairs = (CONSECUTIVE, FIRST_TO_EACH)[self.parameterAsEnum(parameters, PAIRS, context)]
        return SeriesRequest(rasters, model, pairs, threshold, min_area, resolution)

    def output_paths(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Dict[str, str]:
        paths = {name: self.parameterAsOutputLayer(parameters, name, context) for name in (FIRST_CHANGE, CHANGES, POLYGONS)}
        return {name: path for name, path in paths.items() if path}

    def make_job(self, request: SeriesRequest, outputs: Dict[str, str], scratch: str, feedback: QgsProcessingFeedback) -> Any:
        from ..jobs.change_time_series import ChangeTimeSeriesJob
        from .detection_run import sha256
        from .job_algorithm import provenance

        chosen = {
            PAIRS: request.pairs,
            THRESHOLD: request.threshold,
            MIN_AREA: request.min_area,
            RESOLUTION: request.resolution,
            BANDS: request.rasters[0].bands,
        }
        inputs = {RASTERS: [{"name": source.name, "date": source.date} for source in request.rasters]}
        model = {"id": request.model.spec.id, "sha256": sha256(request.model.path)}
        return ChangeTimeSeriesJob(
            rasters=request.rasters,
            model=request.model.path,
            scratch=scratch,
            pairs=request.pairs,
            first_change=outputs.get(FIRST_CHANGE),
            changes=outputs.get(CHANGES),
            polygons=outputs.get(POLYGONS),
            threshold=request.threshold,
            min_area_m2=request.min_area,
            resolution=request.resolution,
            provenance={**provenance(self.name(), inputs, chosen), "model": model},
        )

    def show(self, context: QgsProcessingContext, request: SeriesRequest, results: Dict[str, Any]) -> None:
        from .result_layers import show_results

        title = translate("ChangeTimeSeries", "Change {first} - {last}")
        group = title.format(first=request.rasters[0].date, last=request.rasters[-1].date)
        show_results(context, self.id(), group, [(name, results.get(name)) for name in (POLYGONS, FIRST_CHANGE, CHANGES)])

    def _layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> List[QgsMapLayer]:
        """The layers of RASTERS. QGIS leaves those out that it cannot open: they are looked for here.

        :raises JobFailure: one cannot be opened, or there are fewer than three.
        """
        from ..jobs.failure import JobFailure
        from .class_layers import read_raster

        value = parameters.get(RASTERS)
        for item in value if isinstance(value, (list, tuple)) else ():
            if isinstance(item, str) and QgsProcessingUtils.mapLayerFromString(item, context) is None:
                read_raster(None, item, RASTERS)
        layers = list(self.parameterAsLayerList(parameters, RASTERS, context) or [])
        if len(layers) < 3:
            raise JobFailure("series_too_short", RASTERS, count=len(layers))
        return layers

    def _dated(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, layers: List[QgsMapLayer], model: ModelFile
    ) -> Tuple[RasterSource, ...]:
        """The rasters in the order of time, with their dates.

        :raises JobFailure: a raster cannot be read by the worker, lacks bands that the model needs, or has no date.
        """
        from ..jobs.failure import JobFailure
        from ..layers.series_dates import parse_date_list, year_in_text
        from ..rules.bands import parse_band_list

        bands = parse_band_list(self._text(parameters, BANDS, context), BANDS)
        given = parse_date_list(self._text(parameters, DATES, context), DATES)
        if given is not None and len(given) != len(layers):
            raise JobFailure("dates_count", DATES, count=len(given), rasters=len(layers))
        crs = self.parameterAsCrs(parameters, ASSUMED_CRS, context)
        assumed = crs if self.given(parameters, ASSUMED_CRS) is not None and crs.isValid() else None
        found = []
        for index, layer in enumerate(layers):
            source = _read(layer, bands, assumed)
            _check_bands(layer, bands, model.spec.bands)
            file_name = os.path.basename(source.path)
            date = given[index] if given else source.date or year_in_text(layer.name()) or year_in_text(file_name)
            if not date:
                raise JobFailure("date_missing", DATES, layer=layer.name())
            found.append(replace(source, date=date))
        found.sort(key=lambda source: str(source.date))
        for earlier, later in zip(found, found[1:]):
            if earlier.date == later.date:
                raise JobFailure("dates_equal", DATES, first=earlier.name, second=later.name, date=later.date)
        return tuple(found)

    def _text(self, parameters: Dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """A list as text: scripts and JSON give lists too, which QGIS would make nothing of."""
        value = self.given(parameters, name)
        if isinstance(value, (list, tuple)):
            return ",".join(str(item) for item in value)
        return self.parameterAsString(parameters, name, context) or ""

    def _pair_texts(self) -> List[str]:
        return [
            translate("ChangeTimeSeries", "Consecutive dates"),
            translate("ChangeTimeSeries", "The first date with each of the others"),
        ]

    def _add_model(self) -> None:
        model = QgsProcessingParameterString(MODEL, translate("DetectChange", "Model"), defaultValue="buildings-siamese")
        # A name, not the class: the widget is imported when a dialog opens, never under qgis_process.
        model.setMetadata({"widget_wrapper": {"class": f"{_PLUGIN_PACKAGE}.gui.model_widget.ModelWidgetWrapper"}})
        self.add(
            model,
            translate(
                "DetectChange",
                "The network: the id of a bundled or imported model, or the path of an ONNX file. "
                "Models say themselves which bands, resolution and classes they are made for.",
            ),
        )

    def _add_grid(self) -> None:
        kind = QgsProcessingParameterNumber.Double
        text = translate("ChangeTimeSeries", "Resolution (units of the last date's CRS)")
        self.add(
            QgsProcessingParameterNumber(RESOLUTION, text, kind, None, True, 0.0),
            translate(
                "ChangeTimeSeries",
                "Pixel size to work at, in map units. Empty: the coarsest of the dates', brought into the range that the "
                "model is made for. Given: used as it is, even where the model is not made for it.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(BANDS, translate("ChangeTimeSeries", "Bands of the images"), optional=True),
            translate(
                "ChangeTimeSeries",
                "Numbers of the bands, the same for all images, in the order that the model wants them, such as 3,2,1. "
                "Empty: found for each image by wavelength, colour interpretation or the order red, green, blue.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterCrs(ASSUMED_CRS, translate("Pair", "CRS of layers that have none"), optional=True),
            translate("Pair", "The coordinate reference system to assume for a layer that has none of its own."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterRasterDestination(FIRST_CHANGE, translate("ChangeTimeSeries", "First change")),
            translate(
                "ChangeTimeSeries",
                "GeoTIFF, 8 bits: number of the date on which the first change is seen (2 is the second date), 0 no change, "
                "255 no data.",
            ),
        )
        self.add(
            QgsProcessingParameterRasterDestination(
                CHANGES, translate("ChangeTimeSeries", "Number of changes"), optional=True, createByDefault=True
            ),
            translate("ChangeTimeSeries", "GeoTIFF, 8 bits: how many of the compared pairs show a change, 255 no data."),
        )
        self.add(
            QgsProcessingParameterVectorDestination(
                POLYGONS,
                translate("DetectChange", "Change polygons"),
                QgsProcessing.TypeVectorPolygon,
                optional=True,
                createByDefault=True,
            ),
            translate("ChangeTimeSeries", "The changes of each pair, with the dates between which they happened."),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED_AREA", translate("ChangeTimeSeries", "Area that ever changed (m²)")))
        self.addOutput(QgsProcessingOutputNumber("POLYGON_COUNT", translate("DetectChange", "Number of polygons")))


def _read(
    layer: QgsMapLayer, bands: Optional[Tuple[int, ...]], assumed: Optional[QgsCoordinateReferenceSystem]
) -> RasterSource:
    """The raster as the worker is to read it.

    :raises JobFailure: only QGIS can read it, or it has no CRS.
    """
    from ..jobs.failure import JobFailure
    from ..layers.sources import describe_raster, needs_rendering

    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        raise JobFailure("layer_invalid", RASTERS, layer=layer.name())
    reason = needs_rendering(layer)
    if reason:
        raise JobFailure("layer_only_qgis", RASTERS, layer=layer.name(), reason=reason)
    return describe_raster(layer, RASTERS, bands, assumed)


def _check_bands(layer: QgsRasterLayer, bands: Optional[Tuple[int, ...]], wanted: Tuple[Band, ...]) -> None:
    """:raises JobFailure: the layer lacks bands that the model needs, or it is not known which they are."""
    from ..layers.sources import open_dataset, split_uri
    from ..rules.bands import choose_bands
    from .pair_reading import band_descriptions

    path, options, _ = split_uri(layer.dataProvider().dataSourceUri())
    choose_bands(band_descriptions(open_dataset(path, options)), wanted, bands, layer.name(), RASTERS)
