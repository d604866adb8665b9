"""Another threshold on a probability: the numbers for the slider, and outputs as the detection would have made them."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect.threshold import apply_threshold, change_sizes, probability_histogram
from groundshift.plugin.engine.vectorize.vectorize import vectorize_change
from groundshift.plugin.jobs.events import Event
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.threshold import ApplyThresholdJob, ChangeSizesJob, ProbabilityHistogramJob
from groundshift.plugin.jobs.vectorize_change import VectorizeChangeJob
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import read, texture, write_raster

QUIET = JobContext(lambda event: None)


@pytest.fixture
def detected(tmp_path: Path) -> Run:
    """A run over noise: many changes of all sizes, with ground without data."""
    before = texture(700, 600, 5)
    after = texture(700, 600, 6)
    mask = np.full((700, 600), 255, np.uint8)
    mask[:80, :90] = 0
    run = Run(tmp_path, difference_model(tmp_path / "m.onnx", document=spec(min_area_m2=3.0), blur=5))
    run.pair = (  # type: ignore[attr-defined]
        write_raster(tmp_path / "before.tif", before, mask=mask),
        write_raster(tmp_path / "after.tif", after),
    )
    run(*run.pair, probability=str(tmp_path / "probability.tif"))  # type: ignore[attr-defined]
    return run


def source(run: Run) -> RasterSource:
    return RasterSource("INPUT", "probability", str(run.folder / "probability.tif"))


def scratch(run: Run) -> str:
    folder = run.folder / "scratch-2"
    folder.mkdir(exist_ok=True)
    return str(folder)


def polygons(path: Path) -> dict[str, list[Any]]:
    meta, _, geometry, fields = pyogrio.raw.read(path)
    columns = dict(zip(meta["fields"], fields))
    order = np.argsort([bytes(item) for item in geometry])
    return {
        "geometry": [bytes(geometry[index]) for index in order],
        **{name: [values[index] for index in order] for name, values in columns.items() if name != "uuid"},
    }


@pytest.mark.parametrize(("threshold", "min_area"), [(0.3, 0.0), (0.5, 3.0), (0.62, 20.0)])
def test_applied_is_what_the_detection_would_have_made(detected: Run, threshold: float, min_area: float) -> None:
    expected_folder = detected.folder / "expected"
    expected_folder.mkdir()
    other = Run(expected_folder, detected.model)
    expected = other(*detected.pair, threshold=threshold, min_area_m2=min_area)  # type: ignore[attr-defined]
    job = ApplyThresholdJob(
        source(detected), threshold, min_area, scratch(detected),
        str(detected.folder / "mask.tif"), str(detected.folder / "polygons.gpkg"), "2026-01-02",
    )  # fmt: skip
    values = apply_threshold(job, QUIET)
    assert values["POLYGON_COUNT"] == expected["POLYGON_COUNT"]
    assert values["CHANGED_AREA"] == pytest.approx(expected["CHANGED_AREA"], rel=1e-9)
    assert np.array_equal(read(detected.folder / "mask.tif"), read(expected_folder / "mask.tif"))
    mine, theirs = (polygons(folder / "polygons.gpkg") for folder in (detected.folder, expected_folder))
    assert mine["geometry"] == theirs["geometry"]
    assert mine["class"] == theirs["class"]
    assert np.allclose(mine["mean_probability"], theirs["mean_probability"], atol=2e-4)
    assert not list(detected.folder.glob(".*")), "nothing is left behind"
    with rasterio.open(detected.folder / "mask.tif") as dataset:
        tag = dataset.tags()["GROUNDSHIFT"]
    assert f'"THRESHOLD": {threshold:g}' in tag
    assert "2026-01-02" in tag
    assert f'value="{threshold:.6g}"' in (detected.folder / "probability.qml").read_text()


def test_applied_with_simpler_outlines_is_what_vectorize_makes(detected: Run) -> None:
    """The mask as without them; the polygons as from the tool, with the provenance of the detection."""
    mask, shaped, expected = (str(detected.folder / name) for name in ("mask.tif", "shaped.gpkg", "expected.gpkg"))
    job = ApplyThresholdJob(source(detected), 0.3, 3.0, scratch(detected), mask)
    apply_threshold(job, QUIET)
    plain = read(Path(mask))
    values = apply_threshold(replace(job, polygons=shaped, simplify_m=1.5, regularize=True), QUIET)
    assert np.array_equal(read(Path(mask)), plain)
    tool = VectorizeChangeJob(
        source(detected), expected, scratch(detected), 0.3, 3.0, fill_holes_m2=3.0, simplify_m=1.5, regularize=True
    )
    found = vectorize_change(tool, QUIET)
    assert (values["POLYGON_COUNT"], values["CHANGED_AREA"]) == (found["POLYGON_COUNT"], found["CHANGED_AREA"])
    mine, theirs = polygons(Path(shaped)), polygons(Path(expected))
    assert mine["geometry"] == theirs["geometry"]
    along_pixels = ApplyThresholdJob(source(detected), 0.3, 3.0, scratch(detected), polygons=expected)
    apply_threshold(along_pixels, QUIET)
    assert sum(map(len, mine["geometry"])) < 0.8 * sum(map(len, polygons(Path(expected))["geometry"]))
    parameters = pyogrio.read_info(shaped)["layer_metadata"]["GROUNDSHIFT"]
    assert '"REGULARIZE": true' in parameters
    assert '"algorithm": "groundshift:vectorizechange"' not in parameters


def test_histogram_and_sizes(detected: Run) -> None:
    """Against a count with numpy and scipy."""
    from scipy import ndimage

    probability = read(detected.folder / "probability.tif")
    probability = probability if probability.ndim == 2 else probability[0]
    values = probability_histogram(ProbabilityHistogramJob(source(detected), scratch(detected)), QUIET)
    areas = np.array(values["AREAS"])
    for threshold in (0.05, 0.4, 0.731):
        counted = (probability >= np.float32(threshold)).sum()
        pixel = values["VALID_AREA"] / (probability >= 0).sum()
        assert areas[round(threshold * 1000) :].sum() == pytest.approx(counted * pixel, rel=1e-4)
        found = change_sizes(ChangeSizesJob(source(detected), threshold, scratch(detected)), QUIET)
        sizes = np.load(found["SIZES"], allow_pickle=False)
        labels, count = ndimage.label(probability >= np.float32(threshold))
        expected = np.sort(np.bincount(labels.ravel())[1:]) * pixel
        assert found["COUNT"] == count == len(sizes)
        assert np.allclose(np.sort(sizes), sizes)
        assert np.allclose(sizes, expected, rtol=1e-3)


def test_rounding_below_zero_counts_as_zero(detected: Run) -> None:
    """As one minus a softmax leaves it."""
    path = detected.folder / "probability.tif"
    with rasterio.open(path, "r+") as dataset:
        values = dataset.read(1)
        values[values == 0] = -0.0001
        values[300, 300] = -0.0001
        dataset.write(values, 1)
    values = probability_histogram(ProbabilityHistogramJob(source(detected), scratch(detected)), QUIET)
    assert len(values["AREAS"]) == 1001
    assert values["AREAS"][0] > 0


def test_cancelled_keeps_the_earlier_outputs(detected: Run) -> None:
    before = (detected.folder / "mask.tif").read_bytes(), (detected.folder / "polygons.gpkg").read_bytes()
    stop = threading.Event()

    def emit(event: Event) -> None:
        stop.set()

    job = ApplyThresholdJob(
        source(detected), 0.2, 0.0, scratch(detected), str(detected.folder / "mask.tif"), str(detected.folder / "polygons.gpkg")
    )
    with pytest.raises(Cancelled):
        apply_threshold(job, JobContext(emit, stop))
    assert ((detected.folder / "mask.tif").read_bytes(), (detected.folder / "polygons.gpkg").read_bytes()) == before
    assert not list(detected.folder.glob(".*"))


def test_a_mask_is_refused(detected: Run) -> None:
    mask = RasterSource("INPUT", "mask", str(detected.folder / "mask.tif"))
    with pytest.raises(JobFailure) as caught:
        change_sizes(ChangeSizesJob(mask, 0.5, scratch(detected)), QUIET)
    assert caught.value.code == "no_probability"
