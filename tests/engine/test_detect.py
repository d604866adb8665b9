"""What the user gets from the main job, checked against numpy, scipy and pyproj."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from scipy import ndimage

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.sources import NodataRange, Polygons, RasterSource
from groundshift.tests.helpers.detection import Run, left_behind
from groundshift.tests.helpers.onnx_models import difference_model, direction_model, spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, changed, read, texture, write_raster


def polygons_of(path: str | Path) -> tuple[np.ndarray, dict[str, np.ndarray], str]:
    meta, _, geometry, values = pyogrio.raw.read(path, layer=None if not str(path).endswith("gpkg") else Path(path).stem)
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], values)), meta["crs"]


def rectangle(parameter: str, left: float, bottom: float, right: float, top: float, crs: str = "EPSG:32645") -> Polygons:
    return Polygons(parameter, parameter.lower(), crs, (shapely.box(left, bottom, right, top).wkb_hex,))


def test_mask_probability_and_polygons_are_the_truth(run: Run, pair) -> None:
    before, after, truth = pair
    values = run(before, after, probability=str(run.folder / "probability.tif"))
    mask = read(values["MASK"])
    assert np.array_equal(mask == 1, truth)
    assert not (mask == 255).any()
    difference = np.abs(read(after).astype(float) - read(before)) / 255
    expected = 1 / (1 + np.exp(-40 * (difference - 0.25)))
    assert np.allclose(read(values["PROBABILITY"]), expected, atol=1e-3)
    outlines, fields, crs = polygons_of(values["POLYGONS"])
    assert crs == "EPSG:32645"
    assert values["POLYGON_COUNT"] == len(outlines) == 5
    assert shapely.is_valid(outlines).all()
    assert shapely.area(outlines).sum() == pytest.approx(truth.sum() * GSD**2, rel=1e-9)
    # Areas are on the ellipsoid, where a UTM metre is not a metre.
    geod = pyproj.Geod(ellps="WGS84")
    degrees = pyproj.Transformer.from_crs(32645, 4326, always_xy=True)
    for outline, area, perimeter in zip(outlines, fields["area_m2"], fields["perimeter_m"]):
        on_ellipsoid = shapely.transform(outline, lambda points: np.column_stack(degrees.transform(*points.T)))
        exact_area, exact_perimeter = geod.geometry_area_perimeter(shapely.orient_polygons(on_ellipsoid))
        assert area == pytest.approx(abs(exact_area), rel=1e-4, abs=6e-4)  # written to 0.001
        assert perimeter == pytest.approx(exact_perimeter, rel=1e-4, abs=6e-4)
    assert values["CHANGED_AREA"] == pytest.approx(fields["area_m2"].sum(), rel=1e-6)
    labels, count = ndimage.label(truth)
    means = sorted(ndimage.mean(expected, labels, range(1, count + 1)))
    assert sorted(fields["mean_probability"]) == pytest.approx(means, abs=1e-3)
    assert len(set(fields["uuid"])) == 5
    assert left_behind(run.folder) == {"mask.tif", "mask.qml", "polygons.gpkg", "probability.tif", "probability.qml"}


def test_outputs_are_tiled_compressed_styled_and_tell_where_they_come_from(run: Run, tmp_path: Path) -> None:
    before = texture(1200, 1300)
    values = run(
        write_raster(tmp_path / "b.tif", before),
        write_raster(tmp_path / "a.tif", changed(before, [(100, 100, 40, 40)])),
        provenance={"plugin_version": "1.2.3", "model": {"id": "difference"}},
    )
    with rasterio.open(values["MASK"]) as mask:
        assert mask.nodata == 255
        assert mask.block_shapes == [(512, 512)]
        assert mask.compression.name == "deflate"
        assert mask.overviews(1) == [2, 4]
        assert mask.colormap(1)[1] == (0xE3, 0x1A, 0x1C, 255)
        assert json.loads(mask.tags()["GROUNDSHIFT"])["model"]["id"] == "difference"
    connection = sqlite3.connect(values["POLYGONS"])
    assert connection.execute("SELECT f_table_name, useAsDefault FROM layer_styles").fetchall() == [("polygons", 1)]
    assert "GROUNDSHIFT" in str(connection.execute("SELECT * FROM gpkg_metadata").fetchall())
    connection.close()


@pytest.mark.parametrize("tile", [32, 100, 257])
def test_result_does_not_depend_on_tile_size(tmp_path: Path, pair, tile: int) -> None:
    before, after, _ = pair
    model = difference_model(tmp_path / "m.onnx", document=spec(halo=4, stride=4, min_area_m2=4.0), blur=9)
    results = []
    for name, size in (("one", None), ("other", tile)):
        run = Run(tmp_path / name, model)
        run.folder.mkdir()
        probability = str(run.folder / "p.tif")
        values = run(before, after, probability=probability, tile=size)
        outlines, _, _ = polygons_of(values["POLYGONS"])
        results.append((read(values["MASK"]), read(probability), shapely.union_all(outlines), len(outlines)))
    assert np.array_equal(results[0][0], results[1][0])
    assert np.abs(results[0][1] - results[1][1]).max() <= 2e-4
    assert results[0][2].symmetric_difference(results[1][2]).area < 1e-9
    assert results[0][3] == results[1][3]


def test_layouts_agree(tmp_path: Path, pair) -> None:
    before, after, truth = pair
    for layout in ("early_fusion", "siamese", "stacked"):
        run = Run(tmp_path / layout, difference_model(tmp_path / f"{layout}.onnx", layout))
        run.folder.mkdir()
        assert np.array_equal(read(run(before, after)["MASK"]) == 1, truth), layout


def test_network_with_a_fixed_input_size(tmp_path: Path, pair) -> None:
    before, after, truth = pair
    run = Run(tmp_path / "out", difference_model(tmp_path / "m.onnx", size=64, document=spec(halo=8)))
    run.folder.mkdir()
    assert np.array_equal(read(run(before, after)["MASK"]) == 1, truth)


def test_mirrored_tiles_give_the_same_where_the_network_is_symmetric(run: Run, pair) -> None:
    before, after, truth = pair
    assert np.array_equal(read(run(before, after, flips=True)["MASK"]) == 1, truth)


def test_minimum_mapping_unit_and_holes(run: Run, tmp_path: Path) -> None:
    before = texture(200, 200)
    after = changed(before, [(10, 10, 4, 4), (50, 50, 60, 60), (150, 20, 5, 5)])
    after[:, 60:62, 60:62] = before[:, 60:62, 60:62]  # a hole of 1 m2
    after[:, 80:100, 80:100] = before[:, 80:100, 80:100]  # and one of 100 m2
    paths = write_raster(tmp_path / "b.tif", before), write_raster(tmp_path / "a.tif", after)
    values = run(*paths, min_area_m2=5.0)
    mask = read(values["MASK"])
    assert not mask[10:14, 10:14].any()  # 4 m2
    assert (mask[150:155, 20:25] == 1).all()  # 6.25 m2
    assert (mask[60:62, 60:62] == 1).all()
    assert not mask[80:100, 80:100].any()
    outlines, fields, _ = polygons_of(values["POLYGONS"])
    assert len(outlines) == 2
    assert shapely.area(outlines).sum() == pytest.approx((mask == 1).sum() * GSD**2)
    assert fields["area_m2"].sum() == pytest.approx(values["CHANGED_AREA"], rel=1e-5)
    off = run(*paths, min_area_m2=0.0)
    assert (read(off["MASK"])[10:14, 10:14] == 1).all()
    assert not read(off["MASK"])[60:62, 60:62].any()


def test_classes_and_directions(tmp_path: Path) -> None:
    """Two classes that touch stay two polygons, each with its name and direction."""
    direction_model(tmp_path / "m.onnx")
    before = np.full((3, 60, 60), 120, np.uint8)
    after = before.copy()
    after[:, 10:20, 10:20] = 220
    after[:, 10:20, 20:30] = 20
    run = Run(tmp_path / "out", tmp_path / "m.onnx")
    run.folder.mkdir()
    values = run(
        write_raster(tmp_path / "b.tif", before), write_raster(tmp_path / "a.tif", after), probability=str(tmp_path / "p.tif")
    )
    mask = read(values["MASK"])
    assert (mask[10:20, 10:20] == 3).all()
    assert (mask[10:20, 20:30] == 7).all()
    _, fields, _ = polygons_of(values["POLYGONS"])
    assert dict(zip(fields["class"], fields["direction"])) == {"new": "construction", "gone": "demolition"}
    with rasterio.open(tmp_path / "p.tif") as probability:
        assert probability.descriptions == ("any change", "new", "gone")
        bands = probability.read()
    assert np.allclose(bands[0], bands[1] + bands[2], atol=2e-4)


@pytest.mark.parametrize("kind", ["value", "mask", "alpha", "nan", "range", "int16 on one date"])
@pytest.mark.parametrize("date", ["before", "after"])
def test_pixels_without_data_on_either_date_are_nodata(tmp_path: Path, kind: str, date: str) -> None:
    before = texture(120, 160)
    images = {"before": before, "after": changed(before, [(80, 100, 12, 12)])}
    hole = np.zeros((120, 160), bool)
    hole[:30, :40] = True
    model = difference_model(tmp_path / "m.onnx", document=spec(normalisation={"kind": "standardise"}, threshold=0.9999))
    run = Run(tmp_path / "out", model)
    run.folder.mkdir()
    options: dict[str, dict] = {"before": {}, "after": {}}
    nodata: tuple[NodataRange, ...] = ()
    if kind == "value":
        images[date][:, hole] = 0
        options[date] = {"nodata": 0}
    elif kind == "mask":
        options[date] = {"mask": ~hole}
    elif kind == "alpha":
        images[date] = np.concatenate([images[date], np.where(hole, 0, 255)[None].astype(np.uint8)])
        options[date] = {"photometric": "rgb", "alpha": "yes"}
    elif kind == "nan":
        images[date] = images[date].astype(np.float32)
        images[date][:, hole] = np.nan
    elif kind == "range":
        images[date][:, hole] = 251
        nodata = (NodataRange(250, 252),)
    else:
        images = {name: image.astype(np.int16) for name, image in images.items()}
        images[date][:, hole] = -9999
        options["before"] = {"nodata": -9999}  # declared on one date only
    paths = {name: write_raster(tmp_path / f"{name}.tif", images[name], **options[name]) for name in images}
    sources = {
        name: RasterSource(name.upper(), name, str(path), (1, 2, 3), nodata=nodata if name == date else ())
        for name, path in paths.items()
    }
    values = run(paths["before"], paths["after"], **sources, min_area_m2=3.0)
    mask = read(values["MASK"])
    assert np.array_equal(mask == 255, hole)
    assert (mask[81:91, 101:111] == 1).all()
    assert (mask == 1).sum() < 200


def test_dark_pixels_of_8_bit_imagery_are_data_unless_every_band_is_nodata(run: Run, tmp_path: Path) -> None:
    before = texture(50, 50)
    before[0, 10:20, 10:20] = 0
    path = write_raster(tmp_path / "b.tif", before, nodata=0)
    assert not (read(run(path, write_raster(tmp_path / "a.tif", before, nodata=0))["MASK"]) == 255).any()


def test_area_and_exclusion_in_other_crs(run: Run, pair) -> None:
    before, after, truth = pair
    to_degrees = pyproj.Transformer.from_crs(32645, 4326, always_xy=True)
    box = shapely.box(LEFT + 10, TOP - 60, LEFT + 130, TOP - 5)
    degrees = shapely.transform(shapely.segmentize(box, 1), lambda points: np.column_stack(to_degrees.transform(*points.T)))
    area = Polygons("AREA", "area", "EPSG:4326", (degrees.wkb_hex,))
    cloud = rectangle("EXCLUDE", LEFT + 100, TOP - 55, LEFT + 105, TOP - 50)
    values = run(before, after, include=(area,), exclude=(cloud,))
    with rasterio.open(values["MASK"]) as dataset:
        mask, bounds = dataset.read(1), dataset.bounds
    assert bounds.left == pytest.approx(LEFT + 10, abs=GSD)
    assert (bounds.left - LEFT) / GSD == pytest.approx(round((bounds.left - LEFT) / GSD))
    row, col = round((TOP - bounds.top) / GSD), round((bounds.left - LEFT) / GSD)
    inner = truth[row : row + mask.shape[0], col : col + mask.shape[1]]
    assert (mask == 255).any()
    assert np.array_equal(mask == 1, inner & (mask != 255))
    rows, cols = np.indices(mask.shape)
    x, y = bounds.left + (cols + 0.5) * GSD, bounds.top - (rows + 0.5) * GSD
    cut = (x > LEFT + 100) & (x < LEFT + 105) & (y > TOP - 55) & (y < TOP - 50)
    inside = (x > LEFT + 10.05) & (x < LEFT + 129.95) & (y > TOP - 59.95) & (y < TOP - 5.05)
    assert (mask[cut] == 255).all()
    assert (mask[inside & ~cut] != 255).all()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_the_whole_world_is_an_area_too(run: Run, pair, crs: str) -> None:
    before, after, truth = pair
    box = shapely.box(-180, -90, 180, 90) if crs == "EPSG:4326" else shapely.box(-2e7, -2e7, 2e7, 2e7)
    world = Polygons("AREA", "world", crs, (box.wkb_hex,))
    assert (read(run(before, after, include=(world,))["MASK"]) == truth).all()
    assert (read(run(before, after, exclude=(world,))["MASK"]) == 255).all()
    elsewhere = Polygons("EXCLUDE", "clouds", "EPSG:4326", (shapely.box(10, 10, 11, 11).wkb_hex,))
    assert (read(run(before, after, exclude=(elsewhere,))["MASK"]) == truth).all()
    with pytest.raises(JobFailure) as caught:
        run(before, after, include=(elsewhere,))
    assert caught.value.code == "area_outside"


def test_tiles_outside_the_area_are_neither_read_nor_predicted(run: Run, tmp_path: Path, monkeypatch) -> None:
    from groundshift.plugin.engine.dates.dates import DatesReader

    windows = []
    original = DatesReader.read
    monkeypatch.setattr(DatesReader, "read", lambda self, window: windows.append(window) or original(self, window))
    before = texture(600, 600)
    paths = write_raster(tmp_path / "b.tif", before), write_raster(tmp_path / "a.tif", before)
    corners = Polygons(
        "AREA",
        "corners",
        "EPSG:32645",
        (
            shapely.box(LEFT + 1, TOP - 20, LEFT + 20, TOP - 1).wkb_hex,
            shapely.box(LEFT + 280, TOP - 299, LEFT + 299, TOP - 280).wkb_hex,
        ),
    )
    values = run(*paths, include=(corners,), tile=100)
    assert values["TILES_PREDICTED"] == 2 == len(windows)
    assert values["TILES_OUTSIDE"] == 34
    cloud = rectangle("EXCLUDE", LEFT, TOP - 60, LEFT + 60, TOP)
    assert run(*paths, include=(corners,), exclude=(cloud,), tile=100)["TILES_PREDICTED"] == 1


def test_area_gives_the_pixels_that_the_whole_gives(tmp_path: Path, pair) -> None:
    """Statistics are of the overlap and tiles start at the grid's origin, so an area changes nothing inside it."""
    before, after, _ = pair
    model = difference_model(
        tmp_path / "m.onnx", document=spec(halo=8, stride=8, normalisation={"kind": "standardise"}), blur=9
    )
    whole, part = Run(tmp_path / "whole", model), Run(tmp_path / "part", model)
    whole.folder.mkdir()
    part.folder.mkdir()
    probability = str(tmp_path / "whole.tif"), str(tmp_path / "part.tif")
    whole(before, after, probability=probability[0])
    extent = rectangle("EXTENT", LEFT + 33.3, TOP - 111.1, LEFT + 155.5, TOP - 22.2)
    part(before, after, probability=probability[1], include=(extent,))
    with rasterio.open(probability[1]) as dataset:
        values, valid = dataset.read(1), dataset.read(1) >= 0
        row, col = round((TOP - dataset.bounds.top) / GSD), round((dataset.bounds.left - LEFT) / GSD)
    inner = read(probability[0])[row : row + values.shape[0], col : col + values.shape[1]]
    assert np.abs(values - inner)[valid].max() <= 2e-4


