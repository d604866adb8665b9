"""Measuring a model: against scikit-learn, through the tool's own pieces, on bad input, and without QGIS."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image

from groundshift.plugin.engine.chips.folders import ChipFolder, find_chips
from groundshift.plugin.engine.chips.labels import label_key, model_truth, read_codes
from groundshift.plugin.engine.chips.reader import local_crs
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.detect import detect_change
from groundshift.plugin.engine.evaluation import samples
from groundshift.plugin.engine.evaluation.__main__ import main
from groundshift.plugin.engine.evaluation.evaluate import evaluate_model
from groundshift.plugin.engine.evaluation.scores import Histogram
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.events import Event, Log, Progress
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import Polygons, RasterSource, VectorSource
from groundshift.plugin.model_file.spec import parse_spec
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, changed, read, texture, write_raster
from groundshift.tests.helpers.vectors import write_features

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

ROOT = Path(__file__).resolve().parents[2]
SQUARES = [[(10, 12, 20, 16)], [(30, 8, 9, 30), (60, 60, 12, 12)], [], [(4, 70, 30, 20)]]
SIDE = 96


def write_chips(folder: Path, names: tuple[str, str, str] = ("A", "B", "label"), value: int = 255) -> list[np.ndarray]:
    """Four chips as PNG: what the label calls changed is a little more than what is brighter. Returns the truths."""
    truths = []
    for number, squares in enumerate(SQUARES):
        before = texture(SIDE, SIDE, number)
        after = changed(before, squares)
        truth = np.zeros((SIDE, SIDE), np.uint8)
        for row, col, height, width in squares:
            truth[row : row + height + 2, col : col + width] = value
        for name, picture in zip(names, (before.transpose(1, 2, 0), after.transpose(1, 2, 0), truth)):
            (folder / name).mkdir(parents=True, exist_ok=True)
            Image.fromarray(picture).save(folder / name / f"chip_{number}.png")
        truths.append(truth > 0)
    return truths


@pytest.fixture
def chips(tmp_path: Path) -> Path:
    write_chips(tmp_path / "chips")
    return tmp_path / "chips"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return difference_model(tmp_path / "model.onnx", blur=3)


@pytest.fixture
def evaluate(tmp_path: Path, model: Path) -> Any:
    """Runs the job; gives its values, the measures and what was said."""

    def run(*folders: Path, **changes: Any) -> tuple[dict[str, Any], dict[str, Any], str]:
        events: list[Event] = []
        outputs = {"report": "r.html", "measures": "m.json", "figure": "f.svg"}
        job = EvaluateModelJob(
            model=str(model),
            scratch=str(tmp_path / "scratch-1"),
            chips=tuple(str(folder) for folder in folders),
            **{name: str(tmp_path / path) for name, path in outputs.items()},
        )
        values = evaluate_model(replace(job, **changes), JobContext(events.append))
        said = "\n".join(render_log(event.code, event.values) for event in events if isinstance(event, Log))
        assert any(isinstance(event, Progress) and event.fraction == 1 for event in events)
        return values, json.loads((tmp_path / "m.json").read_text(encoding="utf-8")), said

    return run


def detected(model: Path, folder: Path, scratch: Path, number: int) -> np.ndarray:
    """The probability that 'Detect change' writes for a chip."""
    crs = local_crs(0.5)
    output = scratch / f"probability-{number}.tif"
    detect_change(
        DetectChangeJob(
            before=RasterSource("BEFORE", "b", str(folder / "A" / f"chip_{number}.png"), crs=crs),
            after=RasterSource("AFTER", "a", str(folder / "B" / f"chip_{number}.png"), crs=crs),
            model=str(model),
            scratch=str(scratch / "s"),
            probability=str(output),
        ),
        JobContext(lambda event: None),
    )
    return read(output)


def test_figures_are_those_of_scikit_learn_on_what_detect_change_writes(
    evaluate: Any, chips: Path, model: Path, tmp_path: Path
) -> None:
    from sklearn import metrics

    truths = np.concatenate([np.asarray(Image.open(chips / "label" / f"chip_{n}.png")).ravel() > 0 for n in range(4)])
    found = np.concatenate([detected(model, chips, tmp_path, number).ravel() for number in range(4)])
    values, measures, said = evaluate(chips)
    mask = found >= 0.5
    assert values["F1"] == pytest.approx(metrics.f1_score(truths, mask), abs=1e-9)
    assert values["PRECISION"] == pytest.approx(metrics.precision_score(truths, mask), abs=1e-9)
    assert values["RECALL"] == pytest.approx(metrics.recall_score(truths, mask), abs=1e-9)
    assert values["IOU"] == pytest.approx(metrics.jaccard_score(truths, mask), abs=1e-9)
    assert values["AP"] == pytest.approx(metrics.average_precision_score(truths, found), abs=1e-6)
    assert 0.8 < values["F1"] < 1
    groups = np.minimum((found.astype(float) * 20).astype(int), 19)
    error = sum(
        (groups == group).mean() * abs(truths[groups == group].mean() - found[groups == group].mean())
        for group in np.unique(groups)
    )
    assert values["ECE"] == pytest.approx(error, abs=1e-4)
    assert values["CHIP_COUNT"] == 4
    assert measures["unchanged"]["pieces"] == 1
    assert measures["unchanged"]["false_share"] == 0
    assert measures["pixels"] == 4 * SIDE * SIDE
    assert [item["name"] for item in measures["best"]]
    assert "F1 0.8" in said


def test_the_report_stands_alone(evaluate: Any, chips: Path, tmp_path: Path) -> None:
    evaluate(chips)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.count("data:image/jpeg;base64") >= 4
    assert "<svg" in page
    assert "http" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert (tmp_path / "f.svg").read_text(encoding="utf-8").startswith("<svg")
    assert {item.name for item in tmp_path.iterdir()} == {"chips", "model.onnx", "r.html", "m.json", "f.svg"}


@pytest.mark.slow
def test_robustness_curves(evaluate: Any, chips: Path, tmp_path: Path) -> None:
    curves = ("shift", "gain", "offset", "blur", "resolution", "swapped")
    _, measures, _ = evaluate(chips, robustness=curves, robustness_chips=2)
    robustness = measures["robustness"]
    assert robustness["pieces"] == 2
    found = robustness["curves"]
    assert [item["value"] for item in found["shift"]] == list(samples.SHIFTS)
    f1 = [item["f1"] for item in found["shift"]]
    assert f1[0] == pytest.approx(robustness["unaltered"]["f1"])
    assert f1[-1] < f1[0]
    # The made network looks at brightness alone: a gain misleads it, exchanged dates and a blur of half a pixel do not.
    assert found["gain"][-1]["f1"] < f1[0] - 0.2
    assert found["swapped"][0]["f1"] == pytest.approx(f1[0], abs=0.02)
    assert {item["value"] for item in found["resolution"]} == set(samples.RESOLUTIONS)
    assert {item["value"] for item in found["resolution_as_is"]} == set(samples.RESOLUTIONS)
    assert "Pixel size, times" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_automatic_resolution_is_told_from_pixels_as_they_are(evaluate: Any, chips: Path, tmp_path: Path) -> None:
    document = {**spec(), "gsd_m": {"min": 0.45, "best": 0.5, "max": 0.9}}
    difference_model(tmp_path / "model.onnx", document=document, blur=3)
    _, measures, _ = evaluate(chips, robustness=("resolution",), robustness_chips=2)
    automatic, as_is = (
        {item["value"]: item["f1"] for item in measures["robustness"]["curves"][name]}
        for name in ("resolution", "resolution_as_is")
    )
    assert automatic[0.5] != as_is[0.5]  # 0.25 m is averaged to 0.5 m
    assert automatic[1.0] == as_is[1.0]
    _, measures, _ = evaluate(chips, robustness=("resolution",), robustness_chips=1, gsd_m=1.0)
    curve = {item["value"]: item["f1"] for item in measures["robustness"]["curves"]["resolution"]}
    assert curve[2.0] is None  # 2 m is refused, as it is to users
    assert "refused" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [("images_before", "images_after", "labels"), ("before", "after", "labels")],
)
def test_other_layouts_give_the_same(evaluate: Any, chips: Path, tmp_path: Path, names: tuple[str, str, str]) -> None:
    expected, _, _ = evaluate(chips)
    write_chips(tmp_path / "other" / "train", names, value=1)
    found, measures, _ = evaluate(tmp_path / "other")
    assert found["F1"] == expected["F1"]
    assert measures["groups"][0]["name"] == "other/train"


def test_classes_are_told_apart_where_labels_do(evaluate: Any, tmp_path: Path) -> None:
    classes = [
        {"value": 1, "name": "new", "direction": "construction"},
        {"value": 2, "name": "gone", "direction": "demolition"},
    ]
    signed_model(tmp_path / "model.onnx", classes)
    before = texture(SIDE, SIDE, 5)
    after = changed(changed(before, [(10, 10, 20, 20)]), [(50, 50, 20, 30)], -70)
    label = np.zeros((SIDE, SIDE), np.uint8)
    label[10:30, 10:30], label[50:70, 50:80], label[80:90, 0:20] = 1, 2, 255
    for name, picture in zip("AB", (before, after)):
        (tmp_path / "two" / name).mkdir(parents=True)
        Image.fromarray(picture.transpose(1, 2, 0)).save(tmp_path / "two" / name / "x.png")
    (tmp_path / "two" / "label").mkdir()
    Image.fromarray(label).save(tmp_path / "two" / "label" / "x.png")
    _, measures, _ = evaluate(tmp_path / "two", robustness=("swapped",))
    assert measures["source"]["classes_told"]
    assert [item["direction"] for item in measures["classes"]] == ["construction", "demolition"]
    assert all(item["f1"] > 0.9 for item in measures["classes"])
    assert measures["pixels"] == SIDE * SIDE - 200
    assert measures["robustness"]["curves"]["swapped"][0]["f1"] > 0.9


def signed_model(path: Path, classes: list[dict[str, Any]]) -> None:
    """A network of two classes: brighter, and darker."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    document = {**spec(), "classes": classes}
    weights = np.zeros((2, 6, 1, 1), np.float32)
    weights[0, :3], weights[0, 3:], weights[1, :3], weights[1, 3:] = -1 / 3, 1 / 3, 1 / 3, -1 / 3
    nodes = [
        helper.make_node("Conv", ["dates", "w", "b"], ["d"]),
        helper.make_node("Mul", ["d", "g"], ["l"]),
        helper.make_node("Sigmoid", ["l"], ["probability"]),
    ]
    initial = [("w", weights), ("b", np.full(2, -0.2, np.float32)), ("g", np.array(40, np.float32))]
    graph = helper.make_graph(
        nodes,
        "signed",
        [helper.make_tensor_value_info("dates", TensorProto.FLOAT, [1, 6, "h", "w"])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [1, 2, "h", "w"])],
        [numpy_helper.from_array(values, name) for name, values in initial],
    )
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    entry = network.metadata_props.add()
    entry.key, entry.value = "groundshift", json.dumps(document)
    onnx.save(network, str(path))


