"""What the worker loads and keeps in memory for a detection."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundshift.plugin.engine.context import GDAL_CACHE_BYTES
from groundshift.plugin.engine.dates.grid import Grid, Window
from groundshift.plugin.engine.dates.raster import Raster
from groundshift.plugin.engine.network.network import joined_bands
from groundshift.plugin.engine.network.prediction import plan_tiles
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION
from groundshift.tests.helpers.onnx_bytes import model_bytes
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, write_raster

ROOT = Path(__file__).resolve().parents[2]

# Imports the package as the worker does.
_START = f"""
import importlib.util, sys
found = importlib.util.spec_from_file_location("script", {str(ROOT / "plugin" / "worker.py")!r})
script = importlib.util.module_from_spec(found)
found.loader.exec_module(script)
script._import_package()
"""
# Peak memory after the first tile, and after tiles of all sizes that a plan has: at corners, edges, inside.
_TILES = """
import resource
import numpy as np
from groundshift.plugin.engine.network.backends.onnx_runtime import CPU, NAME, OnnxRuntime
from groundshift.plugin.engine.network.backends.backend import Target
network = OnnxRuntime().load(sys.argv[1], Target(NAME, CPU), 1)
for height, width in ((500, 500), (500, 512), (512, 500), (512, 512), (500, 500), (512, 512)):
    network.run([np.zeros((1, 6, height, width), np.float32)])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


# Runs a network with each library.
_LIBRARIES = """
from groundshift.plugin.engine.network.backends.backend import FP32, Target
from groundshift.plugin.engine.network.backends.onnx_runtime import CPU, NAME, OnnxRuntime
from groundshift.plugin.engine.network.backends.openvino_runtime import OpenVino
OnnxRuntime().load(sys.argv[1], Target(NAME, CPU), 1)
for target in OpenVino().targets():
    if target.precision == FP32:
        OpenVino().load(sys.argv[1], target, 1)
print(*(name for name in ("onnxruntime", "openvino") if name in sys.modules))
"""


def _output(script: str, *arguments: str, environment: dict[str, str] | None = None) -> list[str]:
    command = [sys.executable, "-I", "-c", _START + script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=environment)
    return done.stdout.split()


def test_a_detection_loads_only_what_its_network_needs() -> None:
    """Libraries that take long to load, or much memory, are loaded by the tools that need them, or to write polygons."""
    loaded = _output("import groundshift.plugin.engine.detect.detect\nprint(*sys.modules)")
    assert "onnxruntime" in loaded
    assert not {"scipy", "pyogrio", "torch", "openvino", "dask"} & set(loaded)


def test_the_first_look_at_the_dates_loads_no_more_of_scipy_than_its_transforms() -> None:
    loaded = _output("import groundshift.plugin.engine.coregistration.first_look\nprint(*sys.modules)")
    assert "scipy.fft" in loaded
    assert not {"scipy.ndimage", "scipy.sparse", "scipy.spatial", "scipy.stats"} & set(loaded)


