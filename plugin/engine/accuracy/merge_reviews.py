"""Two analysts' reviews of the same polygons as one layer, and what they disagree on.

Agreement is counted over the polygons that both decided on: the share of equal decisions, and Cohen's kappa (Cohen 1960,
Educational and Psychological Measurement 20, 37-46) of the categories "rejected" and each class of the accepted ones.
Digitised polygons are left out of both figures: places where neither analyst drew a polygon are not counted.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray

from ...jobs import palette
from ...jobs.failure import JobFailure
from ...jobs.merge_reviews import MergeReviewsJob
from ...jobs.publish import prepare, publish, remove_temporaries, writing
from ...jobs.sources import VectorSource
from ...model_file.spec import ChangeClass
from ...rules import review_fields as names
from ..context import JobContext
from ..dates.ground_area import sound_polygons
from ..outputs.styles import polygon_style
from ..outputs.vectors import driver_for, write_shapes
from .measures import agreement

AGREE, UNDECIDED, ONLY_A, ONLY_B = "agree", "undecided", "only_a", "only_b"
DIFFERENT_STATUS, DIFFERENT_CLASS, DIFFERENT_OUTLINE = "different_decision", "different_class", "different_outline"
MISSED_ONLY_A, MISSED_ONLY_B = "missed_only_a", "missed_only_b"
DISAGREEMENTS = (DIFFERENT_STATUS, DIFFERENT_CLASS, DIFFERENT_OUTLINE, MISSED_ONLY_A, MISSED_ONLY_B)
_COLOURS = {
    AGREE: palette.GREEN,
    ONLY_A: palette.SKY,
    ONLY_B: palette.BLUE,
    UNDECIDED: palette.UNDECIDED,
    DIFFERENT_STATUS: palette.VERMILION,
    DIFFERENT_CLASS: palette.ORANGE,
    DIFFERENT_OUTLINE: palette.PURPLE,
    MISSED_ONLY_A: palette.VERMILION,
    MISSED_ONLY_B: palette.VERMILION,
}
_BOTH = ("agreement", "uuid_b", "status_a", "status_b", "class_a", "class_b", "comment_a", "comment_b")
_ADDED = (*_BOTH, "reviewer_a", "reviewer_b", "outline_iou")
_ROWS_BETWEEN_CHECKS = 1000


@dataclass(frozen=True)
class Decision:
    """One analyst's decision on a polygon. ``status``: ``""`` = undecided. ``label``: the class that counts."""

    status: str
    label: str
    comment: str
    time: str
    reviewer: str

    @property
    def category(self) -> str:
        """What is compared: whether there is a change and of which class; ``""`` = undecided."""
        if not self.status:
            return ""
        return self.label or "change" if names.is_change(self.status) else names.REJECTED


@dataclass(frozen=True)
class Review:
    """A reviewed layer. ``uuid`` -> row in ``rows``; ``shapes``: shapely polygons, and ``fields``: values, a row each."""

    rows: dict[str, int]
    shapes: NDArray[Any]
    fields: dict[str, NDArray[Any]]
    decisions: list[Decision]


@dataclass(frozen=True)
class Merged:
    """A polygon of the result. ``row_a``, ``row_b``: in the two layers; ``None`` = it is not there."""

    row_a: Optional[int]
    row_b: Optional[int]
    agreement: str
    overlap: float


def merge_reviews(job: MergeReviewsJob, context: JobContext) -> dict[str, Any]:
    """Run the job; its outputs appear when they are whole, and nothing is left behind otherwise.

    :return: the outputs of ``groundshift:mergereviews`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the job was cancelled.
    """
    outputs = {"MERGED": job.merged}
    if job.disagreements:
        outputs["DISAGREEMENTS"] = job.disagreements
    try:
        return _merge(job, outputs, context)
    finally:
        remove_temporaries(outputs.values(), job.scratch)


