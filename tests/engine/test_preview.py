"""The preview: what is in view, as the real run would show it, by a network that stays warm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.warp import transform_bounds

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.detect import preview as module
from groundshift.plugin.engine.detect.preview import encode, preview, unload
from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.jobs.failure import Cancelled
from groundshift.plugin.jobs.preview import PreviewJob, levels_for
from groundshift.plugin.jobs.sources import Polygons
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model, spec
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, UTM, changed, texture, write_raster


def view_of(left: float, bottom: float, right: float, top: float, crs: str = "EPSG:32645") -> Polygons:
    return Polygons("EXTENT", "view", crs, (shapely.box(left, bottom, right, top).wkb_hex,))


def pixels_view(row: int, col: int, height: int, width: int) -> Polygons:
    left, top = LEFT + col * GSD, TOP - row * GSD
    return view_of(left, top - height * GSD, left + width * GSD, top)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    before = texture(900, 1100, 3)
    before[:, :, 800:] //= 2  # statistics of a part differ from those of the whole
    after = changed(before, [(100, 150, 60, 40), (500, 700, 80, 80)])
    return write_raster(tmp_path / "before.tif", before), write_raster(tmp_path / "after.tif", after)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    unload()
    return difference_model(tmp_path / "m.onnx", document=spec(normalisation={"kind": "standardise"}, halo=4), blur=9)


def job_of(pair: tuple[Path, Path], model: Path, view: Polygons, folder: Path, **changes: Any) -> PreviewJob:
    detection = Run(folder, model).job(*pair)
    (folder / "scratch").mkdir(exist_ok=True)
    return PreviewJob(detection.before, detection.after, str(model), view, str(folder / "scratch"), **changes)


def run(job: PreviewJob) -> tuple[dict[str, Any], np.ndarray]:
    values = preview(job, JobContext(lambda event: None))
    return values, np.load(values["PATH"], allow_pickle=False)


def test_it_is_the_real_run_s(pair: tuple[Path, Path], model: Path, tmp_path: Path) -> None:
    """Pixel for pixel, though only the view was predicted: the statistics are the overlap's."""
    real = Run(tmp_path, model)
    real(*pair, probability=str(tmp_path / "probability.tif"))
    values, codes = run(job_of(pair, model, pixels_view(60, 100, 300, 450), tmp_path))
    with rasterio.open(tmp_path / "probability.tif") as dataset:
        probability = dataset.read(1)[60:360, 100:550]
    assert (values["LEFT"], values["TOP"]) == (LEFT + 100 * GSD, TOP - 60 * GSD)
    assert (values["HEIGHT"], values["WIDTH"]) == codes.shape == (300, 450)
    levels = values["LEVELS"]
    difference = codes.astype(float) - 1 - probability * levels
    assert np.abs(difference + 0.5).max() <= 0.52  # within its level; a ten-thousandth may lie on the border
    assert (codes > levels / 2).any()


def test_view_in_another_crs_and_area(pair: tuple[Path, Path], model: Path, tmp_path: Path) -> None:
    left, bottom, right, top = LEFT + 50, TOP - 200, LEFT + 250, TOP - 50
    degrees = transform_bounds(UTM, "EPSG:4326", left, bottom, right, top)
    area = view_of(LEFT + 100, TOP - 150, LEFT + 200, TOP - 20)
    values, codes = run(job_of(pair, model, view_of(*degrees, crs="EPSG:4326"), tmp_path, include=(area,)))
    assert abs(values["LEFT"] - (LEFT + 100)) <= GSD
    assert abs(values["TOP"] - (TOP - 50)) <= 8 * GSD  # a box in degrees is slanted
    assert codes.shape[1] == pytest.approx(200, abs=4)
    assert (codes > 0).mean() > 0.95


def test_ground_out_of_the_area_is_empty(pair: tuple[Path, Path], model: Path, tmp_path: Path) -> None:
    far = job_of(pair, model, view_of(LEFT - 900, TOP + 100, LEFT - 800, TOP + 200), tmp_path)
    assert preview(far, JobContext(lambda event: None))["EMPTY"] is True


def test_large_views_are_cropped_to_their_middle(pair: tuple[Path, Path], model: Path, tmp_path: Path) -> None:
    values, codes = run(job_of(pair, model, pixels_view(0, 0, 900, 1100), tmp_path, most_pixels=40_000))
    assert values["CROPPED"]
    assert 39_000 < codes.size <= 40_000
    centre = values["LEFT"] + values["WIDTH"] * GSD / 2, values["TOP"] - values["HEIGHT"] * GSD / 2
    assert centre == pytest.approx((LEFT + 275, TOP - 225), abs=2 * GSD)


def test_tiles_of_cropped_views_are_of_one_size(
    pair: tuple[Path, Path], model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unload()
    coarse = difference_model(tmp_path / "m16.onnx", document=spec(halo=16, stride=16), blur=9)
    seen: list[tuple[int, ...]] = []
    network_run = Network.run
    monkeypatch.setattr(
        Network,
        "run",
        lambda self, dates, *rest, **named: (seen.append(dates[0].shape), network_run(self, dates, *rest, **named))[1],
    )
    for shift in (0, 37, 74, 111):
        values, codes = run(job_of(pair, coarse, pixels_view(2 * shift, shift, 500, 700), tmp_path, most_pixels=40_000))
        assert codes.shape == (169, 236)
        left = LEFT + (shift + 350) * GSD
        assert values["LEFT"] + values["WIDTH"] * GSD / 2 == pytest.approx(left, abs=17 * GSD)
    assert len(seen) == 4
    assert len(set(seen)) == 1


def test_network_and_statistics_stay_warm(pair: tuple[Path, Path], model: Path, tmp_path: Path) -> None:
    job = job_of(pair, model, pixels_view(0, 0, 100, 100), tmp_path)
    run(job)
    network, scale = module._warm.network, module._warm.scale
    run(replace(job, view=pixels_view(200, 200, 100, 100)))
    assert module._warm.network is network
    assert module._warm.scale is scale
    run(replace(job, include=(pixels_view(0, 0, 400, 400),)))
    assert module._warm.network is network
    assert module._warm.scale is not scale
    unload()
    assert module._warm.network is None


def test_it_gives_up_when_the_map_moves_on(pair: tuple[Path, Path], model: Path, tmp_path: Path) -> None:
    context = JobContext(lambda event: None)
    context.cancelled.set()
    with pytest.raises(Cancelled):
        preview(job_of(pair, model, pixels_view(0, 0, 300, 300), tmp_path), context)


def test_codes() -> None:
    levels = levels_for(2)
    probability = np.array([[0.0, 0.5, 1.0, 0.7]], np.float32)
    likeliest = np.array([[0, 1, 1, 0]], np.uint8)
    valid = np.array([[True, True, True, False]])
    codes = encode(probability, likeliest, valid, levels)
    assert codes.tolist() == [[1, 1 + levels + levels // 2, 1 + levels + levels - 1, 0]]
    assert 1 + levels_for(40) * 40 <= 255
