"""Two analysts' reviews become one: what is matched, what is open again, and the figures against scikit-learn's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from sklearn.metrics import cohen_kappa_score

from groundshift.plugin.engine.accuracy.merge_reviews import intersection_over_union, merge_reviews
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.merge_reviews import MergeReviewsJob
from groundshift.plugin.jobs.sources import VectorSource
from groundshift.tests.helpers.vectors import write_features

CRS = "EPSG:32611"
FIELDS = ("uuid", "class", "review_status", "review_class", "review_comment", "reviewed_at", "reviewer")


def square(x, y=0.0, size=10.0):
    return shapely.box(500000 + x, 4000000 + y, 500000 + x + size, 4000000 + y + size)


def row(uuid, status=None, shape=None, label=None, comment=None, time="2026-01-01T10:00:00Z", reviewer="ann", detected="house"):
    return shape if shape is not None else square(0), (
        uuid,
        detected,
        status,
        label,
        comment,
        time if status else None,
        reviewer,
    )


def write(path, rows, crs=CRS, areas=None):
    fields = {name: [values[index] for _, values in rows] for index, name in enumerate(FIELDS)}
    if areas is not None:
        fields["area_m2"] = np.array(areas, float)
    return write_features(path, [shape for shape, _ in rows], fields, crs=crs, layer="features")


@pytest.fixture
def merge(tmp_path):
    """A function that merges two lists of rows and gives values, merged rows by uuid, the disagreements, and log lines."""

    def run(first, second, crs_b=CRS, **options):
        said = []
        job = MergeReviewsJob(
            first=VectorSource("A", "a", write(tmp_path / "a.gpkg", first), CRS),
            second=VectorSource("B", "b", write(tmp_path / "b.gpkg", second, crs_b), crs_b),
            merged=str(tmp_path / "merged.gpkg"),
            disagreements=str(tmp_path / "differ.gpkg"),
            scratch=str(tmp_path / "scratch"),
            **options,
        )
        values = merge_reviews(job, JobContext(said.append))
        return values, read(job.merged), read(job.disagreements), said

    return run


def read(path):
    meta, _, geometry, data = pyogrio.raw.read(path, layer=Path(path).stem)
    names = [str(name) for name in meta["fields"]]
    return {
        values[names.index("uuid")]: {**dict(zip(names, values)), "shape": shapely.from_wkb(wkb)}
        for wkb, *values in zip(geometry, *data)
    }


def test_each_kind_of_agreement(merge):
    first = [
        row("1", "accepted"), row("2", "accepted"), row("3", "rejected"), row("4"), row("5", "accepted", label="road"),
        row("6", "accepted", comment="sure"), row("7", "rejected"),
    ]  # fmt: skip
    second = [
        row("1", "accepted", reviewer="bob", time="2026-01-02T10:00:00Z"), row("2", "rejected"), row("3"), row("4"),
        row("5", "accepted"), row("6", "accepted", square(30), reviewer="bob"), row("7", "rejected"),
    ]  # fmt: skip
    values, merged, differ, _ = merge(first, second)
    found = {key: item["agreement"] for key, item in merged.items()}
    assert found == {
        "1": "agree", "2": "different_decision", "3": "only_a", "4": "undecided", "5": "different_class",
        "6": "different_outline", "7": "agree",
    }  # fmt: skip
    assert set(differ) == {"2", "5", "6"}
    assert merged["1"]["review_status"] == "accepted"
    assert merged["1"]["reviewer"] == "ann; bob"
    assert merged["1"]["reviewed_at"] == "2026-01-02T10:00:00Z"
    assert merged["3"]["review_status"] == "rejected"
    # What they disagree on is open again, with both decisions beside it.
    assert merged["2"]["review_status"] is None
    assert (merged["2"]["status_a"], merged["2"]["status_b"]) == ("accepted", "rejected")
    assert (merged["5"]["class_a"], merged["5"]["class_b"]) == ("road", "house")
    assert merged["6"]["review_comment"] == "sure"
    counts = {
        key: values[key] for key in ("POLYGON_COUNT", "AGREED", "DISAGREED", "ONLY_A", "ONLY_B", "UNDECIDED", "BOTH_DECIDED")
    }
    assert counts == {
        "POLYGON_COUNT": 7, "AGREED": 2, "DISAGREED": 3, "ONLY_A": 1, "ONLY_B": 0, "UNDECIDED": 1, "BOTH_DECIDED": 5,
    }  # fmt: skip


def test_figures_are_those_of_scikit_learn(merge):
    generator = np.random.default_rng(3)
    kinds = [("accepted", None), ("accepted", "road"), ("rejected", None)]
    picks = generator.integers(0, 3, (60, 2))
    picks[:30, 1] = picks[:30, 0]
    first = [row(str(n), kinds[a][0], label=kinds[a][1]) for n, (a, _) in enumerate(picks)]
    second = [row(str(n), kinds[b][0], label=kinds[b][1]) for n, (_, b) in enumerate(picks)]
    values, *_ = merge(first, second)
    assert values["KAPPA"] == pytest.approx(cohen_kappa_score(picks[:, 0], picks[:, 1]))
    assert values["AGREEMENT"] == pytest.approx((picks[:, 0] == picks[:, 1]).mean())


def test_digitised_polygons_are_matched_by_overlap(merge):
    first = [
        row("d", "accepted"),
        row("a1", "missed", square(100)),
        row("a2", "missed", square(200)),
        row("a3", "missed", square(103)),
    ]
    second = [row("d", "accepted"), row("b1", "missed", square(102)), row("b2", "missed", square(400))]
    values, merged, differ, _ = merge(first, second)
    # b1 overlaps a3 (IoU 9/11) better than a1 (8/12): each is matched once.
    found = {key: (item["agreement"], item["uuid_b"]) for key, item in merged.items()}
    assert found == {
        "d": ("agree", None), "a1": ("missed_only_a", None), "a2": ("missed_only_a", None), "a3": ("agree", "b1"),
        "b2": ("missed_only_b", None),
    }  # fmt: skip
    assert merged["a3"]["outline_iou"] == pytest.approx(9 / 11, abs=1e-4)
    assert merged["a3"]["review_status"] == "missed"
    assert set(differ) == {"a1", "a2", "b2"}
    assert values["BOTH_DECIDED"] == 1
    assert values["KAPPA"] == 1.0


def test_the_later_outline_counts_and_crs_may_differ(merge):
    reshaped = square(0, size=9.0)
    shape = shapely.transform(reshaped, lambda xy: np.column_stack(_to_degrees(xy)))
    first = [row("1", "accepted", time="2026-01-01T10:00:00Z")]
    second = [row("1", "accepted", shape, time="2026-01-03T10:00:00Z")]
    values, merged, _, _ = merge(first, second, crs_b="EPSG:4326")
    assert values["AGREED"] == 1
    assert merged["1"]["outline_iou"] == pytest.approx(0.81, abs=1e-3)
    assert intersection_over_union(merged["1"]["shape"], reshaped) == pytest.approx(1.0, abs=1e-4)


def _to_degrees(points):
    import pyproj

    return pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True).transform(*points.T)


def test_other_fields_and_layers_of_other_detections(merge, tmp_path):
    values, merged, _, said = merge([row("1", "accepted", detected="house")], [row("9", "rejected", square(50))])
    assert merged["9"]["class"] == "house"
    assert values["ONLY_A"] == values["ONLY_B"] == 1
    assert values["KAPPA"] == 0.0
    assert "reviews_share_nothing" in [getattr(event, "code", "") for event in said]


def test_an_empty_layer_merges(merge):
    values, merged, differ, _ = merge([row("1", "accepted")], [])
    assert set(merged) == {"1"}
    assert not differ
    assert values["ONLY_A"] == 1


@pytest.mark.parametrize(
    ("rows", "code"), [([row("1"), row("1")], "review_uuid_twice"), ([row(None, "accepted")], "review_without_uuid")]
)
def test_polygons_without_a_name_of_their_own(merge, tmp_path, rows, code):
    with pytest.raises(JobFailure) as caught:
        merge([row("1")], rows)
    assert caught.value.code == code
    assert caught.value.parameter == "B"
    assert not (tmp_path / "merged.gpkg").exists()
    assert not (tmp_path / "scratch").exists()


def test_nothing_is_left_of_a_run_that_is_stopped(tmp_path):
    context = JobContext(lambda event: None)
    context.cancelled.set()
    path = write(tmp_path / "a.gpkg", [row("1", "accepted")])
    job = MergeReviewsJob(
        VectorSource("A", "a", path, CRS), VectorSource("B", "b", path, CRS), str(tmp_path / "m.gpkg"), str(tmp_path / "s")
    )
    with pytest.raises(Cancelled):
        merge_reviews(job, context)
    assert [item.name for item in tmp_path.iterdir()] == ["a.gpkg"]
