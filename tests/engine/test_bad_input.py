"""Bad input: a clear failure that names the parameter or layer, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS

from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.detection import Run, left_behind
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import LEFT, changed, texture, write_raster
from groundshift.tests.helpers.vectors import write_features


def fails(run: Run, before: Path, after: Path, code: str, parameter: str, /, **changes: Any) -> JobFailure:
    """The failure of a run, which leaves nothing new behind."""
    there = left_behind(run.folder)
    with pytest.raises(JobFailure) as caught:
        run(before, after, **changes)
    failure = caught.value
    assert (failure.code, failure.parameter) == (code, parameter), failure.text()
    assert "{" not in failure.text()
    assert len(failure.text().split(". ")) > 1 or failure.text().count(":") > 1, "it does not say how to mend it"
    assert left_behind(run.folder) == there
    return failure


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    return write_raster(tmp_path / "flat.tif", texture(64, 64))


def test_no_overlap(run: Run, tmp_path: Path, flat: Path) -> None:
    elsewhere = write_raster(tmp_path / "far.tif", texture(64, 64), left=LEFT + 1e5)
    assert "far" in fails(run, flat, elsewhere, "no_overlap", "AFTER").text()


def test_area_outside_both(run: Run, flat: Path) -> None:
    far = Polygons("AREA", "field", "EPSG:32645", (shapely.box(0, 0, 10, 10).wkb_hex,))
    fails(run, flat, flat, "area_outside", "AREA", include=(far,))


def test_a_raster_that_is_written_to_while_it_is_read(
    run: Run, tmp_path: Path, flat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the result would be of the old pixels, and half of the new ones."""
    after = write_raster(tmp_path / "after.tif", texture(64, 64))
    read = Raster.read

    def read_and_touch(self: Raster, *arguments: Any) -> Any:
        os.utime(after, ns=(0, 0))
        return read(self, *arguments)

    monkeypatch.setattr(Raster, "read", read_and_touch)
    assert "after" in fails(run, flat, after, "raster_changed", "AFTER").text()