def _merge(job: MergeReviewsJob, outputs: dict[str, str], context: JobContext) -> dict[str, Any]:
    for name, path in outputs.items():
        driver_for(name, path)
    os.makedirs(job.scratch, exist_ok=True)
    first = read_review(job.first, job.first.crs)
    second = read_review(job.second, job.first.crs)
    context.check()
    if len(first.rows) and len(second.rows) and not first.rows.keys() & second.rows.keys():
        context.warn("reviews_share_nothing", first=job.first.name, second=job.second.name)
    staged = {name: prepare(name, path, job.scratch) for name, path in outputs.items()}
    context.progress(0.1, "comparing")
    merged = match(first, second, job.overlap, context)
    context.progress(0.7, "writing")
    crs = pyproj.CRS.from_user_input(job.first.crs).to_wkt()
    wanted = {"MERGED": merged, "DISAGREEMENTS": [item for item in merged if item.agreement in DISAGREEMENTS]}
    for name, path in outputs.items():
        context.check()
        with writing(name, path):
            _write(staged[name], path, outputs, wanted[name], first, second, crs, job.provenance)
    context.check()
    publish(list(outputs.items()), job.scratch)
    values = {**outputs, **figures(merged, first, second)}
    counts = {key.lower(): value for key, value in values.items() if key not in outputs}
    context.info("reviews_merged", **counts)
    context.progress(1.0, "done", 0.0)
    return values


def read_review(source: VectorSource, crs: str) -> Review:
    """Return the polygons of a layer and what was decided, in ``crs``.

    :raises JobFailure: ``area_unreadable``, ``review_without_uuid`` or ``review_uuid_twice``.
    """
    try:
        meta, _, geometry, data = pyogrio.raw.read(source.path)
    except Exception as error:  # pyogrio and GDAL have their own
        raise JobFailure("area_unreadable", source.parameter, layer=source.name) from error
    fields = {str(name): values for name, values in zip(meta["fields"], data)}
    shapes = _single(np.asarray(shapely.from_wkb(geometry), object))
    if len(shapes) and not pyproj.CRS.from_user_input(source.crs).equals(pyproj.CRS.from_user_input(crs), True):
        transformer = pyproj.Transformer.from_crs(source.crs, crs, always_xy=True)
        shapes = shapely.transform(shapes, lambda points: np.column_stack(transformer.transform(*points.T)))
    rows: dict[str, int] = {}
    for row, value in enumerate(fields[names.UUID]):
        key = _text(value)
        if not key:
            raise JobFailure("review_without_uuid", source.parameter, layer=source.name)
        if key in rows:
            raise JobFailure("review_uuid_twice", source.parameter, layer=source.name, uuid=key)
        rows[key] = row
    return Review(rows, shapes, fields, [_decision(fields, row) for row in range(len(shapes))])


def match(first: Review, second: Review, overlap: float, context: JobContext) -> list[Merged]:
    """Each polygon of either layer once: by its uuid, digitised ones by their overlap too."""
    pairs = [(row, second.rows.get(key)) for key, row in first.rows.items()]
    alone_b = [(key, row) for key, row in second.rows.items() if key not in first.rows]
    drawn_a = [row for row, other in pairs if other is None and first.decisions[row].status == names.MISSED]
    drawn_b = [row for _, row in alone_b if second.decisions[row].status == names.MISSED]
    same = matched_by_overlap(first.shapes, drawn_a, second.shapes, drawn_b, overlap)
    taken = set(same.values())
    found = []
    for number, (row, other) in enumerate(pairs):
        if number % _ROWS_BETWEEN_CHECKS == 0:
            context.check()
        found.append(_judged(first, row, second, same.get(row) if other is None else other, overlap))
    found += [_judged(first, None, second, row, overlap) for _, row in alone_b if row not in taken]
    return found


def matched_by_overlap(
    first: NDArray[Any], rows: list[int], second: NDArray[Any], others: list[int], overlap: float
) -> dict[int, int]:
    """Return pairs of polygons, one to one, the best overlap first.

    :return: row of ``first`` -> row of ``second``.
    """
    if not rows or not others:
        return {}
    tree = shapely.STRtree(second[others])
    near = tree.query(first[rows], predicate="intersects")
    candidates = []
    for position, other in zip(*near.tolist()):
        score = intersection_over_union(first[rows[position]], second[others[other]])
        if score >= overlap:
            candidates.append((-score, rows[position], others[other]))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, other in sorted(candidates):
        if row not in found and other not in taken:
            found[row] = other
            taken.add(other)
    return found


def intersection_over_union(one: Any, other: Any) -> float:
    """Of two polygons, 0..1; of areas in the plane of their CRS, which a ratio of neighbours does not notice."""
    if one is None or other is None:
        return 0.0
    if shapely.equals_exact(one, other, 0.0):
        return 1.0
    one, other = sound_polygons(np.array([one, other], object))
    common = shapely.area(shapely.intersection(one, other))
    whole = shapely.area(one) + shapely.area(other) - common
    return float(common / whole) if whole > 0 else 0.0