class TestPair:
    @pytest.fixture
    def pair(self, tmp_path: Path) -> dict[str, Any]:
        before = texture(400, 300, 3)
        after = changed(before, [(20, 30, 40, 50), (300, 200, 30, 30)])
        ground = [shapely.box(LEFT + 30 * GSD, TOP - 60 * GSD, LEFT + 80 * GSD, TOP - 20 * GSD)]
        ground.append(shapely.box(LEFT + 200 * GSD, TOP - 335 * GSD, LEFT + 230 * GSD, TOP - 300 * GSD))
        labels = write_features(tmp_path / "labels.gpkg", ground, {"class": ["new", "1"]})
        return {
            "before": RasterSource("BEFORE", "b", str(write_raster(tmp_path / "b.tif", before))),
            "after": RasterSource("AFTER", "a", str(write_raster(tmp_path / "a.tif", after))),
            "labels": VectorSource("LABELS", "truth", str(labels), "EPSG:32645"),
        }

    @pytest.mark.slow
    def test_counts_are_those_of_the_pixels(self, evaluate: Any, pair: dict[str, Any]) -> None:
        values, measures, _ = evaluate(**pair, robustness=("shift",), robustness_chips=2)
        assert measures["pixels"] == 400 * 300
        assert measures["any_change"]["hits"] + measures["any_change"]["misses"] == 40 * 50 + 30 * 35
        assert values["F1"] > 0.9
        assert measures["robustness"]["pieces"] == 2
        assert measures["source"]["gsd_m"] == pytest.approx(0.5, rel=0.01)

    def test_ground_outside_the_area_does_not_count(self, evaluate: Any, pair: dict[str, Any]) -> None:
        box = shapely.box(LEFT, TOP - 100 * GSD, LEFT + 100 * GSD, TOP)
        area = Polygons("AREA", "area", UTM.to_wkt(), (box.wkb_hex,))
        _, measures, _ = evaluate(**pair, area=area)
        assert measures["pixels"] == 100 * 100
        assert measures["any_change"]["hits"] + measures["any_change"]["misses"] == 40 * 50

    def test_classes_that_the_model_does_not_know(self, evaluate: Any, pair: dict[str, Any], tmp_path: Path) -> None:
        labels = replace(pair["labels"], class_field="class")
        classes = [{"value": 1, "name": "new"}, {"value": 2, "name": "gone"}]
        signed_model(tmp_path / "model.onnx", classes)
        _, measures, _ = evaluate(**{**pair, "labels": labels})
        assert [item["name"] for item in measures["classes"]] == ["new", "gone"]
        signed_model(tmp_path / "model.onnx", [{"value": 3, "name": "x"}, {"value": 2, "name": "gone"}])
        with pytest.raises(JobFailure) as caught:
            evaluate(**{**pair, "labels": labels})
        assert caught.value.code == "class_unknown_to_model"
        assert "3 = x" in str(caught.value)