def test_statistics_that_qgis_saves_beside_a_raster_are_no_change_of_it(
    run: Run, tmp_path: Path, flat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = write_raster(tmp_path / "after.tif", texture(64, 64))
    beside = tmp_path / "after.tif.aux.xml"
    beside.write_text("<PAMDataset/>")
    read = Raster.read

    def read_and_save(self: Raster, *arguments: Any) -> Any:
        beside.write_text("<PAMDataset></PAMDataset>")
        return read(self, *arguments)

    monkeypatch.setattr(Raster, "read", read_and_save)
    assert run(flat, after)["POLYGON_COUNT"] == 0


def test_missing_and_truncated_raster(run: Run, tmp_path: Path, flat: Path) -> None:
    fails(run, tmp_path / "missing.tif", flat, "raster_missing", "BEFORE")
    big = write_raster(tmp_path / "big.tif", np.random.default_rng(0).integers(0, 255, (3, 400, 400), dtype=np.uint8))
    cut = tmp_path / "cut.tif"
    cut.write_bytes(big.read_bytes()[: big.stat().st_size // 2])
    assert "cut" in fails(run, big, cut, "raster_damaged", "AFTER").text()


def test_raster_without_crs(run: Run, tmp_path: Path, flat: Path) -> None:
    bare = write_raster(tmp_path / "bare.tif", texture(64, 64), crs=None)
    assert "ASSUMED_CRS" in fails(run, bare, flat, "raster_without_crs", "BEFORE").text()
    source = RasterSource("BEFORE", "bare", str(bare), crs="EPSG:32645")
    assert run(bare, flat, before=source)["POLYGON_COUNT"] == 0


def test_metres_in_a_crs_of_degrees_and_a_local_crs(run: Run, tmp_path: Path) -> None:
    local = CRS.from_wkt('LOCAL_CS["site",UNIT["metre",1]]')
    for name, crs, left, top in (("metres", CRS.from_epsg(4326), LEFT, LEFT), ("site", local, 10.0, 40.0)):
        path = write_raster(tmp_path / f"{name}.tif", texture(64, 64), left=left, top=top, crs=crs)
        assert name in fails(run, path, path, "crs_unfit", "BEFORE").text()
        fails(run, path, path, "crs_unfit", "BEFORE", resolution=0.5)


def test_wrong_bands(run: Run, tmp_path: Path, flat: Path) -> None:
    grey = write_raster(tmp_path / "grey.tif", texture(64, 64, bands=1))
    failure = fails(run, grey, flat, "bands_unknown", "BEFORE")
    assert "BEFORE_BANDS" in failure.text()
    fails(run, flat, flat, "band_count", "AFTER_BANDS", after=RasterSource("AFTER", "flat", str(flat), (1, 2)))
    fails(run, flat, flat, "band_number", "AFTER_BANDS", after=RasterSource("AFTER", "flat", str(flat), (1, 2, 9)))


def test_complex_numbers(run: Run, tmp_path: Path, flat: Path) -> None:
    radar = write_raster(tmp_path / "radar.tif", np.ones((3, 64, 64), np.complex64))
    fails(run, flat, radar, "raster_complex", "AFTER")


def test_models_that_cannot_be_used(run: Run, tmp_path: Path, flat: Path) -> None:
    text = tmp_path / "text.onnx"
    text.write_text("this is no network")
    fails(run, flat, flat, "model_not_onnx", "MODEL", model=str(text))
    fails(run, flat, flat, "model_not_onnx", "MODEL", model=str(tmp_path / "none.onnx"))
    good = difference_model(tmp_path / "good.onnx")
    cut = tmp_path / "cut.onnx"
    cut.write_bytes(good.read_bytes()[:-7])
    fails(run, flat, flat, "model_not_onnx", "MODEL", model=str(cut))
    two = difference_model(tmp_path / "two.onnx", "siamese", spec("early_fusion"))
    fails(run, flat, flat, "model_inputs", "MODEL", model=str(two))
    future = difference_model(tmp_path / "future.onnx", opset=99)
    fails(run, flat, flat, "model_opset", "MODEL", model=str(future))
    stride = difference_model(tmp_path / "gsd.onnx", document={**spec(), "gsd_m": {"min": 1, "best": 0.5, "max": 2}})
    fails(run, flat, flat, "model_spec_invalid", "MODEL", model=str(stride))


def test_model_with_external_data_outside_its_folder(run: Run, tmp_path: Path, flat: Path) -> None:
    import onnx
    from onnx import TensorProto, external_data_helper

    model = onnx.load(str(difference_model(tmp_path / "m.onnx")))
    tensor = model.graph.initializer[0]
    external_data_helper.set_external_data(tensor, "../secret.bin")
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    bad = tmp_path / "external.onnx"
    bad.write_bytes(model.SerializeToString())
    assert "../secret.bin" in fails(run, flat, flat, "model_external_data", "MODEL", model=str(bad)).text()


def test_numbers_out_of_range(run: Run, flat: Path) -> None:
    for value in (0.0, 1.0, -1.0, 7.0):
        fails(run, flat, flat, "threshold_range", "THRESHOLD", threshold=value)
    fails(run, flat, flat, "min_area_range", "MIN_AREA", min_area_m2=-1.0)
    fails(run, flat, flat, "resolution_invalid", "RESOLUTION", resolution=-0.5)


def test_resolution_far_outside_the_model(run: Run, tmp_path: Path, flat: Path) -> None:
    coarse = write_raster(tmp_path / "coarse.tif", texture(64, 64), gsd=30.0)
    failure = fails(run, flat, coarse, "resolution_too_coarse", "AFTER")
    assert "30 m" in failure.text()
    assert "0.25 to 1 m" in failure.text()


def test_outputs_that_cannot_be(run: Run, tmp_path: Path, flat: Path) -> None:
    fails(run, flat, flat, "output_folder_missing", "MASK", mask=str(tmp_path / "none" / "mask.tif"))
    before = flat.read_bytes()
    fails(run, flat, flat, "output_is_input", "MASK", mask=str(flat))
    link = tmp_path / "link.tif"
    link.symlink_to(flat)
    fails(run, flat, flat, "output_is_input", "MASK", mask=str(link))
    assert flat.read_bytes() == before
    same = str(run.folder / "same.tif")
    fails(run, flat, flat, "output_twice", "PROBABILITY", mask=same, probability=same)
    fails(run, flat, flat, "output_format", "MASK", mask=str(run.folder / "mask.docx"))
    fails(run, flat, flat, "output_format", "POLYGONS", polygons=str(run.folder / "p.docx"))


@pytest.mark.parametrize(("extension", "driver"), [("gpkg", "GPKG"), ("sqlite", "SQLite")])
def test_database_with_other_layers_is_not_touched(run: Run, flat: Path, extension: str, driver: str) -> None:
    path = run.folder / f"mine.{extension}"
    write_features(path, [shapely.Point(1, 2)], crs="EPSG:4326", geometry_type="Point", driver=driver, layer="wells")
    before = path.read_bytes()
    assert "wells" in fails(run, flat, flat, "output_geopackage_in_use", "POLYGONS", polygons=str(path)).text()
    assert path.read_bytes() == before
    text = run.folder / "text.gpkg"
    text.write_text("no database")
    fails(run, flat, flat, "write_failed", "POLYGONS", polygons=str(text))
    assert sqlite3.connect(path).execute("SELECT count(*) FROM wells").fetchone() == (1,)


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if not mount or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_other_databases_are_not_touched(run: Run, flat: Path) -> None:
    path = run.folder / "accounts.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE ledger (id)")
    assert "ledger" in fails(run, flat, flat, "output_geopackage_in_use", "POLYGONS", polygons=str(path)).text()


def test_full_disk_is_told_before_the_work(run: Run, small_disk: Path, flat: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_900_000))
    fails(run, flat, flat, "disk_full", "MASK", mask=str(small_disk / "mask.tif"))
    assert left_behind(small_disk) == {"ballast"}


@pytest.mark.slow
def test_disk_that_fills_half_way(run: Run, tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise packs worse than any guess: the disk runs full while the probability is written."""
    import groundshift.plugin.engine.detect.detect as detect

    monkeypatch.setattr(detect, "_check_space", lambda *_: None)
    random = np.random.default_rng(0)
    before = random.integers(0, 255, (3, 1200, 1200), dtype=np.uint8)
    after = random.integers(0, 255, (3, 1200, 1200), dtype=np.uint8)
    paths = write_raster(tmp_path / "b.tif", before), write_raster(tmp_path / "a.tif", after)
    fails(run, *paths, "disk_filled", "PROBABILITY", probability=str(small_disk / "p.tif"), polygons=None)
    assert left_behind(small_disk) == set()
    fails(run, *paths, "disk_filled", "POLYGONS", polygons=str(small_disk / "p.gpkg"), min_area_m2=0.0)
    assert left_behind(small_disk) == set()


def test_read_only_folder(run: Run, tmp_path: Path, flat: Path) -> None:
    folder = tmp_path / "readonly"
    folder.mkdir()
    mount = shutil.which("mount")
    if not mount or os.geteuid() != 0:
        folder.chmod(0o500)
        fails(run, flat, flat, "output_folder_readonly", "MASK", mask=str(folder / "mask.tif"))
        folder.chmod(0o700)
        return
    if subprocess.run([mount, "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("a read-only disk cannot be mounted here")
    try:
        fails(run, flat, flat, "output_folder_readonly", "MASK", mask=str(folder / "mask.tif"))
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_network_that_answers_in_another_shape(tmp_path: Path, flat: Path) -> None:
    document = spec(classes=[{"value": 1, "name": "a"}, {"value": 2, "name": "b"}])
    run = Run(tmp_path / "out", difference_model(tmp_path / "m.onnx", document=document))
    run.folder.mkdir()
    fails(run, flat, write_raster(tmp_path / "a.tif", changed(texture(64, 64), [(5, 5, 9, 9)])), "model_output", "MODEL")


def test_outputs_are_replaced_together_or_not_at_all(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last output cannot be moved (as when a program on Windows has it open): the earlier results stay as they were."""
    before = write_raster(tmp_path / "b.tif", texture(64, 64))
    after = write_raster(tmp_path / "a.tif", changed(texture(64, 64), [(5, 5, 20, 20)]))
    run(before, before)
    (run.folder / "mask.tif.aux.xml").write_text("<PAMDataset/>")
    earlier = {path.name: path.read_bytes() for path in run.folder.iterdir()}
    replace = os.replace

    def refuse(source: str, target: str) -> None:
        if str(target) == str(run.folder / "polygons.gpkg") and "earlier" not in str(source):
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(JobFailure, match="POLYGONS"):
        run(before, after)
    assert {path.name: path.read_bytes() for path in run.folder.iterdir()} == earlier