def figures(merged: list[Merged], first: Review, second: Review) -> dict[str, Any]:
    """Counts, and the agreement of the decisions that both took on polygons of the detection."""
    kinds = [item.agreement for item in merged]
    both = []
    for item in merged:
        if item.row_a is None or item.row_b is None:
            continue
        one, other = first.decisions[item.row_a], second.decisions[item.row_b]
        if one.category and other.category and names.MISSED not in (one.status, other.status):
            both.append((one.category, other.category))
    known = sorted({label for pair in both for label in pair})
    matrix = np.zeros((len(known), len(known)), np.int64)
    for one_label, other_label in both:
        matrix[known.index(one_label), known.index(other_label)] += 1
    measured = agreement(matrix)
    return {
        "POLYGON_COUNT": len(merged),
        "AGREED": kinds.count(AGREE),
        "DISAGREED": sum(kinds.count(kind) for kind in DISAGREEMENTS),
        "ONLY_A": kinds.count(ONLY_A),
        "ONLY_B": kinds.count(ONLY_B),
        "UNDECIDED": kinds.count(UNDECIDED),
        "BOTH_DECIDED": len(both),
        "AGREEMENT": measured.accuracy,
        # Of one category alone, chance explains all: kappa is 0 / 0.
        "KAPPA": 1.0 if len(known) == 1 else measured.kappa,
    }


def _judged(first: Review, row: Optional[int], second: Review, other: Optional[int], overlap: float) -> Merged:
    one = first.decisions[row] if row is not None else None
    two = second.decisions[other] if other is not None else None
    if row is None or other is None or one is None or two is None:
        status = (one or two or _NOTHING).status
        if status == names.MISSED:
            return Merged(row, other, MISSED_ONLY_A if other is None else MISSED_ONLY_B, 0.0)
        return Merged(row, other, UNDECIDED if not status else ONLY_A if other is None else ONLY_B, 0.0)
    score = intersection_over_union(first.shapes[row], second.shapes[other])
    if not one.status and not two.status:
        return Merged(row, other, UNDECIDED, score)
    if not one.status or not two.status:
        return Merged(row, other, ONLY_A if one.status else ONLY_B, score)
    if names.is_change(one.status) != names.is_change(two.status):
        return Merged(row, other, DIFFERENT_STATUS, score)
    if one.category != two.category:
        return Merged(row, other, DIFFERENT_CLASS, score)
    if names.is_change(one.status) and score < overlap:
        return Merged(row, other, DIFFERENT_OUTLINE, score)
    return Merged(row, other, AGREE, score)


_NOTHING = Decision("", "", "", "", "")


def _single(shapes: NDArray[Any]) -> NDArray[Any]:
    """Polygons where there is one part only: the scratch file holds multipolygons throughout."""
    alone = shapely.get_num_geometries(shapes) == 1
    shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    return shapes


def _decision(fields: dict[str, NDArray[Any]], row: int) -> Decision:
    def text(name: str) -> str:
        return _text(fields[name][row]) if name in fields else ""

    label = names.true_class(text(names.CLASS), text(names.REVIEW_CLASS))
    return Decision(
        names.status_of(text(names.STATUS)), label, text(names.COMMENT), text(names.REVIEWED_AT), text(names.REVIEWER)
    )


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return str(value).strip()


def _write(
    staged: str,
    path: str,
    outputs: dict[str, str],
    items: list[Merged],
    first: Review,
    second: Review,
    crs: str,
    provenance: dict[str, Any],
) -> None:
    shapes = np.array([_outline(item, first, second) for item in items] or [], dtype=object)
    many = any(shape is not None and shape.geom_type != "Polygon" for shape in shapes)
    if many:
        shapes = np.array([_multi(shape) for shape in shapes], dtype=object)
    stems = [os.path.splitext(other)[0] for other in outputs.values() if other != path]
    style = polygon_style([ChangeClass(1, kind, colour) for kind, colour in _COLOURS.items()], attribute="agreement")
    alone = os.path.splitext(path)[0] not in stems
    kind = "MultiPolygon" if many else "Polygon"
    write_shapes(staged, shapes, _fields(items, first, second), crs, style, provenance, alone, kind)


def _multi(shape: Any) -> Any:
    return shapely.MultiPolygon([shape]) if shape is not None and shape.geom_type == "Polygon" else shape