def test_pair_of_different_resolution_origin_and_extent(run: Run, tmp_path: Path) -> None:
    fine = texture(800, 800)
    fine_after = changed(fine, [(300, 400, 80, 80)])
    # before: 0.25 m from the origin; after: 0.5 m, starting 20 m further
    before = write_raster(tmp_path / "b.tif", fine, gsd=0.25)
    coarse = fine_after[:, 80:, 80:].reshape(3, 360, 2, 360, 2).mean(axis=(2, 4)).astype(np.uint8)
    after = write_raster(tmp_path / "a.tif", coarse, left=LEFT + 20, top=TOP - 20)
    values = run(before, after)
    with rasterio.open(values["MASK"]) as dataset:
        assert dataset.res == (0.5, 0.5)
        assert dataset.bounds == pytest.approx((LEFT + 20, TOP - 200, LEFT + 200, TOP - 20))
        mask = dataset.read(1)
    truth = np.zeros((360, 360), bool)
    truth[110:150, 160:200] = True
    assert np.array_equal(mask == 1, truth)
    assert "resampled" in run.log
    assert "read without resampling" in run.log


@pytest.mark.parametrize("target", ["EPSG:3857", "EPSG:4326", "EPSG:32644"])
def test_pair_in_different_crs(run: Run, tmp_path: Path, target: str) -> None:
    from rasterio.warp import Resampling, calculate_default_transform, reproject

    image = texture(400, 400)
    square = changed(image, [(150, 200, 60, 40)])
    before = write_raster(tmp_path / "b.tif", image)
    source = write_raster(tmp_path / "s.tif", square)
    with rasterio.open(source) as dataset:
        transform, width, height = calculate_default_transform(dataset.crs, CRS.from_string(target), 400, 400, *dataset.bounds)
        warped = np.zeros((3, height, width), np.uint8)
        reproject(
            dataset.read(),
            warped,
            src_transform=dataset.transform,
            src_crs=dataset.crs,
            dst_transform=transform,
            dst_crs=CRS.from_string(target),
            resampling=Resampling.bilinear,
        )
    after = tmp_path / "a.tif"
    with rasterio.open(
        after,
        "w",
        driver="GTiff",
        dtype="uint8",
        count=3,
        height=height,
        width=width,
        crs=CRS.from_string(target),
        transform=transform,
        nodata=0,
    ) as dataset:
        dataset.write(warped)
    values = run(before, after)
    with rasterio.open(values["MASK"]) as dataset:
        assert dataset.crs == CRS.from_string(target)
    outlines, fields, _ = polygons_of(values["POLYGONS"])
    big = outlines[np.argmax(fields["area_m2"])]
    back = pyproj.Transformer.from_crs(target, 32645, always_xy=True)
    found = shapely.transform(big, lambda points: np.column_stack(back.transform(*points.T)))
    truth = shapely.box(LEFT + 100, TOP - 105, LEFT + 120, TOP - 75)
    assert found.intersection(truth).area / found.union(truth).area > 0.93
    assert fields["area_m2"].max() == pytest.approx(600, rel=0.06)


