"""The content of a report of changes, before it is written as a page or in a printable form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

import numpy as np
import pyproj
import shapely
from rasterio.crs import CRS

from ...jobs.change_report import ACCEPTED
from ...jobs.report_texts import report_text
from ...rules import review_fields as names
from .accuracy_file import AccuracyFile
from .changes import Change, ClassOfChanges, Decisions
from .pictures import Frame

_HECTARE = 1e4
_SMALL = 1e4  # square metres, from which areas are shown in hectares


@dataclass(frozen=True)
class PictureSet:
    """Both dates of a place. ``before``, ``after``: JPEG."""

    before: bytes
    after: bytes
    frame: Frame


@dataclass(frozen=True)
class Image:
    """An image as the report describes it. ``day``: ISO 8601, ``""`` = not known. ``pixel_m``: metres."""

    name: str
    day: str
    pixel_m: float
    crs: CRS

    @property
    def short(self) -> str:
        """Its date, or its name where that is not known."""
        return self.day or self.name


@dataclass(frozen=True)
class Content:
    """:param crops: number of the change -> pictures.
    :param empty: numbers of changes without imagery.
    :param classes: the largest first.
    :param compared: square metres that were compared; ``None`` = not known.
    :param alike: whether both dates have the same contrast.
    """

    title: str
    author: str
    notes: str
    date: str
    layer: str
    before: Image
    after: Image
    crs: CRS
    changes: Sequence[Change]
    classes: Sequence[ClassOfChanges]
    decisions: Decisions
    shown: str
    overview: PictureSet
    crops: Mapping[int, PictureSet]
    empty: frozenset[int]
    compared: Optional[float]
    accuracy: Optional[AccuracyFile]
    alike: bool
    origin: Mapping[str, Any]
    provenance: Mapping[str, Any]
    texts: Mapping[str, str]

    def word(self, key: str) -> str:
        """A text of the report; its key is given without ``changes_`` where it is one of this report's own."""
        own = f"changes_{key}"
        try:
            return report_text(self.texts, own)
        except KeyError:
            return report_text(self.texts, key)

    def class_name(self, change: Change) -> str:
        """The class of a change, or the word for a change where it has none."""
        return change.label or self.word("unnamed")

    def colors(self) -> dict[str, str]:
        """Class name -> colour."""
        return {item.name: item.color for item in self.classes}

    @property
    def area(self) -> float:
        """Square metres of all changes."""
        return sum(item.area for item in self.classes)

    @property
    def unpictured(self) -> int:
        """The number of changes that have no pictures although there is imagery."""
        return len(self.changes) - len(self.crops) - len(self.empty)

    def figures(self) -> list[tuple[str, str]]:
        """The large figures of the report: names and values."""
        found = [(self.word("count"), f"{len(self.changes):,}"), (self.word("area"), area_text(self.area))]
        if self.compared:
            found.append((self.word("compared"), area_text(self.compared)))
            found.append((self.word("share"), f"{self.area / self.compared:.2%}"))
        return found

    def review_texts(self) -> list[str]:
        """Sentences on what was reviewed and which polygons are shown."""
        counts = self.decisions
        if not counts.reviewed:
            return [self.word("not_reviewed")]
        reviewed = self.word("reviewed").format(
            accepted=counts.accepted, missed=counts.missed, rejected=counts.rejected, undecided=counts.undecided
        )
        return [reviewed, self.word("only_accepted") if self.shown == ACCEPTED else self.word("all_shown")]

    def class_table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table of classes, with intervals where the accuracy file has them."""
        areas = self.accuracy.areas if self.accuracy is not None else {}
        head = [self.word("class"), self.word("count"), self.word("mapped"), self.word("share_of_all")]
        rows = []
        for item in self.classes:
            row = [item.name, f"{item.count:,}", area_text(item.area), f"{item.area / (self.area or 1.0):.1%}"]
            if areas:
                interval = areas.get(item.name.casefold())
                row.append(f"{interval.hectares:,.2f} ± {interval.half:,.2f} ha" if interval is not None else "")
            rows.append(row)
        if len(rows) > 1:
            rows.append(
                [self.word("total"), f"{len(self.changes):,}", area_text(self.area), "100.0%", *([""] if areas else [])]
            )
        return [*head, *([self.word("estimated")] if areas else [])], rows

    def class_notes(self) -> list[str]:
        """Sentences below the table of classes."""
        known = self.accuracy is not None and bool(self.accuracy.areas)
        return [self.word("areas_help"), self.word("interval_help") if known else self.word("no_interval")]

    def facts(self) -> list[tuple[str, str]]:
        """Names and values on data and method."""
        found = [(self.word(key), self._image_text(image)) for key, image in self._images()]
        found.append((self.word("polygons"), self.layer))
        origin = self.origin
        if origin.get("algorithm"):
            tool = f"{origin['algorithm']}, {origin.get('software', '')} {origin.get('plugin_version', '')}".strip()
            found.append((self.word("tool"), tool))
        model = origin.get("model")
        if isinstance(model, dict) and model.get("id"):
            found.append((self.word("model"), f"{model['id']} (SHA-256 {str(model.get('sha256', ''))[:12]})"))
        if origin.get("time"):
            found.append((self.word("made"), str(origin["time"])))
        settings = origin.get("parameters")
        if isinstance(settings, dict):
            stated = [f"{key} {value:g}" if isinstance(value, float) else f"{key} {value}" for key, value in settings.items()
                      if isinstance(value, (str, int, float)) and value != ""]  # fmt: skip
            found.append((self.word("settings"), "; ".join(stated)))
        return [(name, value) for name, value in found if value]

    def _images(self) -> list[tuple[str, Image]]:
        return [("date_before", self.before), ("date_after", self.after)]

    def _image_text(self, image: Image) -> str:
        day = image.day or self.word("no_day")
        return self.word("image").format(name=image.name, day=day, pixel=f"{image.pixel_m:.3g}", crs=crs_name(image.crs))

    def accuracy_text(self) -> str:
        """Where the accuracy comes from."""
        if self.accuracy is None:
            return self.word("accuracy_unknown")
        key = "accuracy_estimate" if self.accuracy.estimated else "accuracy_assessment"
        return self.word(key).format(file=self.accuracy.name)

    def place_text(self, change: Change) -> str:
        """Coordinates of a change with their CRS."""
        return f"{self.coordinates(change.x, change.y)} ({short_crs(self.crs)})"

    def coordinates(self, x: float, y: float) -> str:
        """Coordinates in the CRS of the pictures."""
        digits = 6 if self.crs.is_geographic else 1
        return f"{x:.{digits}f}, {y:.{digits}f}"

    def corners_text(self) -> str:
        """The extent of the overview."""
        left, bottom, right, top = self.overview.frame.bounds
        values = {"left": self.coordinates(left, bottom), "right": self.coordinates(right, top)}
        return self.word("corners").format(**values, crs=crs_name(self.crs))

    def status_word(self, status: str) -> str:
        """A decision in words."""
        words = {names.ACCEPTED: "accepted", names.MISSED: "missed", names.REJECTED: "rejected"}
        return self.word(words.get(status, "undecided"))


def area_text(area: float) -> str:
    """Square metres as text, in hectares where there are many."""
    return f"{area / _HECTARE:,.2f} ha" if area >= _SMALL else f"{area:,.0f} m²"


def crs_name(crs: CRS) -> str:
    """The name of a CRS with its code."""
    found = pyproj.CRS.from_wkt(crs.to_wkt())
    code = short_crs(crs)
    return f"{found.name} ({code})" if code != found.name else code


def short_crs(crs: CRS) -> str:
    """The code of a CRS; its name where it has none."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(pyproj.CRS.from_wkt(crs.to_wkt()).name)