def _outline(item: Merged, first: Review, second: Review) -> Any:
    """Return the outline that was decided on last: a reshaped one is later than the detection's."""
    if item.row_a is None or item.row_b is None:
        return first.shapes[item.row_a] if item.row_a is not None else second.shapes[item.row_b]
    one, two = first.decisions[item.row_a], second.decisions[item.row_b]
    later_b = bool(two.status) and (not one.status or two.time > one.time)
    return second.shapes[item.row_b] if later_b else first.shapes[item.row_a]


def _fields(items: list[Merged], first: Review, second: Review) -> dict[str, NDArray[Any]]:
    """Return the fields of A (of B where A has no such polygon), the merged decisions, and both analysts' own."""
    written = {*names.REVIEW_FIELDS, *_ADDED}
    found: dict[str, NDArray[Any]] = {}
    for name, values in first.fields.items():
        if name not in written:
            found[name] = _column(items, values, second.fields.get(name))
    decided = [_decided(item, first, second) for item in items]
    for name in names.REVIEW_FIELDS:
        found[name] = _texts([values[name] for values in decided])
    nothing = _NOTHING
    ones = [first.decisions[item.row_a] if item.row_a is not None else nothing for item in items]
    twos = [second.decisions[item.row_b] if item.row_b is not None else nothing for item in items]
    found["agreement"] = _texts([item.agreement for item in items])
    found["uuid_b"] = _texts([_other_uuid(item, first, second) for item in items])
    found["status_a"], found["status_b"] = _texts([one.status for one in ones]), _texts([two.status for two in twos])
    found["class_a"], found["class_b"] = _texts([one.label for one in ones]), _texts([two.label for two in twos])
    found["comment_a"], found["comment_b"] = _texts([one.comment for one in ones]), _texts([two.comment for two in twos])
    found["reviewer_a"], found["reviewer_b"] = _texts([one.reviewer for one in ones]), _texts([two.reviewer for two in twos])
    found["outline_iou"] = np.array([round(item.overlap, 4) for item in items], np.float64)
    return found


def _column(items: list[Merged], values: NDArray[Any], others: Optional[NDArray[Any]]) -> NDArray[Any]:
    """Return a field's values; where only B has the polygon those of B, if it has the field and of the same kind."""
    like = others is not None and others.dtype.kind == values.dtype.kind
    picked: list[Any] = []
    for item in items:
        if item.row_a is not None:
            picked.append(values[item.row_a])
        else:
            picked.append(others[item.row_b] if others is not None and like else None)
    if values.dtype.kind == "O":
        return np.array(picked, dtype=object) if picked else np.zeros(0, object)
    if any(value is None for value in picked):
        return np.array([np.nan if value is None else value for value in picked], np.float64)
    return np.array(picked, dtype=values.dtype)


def _decided(item: Merged, first: Review, second: Review) -> dict[str, str]:
    """Return the merged decision. What the two disagree on is open again: a third look decides it."""
    one = first.decisions[item.row_a] if item.row_a is not None else _NOTHING
    two = second.decisions[item.row_b] if item.row_b is not None else _NOTHING
    comment = " / ".join(dict.fromkeys(text for text in (one.comment, two.comment) if text))
    if item.agreement in DISAGREEMENTS or item.agreement == UNDECIDED:
        return {**dict.fromkeys(names.REVIEW_FIELDS, ""), names.COMMENT: comment}
    reviewers = [decision.reviewer for decision in (one, two) if decision.status and decision.reviewer]
    chosen = one if one.status else two
    row, review = (item.row_a, first) if one.status else (item.row_b, second)
    label = _text(review.fields[names.REVIEW_CLASS][row]) if names.REVIEW_CLASS in review.fields else ""
    return {
        names.STATUS: chosen.status,
        names.REVIEW_CLASS: label,
        names.COMMENT: comment,
        names.REVIEWED_AT: max(one.time if one.status else "", two.time if two.status else ""),
        names.REVIEWER: "; ".join(dict.fromkeys(reviewers)),
    }


def _other_uuid(item: Merged, first: Review, second: Review) -> str:
    """Return the uuid in B, where it is another one than in A."""
    if item.row_a is None or item.row_b is None:
        return ""
    one, two = _text(first.fields[names.UUID][item.row_a]), _text(second.fields[names.UUID][item.row_b])
    return two if two != one else ""


def _texts(values: list[str]) -> NDArray[Any]:
    found = np.full(len(values), None, dtype=object)
    for index, value in enumerate(values):
        found[index] = value or None
    return found