def test_coarse_pair_is_refused_but_a_resolution_goes_on_with_a_warning(run: Run, tmp_path: Path) -> None:
    before = texture(60, 60)
    paths = write_raster(tmp_path / "b.tif", before, gsd=30.0), write_raster(tmp_path / "a.tif", before, gsd=30.0)
    values = run(*paths, resolution=30.0)
    assert values["PIXELS"] == 3600
    assert "(0.25 to 1 m)" in run.log


def test_area_without_data_is_a_result(run: Run, tmp_path: Path) -> None:
    before = np.zeros((3, 50, 50), np.uint8)
    values = run(write_raster(tmp_path / "b.tif", before, nodata=0), write_raster(tmp_path / "a.tif", before, nodata=0))
    assert (read(values["MASK"]) == 255).all()
    assert values["CHANGED_AREA"] == values["POLYGON_COUNT"] == values["TILES_PREDICTED"] == 0
    assert "No pixel of the area is valid" in run.log
    assert len(polygons_of(values["POLYGONS"])[0]) == 0


def test_geojson_is_in_degrees_and_other_formats_are_written(run: Run, pair) -> None:
    before, after, truth = pair
    geojson = run(before, after, polygons=str(run.folder / "p.geojson"))["POLYGONS"]
    outlines, fields, crs = polygons_of(geojson)
    assert crs == "EPSG:4326"
    assert 80 < shapely.total_bounds(outlines)[0] < 90
    assert fields["area_m2"].sum() == pytest.approx(truth.sum() * GSD**2, rel=2e-3)
    assert {"p.geojson", "p.qml", "p.provenance.json"} <= left_behind(run.folder)
    for extension in (".shp", ".fgb", ".kml", ".gml", ".sqlite"):
        path = run(before, after, polygons=str(run.folder / f"q{extension}"))["POLYGONS"]
        assert len(polygons_of(path)[0]) == 5, extension