class TestBadInput:
    def test_bad_chips_are_left_out_and_said(self, evaluate: Any, chips: Path, tmp_path: Path) -> None:
        Image.new("RGB", (50, 40)).save(chips / "B" / "chip_0.png")
        (chips / "A" / "chip_1.png").write_bytes(b"no picture")
        values, measures, said = evaluate(chips)
        assert (values["CHIP_COUNT"], values["SKIPPED"]) == (2, 2)
        assert {item["name"] for item in measures["skipped"]} == {"chip_0", "chip_1"}
        assert "differ in size: A 96 x 96, B 50 x 40, label 96 x 96" in said
        assert "cannot be read" in said
        assert "differ in size" in (tmp_path / "r.html").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("prepare", "code"),
        [
            (lambda chips: shutil.rmtree(chips), "chips_folder_missing"),
            (lambda chips: shutil.rmtree(chips / "A"), "chips_layout"),
            (lambda chips: shutil.rmtree(chips / "label"), "chips_unlabelled"),
            (lambda chips: [item.write_bytes(b"x") for item in (chips / "A").iterdir()], "chips_unusable"),
            (lambda chips: (chips / "groundshift-chips.json").write_text("{"), "chips_manifest"),
        ],
    )
    def test_folders(self, evaluate: Any, chips: Path, tmp_path: Path, prepare: Any, code: str) -> None:
        prepare(chips)
        with pytest.raises(JobFailure) as caught:
            evaluate(chips)
        assert (caught.value.code, caught.value.parameter) == (code, "CHIPS")
        assert not (tmp_path / "scratch-1").exists()
        assert not (tmp_path / "r.html").exists()

    def test_chips_of_the_other_task(self, chips: Path, tmp_path: Path) -> None:
        """A folder full of chips does not lack them: they are of another kind than the model needs."""
        with pytest.raises(JobFailure) as caught:
            find_chips([str(chips)], land_cover=True)
        assert caught.value.code == "chips_of_change"
        for name, copied in (("images", "A"), ("masks", "label")):
            shutil.copytree(chips / copied, tmp_path / "cover" / name)
        with pytest.raises(JobFailure) as caught:
            find_chips([str(tmp_path / "cover")])
        assert caught.value.code == "chips_of_land_cover"

    def test_nothing_to_do(self, evaluate: Any) -> None:
        with pytest.raises(JobFailure, match="Give CHIPS, or BEFORE"):
            evaluate()

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"threshold": 1.5}, "threshold_range"),
            ({"gsd_m": 0.0}, "chip_gsd_range"),
            ({"robustness": ("earthquake",)}, "method_unknown"),
            ({"report": "/tmp/report.pdf"}, "output_format"),
        ],
    )
    def test_options(self, evaluate: Any, chips: Path, changes: dict[str, Any], code: str) -> None:
        with pytest.raises(JobFailure) as caught:
            evaluate(chips, **changes)
        assert caught.value.code == code

    def test_cancel_leaves_nothing(self, chips: Path, model: Path, tmp_path: Path) -> None:
        import threading

        stop = threading.Event()
        job = EvaluateModelJob(str(model), str(tmp_path / "scratch"), chips=(str(chips),), report=str(tmp_path / "r.html"))

        def emit(event: Event) -> None:
            if isinstance(event, Progress):
                stop.set()

        with pytest.raises(Cancelled):
            evaluate_model(job, JobContext(emit, stop))
        assert {item.name for item in tmp_path.iterdir()} == {"chips", "model.onnx"}


