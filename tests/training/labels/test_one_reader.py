"""Training, evaluation and quantisation see the same truth and the same normalised input, whatever the folder's layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from groundshift.plugin.engine.activation.layers import LayerSession
from groundshift.plugin.engine.activation.run import activation_map
from groundshift.plugin.engine.chips.manifest import FOLDERS
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.evaluation.evaluate import evaluate_model
from groundshift.plugin.engine.evaluation.tally import Tally
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.engine.quantization import quantize
from groundshift.plugin.jobs.activation_map import ActivationMapJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob, QuantizeModelJob
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.train_model import ExportChipsJob
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.training.labels.chip_scenes import read_chips
from groundshift.plugin.training.labels.export_chips import export_chips
from groundshift.plugin.training.labels.scene import ClassTable, Scene
from groundshift.tests.helpers.labelled_pairs import area_of, box, made_pair
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import write_raster

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

SIDE = 64
CHANGED, NOT_KNOWN = np.s_[8:24, 8:40], np.s_[40:56, 16:32]
Folder = tuple[str, str, str]
LAYOUTS = {
    "levir": "A/{0}.png B/{0}.png label/{0}.png",
    "levir with labels": "A/{0}.png B/{0}.png labels/{0}.png",
    "esri": "images_before/{0}.png images_after/{0}.png labels/{0}.png",
    "own names": "before/{0}.png after/{0}.png labels/{0}.png",
    "own names, one label": "before/{0}.png after/{0}.png label/{0}.png",
    "side by side": "{0}_1.png {0}_2.png {0}_gt.png",
    "in train": "train/A/{0}.png train/B/{0}.png train/label/{0}.png",
    "deep": "region/2020/val/A/{0}.png region/2020/val/B/{0}.png region/2020/val/label/{0}.png",
    "deep, side by side": "region/north/{0}_1.png region/north/{0}_2.png region/north/{0}_gt.png",
}


def ground(seed: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Two dates (height, width, 3), the later one brighter where it changed; black along one side."""
    rng = np.random.default_rng(seed)
    before = rng.integers(60, 120, (SIDE, SIDE, 3), np.uint8)
    after = before.copy()
    after[CHANGED] += 90
    for date in (before, after):
        date[:, :12] = 0
    return before, after


def label(change: int = 255, unknown: int | None = None) -> NDArray[np.uint8]:
    values = np.zeros((SIDE, SIDE), np.uint8)
    values[CHANGED] = change
    if unknown is not None:
        values[NOT_KNOWN] = unknown
    return values


def save(path: Path, values: NDArray[Any], **options: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values).save(path, **options)


def write_folder(folder: Path, layout: str, labels: Callable[[], NDArray[Any]] = label, **options: Any) -> Path:
    for number in range(2):
        before, after = ground(number)
        paths = [folder / item.format(f"place_{number}") for item in layout.split()]
        for path, values in zip(paths[:2], (before, after)):
            save(path, values)
        save(paths[2], labels(), **options)
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    document = {**spec(), "normalisation": {"kind": "standardise"}}
    return difference_model(tmp_path / "model.onnx", document=document)


class Stop(Exception):
    """Ends a job once it has shown what the test looks for."""