def test_an_earlier_result_is_replaced_with_its_sidecars(run: Run, pair) -> None:
    before, after, _ = pair
    values = run(before, after)
    (run.folder / "mask.tif.aux.xml").write_text("<PAMDataset/>")
    first = Path(values["MASK"]).read_bytes()
    run(before, before)
    assert Path(values["MASK"]).read_bytes() != first
    assert len(polygons_of(values["POLYGONS"])[0]) == 0
    assert left_behind(run.folder) == {"mask.tif", "mask.qml", "polygons.gpkg"}


@pytest.mark.parametrize("name", ["Area #3", "100%41", "what?", "übung näh"])
def test_an_earlier_result_is_replaced_whatever_its_folder_is_called(run: Run, pair, name: str) -> None:
    before, after, _ = pair
    folder = run.folder / name
    folder.mkdir()
    outputs = {"mask": str(folder / "mask.tif"), "polygons": str(folder / "polygons.gpkg")}
    run(before, before, **outputs)
    values = run(before, after, **outputs)
    assert len(polygons_of(values["POLYGONS"])[0]) == 5
    assert left_behind(folder) == {"mask.tif", "mask.qml", "polygons.gpkg"}


@pytest.mark.parametrize("extension", [".sqlite", ".geojson", ".shp", ".fgb", ".kml", ".gml"])
def test_an_earlier_result_is_replaced_in_any_format(run: Run, pair, extension: str) -> None:
    before, after, _ = pair
    path = str(run.folder / f"New Fields-2{extension}")
    run(before, before, polygons=path)
    there = left_behind(run.folder)
    assert len(polygons_of(run(before, after, polygons=path)["POLYGONS"])[0]) == 5
    assert left_behind(run.folder) == there