@pytest.mark.slow
def test_a_manifest_brings_statistics_pixel_size_and_the_meaning_of_labels(evaluate: Any, chips: Path, tmp_path: Path) -> None:
    difference_model(tmp_path / "model.onnx", document={**spec(), "normalisation": {"kind": "standardise"}}, blur=3)
    without, _, _ = evaluate(chips)
    manifest = {
        "before": {"mean": [100.0] * 3, "std": [200.0] * 3},
        "after": {"mean": [100.0] * 3, "std": [200.0] * 3},
        "gsd_m": 0.4,
        "ignored": None,
        "label_scale": 255,
        "classes": ["change"],
    }
    (chips / "groundshift-chips.json").write_text(json.dumps(manifest))
    found, _, _ = evaluate(chips)
    # With so large a deviation the difference never reaches the threshold: the pair's statistics were used.
    assert (found["F1"] > 0.5) != (without["F1"] > 0.5)


def test_georeferenced_chips_are_worked_on_at_the_models_resolution(evaluate: Any, tmp_path: Path) -> None:
    before = texture(120, 120, 7)
    after = changed(before, [(40, 40, 40, 40)])
    label = np.zeros((1, 120, 120), np.uint8)
    label[0, 40:80, 40:80] = 1
    for name, values in (("A", before), ("B", after), ("label", label)):
        (tmp_path / "fine" / name).mkdir(parents=True)
        write_raster(tmp_path / "fine" / name / "x.tif", values, gsd=0.125)
    values, measures, _ = evaluate(tmp_path / "fine")
    assert measures["pixels"] == 120 * 120
    assert values["F1"] > 0.75


