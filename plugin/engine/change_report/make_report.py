"""``groundshift:changereport`` in the worker."""

from __future__ import annotations

import os
from typing import Any, Optional, Sequence

import numpy as np
import shapely

from ...jobs.change_report import ChangeReportJob
from ...jobs.failure import JobFailure
from ...jobs.report_texts import report_text
from ..accuracy.classes import ClassRaster
from ..accuracy.strata import read_strata
from ..context import JobContext, job_environment
from ..outputs.documents import check_documents, publish_documents
from .accuracy_file import AccuracyFile, read_accuracy
from .changes import Change, group_classes, read_changes
from .content import Content, Image, PictureSet
from .page import changes_page
from .pictures import Bounds, Encoder, Frame, PictureReader, Pixels, Stretch, Zooms, common_stretch, gsd_at, picture_of
from .printed import write_pages

EXTENSIONS = {"REPORT": ("html", "htm")}
# Bytes of the pictures of the changes, so that a page of a thousand stays below 20 MB with all else in it. In the page a
# picture takes a third more than in a file.
_ALL_CROPS = 11_000_000
_COUNTED_ON = 1000  # changes; each of more gets as much as one of so many
_MOST_OF_PAIR = 160_000
_OVERVIEW_BYTES, _OVERVIEW_SIDE = 500_000, 1000
_SIDES = ((60, 420), (300, 320))  # up to so many changes, pixels a side of each picture
_SIDE_OF_MANY = 256
_SURROUNDINGS = 1.8  # sides of the polygon that a picture shows
_LEAST_SIDE = 80  # of the finest pixels
_LEAST_OVERVIEW = 200
_OVERVIEW_MARGIN = 0.08
_READ_SHARE = 0.85  # of the progress bar