def test_a_geopackage_leaves_the_style_of_a_raster_of_its_name_alone(run: Run, pair) -> None:
    before, after, _ = pair
    style = run.folder / "scene.qml"
    style.write_text("<qgis/>")
    run(before, after, polygons=str(run.folder / "scene.gpkg"))
    assert style.read_text() == "<qgis/>"


def test_outputs_that_share_a_name_keep_their_files(run: Run, pair) -> None:
    before, after, _ = pair
    for _ in range(2):
        run(before, after, mask=str(run.folder / "r.tif"), polygons=str(run.folder / "r.geojson"))
        assert left_behind(run.folder) == {"r.tif", "r.qml", "r.geojson", "r.provenance.json"}
        assert "paletted" in (run.folder / "r.qml").read_text()


def test_cancel_leaves_nothing_and_keeps_an_earlier_result(run: Run, pair, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after, _ = pair
    values = run(before, after)
    earlier = Path(values["MASK"]).read_bytes()
    monkeypatch.setattr("groundshift.plugin.engine.context._SECONDS_BETWEEN_REPORTS", 0.0)
    with pytest.raises(Cancelled):
        run.cancelled_after(before, after, when=lambda event: getattr(event, "fraction", 0) > 0.1, tile=64)
    assert Path(values["MASK"]).read_bytes() == earlier
    assert left_behind(run.folder) == {"mask.tif", "mask.qml", "polygons.gpkg"}


def test_strips_rotated_and_south_up_rasters(run: Run, tmp_path: Path, pair) -> None:
    before, after, truth = pair
    with rasterio.open(after) as dataset:
        flipped, profile = dataset.read()[:, ::-1], dataset.profile
    south_up = tmp_path / "south.tif"
    profile.update(transform=rasterio.Affine(GSD, 0, LEFT, 0, GSD, TOP - 150))
    with rasterio.open(south_up, "w", **profile) as dataset:
        dataset.write(flipped)
    mask = read(run(before, south_up)["MASK"])
    assert (mask == 1).sum() == pytest.approx(truth.sum(), rel=0.05)
    assert UTM.to_epsg() == 32645


def test_a_model_for_reflectances_takes_16_bit_values_as_they_are(tmp_path: Path) -> None:
    """Its divisor is for them; a divisor of 255 would have the values stretched to 8 bits."""
    before = texture(100, 120).astype(np.uint16) * 39
    after = before.copy()
    after[:, 20:50, 30:70] += 3600  # 0.36 of 10000: above the network's 0.25
    paths = write_raster(tmp_path / "b.tif", before), write_raster(tmp_path / "a.tif", after)
    document = spec(normalisation={"kind": "scale", "divisor": 10000})
    run = Run(tmp_path / "out", difference_model(tmp_path / "m.onnx", document=document))
    run.folder.mkdir()
    truth = np.zeros((100, 120), bool)
    truth[20:50, 30:70] = True
    assert np.array_equal(read(run(*paths)["MASK"]) == 1, truth)
    assert "stretched" not in run.log
    stretching = Run(run.folder, difference_model(tmp_path / "8bit.onnx"))
    stretching(*paths)
    assert "stretched" in stretching.log


@pytest.mark.parametrize("threshold", [0.35, 0.5, 0.123, 0.9876])
def test_the_probability_at_the_threshold_is_the_mask(run: Run, tmp_path: Path, threshold: float) -> None:
    random = np.random.default_rng(3)
    images = [random.integers(0, 256, (3, 300, 300), dtype=np.uint8) for _ in range(2)]
    paths = write_raster(tmp_path / "b.tif", images[0]), write_raster(tmp_path / "a.tif", images[1])
    values = run(*paths, threshold=threshold, probability=str(tmp_path / "p.tif"), polygons=None)
    assert np.array_equal(read(tmp_path / "p.tif") >= np.float32(threshold), read(values["MASK"]) == 1)
