"""Displaced objects: counterparts of like shape, found by geometry alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from shapely import affinity

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.threshold import apply_threshold
from groundshift.plugin.engine.objects.displaced import find_displaced
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.threshold import ApplyThresholdJob
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, direction_model
from groundshift.tests.helpers.rasters import GSD, read, write_raster

L_SHAPE = shapely.Polygon([(0, 0), (12, 0), (12, 4), (5, 4), (5, 14), (0, 14)])


def found(earlier: list[Any], later: list[Any], most: float = 30.0) -> dict[int, tuple[float, float]]:
    """Vector of each displaced object; the earlier ones have the first numbers."""
    shapes = np.array([*earlier, *later], object)
    gone = np.arange(len(shapes)) < len(earlier)
    result = find_displaced(shapes, ~gone, gone, most)
    return {int(row): (round(float(x), 6), round(float(y), 6)) for row, (x, y) in zip(result.rows, result.vectors)}


def moved(shape: Any, x: float, y: float) -> Any:
    return affinity.translate(shape, x, y)


def test_a_tower_at_two_places_is_one_building() -> None:
    assert found([L_SHAPE], [moved(L_SHAPE, 20, -10)]) == {0: (20.0, -10.0), 1: (20.0, -10.0)}


def test_beyond_the_displacement_both_have_changed() -> None:
    assert found([L_SHAPE], [moved(L_SHAPE, 20, -10)], most=22.0) == {}
    assert found([L_SHAPE], [moved(L_SHAPE, 20, -10)], most=0.0) == {}


def test_other_shapes_and_sizes_have_changed() -> None:
    assert found([shapely.box(0, 0, 30, 4)], [shapely.box(40, 0, 50, 12)], 50.0) == {}
    assert found([shapely.box(0, 0, 10, 10)], [shapely.box(20, 0, 40, 20)]) == {}


def test_opposite_margins_of_a_roof_that_moved_a_little() -> None:
    """Of a roof that moves by less than its length, an L remains on one side and a turned L on the other."""
    roof = shapely.box(0, 0, 16, 12)
    later = moved(roof, 5, 4)
    gone, new = roof.difference(later), later.difference(roof)
    assert set(found([gone], [new])) == {0, 1}


def test_two_constructions_are_no_counterparts() -> None:
    shapes = np.array([L_SHAPE, moved(L_SHAPE, 20, 0)], object)
    assert len(find_displaced(shapes, np.ones(2, bool), np.zeros(2, bool), 30.0)) == 0


def test_each_object_is_used_once_and_the_likest_first() -> None:
    rough = shapely.box(0, 0, 12, 10)
    result = found([L_SHAPE], [moved(rough, 15, 0), moved(L_SHAPE, 22, 0)])
    assert result == {0: (22.0, 0.0), 2: (22.0, 0.0)}


def test_where_several_lean_one_way_the_others_have_changed() -> None:
    earlier = [moved(L_SHAPE, 100 * index, 0) for index in range(5)]
    later = [moved(shape, 10 + index, 5) for index, shape in enumerate(earlier[:4])] + [moved(earlier[4], -3, -18)]
    result = found(earlier, later)
    assert set(result) == {0, 1, 2, 3, 5, 6, 7, 8}


def test_directions_on_both_sides_of_the_circles_seam_agree() -> None:
    earlier = [moved(L_SHAPE, 100 * index, 0) for index in range(4)]
    later = [moved(shape, -15, y) for shape, y in zip(earlier, (-2, -1, 1, 2))]
    assert len(found(earlier, later)) == 8


def test_directions_without_agreement_are_chance() -> None:
    earlier = [moved(L_SHAPE, 100 * index, 0) for index in range(4)]
    angles = np.radians([0, 90, 180, 270])
    later = [moved(shape, 18 * np.cos(angle), 18 * np.sin(angle)) for shape, angle in zip(earlier, angles)]
    assert found(earlier, later) == {}


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_compare(count: int) -> None:
    shapes = np.array([L_SHAPE] * count, object)
    assert len(find_displaced(shapes, np.ones(count, bool), np.zeros(count, bool), 30.0)) == 0


def test_given_shapes_are_kept() -> None:
    shapes = np.array([L_SHAPE, moved(L_SHAPE, 20, 0)], object)
    find_displaced(shapes, np.array([False, True]), np.array([True, False]), 30.0)
    assert shapes[0].equals(L_SHAPE)
    assert shapes[1].bounds == (20, 0, 32, 14)


@pytest.fixture
def towers(tmp_path: Path) -> tuple[Path, Path]:
    """A tower that leans the other way on the later date, 20 m east and 4 m north; a new house."""
    before = np.full((3, 120, 160), 120, np.uint8)
    after = before.copy()
    before[:, 60:84, 20:36] = 220
    after[:, 52:76, 60:76] = 220
    after[:, 100:110, 120:150] = 220
    return write_raster(tmp_path / "before.tif", before), write_raster(tmp_path / "after.tif", after)


def run_in(folder: Path, model: Any = direction_model) -> Run:
    (folder / "out").mkdir()
    model(folder / "model.onnx")
    return Run(folder / "out", folder / "model.onnx")


def test_a_displaced_tower_is_no_change(tmp_path: Path, towers: tuple[Path, Path]) -> None:
    run = run_in(tmp_path)
    plain = run(*towers, probability=str(tmp_path / "p.tif"), provenance={"parameters": {"DISPLACEMENT": 30.0}})
    assert plain["POLYGON_COUNT"] == 3
    values = run(*towers, displacement_m=30.0)
    assert values["POLYGON_COUNT"] == 1
    assert values["CHANGED_AREA"] == pytest.approx(300 * GSD**2, rel=1e-3)
    mask = read(values["MASK"])
    assert set(np.unique(mask)) == {0, 3}
    assert (mask == 3).sum() == 300
    meta, _, _, columns = pyogrio.raw.read(values["POLYGONS"], layer="polygons")
    fields = dict(zip(meta["fields"], columns))
    assert sorted(fields["class"]) == ["displaced", "displaced", "new"]
    aside = fields["class"] == "displaced"
    assert set(fields["direction"][aside]) == {""}
    assert fields["shift_x_m"][aside] == pytest.approx(20, abs=0.1)
    assert fields["shift_y_m"][aside] == pytest.approx(4, abs=0.1)
    assert not fields["shift_x_m"][~aside].any()
    assert "1 pairs of changes are displaced objects" in run.log
    # Another threshold applied afterwards keeps to the setting of the run.
    (tmp_path / "again").mkdir()
    again = apply_threshold(
        ApplyThresholdJob(
            RasterSource("INPUT", "p", str(tmp_path / "p.tif")),
            0.6,
            0.0,
            str(tmp_path / "s"),
            mask=str(tmp_path / "again" / "m.tif"),
        ),
        JobContext(lambda event: None),
    )
    assert np.array_equal(read(again["MASK"]), mask)


def test_off_by_default_and_without_directions(tmp_path: Path, towers: tuple[Path, Path]) -> None:
    run = run_in(tmp_path, difference_model)
    values = run(*towers, displacement_m=30.0)
    assert values["POLYGON_COUNT"] == 3
    assert (read(values["MASK"]) > 0).sum() == 300 + 2 * 24 * 16
    run = run_in(tmp_path / "out")
    values = run(*towers)
    assert values["POLYGON_COUNT"] == 3
    assert "shift_x_m" not in pyogrio.raw.read(values["POLYGONS"], layer="polygons")[0]["fields"]
    assert "displaced" not in run.log


def test_a_negative_displacement_is_refused(tmp_path: Path, towers: tuple[Path, Path]) -> None:
    with pytest.raises(JobFailure) as caught:
        run_in(tmp_path)(*towers, displacement_m=-1.0)
    assert caught.value.code == "displacement_range"