def change_report(job: ChangeReportJob, context: JobContext) -> dict[str, Any]:
    """Run the job; the report appears when it is whole.

    :return: REPORT, COUNT, AREA (square metres), PICTURES.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {"REPORT": job.report}
    with job_environment(outputs.values(), job.scratch):
        check_documents(outputs, EXTENSIONS)
        accuracy = read_accuracy(job.accuracy, lambda key: report_text(job.texts, key)) if job.accuracy else None
        with PictureReader(job.before) as before, PictureReader(job.after) as after:
            content = _content(job, (before, after), accuracy, context)
        page = changes_page(content, job.language)
        if job.pages:
            os.makedirs(job.pages, exist_ok=True)
            write_pages(content, job.pages)
        publish_documents({"REPORT": (job.report, page)}, job.scratch, job.provenance)
        size = os.path.getsize(job.report)
    context.info("report_written", count=len(content.changes), pictures=len(content.crops), megabytes=size / 1e6)
    context.progress(1.0, "done", 0.0)
    return {**outputs, "COUNT": len(content.changes), "AREA": content.area, "PICTURES": len(content.crops)}


def _content(
    job: ChangeReportJob,
    dates: tuple[PictureReader, PictureReader],
    accuracy: Optional[AccuracyFile],
    context: JobContext,
) -> Content:
    changes, decisions = read_changes(job.polygons, dates[1].raster.crs, job.shown)
    classes = group_classes(changes, dict(job.colors), report_text(job.texts, "changes_unnamed"))
    if accuracy is not None and accuracy.areas:
        lacking = [item.name for item in classes if item.name.casefold() not in accuracy.areas]
        if lacking:
            context.warn("report_classes_unmatched", path=accuracy.name, names=", ".join(lacking))
    compared = _compared_area(job, context)
    pictures = _Pictures(dates, changes, job.most_crops)
    if not pictures.anything:
        names = {"layer": job.polygons.name, "before": job.before.name, "after": job.after.name}
        raise JobFailure("report_outside", "POLYGONS", **names)
    crops, empty = pictures.crops(context)
    if empty:
        context.warn("report_without_imagery", count=len(empty))
    images = [_image(reader, source, pictures) for reader, source in zip(dates, (job.before, job.after))]
    title = job.title or report_text(job.texts, "changes_title").format(before=images[0].short, after=images[1].short)
    content = Content(
        title=title,
        author=job.author,
        notes=job.notes,
        date=str(job.provenance.get("time", ""))[:10],
        layer=job.polygons.name,
        before=images[0],
        after=images[1],
        crs=pictures.zooms.crs,
        changes=changes,
        classes=classes,
        decisions=decisions,
        shown=job.shown,
        overview=pictures.overview,
        crops=crops,
        empty=empty,
        compared=compared,
        accuracy=accuracy,
        alike=pictures.alike,
        origin=job.origin,
        provenance=job.provenance,
        texts=job.texts,
    )
    if content.unpictured:
        context.warn("report_unpictured", count=content.unpictured)
    return content


def _compared_area(job: ChangeReportJob, context: JobContext) -> Optional[float]:
    """The ground that the mask has values of, in square metres."""
    if job.mask is None:
        return None
    with ClassRaster(job.mask) as raster:
        raster.check_readable()
        strata = read_strata(raster, context, lambda part: context.progress(0.1 * part, "counting"))
    return float(sum(item.area for item in strata))


def _image(reader: PictureReader, source: Any, pictures: _Pictures) -> Image:
    x, y = pictures.middle
    return Image(source.name, source.date or "", gsd_at(reader.raster, pictures.zooms.crs, x, y), reader.raster.crs)


class _Pictures:
    """The pictures of a report, all with the same shades.

    :ivar anything: whether there is imagery in the ground of the changes.
    :ivar alike: whether both dates have one stretch.
    :ivar overview: of all changes.
    :ivar middle: of that ground.
    """

    def __init__(self, dates: tuple[PictureReader, PictureReader], changes: Sequence[Change], most: int) -> None:
        self._dates, self._changes, self._most = dates, changes, most
        all_bounds = np.array([shapely.bounds(change.shape) for change in changes])
        ground = _union([tuple(bounds) for bounds in all_bounds.tolist()])
        self.middle = ((ground[0] + ground[2]) / 2, (ground[1] + ground[3]) / 2)
        self.zooms = Zooms(dates[0].raster, dates[1].raster, *self.middle)
        wide = _around(ground, 1 + 2 * _OVERVIEW_MARGIN, self.zooms.units(_LEAST_OVERVIEW), square=False)
        wide = _within(wide, dates[1].raster.native_grid.bounds, ground)
        least = self.zooms.units(_LEAST_SIDE)
        self._places = [_around(bounds, _SURROUNDINGS, least) for bounds in all_bounds]
        self.zooms.cover(_union([wide, *self._places]))
        grid, window, frame = self.zooms.frame(wide, _OVERVIEW_SIDE)
        pixels = [date.read(grid, window) for date in dates]
        self.anything = any(part.valid.any() for part in pixels)
        eight_bit = all(date.eight_bit for date in dates)
        stretch_before, stretch_after, self.alike = common_stretch(pixels[0], pixels[1], eight_bit)
        self._stretches: tuple[Optional[Stretch], Optional[Stretch]] = (stretch_before, stretch_after)
        self.overview = self._encoded(pixels, frame, Encoder(_OVERVIEW_BYTES))

    def crops(self, context: JobContext) -> tuple[dict[int, PictureSet], frozenset[int]]:
        """Return number -> pictures of the changes, and the numbers of those without imagery.

        :raises Cancelled: the job was cancelled.
        """
        wanted = self._changes[: self._most]
        side = next((side for most, side in _SIDES if len(wanted) <= most), _SIDE_OF_MANY)
        encoder = Encoder(min(_MOST_OF_PAIR, _ALL_CROPS // min(max(len(wanted), 1), _COUNTED_ON)))
        crops: dict[int, PictureSet] = {}
        empty: set[int] = set()
        show = context.timed_progress("reading", _READ_SHARE)
        for done, (change, place) in enumerate(zip(wanted, self._places), start=1):
            context.check()
            grid, window, frame = self.zooms.frame(place, side)
            pixels = [date.read(grid, window) for date in self._dates]
            if all(part.valid.any() for part in pixels):
                crops[change.number] = self._encoded(pixels, frame, encoder)
            else:
                empty.add(change.number)
            show(done / len(wanted))
        return crops, frozenset(empty)

    def _encoded(self, pixels: Sequence[Pixels], frame: Frame, encoder: Encoder) -> PictureSet:
        before, after = (picture_of(part, stretch, frame) for part, stretch in zip(pixels, self._stretches))
        return PictureSet(*encoder.encode(before, after), frame)


def _around(bounds: Any, factor: float, least: tuple[float, float], square: bool = True) -> Bounds:
    """Return the surroundings of a place: a square, in multiples of ``least``, or a rectangle like the place.

    :param least: width and height in units of the CRS that the surroundings have at the least.
    """
    left, bottom, right, top = (float(value) for value in bounds)
    across, up = max((right - left) * factor / least[0], 1.0), max((top - bottom) * factor / least[1], 1.0)
    if square:
        across = up = max(across, up)
    x, y, width, height = (left + right) / 2, (bottom + top) / 2, across * least[0] / 2, up * least[1] / 2
    return x - width, y - height, x + width, y + height


def _within(wide: Bounds, image: Bounds, ground: Bounds) -> Bounds:
    """Return a margin around some ground without what lies beyond an image, unless the ground does so itself."""
    left, bottom = max(wide[0], min(image[0], ground[0])), max(wide[1], min(image[1], ground[1]))
    return left, bottom, min(wide[2], max(image[2], ground[2])), min(wide[3], max(image[3], ground[3]))


def _union(places: Sequence[Bounds]) -> Bounds:
    """Return the box around boxes."""
    corners = np.array(places)
    left, bottom = corners[:, :2].min(axis=0).tolist()
    right, top = corners[:, 2:].max(axis=0).tolist()
    return left, bottom, right, top