class Seen:
    """What each part of the plugin reads from a folder: truths and normalised inputs of its chips, in order.

    Truths are int: -1 unknown, 0 no change, 1 change. Inputs are (2 dates, bands, height, width).
    """

    def __init__(self, folder: Path, model: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._model, self._scratch, self._patch = str(folder), str(model), scratch, monkeypatch
        self._context = JobContext(lambda event: None)

    def training(self) -> tuple[list[NDArray[Any]], list[NDArray[Any]], list[Scene]]:
        model = load_model_file(self._model).spec
        scenes = read_chips(self._folder, model, model.normalisation, ClassTable(), "CHIPS", 0, self._context)
        truths = [np.where(scene.target >= 254, -1, (scene.target > 0).astype(int)) for scene in scenes]
        inputs = [
            np.stack(
                [
                    np.multiply(date, factor, dtype=np.float32) + offset
                    for date, (factor, offset) in zip(scene.dates, scene.scales)
                ]
            )
            for scene in scenes
        ]
        return truths, inputs, scenes

    def evaluation(self) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
        truths: list[NDArray[Any]] = []
        inputs: list[NDArray[Any]] = []
        run, add = Network.run, Tally.add

        def spied_run(network: Network, dates: Any, conditions: Any = None, kept: Any = None) -> Any:
            inputs.append(np.stack(dates))
            return run(network, dates, conditions, kept)

        def spied_add(tally: Tally, name: str, group: str, predicted: Any, truth: Any, number: int) -> None:
            truths.append(np.where(predicted.valid, truth, -1))
            add(tally, name, group, predicted, truth, number)

        with self._patch.context() as patch:
            patch.setattr(Network, "run", spied_run)
            patch.setattr(Tally, "add", spied_add)
            job = EvaluateModelJob(self._model, str(self._scratch / "e"), chips=(self._folder,))
            evaluate_model(job, self._context)
        return truths, inputs[: len(truths)]

    def quantisation(self) -> list[NDArray[Any]]:
        found: list[NDArray[Any]] = []

        def record(model: Any, path: str, dates: Iterator[Any], scratch: str) -> int:
            found.extend(np.stack(pair) for pair in dates)
            raise Stop

        job = QuantizeModelJob(self._model, str(self._scratch / "twin.onnx"), str(self._scratch / "q"), chips=(self._folder,))
        with self._patch.context() as patch:
            patch.setattr(quantize, "make_twin", record)
            with pytest.raises(Stop):
                quantize.quantize_model(job, self._context)
        return found

    def activation(self, before: Path, after: Path) -> NDArray[Any]:
        """The input of the network for one chip."""
        found: list[NDArray[Any]] = []

        def record(session: Any, earlier: Any, later: Any) -> Any:
            found.append(np.stack([earlier, later]))
            return run(session, earlier, later)

        run = LayerSession.run
        first, second = RasterSource("BEFORE", "b", str(before)), RasterSource("AFTER", "a", str(after))
        job = ActivationMapJob(first, second, self._model, str(self._scratch / "a"), sheet=str(self._scratch / "sheet.png"))
        with self._patch.context() as patch:
            patch.setattr(LayerSession, "run", record)
            activation_map(job, self._context)
        return found[-1]


@pytest.fixture
def look(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Seen]:
    return lambda folder: Seen(folder, model, tmp_path, monkeypatch)


def check_same(seen: Seen) -> list[Scene]:
    """All three agree on truths and inputs; the scenes that training reads."""
    truths, inputs, scenes = seen.training()
    evaluated_truths, evaluated_inputs = seen.evaluation()
    calibrated = seen.quantisation()
    assert len(scenes) == len(evaluated_truths) == len(calibrated) > 0
    for one, other in zip(truths, evaluated_truths):
        assert np.array_equal(one, np.minimum(other, 1))
    for scene, one, other, third in zip(scenes, inputs, evaluated_inputs, calibrated):
        valid = scene.target != 255  # elsewhere training has the value nearest to 0 that the image's type can hold
        assert np.allclose(one[:, :, valid], other[:, :, valid], atol=1e-6)
        assert np.array_equal(other, third)
    return scenes


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout(look: Any, tmp_path: Path, layout: str) -> None:
    scenes = check_same(look(write_folder(tmp_path / "set", LAYOUTS[layout])))
    assert len(scenes) == 2
    for scene in scenes:
        assert (scene.target[CHANGED] == 1).all()
        assert int((scene.target == 1).sum()) == 16 * 32
        assert int((scene.target == 0).sum()) == SIDE**2 - 16 * 32
    assert {scene.role for scene in scenes} == {"train" if "train" in layout else "validation" if layout == "deep" else ""}


@pytest.mark.parametrize(("change", "unknown"), [(1, None), (255, None), (1, 254), (1, 255), (7, 255)])
def test_values_of_labels(look: Any, tmp_path: Path, change: int, unknown: int | None) -> None:
    folder = write_folder(tmp_path / "set", LAYOUTS["levir"], lambda: label(change, unknown))
    for scene in check_same(look(folder)):
        assert (scene.target[CHANGED] == 1).all()
        left = scene.target[NOT_KNOWN]
        assert (left >= 254).all() if unknown is not None else (left == 0).all()
        assert int((scene.target < 254).sum()) == SIDE**2 - (256 if unknown is not None else 0)


def coloured() -> NDArray[np.uint8]:
    """Change in green and blue: the first band alone would show nothing."""
    values = np.zeros((SIDE, SIDE, 3), np.uint8)
    values[CHANGED] = (0, 160, 255)
    return values


def test_coloured_labels(look: Any, tmp_path: Path) -> None:
    for scene in check_same(look(write_folder(tmp_path / "set", LAYOUTS["levir"], coloured))):
        assert (scene.target[CHANGED] == 1).all()
        assert int((scene.target == 1).sum()) == 16 * 32


def test_labels_that_jpeg_has_smeared(look: Any, tmp_path: Path) -> None:
    layout = "A/{0}.png B/{0}.png label/{0}.jpg"
    folder = write_folder(tmp_path / "set", layout, lambda: np.roll(label(), 3, (0, 1)), quality=40)
    truth = np.roll(label(), 3, (0, 1)) > 0
    for scene in check_same(look(folder)):
        assert len(np.unique(np.asarray(Image.open(tmp_path / "set/label/place_0.jpg")))) > 10
        assert set(np.unique(scene.target)) == {0, 1}
        assert ((scene.target == 1) != truth).mean() < 0.01


def test_several_classes_are_any_change_to_a_model_of_one(look: Any, tmp_path: Path) -> None:
    def two() -> NDArray[np.uint8]:
        values = label(1, 255)
        values[8:24, 24:40] = 2
        return values

    for scene in check_same(look(write_folder(tmp_path / "set", LAYOUTS["own names"], two))):
        assert set(np.unique(scene.target)) == {0, 1, 2, 254} or set(np.unique(scene.target)) == {0, 1, 2, 255}


@pytest.mark.parametrize("layout", ["groundshift", "levir", "esri"])
@pytest.mark.parametrize("image_format", ["tif", "png"])
def test_exported_chips(look: Any, tmp_path: Path, layout: str, image_format: str) -> None:
    (tmp_path / "scratch").mkdir()
    pair = made_pair(tmp_path)
    pair = type(pair)(pair.before, pair.after, pair.labels, area_of(box(0, 0, 100, 128)))
    job = ExportChipsJob(
        pair,
        str(tmp_path / "chips"),
        str(tmp_path / "scratch"),
        tile_size=64,
        stride=64,
        layout=layout,
        image_format=image_format,
        rotations=180 if (image_format, layout) == ("tif", "groundshift") else 0,
    )
    export_chips(job, JobContext(lambda event: None))
    seen = look(tmp_path / "chips")
    scenes = check_same(seen)
    # The statistics of the pair, not of each chip.
    assert all(np.array_equal(scene.scales[0][0], scenes[0].scales[0][0]) for scene in scenes)
    if image_format == "tif":
        paths = [next((tmp_path / "chips" / name).glob(f"{scenes[0].name}.tif")) for name in FOLDERS[layout][:2]]
        assert np.allclose(seen.activation(*paths)[:, :, :64, :64], seen.training()[1][0], atol=1e-6)


def test_pixels_without_data(look: Any, tmp_path: Path) -> None:
    for number in range(2):
        before, after = (date.transpose(2, 0, 1) for date in ground(number))
        for name, values in (("A", before), ("B", after), ("label", label(1)[None])):
            (tmp_path / "set" / name).mkdir(parents=True, exist_ok=True)
            nodata = {"nodata": 0} if name != "label" else {}
            write_raster(tmp_path / "set" / name / f"{number}.tif", values, **nodata)
    for scene in check_same(look(tmp_path / "set")):
        assert (scene.target[:, :12] == 255).all()
        assert (scene.target[:, 12:] < 254).all()
        pixels = scene.dates[0][:, :, 12:].reshape(3, -1)
        # Black without data is not part of the statistics.
        assert np.allclose(1 / scene.scales[0][0].ravel(), pixels.std(1), rtol=1e-5)


def test_black_pixels_count_unless_the_file_calls_them_nodata(look: Any, tmp_path: Path) -> None:
    for scene in check_same(look(write_folder(tmp_path / "set", LAYOUTS["levir"]))):
        assert np.allclose(1 / scene.scales[0][0].ravel(), scene.dates[0].reshape(3, -1).std(1), rtol=1e-5)


def test_finer_chips_are_averaged_to_the_models_resolution(look: Any, tmp_path: Path) -> None:
    for number in range(2):
        before, after = (date.transpose(2, 0, 1) for date in ground(number))
        for name, values in (("A", before), ("B", after), ("label", label(1)[None])):
            (tmp_path / "set" / name).mkdir(parents=True, exist_ok=True)
            write_raster(tmp_path / "set" / name / f"{number}.tif", values, gsd=0.125)
    seen = look(tmp_path / "set")
    _, inputs, scenes = seen.training()
    _, evaluated = seen.evaluation()
    assert scenes[0].shape == (16, 16)
    assert scenes[0].gsd_m == pytest.approx(0.5, rel=1e-2)
    assert (scenes[0].target[2:6, 2:10] == 1).all()
    assert int((scenes[0].target == 1).sum()) == 4 * 8
    assert all(np.allclose(one, other, atol=1e-6) for one, other in zip(inputs, evaluated))
    assert all(np.array_equal(one, other) for one, other in zip(evaluated, seen.quantisation()))


def test_test_chips_are_kept_for_evaluation(look: Any, tmp_path: Path) -> None:
    write_folder(tmp_path / "set", LAYOUTS["in train"])
    write_folder(tmp_path / "set", LAYOUTS["in train"].replace("train/", "test/"))
    seen = look(tmp_path / "set")
    assert len(seen.training()[2]) == 2
    assert len(seen.evaluation()[0]) == 4
    seen = look(write_folder(tmp_path / "other", LAYOUTS["in train"].replace("train/", "test/")))
    with pytest.raises(JobFailure) as failure:
        seen.training()
    assert failure.value.code == "chips_layout"
