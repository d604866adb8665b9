"""Ground made of polygons that overlap, cross themselves or hide in collections: always the union."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from rasterio.features import rasterize

from groundshift.plugin.engine.accuracy.classes import ClassPolygons
from groundshift.plugin.engine.dates.grid import Grid
from groundshift.plugin.engine.dates.ground_area import make_ground_area, sound_polygons
from groundshift.plugin.jobs.sources import Polygons, VectorSource

UTM = CRS.from_epsg(32633)
GRID = Grid(UTM, 500_000.0, 5_000_000.0, 1.0, 1.0, 60, 60)


def drawn_boxes(seed: int, count: int = 6) -> list[tuple[int, int, int, int]]:
    """Boxes (left, bottom, right, top) in whole metres within the grid, which overlap, touch and repeat."""
    rng = np.random.default_rng(seed)
    boxes = []
    for _ in range(count):
        left, bottom = (int(value) for value in rng.integers(0, 45, 2))
        width, height = (int(value) for value in rng.integers(3, 15, 2))
        boxes.append((500_000 + left, 4_999_940 + bottom, 500_000 + left + width, 4_999_940 + bottom + height))
    return [*boxes, boxes[0]]


def covered(boxes: list[tuple[int, int, int, int]]) -> np.ndarray:
    """The pixels of the grid that any box covers, each box burnt by itself."""
    found = np.zeros((60, 60), bool)
    for box in boxes:
        found |= rasterize([shapely.box(*box)], (60, 60), transform=GRID.transform).astype(bool)
    return found


def multipolygon(boxes: list[tuple[int, int, int, int]]) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.box(*box) for box in boxes])


def collection(boxes: list[tuple[int, int, int, int]]) -> shapely.GeometryCollection:
    """The same boxes in a collection within a collection, with a point and a line beside them."""
    inner = shapely.GeometryCollection([multipolygon(boxes[1:]), shapely.Point(500_000, 4_999_950)])
    return shapely.GeometryCollection([shapely.box(*boxes[0]), inner, shapely.LineString([(0, 0), (1, 1)])])


@pytest.mark.parametrize("make", [multipolygon, collection])
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("other_crs", [False, True])
def test_areas_and_exclusions_are_the_union_of_their_parts(make, seed: int, other_crs: bool) -> None:
    boxes = drawn_boxes(seed)
    truth = covered(boxes)
    # The other CRS is the same one under another name: coordinates stay, though they go through the projection.
    name = UTM.to_wkt() if not other_crs else "+proj=utm +zone=33 +datum=WGS84 +units=us-ft +type=crs"
    shape = make(boxes)
    if other_crs:
        shape = shapely.transform(shape, lambda points: points / 0.304800609601219)
    polygons = Polygons("AREA", "ground", name, (shape.wkb_hex,))
    whole = shapely.box(*GRID.bounds)
    area = make_ground_area((polygons,), (), [whole, whole], UTM, ("a", "b"))
    assert np.array_equal(area.pixels(GRID, GRID.window), truth)
    rest = make_ground_area((), (polygons,), [whole, whole], UTM, ("a", "b"))
    assert np.array_equal(rest.pixels(GRID, GRID.window), ~truth)


@pytest.mark.parametrize("make", [multipolygon, collection])
@pytest.mark.parametrize("seed", range(4))
def test_references_and_labels_are_the_union_of_their_parts(make, seed: int, tmp_path) -> None:
    import pyogrio

    boxes = drawn_boxes(seed)
    path = str(tmp_path / "labels.gpkg")
    wkb = np.array([shapely.to_wkb(make(boxes))], object)
    pyogrio.raw.write(path, wkb, [], [], geometry_type="Unknown", crs=UTM.to_wkt(), layer="features")
    polygons = ClassPolygons(VectorSource("REFERENCE", "labels", path, "EPSG:32633"))
    values, _ = polygons.classes(GRID, GRID.window)
    assert np.array_equal(values == 1, covered(boxes))


def test_sound_polygons_leaves_what_is_valid_as_it_is() -> None:
    """To the last digit, holes included; of what holds no polygon nothing is left."""
    ring = shapely.Polygon([(0, 0), (9.1, 0), (9.1, 9.3), (0, 9)], [[(1, 1), (2, 1), (2, 2.7)]])
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    given = np.array([ring, shapely.Point(1, 1), bow_tie, shapely.GeometryCollection([shapely.Point(1, 1)])], object)
    found = sound_polygons(given)
    assert shapely.equals_exact(found[0], ring, 0.0)
    assert found[2].is_valid
    assert found[2].area == pytest.approx(50)
    assert found[1].is_empty
    assert found[3].is_empty


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_parts_without_finite_coordinates_cover_no_ground(number: float) -> None:
    broken = shapely.Polygon([(0, 0), (number, 5), (5, 5), (0, 0)])
    whole = shapely.box(10, 10, 12, 12)
    both = shapely.MultiPolygon([broken, whole])
    found = sound_polygons(np.array([broken, both, whole], object))
    assert [shape.area for shape in found] == [0, 4, 4]