def outline(shape: Any, frame: Frame, most_points: int) -> list[list[tuple[float, float]]]:
    """Return the rings of a polygon in pixels of a picture, generalised so that no more than a pixel is lost.

    :param most_points: of all rings; more is generalised further.
    """
    left, _, right, top = frame.bounds
    bottom = frame.bounds[1]
    scale = np.array([frame.width / (right - left), -frame.height / (top - bottom)])
    placed = shapely.transform(shape, lambda points: (points - [left, top]) * scale)
    tolerance = 0.6
    simple = shapely.simplify(placed, tolerance)
    while shapely.get_num_coordinates(simple) > most_points and tolerance < max(frame.width, frame.height):
        tolerance *= 2
        simple = shapely.simplify(placed, tolerance)
    if shapely.is_empty(simple):
        simple = shapely.envelope(placed)
    rings = []
    for part in shapely.get_parts(simple):
        for ring in (part.exterior, *part.interiors):
            rings.append([(round(float(x), 1), round(float(y), 1)) for x, y in ring.coords[:-1]])
    return rings


def scale_bar(frame: Frame) -> tuple[float, str]:
    """Return the length of a scale bar as a share of the picture's width, and its text: 1, 2 or 5 times a power of ten."""
    wanted = frame.width_m * 0.35
    power = 10.0 ** np.floor(np.log10(wanted))
    length = max(step * power for step in (1, 2, 5) if step * power <= wanted)
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    return float(length / frame.width_m), text
