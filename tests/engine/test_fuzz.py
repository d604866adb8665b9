"""Damaged input through the worker: each mutation ends with a result or an error in words, and leaves nothing behind.

``GROUNDSHIFT_MUTATIONS`` sets how many are tried; ``tests/benchmarks/fuzz.py`` tries thousands and lists the endings.
"""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from collections import Counter
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.messages import render
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.fuzzing import KINDS, MOST_MEGABYTES, Seeds, make_seeds, names, try_mutation
from groundshift.tests.helpers.rasters import LEFT, TOP, changed, texture, write_raster
from groundshift.tests.helpers.warm_worker import WarmWorker

MUTATIONS = int(os.environ.get("GROUNDSHIFT_MUTATIONS", "200"))
# Mutations that ended badly before they were mended.
FAILED = [
    "tiff:20",
    "tiff:60",
    "tiff:63",
    "tiff:102",
    "tiff:230",
    "tiff:391",
    "tiff:561",
    "tiff:952",
    "tiff:4682",
    "vrt:294",
    "vrt:484",
    "vrt:7244",
    "spec:2156",
    "job:1587",
    "job:1597",
    "job:117",
    "job:137",
    "job:187",
    "job:7727",
    "job:9997",
    "vrt:7894",
]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    return make_seeds(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="module")
def warm(seeds: Seeds) -> Iterator[WarmWorker]:
    worker = WarmWorker(seeds.sound)
    yield worker
    worker.close()


@pytest.mark.slow
def test_damaged_input_ends_with_a_result_or_an_error_in_words(seeds: Seeds, warm: WarmWorker) -> None:
    endings: Counter[str] = Counter()
    findings = []
    for name in [*FAILED, *names(MUTATIONS)]:
        ending, finding = try_mutation(name, seeds, warm)
        endings[ending] += 1
        findings += [finding] if finding else []
    assert findings == []
    assert endings["result"] > MUTATIONS / 10, "the input is so damaged that nothing is tested"
    assert len(endings) > 8, endings


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_name_gives_the_same_job(seeds: Seeds, kind: str) -> None:
    import random
    import shutil

    def damaged() -> tuple[Any, dict[str, bytes]]:
        shutil.rmtree(seeds.folder)
        seeds.out.mkdir(parents=True)
        job = KINDS[kind](seeds, random.Random(f"{kind}:1"))
        return repr(job), {str(path): path.read_bytes() for path in seeds.folder.rglob("*") if path.is_file()}

    assert damaged() == damaged()