def test_histogram_against_scikit_learn() -> None:
    from sklearn import metrics

    rng = np.random.default_rng(4)
    truth = rng.random(10_000) < 0.1
    probability = (np.floor(rng.beta(1 + 3 * truth, 3 - truth) * 10_000) / 10_000).astype(np.float32)
    histogram = Histogram()
    histogram.add(probability, truth)
    assert histogram.average_precision() == pytest.approx(metrics.average_precision_score(truth, probability), abs=1e-9)
    for threshold in (0.1, 0.4, 0.7):
        expected = metrics.f1_score(truth, probability.astype(float) >= threshold - 1e-7)
        assert histogram.at(threshold).f1 == pytest.approx(expected)
    best, f1 = histogram.best_threshold()
    assert f1 == pytest.approx(max(metrics.f1_score(truth, probability >= step / 100) for step in range(1, 100)), abs=1e-2)
    assert histogram.at(best).f1 == pytest.approx(f1)


def test_alterations() -> None:
    values = texture(40, 50)
    truth = np.zeros((40, 50), np.int16)
    truth[10:20, 10:20] = 1
    known = np.ones((40, 50), bool)
    sample = samples.Sample("x", values, values, known, known, truth, 0.5)
    moved = samples.shifted(sample, 3, 0)
    assert moved.truth.shape == (37, 50)
    assert np.array_equal(moved.before[:, 3:], moved.after[:, :-3]) or np.array_equal(moved.before[:, :-3], moved.after[:, 3:])
    assert samples.with_gain(sample, 3.0, 0).after.max() == 255
    half = samples.resampled(sample, 2.0, 0)
    assert half.before.shape == (3, 20, 25)
    assert half.gsd_m == 1.0
    assert samples.blurred(sample, 0.0, 0) is sample
    back = samples.swapped(sample, {1: 2, 2: 1})
    assert set(np.unique(back.truth)) == {0, 2}


