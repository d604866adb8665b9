"""The main job on real imagery. What has known truth is judged; the rest judges the plumbing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.windows import Window

from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import read

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine"),
]
MODELS = ["buildings-fcn", "buildings-siamese"]


def bundled(model_id: str) -> Path:
    return ROOT / "models" / f"{model_id}.onnx"


def banepa_pair(folder: Path, side: int = 1500, factor: int = 4) -> tuple[Path, Path, np.ndarray, np.ndarray]:
    """A window of Banepa at 0.53 m and a changed copy: half of the buildings' ground swapped for other ground.

    Returns before, after, and the truth and validity (height, width) bool.
    """
    from rasterio.features import rasterize

    window = Window(2200, 2600, side * factor, side * factor)
    with rasterio.open(DATA / "buildings" / "banepa" / "image.tif") as dataset:
        image = dataset.read(window=window, out_shape=(3, side, side), resampling=rasterio.enums.Resampling.average)
        valid = dataset.read_masks(1, window=window, out_shape=(side, side)) > 127
        transform = dataset.window_transform(window) * rasterio.Affine.scale(factor)
        crs = dataset.crs
    _, _, geometry, _ = pyogrio.raw.read(DATA / "buildings" / "banepa" / "labels.gpkg", layer="buildings")
    shapes = shapely.from_wkb(geometry)
    to_pixels = ~transform
    shapes = shapely.transform(shapes, lambda points: np.column_stack(to_pixels * (points[:, 0], points[:, 1])))
    frame = shapely.box(0, 0, side, side)
    shapes = shapes[shapely.contains_properly(frame, shapes) & (shapely.area(shapes) > 120)]
    gone = shapes[:: max(1, len(shapes) // 40)]
    # Trees and grass from another part of the scene take the place of each chosen building, with its yard.
    after = image.copy()
    truth = np.zeros((side, side), bool)
    grown = shapely.buffer(gone, 3)
    burnt = rasterize([(item, index + 1) for index, item in enumerate(grown)], (side, side), dtype="uint16")
    exact = rasterize([(item, 1) for item in gone], (side, side), dtype="uint8").astype(bool)
    everything = rasterize([(shapely.buffer(item, 4), 1) for item in shapes], (side, side), dtype="uint8").astype(bool)
    for index, item in enumerate(grown, start=1):
        left, top, right, bottom = (int(value) for value in item.bounds)
        height, width = bottom - top + 1, right - left + 1
        place = open_ground(everything, valid, height, width, np.random.default_rng(index))
        if place is None:
            continue
        inside = burnt[top : top + height, left : left + width] == index
        patch = image[:, place[0] : place[0] + height, place[1] : place[1] + width]
        target = after[:, top : top + height, left : left + width]
        target[:, inside] = patch[:, : inside.shape[0], : inside.shape[1]][:, inside]
        truth[top : top + height, left : left + width] |= inside & exact[top : top + height, left : left + width]
    paths = folder / "banepa-before.tif", folder / "banepa-after.tif"
    for path, values in zip(paths, (image, after)):
        with (
            rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
            rasterio.open(
                path,
                "w",
                driver="GTiff",
                dtype="uint8",
                count=3,
                height=side,
                width=side,
                crs=crs,
                transform=transform,
                photometric="rgb",
            ) as target_file,
        ):
            target_file.write(values)
            target_file.write_mask(valid)
    return (*paths, truth, valid)


def open_ground(
    buildings: np.ndarray, valid: np.ndarray, height: int, width: int, random: np.random.Generator
) -> tuple[int, int] | None:
    """Row and column of a place of that size without buildings."""
    for _ in range(2000):
        row, col = (int(random.integers(0, size - span)) for size, span in zip(buildings.shape, (height, width)))
        window = slice(row, row + height), slice(col, col + width)
        if valid[window].all() and not buildings[window].any():
            return row, col
    return None


@pytest.fixture(scope="module")
def banepa(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, np.ndarray, np.ndarray]:
    return banepa_pair(tmp_path_factory.mktemp("banepa"))


def f1(found: np.ndarray, truth: np.ndarray) -> float:
    return 2 * (found & truth).sum() / (found.sum() + truth.sum())


def test_default_model_finds_removed_buildings(tmp_path: Path, banepa) -> None:
    before, after, truth, valid = banepa
    run = Run(tmp_path, bundled("buildings-siamese"))
    values = run(before, after)
    mask = read(values["MASK"])
    assert np.array_equal(mask == 255, ~valid)
    found = (mask > 0) & (mask < 255)
    assert f1(found, truth) > 0.6
    outlines = polygons(values["POLYGONS"])
    assert outlines.sum() == pytest.approx(found.sum() * pixel_area(values["MASK"]), rel=1e-3)
    assert values["CHANGED_AREA"] == pytest.approx(ellipsoidal(values["MASK"], found), rel=1e-3)
    same = run(before, before)
    unchanged = read(same["MASK"])
    assert ((unchanged > 0) & (unchanged < 255)).mean() < 0.002


def polygons(path: str) -> np.ndarray:
    """Areas of the polygons in square units of their CRS."""
    _, _, geometry, _ = pyogrio.raw.read(path, layer=Path(path).stem)
    shapes = shapely.from_wkb(geometry)
    assert shapely.is_valid(shapes).all()
    return shapely.area(shapes)


def pixel_area(path: str) -> float:
    with rasterio.open(path) as dataset:
        return dataset.res[0] * dataset.res[1]


def ellipsoidal(path: str, found: np.ndarray) -> float:
    """Square metres of pixels, each measured as a quadrilateral on the ellipsoid at the middle of the raster."""
    import pyproj

    with rasterio.open(path) as dataset:
        x, y = dataset.transform * (dataset.width / 2, dataset.height / 2)
        lon, lat = pyproj.Transformer.from_crs(dataset.crs.to_wkt(), 4326, always_xy=True).transform(
            [x, x + 100 * dataset.res[0], x + 100 * dataset.res[0], x],
            [y, y, y + 100 * dataset.res[1], y + 100 * dataset.res[1]],
        )
    area, _ = pyproj.Geod(ellps="WGS84").polygon_area_perimeter(lon, lat)
    return abs(area) / 1e4 * found.sum()


def test_landsat_1985_2020_with_resolution_and_bands(tmp_path: Path) -> None:
    folder = DATA / "series" / "landsat_pucallpa"
    run = Run(tmp_path, bundled("buildings-siamese"))
    sources = {
        name: RasterSource(name.upper(), str(year), str(folder / f"{year}.tif"), (3, 4, 2))
        for name, year in (("before", 1985), ("after", 2020))
    }
    values = run(folder / "1985.tif", folder / "2020.tif", **sources, resolution=0.0008084837557075694)
    with rasterio.open(values["MASK"]) as mask, rasterio.open(folder / "2020.tif") as after:
        assert mask.transform.almost_equals(after.transform, 1e-9)
        assert mask.shape == after.shape
        nodata = ~(after.dataset_mask() & rasterio.open(folder / "1985.tif").dataset_mask()).astype(bool)
        bands = np.stack([rasterio.open(folder / f"{year}.tif").read([3, 4, 2]) for year in (1985, 2020)])
        nodata = (bands == 0).all(axis=1).any(axis=0)
        assert np.array_equal(mask.read(1) == 255, nodata)
    assert "outside" in run.log


def test_naip_grids_that_differ_by_a_metre(tmp_path: Path) -> None:
    """The second date lies 1-3 m beside the first's grid: what has not changed must come out unchanged."""
    folder = DATA / "series" / "naip_north_dakota"
    old, new = (folder / f"m_4709963_se_14_1_{date}.tif" for date in ("20090818", "20170827"))
    document = spec(gsd_m={"min": 1, "best": 5, "max": 10})
    run = Run(tmp_path, difference_model(tmp_path / "m.onnx", document=document))
    sources = {
        name: RasterSource(name.upper(), path.stem, str(path), (1, 2, 3)) for name, path in (("before", old), ("after", new))
    }
    values = run(old, new, **sources, probability=str(tmp_path / "p.tif"))
    with rasterio.open(values["MASK"]) as mask, rasterio.open(new) as after, rasterio.open(old) as before:
        assert mask.res == (5.0, 5.0)
        assert (mask.bounds.left - after.bounds.left) % 5 == 0
        assert mask.bounds.left >= max(before.bounds.left, after.bounds.left) - 5
    assert "BEFORE: resampled onto the grid" in run.log
    # The same date against itself moved onto that grid by GDAL gives nothing.
    from rasterio.vrt import WarpedVRT

    with (
        rasterio.open(old) as source,
        rasterio.open(new) as grid,
        WarpedVRT(
            source,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=rasterio.enums.Resampling.bilinear,
        ) as moved,
        rasterio.open(
            tmp_path / "moved.tif",
            "w",
            driver="GTiff",
            dtype="uint8",
            count=4,
            height=grid.height,
            width=grid.width,
            crs=grid.crs,
            transform=grid.transform,
            nodata=0,
        ) as target,
    ):
        target.write(moved.read())
    sources["after"] = RasterSource("AFTER", "moved", str(tmp_path / "moved.tif"), (1, 2, 3))
    assert run(old, new, **sources)["CHANGED_AREA"] == 0