class TestWorker:
    """Of the worker's protocol."""

    @pytest.mark.parametrize("job", [None, [], "x", {}, {"kind": None}, {"kind": []}, {"kind": "detect_change", "x": 1}])
    def test_jobs_that_are_none(self, warm: WarmWorker, job: Any) -> None:
        event, _ = warm.run(job)
        assert (event["event"], event["code"]) == ("error", "job_invalid")
        assert "{" not in render(event["code"], event["parameter"], event["values"])

    @pytest.mark.parametrize("threads", [-1, 2**31])
    def test_threads_that_no_machine_has(self, warm: WarmWorker, seeds: Seeds, threads: int) -> None:
        source = RasterSource("BEFORE", "before", str(seeds.sound / "before.tif"))
        model = str(seeds.sound / "model.onnx")
        job = DetectChangeJob(
            source, source, model, str(seeds.folder / "scratch"), mask=str(seeds.out / "m.tif"), threads=threads
        )
        assert warm.run(dump_job(job))[0]["code"] == "job_invalid"

    def test_messages_that_are_none_do_not_end_it(self, warm: WarmWorker) -> None:
        pid = warm.pid
        for message in (1, [], "run", None):
            warm.send(message)
            assert warm.next_event(60)["code"] == "job_invalid"
        assert warm.run({"kind": "none"})[0]["code"] == "job_invalid"
        assert warm.pid == pid

    @pytest.mark.slow
    def test_headers_that_lie_cost_neither_memory_nor_time(self, tmp_path: Path) -> None:
        """Rasters of 10^6 x 10^6 pixels in a file of a few kilobytes."""
        path = write_raster(tmp_path / "b.tif", texture(64, 64))
        huge = tmp_path / "huge.vrt"
        band = '<VRTRasterBand dataType="Byte" band="{}"/>'
        text = (
            f'<VRTDataset rasterXSize="1000000" rasterYSize="1000000"><SRS>EPSG:32645</SRS><GeoTransform>{LEFT}, 0.5, 0, '
            f"{TOP}, 0, -0.5</GeoTransform>{''.join(map(band.format, (1, 2, 3)))}</VRTDataset>"
        )
        huge.write_text(text)
        lying = tmp_path / "lying.tif"
        known = ("area_too_large", "raster_damaged", "raster_missing")
        lying.write_bytes(_with_tags(path.read_bytes(), {256: 1_000_000, 257: 1_000_000, 278: 1_000_000}))
        worker = WarmWorker(tmp_path)
        try:
            for one, other in ((huge, huge), (path, huge), (huge, path), (lying, path), (path, lying), (lying, lying)):
                out = str(tmp_path / "m.tif")
                sources = RasterSource("BEFORE", one.stem, str(one)), RasterSource("AFTER", other.stem, str(other))
                event, _ = worker.run(dump_job(DetectChangeClassicJob(*sources, str(tmp_path / "scratch"), mask=out)), 60)
                assert event["event"] == "result" or event["code"] in known, event
            assert worker.peak_megabytes() < MOST_MEGABYTES
        finally:
            worker.close()

    @pytest.mark.slow
    def test_chips_that_lie_about_their_size(self, seeds: Seeds, tmp_path: Path) -> None:
        """Pictures of 30,000 x 30,000 pixels in a few kilobytes."""
        chips = tmp_path / "chips"
        shutil.copytree(seeds.sound / "chips", chips)
        for path in chips.glob("*/*.png"):
            data = bytearray(path.read_bytes())
            struct.pack_into(">II", data, 16, 30_000, 30_000)
            struct.pack_into(">I", data, 29, zlib.crc32(bytes(data[12:29])))
            path.write_bytes(data)
        model, out = str(seeds.sound / "model.onnx"), str(tmp_path / "m.json")
        worker = WarmWorker(tmp_path)
        try:
            job = EvaluateModelJob(model, str(tmp_path / "scratch"), chips=(str(chips),), measures=out, threads=1)
            event, _ = worker.run(dump_job(job), 60)
            assert event["code"] == "chips_unusable"
            assert "too short" in str(event["values"])
            assert worker.peak_megabytes() < MOST_MEGABYTES
        finally:
            worker.close()


def _with_tags(data: bytes, values: dict[int, int]) -> bytes:
    """A classic little-endian TIFF with other values of tags of its first directory."""
    out = bytearray(data)
    (place,) = struct.unpack_from("<I", out, 4)
    for at in range(place + 2, place + 2 + 12 * struct.unpack_from("<H", out, place)[0], 12):
        (tag,) = struct.unpack_from("<H", out, at)
        if tag in values:
            struct.pack_into("<HHII", out, at, tag, 4, 1, values[tag])
    return bytes(out)


class TestParts:
    """Parts of a file that GDAL does without."""

    @pytest.fixture
    def pair(self, tmp_path: Path) -> tuple[Path, Path]:
        before = texture(64, 64)
        return (
            write_raster(tmp_path / "b.tif", before),
            write_raster(tmp_path / "a.tif", changed(before, [(10, 10, 12, 12)]), tiled=True, blockxsize=32, blockysize=32),
        )

    def test_unknown_tags(self, run: Run, pair: tuple[Path, Path]) -> None:
        expected = run(*pair)["CHANGED_AREA"]
        assert expected > 0
        for path in pair:
            path.write_bytes(_with_unknown_tag(path.read_bytes()))
        assert run(*pair)["CHANGED_AREA"] == expected

    @pytest.mark.parametrize("place", [8, 50, 2**32 - 2])
    def test_unreadable_further_directories(self, run: Run, pair: tuple[Path, Path], place: int) -> None:
        expected = run(*pair)["CHANGED_AREA"]
        for path in pair:
            data = bytearray(path.read_bytes())
            (first,) = struct.unpack_from("<I", data, 4)
            struct.pack_into("<I", data, first + 2 + 12 * struct.unpack_from("<H", data, first)[0], place)
            path.write_bytes(data)
        assert run(*pair)["CHANGED_AREA"] == expected

    def test_an_overview_that_is_damaged(self, run: Run, pair: tuple[Path, Path]) -> None:
        expected = run(*pair)["CHANGED_AREA"]
        for path in pair:
            with rasterio.open(path, "r+") as dataset:
                dataset.build_overviews([2], rasterio.enums.Resampling.average)
            data = bytearray(path.read_bytes())
            (first,) = struct.unpack_from("<I", data, 4)
            (second,) = struct.unpack_from("<I", data, first + 2 + 12 * struct.unpack_from("<H", data, first)[0])
            struct.pack_into("<H", data, second + 2 + 12, 65000)  # its height is missing
            path.write_bytes(data)
        assert run(*pair)["CHANGED_AREA"] == expected