@pytest.mark.slow
def test_no_library_records_its_use_to_send_it(tmp_path: Path) -> None:
    """ONNX Runtime and OpenVINO keep a record of their use and a number of the user in the home folder, unless told not to."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("XDG_") and "TELEMETRY" not in name}
    (tmp_path / "network.onnx").write_bytes(model_bytes())
    loaded = _output(_LIBRARIES, str(tmp_path / "network.onnx"), environment={**variables, "HOME": str(tmp_path)})
    assert loaded == (["onnxruntime", "openvino"] if find_spec("openvino") else ["onnxruntime"])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["network.onnx"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ru_maxrss has another unit there")
def test_tiles_of_other_sizes_take_no_memory_of_their_own() -> None:
    first, *_, last = map(int, _output(_TILES, str(ROOT / "models" / "buildings-fcn.onnx")))
    assert last - first < 60_000  # kB; 165,000 where ONNX Runtime keeps a block for each size


def test_bands_of_all_dates_are_one_input_without_a_copy() -> None:
    both = np.random.default_rng(0).random((2, 3, 8, 9), np.float32)
    joined = joined_bands(tuple(both))
    assert np.shares_memory(joined, both)
    for dates in ((both[1], both[0]), (both[0], both[1].copy()), (both[0], both[0]), (both[0, :, :, 1:], both[1, :, :, 1:])):
        assert np.array_equal(joined_bands(dates), np.concatenate(dates))


@pytest.mark.parametrize(
    ("stored", "lines", "columns"),
    [({"tiled": True, "blockxsize": 64, "blockysize": 64}, 30 + 64, 50 + 64), ({"tiled": False, "blockysize": 4}, 30 + 4, 400)],
)
def test_the_cache_holds_the_blocks_of_a_tile(tmp_path: Path, stored: dict[str, Any], lines: int, columns: int) -> None:
    """Of files that are stored in strips, the whole strips: else each would be decoded once for every tile."""
    path = write_raster(tmp_path / "image.tif", np.zeros((3, 300, 400), np.uint16), **stored)
    grid = Grid(UTM, LEFT, TOP, GSD, GSD, 300, 400)
    with Raster(RasterSource("AFTER", "image", str(path))) as raster:
        assert raster.block_bytes(grid, 30, 50) == lines * columns * 3 * 2
        assert raster.block_bytes(grid, 10_000, 10_000) == 300 * 400 * 3 * 2 < GDAL_CACHE_BYTES


def test_a_megapixel_is_one_tile_of_a_network_with_a_wide_halo() -> None:
    """Tiles end with the imagery: four of 512 pixels would show the network 1.64 times as many."""
    spec = load_model_file(str(ROOT / "models" / "buildings-siamese.onnx")).spec
    imagery = Window(0, 0, 1024, 1024)
    plan = plan_tiles(imagery, spec, overlap=imagery)
    assert [plan.seen(tile, imagery) for tile in plan.row_of_tiles(0)] == [imagery]


@pytest.mark.parametrize("name", ["buildings-fcn", "buildings-siamese"])
@pytest.mark.parametrize("work", [Window(16, 32, 791, 1265), Window(0, 0, 4096, 4096), Window(5, 7, 700, 30_000)])
@pytest.mark.parametrize("most", [1024**2, 1216**2])
def test_tiles_cover_the_window_in_bounded_memory_and_few_pixels(name: str, work: Window, most: int) -> None:
    spec = load_model_file(str(ROOT / "models" / f"{name}.onnx")).spec
    for imagery in (work, work.grown(500)):
        usual, chosen = plan_tiles(work, spec, 768), plan_tiles(work, spec, overlap=imagery, most=most)
        before, after = (
            [plan.seen(tile, imagery).pixels for index in range(plan.rows) for tile in plan.row_of_tiles(index)]
            for plan in (usual, chosen)
        )
        assert sum(after) <= sum(before) or chosen.height < usual.height  # whose rows would take too much memory
        assert max(after) <= max(most, (768 + 2 * usual.halo) ** 2)
        assert chosen.height * work.width <= max(2**23 * 3 // 4, (256 + spec.stride) * work.width)
        covered = [tile.clipped(work).pixels for index in range(chosen.rows) for tile in chosen.row_of_tiles(index)]
        assert sum(covered) == work.pixels
        assert all(edge % spec.stride == 0 for edge in (*chosen.row_edges, *chosen.col_edges))


@pytest.mark.parametrize("side", [2000, 4000, 8000, 20_000])
def test_the_scores_of_all_classes_of_a_row_of_tiles_do_not_grow_with_the_width(side: int) -> None:
    """With five classes they were 37 MB at 2,000 pixels and 151 MB at 8,000."""
    spec = load_model_file(str(ROOT / "models" / "landcover-aerial.onnx"), (SEGMENTATION,)).spec
    imagery = Window(0, 0, side, side)
    plan = plan_tiles(imagery, spec, overlap=imagery, kept=6)
    assert plan.height * side * 6 * 4 <= max(62e6, 256 * side * 6 * 4)


def test_tiles_of_a_large_image_have_one_size_with_their_halos() -> None:
    """Those at the edges of the imagery are larger without it: a network that is compiled for a size is compiled once."""
    spec = replace(load_model_file(str(ROOT / "models" / "buildings-siamese.onnx")).spec, halo=128)
    imagery = Window(0, 0, 4096, 4096)
    plan = plan_tiles(imagery, spec, overlap=imagery, most=1216**2)
    seen = {plan.seen(tile, imagery) for index in range(plan.rows) for tile in plan.row_of_tiles(index)}
    assert {(window.height, window.width) for window in seen} == {(1216, 1216)}
    assert (plan.rows, plan.cols) == (4, 4)


def test_an_image_that_is_narrower_than_its_halos_is_cut_along_the_other_side() -> None:
    spec = replace(load_model_file(str(ROOT / "models" / "buildings-siamese.onnx")).spec, halo=128)
    imagery = Window(3, 5, 200, 9000)
    plan = plan_tiles(imagery, spec, overlap=imagery)
    assert plan.rows == 1
    assert sum(tile.clipped(imagery).pixels for tile in plan.row_of_tiles(0)) == imagery.pixels
