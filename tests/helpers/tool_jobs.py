"""A small job of every tool, and its input, written with GDAL's own bindings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Callable

import numpy as np
from osgeo import ogr, osr

from groundshift.plugin.jobs.accuracy import AssessAccuracyJob, EstimateAreaJob, SamplePointsJob
from groundshift.plugin.jobs.activation_map import ActivationMapJob
from groundshift.plugin.jobs.change_report import ChangeReportJob
from groundshift.plugin.jobs.change_time_series import ChangeTimeSeriesJob
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob, QuantizeModelJob
from groundshift.plugin.jobs.find_learning_rate import FindLearningRateJob
from groundshift.plugin.jobs.from_to_change import FromToChangeJob, NamedClass
from groundshift.plugin.jobs.land_cover_series import LandCoverSeriesJob
from groundshift.plugin.jobs.measure_runtime import MeasureRuntimeJob
from groundshift.plugin.jobs.merge_reviews import MergeReviewsJob
from groundshift.plugin.jobs.predict import PredictJob
from groundshift.plugin.jobs.preview import PreviewJob
from groundshift.plugin.jobs.sar import SarDifferenceJob, SarEvaluateJob, SarSimulateJob, SarTableJob, SarTrainJob
from groundshift.plugin.jobs.sources import Polygons, RasterSource, VectorSource
from groundshift.plugin.jobs.threshold import ApplyThresholdJob, ChangeSizesJob, ProbabilityHistogramJob
from groundshift.plugin.jobs.train_model import ExportChipsJob, LabelledPair, TrainModelJob
from groundshift.plugin.jobs.training_settings import RADAR_SETTINGS, TrainingSettings
from groundshift.plugin.jobs.vectorize_change import VectorizeChangeJob

from .gdal_files import EPSG, LEFT, PIXEL, TOP, write_polygons, write_raster
from .onnx_bytes import cover_model_bytes, model_bytes

SIDE = 360
CRS = f"EPSG:{EPSG}"
_QUICK = TrainingSettings(
    epochs=1,
    steps_per_epoch=3,
    batch_size=2,
    tile_size=32,
    augmentation=0.0,
    mixed_precision=False,
    validation_share=0.25,
    threads=1,
)


def write_inputs(folder: Path) -> None:
    """Write a pair, its labels, masks, networks, class maps, and a stack of radar images."""
    rng = np.random.default_rng(1)
    before = rng.integers(40, 90, (3, SIDE, SIDE)).astype(np.uint8)
    after = before.copy()
    squares = rng.integers(0, SIDE - 20, (80, 2))
    for row, col in squares:
        after[:, row : row + 9, col : col + 12] = 230
    write_raster(folder / "before.tif", before)
    write_raster(folder / "after.tif", after)
    mask = (after != before).any(axis=0, keepdims=True).astype(np.uint8)
    write_raster(folder / "mask.tif", mask, nodata=255)
    write_raster(folder / "map.tif", np.roll(mask, 2, 2), nodata=255)
    write_raster(folder / "covers.tif", mask + 1)
    write_raster(folder / "later.tif", np.roll(mask, 30, 2) + 1)
    boxes = [(LEFT + c * PIXEL, TOP - (r + 9) * PIXEL, LEFT + (c + 12) * PIXEL, TOP - r * PIXEL) for r, c in squares.tolist()]
    write_polygons(folder / "labels.gpkg", boxes)
    for name, status in (("first", "accepted"), ("second", "rejected")):
        _write_review(folder / f"{name}.gpkg", boxes[:40], status)
    _write_sample(folder / "sample.gpkg", mask[0])
    (folder / "model.onnx").write_bytes(model_bytes())
    (folder / "cover.onnx").write_bytes(cover_model_bytes())
    (folder / "radar").mkdir()
    mean = np.kron(rng.uniform(-13, -8, (5, 5)), np.ones((16, 16)))
    for number in range(9):
        time = datetime(2024, 1, 3, 16, 12, 1) + timedelta(days=12 * number)
        power = (10 ** (mean / 10) * rng.gamma(10, 0.1, mean.shape)).astype(np.float32)
        name = f"S1A_IW_{time:%Y%m%dT%H%M%S}_DVP_RTC30_G_gpuned_AB{number:02d}_VV.tif"
        write_raster(folder / "radar" / name, power[None], pixel=30)


def derive_inputs(folder: Path, scratch: Path, run: Callable[[Any], Any]) -> None:
    """Make the input that tools make of that of :func:`write_inputs`: a table of radar images and a probability."""
    images = tuple(map(str, sorted((folder / "radar").glob("*.tif"))))
    run(SarTableJob(images, str(folder / TABLE), str(scratch / "groundshift-table")))
    probability = str(folder / "probability.tif")
    model = str(folder / "model.onnx")
    run(DetectChangeJob(*_dates(folder), model, str(scratch / "groundshift-probability"), probability=probability))


def _write_sample(path: Path, mask: np.ndarray) -> None:
    """Write interpreted points of a map: every twentieth one is another class than there."""
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    layer = source.CreateLayer(path.stem, reference, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("reference", ogr.OFTString))
    for number, (row, col) in enumerate(np.random.default_rng(2).integers(0, SIDE, (200, 2)).tolist()):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["reference"] = str(int(mask[row, col]) ^ (number % 20 == 0))
        point = f"POINT({LEFT + (col + 0.5) * PIXEL} {TOP - (row + 0.5) * PIXEL})"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(point))
        layer.CreateFeature(feature)
    source.FlushCache()


def _write_review(path: Path, boxes: list[Any], status: str) -> None:
    """Write polygons as a review leaves them."""
    write_polygons(path, boxes)
    source = ogr.Open(str(path), 1)
    layer = source.GetLayer(0)
    for name in ("uuid", "class", "review_status", "review_class", "review_comment", "reviewed_at", "reviewer"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for feature in layer:
        feature["uuid"], feature["class"] = str(feature.GetFID()), "house"
        feature["review_status"], feature["reviewed_at"], feature["reviewer"] = status, "2026-01-01T10:00:00Z", path.stem
        layer.SetFeature(feature)


def _source(parameter: str, path: Path) -> RasterSource:
    return RasterSource(parameter, path.stem, str(path))


def _vector(parameter: str, path: Path) -> VectorSource:
    return VectorSource(parameter, path.stem, str(path), CRS)


def _dates(sound: Path) -> tuple[RasterSource, RasterSource]:
    return _source("BEFORE", sound / "before.tif"), _source("AFTER", sound / "after.tif")


def _labelled(sound: Path) -> LabelledPair:
    return LabelledPair(*_dates(sound), _vector("LABELS", sound / "labels.gpkg"))


def _training(sound: Path, out: Path, scratch: str) -> TrainModelJob:
    return TrainModelJob(
        "early_fusion_fcn",
        str(out / "new.onnx"),
        scratch,
        str(Path(scratch).parent / "checkpoints"),
        pairs=(_labelled(sound),),
        settings=_QUICK,
        report=str(out / "training.html"),
        threads=1,
    )


def _series(sound: Path, out: Path, scratch: str) -> ChangeTimeSeriesJob:
    days = ("2020-01-01", "2021-01-01", "2022-01-01")
    files = ("before.tif", "after.tif", "before.tif")
    dates = tuple(RasterSource("RASTERS", day, str(sound / name), date=day) for day, name in zip(days, files))
    outputs = {"first_change": str(out / "f.tif"), "changes": str(out / "c.tif"), "polygons": str(out / "p.gpkg")}
    return ChangeTimeSeriesJob(dates, str(sound / "model.onnx"), scratch, **outputs, threads=1)


def _view() -> Polygons:
    """What a map shows: the middle of the pair."""
    left, right, bottom, top = LEFT + 20 * PIXEL, LEFT + 200 * PIXEL, TOP - 200 * PIXEL, TOP - 20 * PIXEL
    ring = f"POLYGON(({left} {top},{right} {top},{right} {bottom},{left} {bottom},{left} {top}))"
    return Polygons("EXTENT", "view", CRS, (bytes(ogr.CreateGeometryFromWkt(ring).ExportToWkb()).hex(),))


_CLASSES = (NamedClass(1, "field"), NamedClass(2, "town"))
TABLE = "table.csv"  # that the tools of radar read; made of the stack by the first of them
JOBS: dict[str, Callable[[Path, Path, str], Any]] = {
    "detectchange": lambda sound, out, scratch: DetectChangeJob(
        *_dates(sound),
        str(sound / "model.onnx"),
        scratch,
        mask=str(out / "m.tif"),
        probability=str(out / "p.tif"),
        polygons=str(out / "p.gpkg"),
    ),
    "detectchangeclassic": lambda sound, out, scratch: DetectChangeClassicJob(
        *_dates(sound), scratch, difference=str(out / "d.tif"), mask=str(out / "m.tif"), polygons=str(out / "p.shp")
    ),
    "vectorizechange": lambda sound, out, scratch: VectorizeChangeJob(
        _source("INPUT", sound / "mask.tif"), str(out / "p.gpkg"), scratch
    ),
    "coregister": lambda sound, out, scratch: CoregisterJob(
        *_dates(sound), scratch, aligned=str(out / "a.tif"), tiepoints=str(out / "t.gpkg")
    ),
    "assessaccuracy": lambda sound, out, scratch: AssessAccuracyJob(
        scratch,
        predicted_raster=_source("PREDICTED", sound / "map.tif"),
        reference_raster=_source("REFERENCE", sound / "mask.tif"),
        report=str(out / "r.html"),
        matrix=str(out / "r.csv"),
        measures=str(out / "r.json"),
    ),
    "samplepoints": lambda sound, out, scratch: SamplePointsJob(
        _source("INPUT", sound / "mask.tif"), size=200, scratch=scratch, sample=str(out / "s.gpkg")
    ),
    "mergereviews": lambda sound, out, scratch: MergeReviewsJob(
        _vector("A", sound / "first.gpkg"), _vector("B", sound / "second.gpkg"), str(out / "m.gpkg"), scratch
    ),
    "estimatearea": lambda sound, out, scratch: EstimateAreaJob(
        _source("MAP", sound / "mask.tif"),
        VectorSource("SAMPLE", "sample", str(sound / "sample.gpkg"), CRS, "reference"),
        scratch,
        report=str(out / "r.html"),
        areas=str(out / "a.csv"),
    ),
    "changereport": lambda sound, out, scratch: ChangeReportJob(
        _vector("POLYGONS", sound / "first.gpkg"), *_dates(sound), scratch, str(out / "r.html"), title="Changes"
    ),
    "preview": lambda sound, out, scratch: PreviewJob(*_dates(sound), str(sound / "model.onnx"), _view(), scratch, threads=1),
    "predict": lambda sound, out, scratch: PredictJob(
        (_source("INPUT", sound / "after.tif"),),
        str(sound / "cover.onnx"),
        scratch,
        classes=str(out / "c.tif"),
        probability=str(out / "p.tif"),
        threads=1,
    ),
    "histogram": lambda sound, out, scratch: ProbabilityHistogramJob(_source("INPUT", sound / "probability.tif"), scratch),
    "changesizes": lambda sound, out, scratch: ChangeSizesJob(_source("INPUT", sound / "probability.tif"), 0.5, scratch),
    "applythreshold": lambda sound, out, scratch: ApplyThresholdJob(
        _source("INPUT", sound / "probability.tif"),
        0.5,
        0.0,
        scratch,
        mask=str(out / "m.tif"),
        polygons=str(out / "p.gpkg"),
    ),
    "measureruntime": lambda sound, out, scratch: MeasureRuntimeJob(
        (str(sound / "model.onnx"),), scratch, side=64, rounds=1, threads=1
    ),
    "landcoverseries": lambda sound, out, scratch: LandCoverSeriesJob(
        tuple(
            RasterSource("RASTERS", day, str(sound / name), date=day)
            for day, name in (("2020-01-01", "before.tif"), ("2021-01-01", "after.tif"))
        ),
        str(sound / "cover.onnx"),
        scratch,
        str(out / "maps"),
        matrix=str(out / "m.csv"),
        areas=str(out / "a.csv"),
        threads=1,
    ),
    "changetimeseries": _series,
    "classifylandcover": lambda sound, out, scratch: ClassifyLandCoverJob(
        _source("INPUT", sound / "after.tif"),
        str(sound / "cover.onnx"),
        scratch,
        classes=str(out / "c.tif"),
        probability=str(out / "p.tif"),
        polygons=str(out / "p.gpkg"),
        areas=str(out / "a.csv"),
        threads=1,
    ),
    "fromtochange": lambda sound, out, scratch: FromToChangeJob(
        _source("BEFORE", sound / "covers.tif"),
        _source("AFTER", sound / "later.tif"),
        scratch,
        _CLASSES,
        _CLASSES,
        from_to=str(out / "f.tif"),
        matrix=str(out / "m.csv"),
        report=str(out / "r.html"),
        polygons=str(out / "p.gpkg"),
    ),
    "activationmap": lambda sound, out, scratch: ActivationMapJob(
        *_dates(sound), str(sound / "model.onnx"), scratch, mean=str(out / "a.tif"), sheet=str(out / "s.png"), threads=1
    ),
    "evaluatemodel": lambda sound, out, scratch: EvaluateModelJob(
        str(sound / "model.onnx"),
        scratch,
        before=_dates(sound)[0],
        after=_dates(sound)[1],
        labels=_vector("LABELS", sound / "labels.gpkg"),
        report=str(out / "r.html"),
        measures=str(out / "m.json"),
        threads=1,
    ),
    "quantizemodel": lambda sound, out, scratch: QuantizeModelJob(
        str(sound / "model.onnx"),
        str(out / "q.onnx"),
        scratch,
        before=_dates(sound)[0],
        after=_dates(sound)[1],
        labels=_vector("LABELS", sound / "labels.gpkg"),
        report=str(out / "r.html"),
        threads=1,
    ),
    "exportchips": lambda sound, out, scratch: ExportChipsJob(_labelled(sound), str(out / "chips"), scratch, tile_size=64),
    "trainmodel": _training,
    "findlearningrate": lambda sound, out, scratch: FindLearningRateJob(
        _training(sound, out, scratch), scratch, steps=20, report=str(out / "r.html"), curve=str(out / "c.csv")
    ),
    "sartable": lambda sound, out, scratch: SarTableJob(
        tuple(map(str, sorted((sound / "radar").glob("*.tif")))), str(out / "t.csv"), scratch
    ),
    "sardifference": lambda sound, out, scratch: SarDifferenceJob(
        str(sound / TABLE), scratch, mask=str(out / "m.tif"), score=str(out / "s.tif"), polygons=str(out / "p.gpkg")
    ),
    "sarsimulate": lambda sound, out, scratch: SarSimulateJob(
        str(sound / TABLE), str(out / "simulated"), scratch, count=1, radius=3, truth=str(out / "truth.gpkg")
    ),
    "sarevaluate": lambda sound, out, scratch: SarEvaluateJob(
        str(sound / TABLE), scratch, dates=2, count=1, radius=3, report=str(out / "r.html"), measures=str(out / "m.json")
    ),
    "sartrain": lambda sound, out, scratch: SarTrainJob(
        str(sound / TABLE),
        str(out / "radar.onnx"),
        scratch,
        str(Path(scratch).parent / "checkpoints"),
        held_out=1,
        speckle_filter="boxcar",
        settings=replace(RADAR_SETTINGS, epochs=1, steps_per_epoch=3, batch_size=2, tile_size=32, threads=1, device="cpu"),
        report=str(out / "r.html"),
    ),
}
# Jobs whose file in the scratch folder the panel reads; it makes and removes the folder itself.
KEEP_SCRATCH = ("preview", "changesizes")
# Jobs that the drawn points did not try at first: see ``GROUNDSHIFT_FAULT_TOOLS`` in tests/runtime/test_faults.py.
LATER = (
    "estimatearea", "sartrain", "predict", "preview", "histogram", "changesizes", "applythreshold", "landcoverseries",
    "changereport", "measureruntime",
)  # fmt: skip