def _with_unknown_tag(data: bytes) -> bytes:
    """A classic little-endian TIFF whose first directory, moved to the end, has a tag that nobody knows."""
    (place,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, place)
    entries = data[place + 2 : place + 2 + 12 * count]
    data += b"\0" * (len(data) % 2)
    directory = struct.pack("<H", count + 1) + entries + struct.pack("<HHII", 65111, 3, 1, 7) + struct.pack("<I", 0)
    return data[:4] + struct.pack("<I", len(data)) + data[8:] + directory


def _opened(path: Path) -> None:
    with Raster(RasterSource("BEFORE", path.stem, str(path))) as raster:
        raster.choose((1,))
        raster.read(raster.native_grid, raster.native_grid.window)


class TestGeoreference:
    @pytest.mark.parametrize("count", [1, 2])
    def test_too_few_control_points(self, tmp_path: Path, count: int) -> None:
        points = [rasterio.control.GroundControlPoint(0, c, LEFT + c, TOP) for c in range(count)]
        path = write_raster(tmp_path / "p.tif", texture(32, 32), gcps=points, transform=None)
        with pytest.raises(JobFailure, match="georeference") as caught:
            _opened(path)
        assert caught.value.code == "raster_without_georeference"

    @pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e308])
    @pytest.mark.parametrize("place", range(6))
    def test_numbers_that_are_none(self, run: Run, tmp_path: Path, number: float, place: int) -> None:
        numbers = [LEFT, 0.5, 0.0, TOP, 0.0, -0.5]
        numbers[place] = number
        write_raster(tmp_path / "p.tif", texture(32, 32))
        path = tmp_path / "p.vrt"
        band = '<VRTRasterBand dataType="Byte" band="{0}"><SimpleSource><SourceFilename>{1}</SourceFilename></SimpleSource>'
        bands = "".join(f"{band.format(index, tmp_path / 'p.tif')}</VRTRasterBand>" for index in (1, 2, 3))
        transform = ", ".join(map(repr, numbers))
        path.write_text(
            f'<VRTDataset rasterXSize="32" rasterYSize="32"><SRS>EPSG:32645</SRS><GeoTransform>{transform}</GeoTransform>'
            f"{bands}</VRTDataset>"
        )
        with pytest.raises(JobFailure):
            run(path, tmp_path / "p.tif")
        with pytest.raises(JobFailure):
            run(path, path)

    def test_an_ellipsoid_whose_numbers_overflow(self, tmp_path: Path) -> None:
        write_raster(tmp_path / "p.tif", texture(32, 32))
        rasterio.shutil.copy(tmp_path / "p.tif", tmp_path / "p.vrt", driver="VRT")
        (tmp_path / "p.vrt").write_text((tmp_path / "p.vrt").read_text().replace("6378137", "1e308"))
        with pytest.raises(JobFailure) as caught:
            _opened(tmp_path / "p.vrt")
        assert caught.value.code == "crs_unfit"

    def test_a_crs_without_a_transformation(self, run: Run, tmp_path: Path) -> None:
        values = np.ascontiguousarray(texture(32, 32))
        earth = write_raster(tmp_path / "earth.tif", values)
        moon = write_raster(tmp_path / "moon.tif", values, crs=rasterio.CRS.from_user_input("IAU_2015:30110"))
        for pair in ((earth, moon), (moon, earth)):
            with pytest.raises(JobFailure) as caught:
                run(*pair)
            assert caught.value.code in ("crs_unrelated", "no_overlap")