def test_landsat7_int16_with_nodata_on_one_date_only(tmp_path: Path) -> None:
    folder = DATA / "series" / "landsat7_pair"
    paths = sorted(folder.glob("*.tif"))
    sources = {
        name: RasterSource(name.upper(), path.stem, str(path), (3, 2, 1)) for name, path in zip(("before", "after"), paths)
    }
    run = Run(tmp_path, bundled("buildings-siamese"))
    values = run(*paths, **sources, resolution=30.0)
    stack = np.stack([rasterio.open(path).read([3, 2, 1]) for path in paths])
    assert np.array_equal(read(values["MASK"]) == 255, (stack == -9999).any(axis=(0, 1)))
    assert "declares no nodata value" in run.log


@pytest.mark.parametrize("model_id", MODELS)
def test_no_seams_on_a_real_mosaic(tmp_path: Path, model_id: str) -> None:
    """Nine tiles against one: exactly the same for the FCN, at most 0.1 % of the pixels for the U-Net."""
    before, after, _, _ = banepa_pair(tmp_path, 1120, 2)
    masks = []
    for name, tile in (("default", None), ("small", 448)):
        run = Run(tmp_path / name, bundled(model_id))
        run.folder.mkdir()
        masks.append(read(run(before, after, tile=tile, min_area_m2=0.0, polygons=None)["MASK"]))
    differing = (masks[0] != masks[1]).mean()
    changed = ((masks[0] > 0) & (masks[0] < 255)).mean()
    assert changed > 1e-4
    if model_id == "buildings-fcn":
        assert differing == 0
    assert differing <= 0.001


