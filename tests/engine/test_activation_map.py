"""Activation maps: any layer, anywhere on the ground, the same as the network run by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import rasterio
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from scipy.signal import correlate2d

from groundshift.plugin.engine.activation.run import activation_map
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.activation_map import ActivationMapJob
from groundshift.plugin.jobs.events import Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import Polygons, RasterSource
from groundshift.tests.helpers.detection import left_behind
from groundshift.tests.helpers.onnx_models import spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, changed, read, texture, write_raster

BUNDLED = Path(__file__).resolve().parents[2] / "models"
KERNELS = np.random.default_rng(5).normal(size=(5, 6, 3, 3)).astype(np.float32)


def two_layers(path: Path, size: int | None = None) -> Path:
    """Five 3 x 3 filters over both dates, ReLU, 2 x 2 means of it, brought back to one map of the input's size."""
    side = size or "side"
    nodes = [
        helper.make_node("Conv", ["dates", "kernels"], ["/network/filters/Conv_output_0"], pads=[1] * 4),
        helper.make_node("Relu", ["/network/filters/Conv_output_0"], ["/network/filters/Relu_output_0"]),
        helper.make_node(
            "AveragePool", ["/network/filters/Relu_output_0"], ["/network/coarse"], kernel_shape=[2, 2], strides=[2, 2]
        ),
        helper.make_node("GlobalAveragePool", ["/network/coarse"], ["pooled"]),
        helper.make_node("Mul", ["/network/coarse", "pooled"], ["weighted"]),
        helper.make_node("Resize", ["weighted", "", "scales"], ["large"], mode="nearest"),
        helper.make_node("ReduceMean", ["large"], ["mean"], axes=[1]),
        helper.make_node("Sigmoid", ["mean"], ["probability"]),
    ]
    graph = helper.make_graph(
        nodes,
        "two layers",
        [helper.make_tensor_value_info("dates", TensorProto.FLOAT, [1, 6, side, side])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(KERNELS, "kernels"), numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "scales")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    entry = model.metadata_props.add()
    entry.key, entry.value = "groundshift", json.dumps(spec(stride=2, halo=2, id="two-layers"))
    onnx.save(model, str(path))
    return path


class Shown:
    """Runs the job in a folder of its own."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder, self.model, self.events = folder, model, []

    def __call__(self, before: Path, after: Path, /, **changes: Any) -> dict[str, Any]:
        return activation_map(self.job(before, after, **changes), JobContext(self.events.append))

    def job(self, before: Path, after: Path, /, **changes: Any) -> ActivationMapJob:
        values: dict[str, Any] = {
            "before": RasterSource("BEFORE", before.stem, str(before)),
            "after": RasterSource("AFTER", after.stem, str(after)),
            "model": str(self.model),
            "scratch": str(self.folder / "scratch-1"),
            "mean": str(self.folder / "mean.tif"),
            "channels": str(self.folder / "channels.tif"),
            "sheet": str(self.folder / "sheet.png"),
            "layers": str(self.folder / "layers.csv"),
        }
        return ActivationMapJob(**{**values, **changes})

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    folder = tmp_path / "out"
    folder.mkdir()
    return Shown(folder, two_layers(tmp_path / "model.onnx"))


def by_hand(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The ReLU of the five filters over the whole pair, worked out with scipy: float64 (5, height, width)."""
    dates = np.concatenate([before, after]) / 255.0
    answers = [sum(correlate2d(band, part, mode="same") for band, part in zip(dates, kernel)) for kernel in KERNELS]
    return np.maximum(answers, 0)


@pytest.fixture
def images() -> tuple[np.ndarray, np.ndarray]:
    before = texture(91, 122, seed=3)
    return before, changed(before, [(20, 30, 15, 25)])


@pytest.fixture
def dates(tmp_path: Path, images: tuple[np.ndarray, np.ndarray]) -> tuple[Path, Path]:
    return write_raster(tmp_path / "before.tif", images[0]), write_raster(tmp_path / "after.tif", images[1])


class TestWhatIsShown:
    @pytest.mark.parametrize("tile", [None, 32])
    def test_the_same_as_by_hand(self, shown: Shown, dates: Any, images: Any, tile: int | None) -> None:
        results = shown(*dates, layer="filters/Relu", tile=tile)
        expected = by_hand(*images)
        with rasterio.open(results["CHANNELS"]) as dataset:
            assert np.allclose(dataset.read(), expected, atol=1e-4)
            assert dataset.descriptions == ("1", "2", "3", "4", "5")
        with rasterio.open(results["MEAN"]) as dataset, rasterio.open(dates[1]) as after:
            assert np.allclose(dataset.read(1), expected.mean(axis=0), atol=1e-4)
            assert dataset.transform.almost_equals(after.transform)
            assert dataset.crs == after.crs
        assert results["LAYER_NAME"] == "filters/Relu"
        assert results["CHANNEL_COUNT"] == 5

    def test_a_coarser_layer_lies_on_the_same_ground(self, shown: Shown, dates: Any, images: Any) -> None:
        results = shown(*dates, layer="coarse", tile=32)
        fine = by_hand(*images)[:, :90, :122]
        expected = fine.reshape(5, 45, 2, 61, 2).mean(axis=(2, 4))
        with rasterio.open(results["CHANNELS"]) as dataset:
            assert dataset.shape == (46, 61)
            assert np.allclose(dataset.read()[:, :45], expected, atol=1e-4)
            assert dataset.transform.a == pytest.approx(2 * GSD)
            assert (dataset.transform.c, dataset.transform.f) == (LEFT, TOP)

    def test_area(self, shown: Shown, dates: Any, images: Any) -> None:
        from shapely import box, to_wkb

        area = box(LEFT + 10.3, TOP - 20, LEFT + 25.2, TOP - 5.1)
        include = (Polygons("AREA", "field", "EPSG:32645", (to_wkb(area, hex=True),)),)
        results = shown(*dates, layer="coarse", include=include)
        with rasterio.open(results["MEAN"]) as dataset:
            mean = dataset.read(1)
            row, col = round((TOP - dataset.transform.f) / (2 * GSD)), round((dataset.transform.c - LEFT) / (2 * GSD))
        assert mean.shape == (15, 16)
        expected = by_hand(*images)[:, :90, :122].reshape(5, 45, 2, 61, 2).mean(axis=(0, 2, 4))
        inside = np.isfinite(mean)
        assert np.allclose(mean[inside], expected[row : row + 15, col : col + 16][inside], atol=1e-4)

    def test_sheet(self, shown: Shown, dates: Any) -> None:
        results = shown(*dates, layer="coarse")
        with Image.open(results["SHEET"]) as sheet:
            assert json.loads(sheet.text["GROUNDSHIFT"])["layer"] == "coarse"
            colors = {color for _, color in sheet.convert("RGB").getcolors(1 << 20)}
            assert min(sheet.size) > 300
        assert (68, 1, 84) in colors  # the lowest of some channel
        assert (253, 231, 37) in colors  # the highest

    def test_sheets_of_all_layers(self, shown: Shown, dates: Any, tmp_path: Path) -> None:
        folder = tmp_path / "sheets"
        folder.mkdir()
        results = shown(*dates, layer="coarse", sheets=str(folder), channels=None, mean=None)
        with open(results["LAYERS"], encoding="utf-8") as stream:
            numbers = [int(row["number"]) for row in csv.DictReader(stream)]
        names = sorted(path.name for path in folder.iterdir())
        assert [int(name[:3]) for name in names] == numbers
        assert names[1] == "002-filters-Relu.png"
        alone = shown(*dates, layer="2", sheet=str(tmp_path / "alone.png"), channels=None, mean=None)
        assert np.array_equal(Image.open(folder / names[1]), Image.open(alone["SHEET"]))
        with pytest.raises(JobFailure) as caught:
            shown(*dates, sheets=str(folder))
        assert (caught.value.code, caught.value.parameter) == ("folder_in_use", "SHEETS")

    def test_layers_are_listed(self, shown: Shown, dates: Any) -> None:
        results = shown(*dates)
        with open(results["LAYERS"], encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        names = [row["name"] for row in rows]
        assert names == ["filters/Conv", "filters/Relu", "coarse", "weighted", "large", "mean", "probability"]
        assert rows[2]["stride"] == "2"
        assert "3  coarse  (AveragePool, 5 channels, a cell covers 2 x 2 pixels)" in shown.log
        assert shown(*dates, layer="2")["LAYER_NAME"] == "filters/Relu"

    def test_a_network_of_one_size(self, shown: Shown, dates: Any, images: Any, tmp_path: Path) -> None:
        shown.model = two_layers(tmp_path / "fixed.onnx", 64)
        results = shown(*dates, layer="filters/Relu")
        assert np.allclose(read(results["MEAN"]), by_hand(*images).mean(axis=0), atol=1e-4)

    def test_a_chip_without_georeference(self, shown: Shown, images: Any, tmp_path: Path) -> None:
        paths = []
        for name, image in zip(("A", "B"), images):
            paths.append(tmp_path / f"{name}.png")
            Image.fromarray(np.moveaxis(image, 0, -1)).save(paths[-1])
        sources = [RasterSource(name, name, str(path), crs="EPSG:3857") for name, path in zip(("BEFORE", "AFTER"), paths)]
        results = shown(*paths, layer="filters/Relu", before=sources[0], after=sources[1], resolution=1.0, without_place=True)
        with rasterio.open(results["MEAN"]) as dataset:
            assert np.allclose(dataset.read(1), by_hand(*images).mean(axis=0), atol=1e-4)
            assert dataset.crs is None
            assert (dataset.transform.c, dataset.transform.f, dataset.transform.a) == (0, 0, 1)
        assert "compared pixel by pixel" in shown.log

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["buildings-siamese", "buildings-fcn"])
    def test_every_kind_of_layer_of_the_bundled_networks(self, shown: Shown, dates: Any, name: str) -> None:
        shown.model = BUNDLED / f"{name}.onnx"
        results = shown(*dates, resolution=GSD)
        with open(results["LAYERS"], encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == results["LAYER_COUNT"] >= 15
        strides = {}
        for row in rows:
            strides.setdefault((row["stride"], row["dates"]), row["number"])
        for (stride, count), number in strides.items():
            # All channels of fine layers take the longest to write and to draw.
            outputs = {} if int(stride) >= 8 else {"channels": None, "sheet": None}
            results = shown(*dates, layer=number, resolution=GSD, **outputs)
            with rasterio.open(results["MEAN"]) as dataset:
                assert dataset.count == int(count)
                assert dataset.width == -(-122 // int(stride))
                assert np.isfinite(dataset.read()).all()


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("layer", "code"),
        [("encoder", "layer_unknown"), ("99", "layer_number"), ("0", "layer_number"), ("filters", "layer_ambiguous")],
    )
    def test_layers_that_are_not_there(self, shown: Shown, dates: Any, layer: str, code: str) -> None:
        with pytest.raises(JobFailure) as failure:
            shown(*dates, layer=layer)
        assert failure.value.code == code
        assert "LAYER" in failure.value.text()
        assert left_behind(shown.folder) == set()

    def test_cancel_leaves_nothing(self, shown: Shown, dates: Any) -> None:
        context = JobContext(shown.events.append)
        context.cancelled.set()
        with pytest.raises(Cancelled):
            activation_map(shown.job(*dates, tile=16), context)
        assert left_behind(shown.folder) == set()

    def test_missing_folder(self, shown: Shown, dates: Any, tmp_path: Path) -> None:
        with pytest.raises(JobFailure) as failure:
            shown(*dates, sheet=str(tmp_path / "nowhere" / "sheet.png"))
        assert failure.value.code == "output_folder_missing"
        assert left_behind(shown.folder) == set()
