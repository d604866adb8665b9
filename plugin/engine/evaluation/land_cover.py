"""Measure a land-cover model on chips with masks, or on an image with polygons or a raster of classes.

Predictions are those of 'Classify land cover' without the removal of small patches. Labels that are unlabelled count nowhere.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.evaluation import EvaluateModelJob
from ...jobs.failure import JobFailure
from ...jobs.from_to_change import NamedClass
from ...jobs.palette import GREY
from ...jobs.report_texts import report_text
from ...jobs.sources import RasterSource, VectorSource
from ...model_file.spec import ModelSpec
from ...rules.label_codes import UNKNOWN
from ..accuracy.classes import ClassPolygons, ClassRaster
from ..chips.folders import check_chip, find_chips
from ..chips.reader import ChipReader, is_chip_fault
from ..context import JobContext
from ..dates.dates import Dates, GroundWanted, make_reader, open_dates
from ..dates.grid import Window, pixels_seen_on
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip, plan_tiles, predict_strips
from ..outputs import report
from ..outputs.charts import Chart, Line, svg
from .scores import Confusion

BINS = 15
_UNLABELLED_NAMES = ("0", "none", "unlabelled", "unlabeled", "")


@dataclass
class CoverTally:
    """Counts over all pieces.

    :param values: of the model's classes.
    :ivar confusion: pixels by true class (row) and found class. ``bins``: of the probability of the found class: pixels, those
        found rightly, sum of the probability.
    """

    values: tuple[int, ...]
    confusion: NDArray[np.int64] = field(init=False)
    bins: NDArray[np.float64] = field(init=False)
    pieces: int = 0

    def __post_init__(self) -> None:
        self.confusion = np.zeros((len(self.values), len(self.values)), np.int64)
        self.bins = np.zeros((3, BINS))

    def add(self, labels: NDArray[np.uint8], score: NDArray[np.float32], truth: NDArray[np.int16]) -> None:
        """Count pixels.

        :param labels: index of the likeliest class. ``score``: its probability.
        :param truth: values of the true classes; other values do not count.
        """
        table = np.full(256, -1, np.int64)
        table[list(self.values)] = np.arange(len(self.values))
        known = (truth >= 0) & (truth < 256)
        true = table[np.where(known, truth, 0)]
        known &= true >= 0
        true, found, score = true[known], labels[known].astype(np.int64), score[known].astype(np.float64)
        count = len(self.values)
        self.confusion += np.bincount(true * count + found, minlength=count * count).reshape(count, count)
        place = np.minimum((score * BINS).astype(np.int64), BINS - 1)
        for row, weights in zip(self.bins, (None, (true == found).astype(np.float64), score)):
            row += np.bincount(place, weights=weights, minlength=BINS)

    def document(self, names: Sequence[str]) -> dict[str, Any]:
        """Return all measures, for JSON."""
        pixels = int(self.confusion.sum())
        classes = []
        for index, name in enumerate(names):
            hits, true, found = (
                int(self.confusion[index, index]),
                int(self.confusion[index].sum()),
                int(self.confusion[:, index].sum()),
            )
            counts = Confusion(hits, found - hits, true - hits, pixels - true - found + hits)
            classes.append({"value": self.values[index], "name": name, "truth_pixels": true, **counts.document()})
        occurring = [item for item in classes if item["truth_pixels"]]
        filled = self.bins[0] > 0
        share = self.bins[:, filled] / np.maximum(self.bins[0, filled], 1)
        return {
            "pixels": pixels,
            "pieces": self.pieces,
            "classes": classes,
            "confusion": self.confusion.tolist(),
            "accuracy": float(np.trace(self.confusion)) / max(1, pixels),
            "mean": {
                name: float(np.mean([item[name] for item in occurring])) if occurring else 0.0
                for name in ("precision", "recall", "f1", "iou")
            },
            "ece": float((np.abs(share[1] - share[2]) * self.bins[0, filled]).sum() / max(1, pixels)),
            "calibration": [{"probability": float(mean), "right": float(right)} for right, mean in zip(share[1], share[2])],
        }


def evaluate_land_cover(job: EvaluateModelJob, network: Network, context: JobContext) -> dict[str, Any]:
    """Measure a model of land cover.

    :return: the measures, for JSON.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the job was cancelled.
    """
    if job.robustness:
        raise JobFailure("robustness_one_date", "ROBUSTNESS")
    spec = network.spec
    tally = CoverTally(tuple(item.value for item in spec.classes))
    skipped: list[dict[str, str]] = []
    if job.chips:
        source = _of_chips(job, network, tally, skipped, context)
    elif job.before is not None and job.after is None and (job.labels is not None or job.classes is not None):
        source = _of_image(job, job.before, network, tally, context)
    else:
        raise JobFailure("evaluation_inputs_one_date", "AFTER" if job.after is not None else "CHIPS")
    if not tally.confusion.any():
        parameter = "LABELS" if job.labels is not None else "CLASS_RASTER" if job.classes is not None else "CHIPS"
        raise JobFailure("evaluation_no_label", parameter, model=spec.id)
    return {"kind": "land_cover", "source": source, **tally.document([item.name for item in spec.classes]), "skipped": skipped}


def _of_chips(
    job: EvaluateModelJob, network: Network, tally: CoverTally, skipped: list[dict[str, str]], context: JobContext
) -> dict[str, Any]:
    spec = network.spec
    reader = ChipReader(find_chips(job.chips, land_cover=True), job.gsd_m or spec.gsd_m.best, spec.classes, land_cover=True)
    if not reader.classed:
        known = ", ".join(f"{item.value} = {item.name}" for item in spec.classes)
        raise JobFailure("mask_classes_unlike", "CHIPS", model=spec.id, known=known)
    for number, chip in enumerate(reader.chips):
        context.check()
        try:
            check_chip(chip)
            truth = reader.truth(chip)
            with reader.open(chip, spec, context) as dates:
                labels, score, valid = predict_whole(dates, network, job.flips, context)
                own = dates.after.native_grid
                rows, cols = pixels_seen_on(own, dates.grid.cropped(dates.work))
        except JobFailure as failure:
            if not is_chip_fault(failure):
                raise
            skipped.append({"name": chip.name, "group": chip.group, "reason": failure.text()})
            context.warn("chip_skipped", chip=chip.name, reason=skipped[-1]["reason"])
            continue
        if truth.shape != (own.height, own.width):
            raise JobFailure("chip_sizes", "CHIPS", chip=chip.name, sizes=f"{truth.shape[1]} x {truth.shape[0]}")
        index = np.ix_(np.clip(rows, 0, labels.shape[0] - 1), np.clip(cols, 0, labels.shape[1] - 1))
        tally.add(labels[index], score[index], np.where(valid[index], truth, UNKNOWN).astype(np.int16))
        tally.pieces += 1
        context.progress(0.95 * (number + 1) / len(reader.chips), "evaluating")
    folders = [os.path.basename(os.path.normpath(folder)) for folder in job.chips]
    return {"kind": "chips", "folders": folders, "gsd_m": reader.gsd_m}


def predict_whole(
    dates: Dates, network: Network, flips: bool, context: JobContext
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
    """Predict an image that fits into memory.

    :return: index of the likeliest class, its probability, and where there is data, each (height, width) of the work window.
    """
    shape = dates.work.height, dates.work.width
    labels, score, valid = np.zeros(shape, np.uint8), np.zeros(shape, np.float32), np.zeros(shape, bool)

    def take(strip: Strip) -> None:
        rows = slice(strip.row, strip.row + len(strip.labels))
        labels[rows], score[rows], valid[rows] = strip.labels, strip.first_score, strip.valid

    predict_strips_of(dates, network, flips, take, context, lambda part: None)
    return labels, score, valid


def predict_strips_of(
    dates: Dates,
    network: Network,
    flips: bool,
    take: Callable[[Strip], None],
    context: JobContext,
    progress: Callable[[float], None],
) -> None:
    """Predict an image strip by strip.

    :param progress: called with the share that is done.
    """
    quiet = JobContext(lambda event: None, context.cancelled)
    reader = make_reader(dates, network.spec.normalisation, quiet)
    plan = plan_tiles(dates.work, network.spec, None, network.fixed)
    predict_strips(reader, network, plan, flips, False, take, context, progress)


def _of_image(
    job: EvaluateModelJob, image: RasterSource, network: Network, tally: CoverTally, context: JobContext
) -> dict[str, Any]:
    spec = network.spec
    include = (job.area,) if job.area is not None else ()
    with ExitStack() as opened:
        raster = opened.enter_context(Raster(image))
        dates = open_dates(GroundWanted(include, (), job.resolution), spec, (raster,), context)
        grid = dates.grid.cropped(dates.work)
        truth_of = opened.enter_context(CoverTruth(spec, job.labels, job.classes, job.class_names))

        def take(strip: Strip) -> None:
            context.check()
            truth = truth_of(grid, Window(strip.row, 0, *strip.labels.shape))
            tally.add(strip.labels, strip.first_score, np.where(strip.valid, truth, UNKNOWN).astype(np.int16))

        predict_strips_of(dates, network, job.flips, take, context, lambda part: context.progress(0.95 * part, "evaluating"))
        tally.pieces = 1
        labels = job.labels if job.labels is not None else job.classes
        name = labels.name if labels is not None else ""
        return {"kind": "image", "image": image.name, "labels": name, "gsd_m": dates.gsd_m}


class CoverTruth:
    """Labels of one date as values of a model's classes, ``UNKNOWN`` elsewhere; a context manager.

    :param labels: polygons. ``classes``: a raster in their place. ``class_names``: of its values; empty = its own.
    :raises JobFailure: the labels cannot be read, or their classes are not those of the model.
    """

    def __init__(
        self,
        spec: ModelSpec,
        labels: Optional[VectorSource],
        classes: Optional[RasterSource],
        class_names: Sequence[NamedClass] = (),
    ) -> None:
        self._raster: Optional[ClassRaster] = None
        self._polygons: Optional[ClassPolygons] = None
        self._table: NDArray[np.int16] = np.full(2**16, UNKNOWN, np.int16)
        if classes is not None:
            self._raster = ClassRaster(classes)
            names = {item.value: item.name for item in class_names} or self._raster.class_names()
            self._read_names(names, spec, classes)
        elif labels is not None:
            self._polygons = ClassPolygons(labels)
            self._table[: len(spec.classes) + 1] = (UNKNOWN, *(item.value for item in spec.classes))
            self._polygons.set_values(_polygon_places(self._polygons, spec))

    def __enter__(self) -> CoverTruth:
        return self

    def __exit__(self, *_: Any) -> None:
        if self._raster is not None:
            self._raster.__exit__(None, None, None)

    def __call__(self, grid: Any, window: Window) -> NDArray[np.int16]:
        if self._raster is not None:
            values, known = self._raster.classes(grid, window)
            return np.where(known, self._table[values], np.int16(UNKNOWN))
        if self._polygons is None:
            return np.full((window.height, window.width), UNKNOWN, np.int16)
        return self._table[self._polygons.classes(grid, window)[0]]

    def _read_names(self, names: Mapping[int, str], spec: ModelSpec, source: RasterSource) -> None:
        """Match the classes of the raster with those of the model: by name, or by value where it has no names."""
        if not names:
            for item in spec.classes:
                self._table[item.value] = item.value
            return
        by_name = {item.name.strip().casefold(): item.value for item in spec.classes}
        for value, name in names.items():
            self._table[value] = by_name.get(name.strip().casefold(), UNKNOWN)
        if (self._table == UNKNOWN).all():
            known = ", ".join(item.name for item in spec.classes)
            raise JobFailure("raster_classes_unlike", source.parameter, layer=source.name, model=spec.id, known=known)


def _polygon_places(polygons: ClassPolygons, spec: ModelSpec) -> NDArray[np.uint16]:
    """Return 1 + the index of each polygon's class in the model; 0 = unlabelled.

    :raises JobFailure: ``class_field_needed``, ``class_unknown_to_model``.
    """
    source = polygons.source
    if polygons.labels is None:
        raise JobFailure("class_field_needed", "CLASS_FIELD", layer=source.name)
    places = {item.name.strip().casefold(): number for number, item in enumerate(spec.classes, 1)}
    places.update({str(item.value): number for number, item in enumerate(spec.classes, 1)})
    values = np.zeros(len(polygons), np.uint16)
    for number, label in enumerate(polygons.labels):
        key = "" if label is None else str(label).strip().casefold()
        if key in _UNLABELLED_NAMES:
            continue
        if key not in places:
            known = ", ".join(f"{item.value} = {item.name}" for item in spec.classes)
            raise JobFailure("class_unknown_to_model", "CLASS_FIELD", value=label, field=source.shown_field, known=known)
        values[number] = places[key]
    return values


# -- the report ---------------------------------------------------------------------------------------


def html(texts: Mapping[str, str], document: Mapping[str, Any], provenance: Mapping[str, Any]) -> str:
    """Return the whole page."""

    def word(key: str) -> str:
        return report_text(texts, key)

    names = [item["name"] for item in document["classes"]]
    source, mean = document["source"], document["mean"]
    where = ", ".join(source["folders"]) if source["kind"] == "chips" else f"{source['image']}, {source['labels']}"
    total = np.array(document["confusion"], np.int64)
    rows = [
        [name, *(f"{100 * value / max(1, int(line.sum())):.1f}" for value in line), f"{int(line.sum()):,}"]
        for name, line in zip(names, total)
    ]
    measures = [
        [item["name"], *(f"{item[key]:.3f}" for key in ("precision", "recall", "f1", "iou")), f"{item['truth_pixels']:,}"]
        for item in document["classes"]
    ]
    figures = [(word("accuracy"), f"{document['accuracy']:.3f}"), (word("ece"), f"{document['ece']:.3f}")]
    parts = [
        report.note(f"{word('model')}: {document['model']['id']} · {word('pixels')}: {document['pixels']:,} · {where}"),
        report.heading(word("summary")),
        report.figures([*((word(key), f"{mean[key]:.3f}") for key in ("f1", "iou", "precision", "recall")), *figures]),
        report.note(word("cover_mean_help")),
        report.table([word("class"), *(word(key) for key in ("precision", "recall", "f1", "iou", "pixels"))], measures),
        report.heading(word("cover_confusion")),
        report.note(word("cover_confusion_help")),
        report.table([word("class"), *names, word("pixels")], rows, diagonal=1),
        report.chart(figure(texts, document)),
        report.note(word("calibration_help")),
    ]
    if document["skipped"]:
        skipped = [[item["name"], item["reason"]] for item in document["skipped"]]
        parts += [report.heading(word("skipped_chips")), report.table([word("chip"), word("reason")], skipped)]
    parts.append(report.provenance_block(word("provenance"), provenance))
    return report.page(word("evaluation_title"), parts)


def figure(texts: Mapping[str, str], document: Mapping[str, Any]) -> str:
    """Return the calibration curve as an SVG document."""
    points = [(item["probability"], item["right"]) for item in document["calibration"]]
    axes = report_text(texts, "axis_probability"), report_text(texts, "axis_right")
    line = Line("", [(0, 0), (1, 1)], GREY, dashed=True)
    return svg([Chart(report_text(texts, "calibration"), *axes, [line, Line("", points)], x_range=(0.0, 1.0))])
