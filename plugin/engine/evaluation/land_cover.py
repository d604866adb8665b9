"""Measure a land-cover model on chips with masks, or on an image with polygons or a raster of classes.

Predictions are those of 'Classify land cover' without the removal of small patches. Labels that are unlabelled count nowhere.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from types import MappingProxyType
from typing import Any, Mapping, Optional, Sequence

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
from ..dates.dates import GroundWanted, open_dates
from ..dates.grid import Window, pixels_seen_on
from ..dates.raster import Raster
from ..network.network import Network
from ..network.prediction import Strip
from ..outputs import report
from ..outputs.charts import Chart, Line, svg
from .cover_prediction import predict_strips_of, predict_whole
from .cover_samples import CoverSamples, Pictures, Piece, check_curves, robustness_rows
from .cover_tally import CoverTally
from .samples import Sample

_SQUARE = 256  # pixels of an image's squares that are looked at one by one
_COUNTED_AT, _ALL_AT = 0.5, 0.95  # of the progress bar, with and without robustness
_UNLABELLED_NAMES = ("0", "none", "unlabelled", "unlabeled", "")


def evaluate_land_cover(job: EvaluateModelJob, network: Network, context: JobContext) -> dict[str, Any]:
    """Measure a model of land cover.

    :return: the measures, for JSON, and beside them ``pictures``.
    :raises JobFailure: it cannot be done.
    :raises Cancelled: the job was cancelled.
    """
    check_curves(job.robustness)
    spec = network.spec
    tally = CoverTally(tuple(item.value for item in spec.classes))
    skipped: list[dict[str, str]] = []
    if job.chips:
        found = _of_chips(job, network, tally, skipped, context)
    elif job.before is not None and job.after is None and (job.labels is not None or job.classes is not None):
        found = _of_image(job, job.before, network, tally, context)
    else:
        raise JobFailure("evaluation_inputs_one_date", "AFTER" if job.after is not None else "CHIPS")
    measured = tally.document([item.name for item in spec.classes])
    for item, own in zip(measured["classes"], spec.classes):
        item["color"] = own.color
    return {"kind": "land_cover", **found, **measured, "skipped": skipped}


def _of_chips(
    job: EvaluateModelJob, network: Network, tally: CoverTally, skipped: list[dict[str, str]], context: JobContext
) -> dict[str, Any]:
    spec = network.spec
    reader = ChipReader(find_chips(job.chips, land_cover=True), job.gsd_m or spec.gsd_m.best, spec.classes, land_cover=True)
    if not reader.classed:
        known = ", ".join(f"{item.value} = {item.name}" for item in spec.classes)
        raise JobFailure("mask_classes_unlike", "CHIPS", model=spec.id, known=known)
    pieces: list[Piece] = []
    counted = _COUNTED_AT if job.robustness else _ALL_AT
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
        right, pixels = tally.add(labels[index], score[index], np.where(valid[index], truth, UNKNOWN).astype(np.int16))
        tally.pieces += 1
        pieces.append(Piece(chip.name, number, right / max(1, pixels), pixels))
        context.progress(counted * (number + 1) / len(reader.chips), "evaluating")
    folders = [os.path.basename(os.path.normpath(folder)) for folder in job.chips]
    _check_labelled(tally, job, spec)

    def load(number: int) -> Sample:
        chip = reader.chips[number]
        with reader.open(chip, spec, context) as dates:
            raster = dates.after
            grid = raster.native_grid
            values, valid = raster.read(grid, grid.window)
            left, bottom, right, top = grid.bounds
            gsd = raster.gsd((left + right) / 2, (bottom + top) / 2)
        return Sample(chip.name, values, values, valid, valid, reader.truth(chip), gsd)

    source = {"kind": "chips", "folders": folders, "gsd_m": reader.gsd_m}
    return {"source": source, **_looked_at(job, CoverSamples(network, load, job.scratch, job.flips, context), pieces)}


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
        windows = [
            Window(row, col, min(_SQUARE, grid.height - row), min(_SQUARE, grid.width - col))
            for row in range(0, grid.height, _SQUARE)
            for col in range(0, grid.width, _SQUARE)
        ]
        counts = np.zeros((2, len(windows)), np.int64)  # right pixels, all pixels
        values = np.array([item.value for item in spec.classes], np.int16)
        across = -(-grid.width // _SQUARE)

        def take(strip: Strip) -> None:
            context.check()
            truth = truth_of(grid, Window(strip.row, 0, *strip.labels.shape))
            truth = np.where(strip.valid, truth, UNKNOWN).astype(np.int16)
            tally.add(strip.labels, strip.first_score, truth)
            rows, cols = np.arange(truth.shape[0]) + strip.row, np.arange(truth.shape[1])
            place = ((rows // _SQUARE)[:, None] * across + (cols // _SQUARE)[None]).ravel()
            known = np.isin(truth, values).ravel()
            right = (values[strip.labels] == truth).ravel()
            for row, chosen in zip(counts, (known & right, known)):
                row += np.bincount(place[chosen], minlength=len(windows))

        counted = _COUNTED_AT if job.robustness else _ALL_AT
        predict_strips_of(dates, network, job.flips, take, context, lambda part: context.progress(counted * part, "evaluating"))
        tally.pieces = 1
        _check_labelled(tally, job, spec)

        def load(number: int) -> Sample:
            window = windows[number]
            placed = Window(window.row + dates.work.row, window.col + dates.work.col, window.height, window.width)
            read, valid = raster.read(dates.grid, placed)
            return Sample(_square_name(window), read, read, valid, valid, truth_of(grid, window), dates.gsd_m)

        pieces = [
            Piece(_square_name(windows[number]), number, right / pixels, pixels)
            for number, (right, pixels) in enumerate(counts.T.tolist())
            if pixels
        ]
        labels = job.labels if job.labels is not None else job.classes
        name = labels.name if labels is not None else ""
        source = {"kind": "image", "image": image.name, "labels": name, "gsd_m": dates.gsd_m}
        return {"source": source, **_looked_at(job, CoverSamples(network, load, job.scratch, job.flips, context), pieces)}


def _square_name(window: Window) -> str:
    return f"{window.row // _SQUARE + 1}, {window.col // _SQUARE + 1}"


def _looked_at(job: EvaluateModelJob, samples: CoverSamples, pieces: Sequence[Piece]) -> dict[str, Any]:
    """Return robustness and pictures, for JSON."""
    robustness = samples.robustness(job.robustness, pieces, job.robustness_chips) if job.robustness else None
    return {"robustness": robustness, "pictures": samples.pictures(pieces) if job.report is not None else {}}


def _check_labelled(tally: CoverTally, job: EvaluateModelJob, spec: ModelSpec) -> None:
    """:raises JobFailure: ``evaluation_no_label``."""
    if not tally.confusion.any():
        parameter = "LABELS" if job.labels is not None else "CLASS_RASTER" if job.classes is not None else "CHIPS"
        raise JobFailure("evaluation_no_label", parameter, model=spec.id)


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


def html(
    texts: Mapping[str, str],
    document: Mapping[str, Any],
    provenance: Mapping[str, Any],
    pictures: Pictures = MappingProxyType({}),
) -> str:
    """Return the whole page.

    :param pictures: of the worst and the best pieces.
    """

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
    if document["robustness"] is not None:
        head = [word("altered"), word("f1"), word("accuracy")]
        parts += [
            report.heading(word("robustness")),
            report.note(word("cover_robustness_help").format(count=document["robustness"]["pieces"])),
            report.table(head, robustness_rows(document["robustness"], word)),
        ]
    for key, title in (("worst", "worst_chips"), ("best", "best_chips")):
        shown = pictures.get(key, ())
        if shown:
            parts += [report.heading(word(title)), report.note(word("cover_pictures_help"))]
            parts += [report.captioned(jpeg, f"{piece.name}: {word('accuracy')} {piece.accuracy:.3f}") for piece, jpeg in shown]
            parts.append(report.color_key([(item["color"], item["name"]) for item in document["classes"]]))
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