def test_command_line(chips: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(model), str(chips), "--measures", str(tmp_path / "m.json")]) == 0
    assert "F1: 0.8" in capsys.readouterr().out
    assert json.loads((tmp_path / "m.json").read_text())["any_change"]["f1"] > 0.8
    assert main([str(model), str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err


@pytest.mark.slow
def test_worker_without_qgis(chips: Path, model: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    job = {
        "kind": "evaluate_model",
        "model": str(model),
        "scratch": str(scratch),
        "chips": [str(chips)],
        "measures": str(tmp_path / "m.json"),
    }
    (tmp_path / "job.json").write_text(json.dumps(job))
    command = [sys.executable, "-I", str(ROOT / "plugin" / "worker.py"), str(tmp_path / "job.json")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["values"]["F1"] > 0.8


@pytest.mark.parametrize(
    ("values", "change", "unknown"),
    [
        ({0, 255}, (255,), ()),
        ({0, 1}, (1,), ()),
        ({0, 1, 254, 255}, (1,), (254, 255)),
        ({0, 1, 2, 255}, (1, 2), (255,)),
        (set(range(256)), tuple(range(128, 256)), ()),
        ({0, 1, 2, 253, 254, 255}, (253, 254, 255), ()),  # smeared by JPEG, if a little
        ({0, 100, 200}, (100, 200), ()),  # grey levels of a palette
    ],
)
def test_meaning_of_label_values(tmp_path: Path, values: set[int], change: tuple[int, ...], unknown: tuple[int, ...]) -> None:
    key = label_key(ChipFolder("", ()), values)
    write_raster(tmp_path / "l.tif", np.array([[sorted(values)]], np.uint8))
    _, truth = model_truth(key, parse_spec(spec()).classes)
    expected = [1 if value in change else -1 if value in unknown else 0 for value in sorted(values)]
    assert truth[read_codes(str(tmp_path / "l.tif"), key)].tolist() == [expected]


def test_a_nodata_value_of_0_in_a_label_is_no_change(tmp_path: Path) -> None:
    write_raster(tmp_path / "l.tif", np.array([[[0, 1, 2, 255]]], np.uint8), nodata=0)
    codes = read_codes(str(tmp_path / "l.tif"), label_key(ChipFolder("", ()), {0, 1, 2, 255}))
    assert codes.tolist() == [[0, 1, 2, 255]]