def test_edges_of_small_pairs_are_as_the_bare_network_sees_them(tmp_path: Path) -> None:
    """A rim without data around small pictures cost .025 of average precision on the LEVIR-CD sample."""
    import onnxruntime
    from PIL import Image

    from groundshift.tests.helpers.rasters import write_raster

    folder = DATA / "pairs" / "levir_cd_sample"
    label = next(path for path in sorted(folder.rglob("label/*")) if np.asarray(Image.open(path)).any())
    dates = [np.asarray(Image.open(label.parents[1] / date / label.name)).transpose(2, 0, 1) for date in ("A", "B")]
    paths = [write_raster(tmp_path / f"{name}.tif", date) for name, date in zip(("before", "after"), dates)]
    run = Run(tmp_path, bundled("buildings-siamese"))
    found = read(run(*paths, probability=str(tmp_path / "p.tif"))["PROBABILITY"])
    session = onnxruntime.InferenceSession(str(bundled("buildings-siamese")), providers=["CPUExecutionProvider"])
    whole = [(date - date.mean((1, 2), keepdims=True)) / date.std((1, 2), keepdims=True) for date in dates]
    names = [entry.name for entry in session.get_inputs()]
    bare = session.run(None, {name: date[None].astype(np.float32) for name, date in zip(names, whole)})[0][0]
    assert np.abs(found - (1 - bare[0])).max() < 0.01
