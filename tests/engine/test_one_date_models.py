"""Models of one date: activation maps and 8-bit twins, against the network run by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from groundshift.plugin.engine.activation.run import activation_map
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.quantization.quantize import quantize_model
from groundshift.plugin.jobs.activation_map import ActivationMapJob
from groundshift.plugin.jobs.evaluation import QuantizeModelJob
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import SEGMENTATION
from groundshift.tests.helpers.labelled_pairs import box, write_labels
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes
from groundshift.tests.helpers.rasters import read, write_raster

BUNDLED = Path(__file__).resolve().parents[2] / "models"
LAND_COVER = BUNDLED / "landcover-aerial.onnx"
QUIET = JobContext(lambda event: None)


def image(folder: Path, side: int = 96) -> tuple[np.ndarray, RasterSource]:
    rng = np.random.default_rng(3)
    values = np.kron(rng.integers(30, 220, (3, side // 16, side // 16)), np.ones((16, 16), int)).astype(np.uint8)
    return values, RasterSource("BEFORE", "town", str(write_raster(folder / "town.tif", values, gsd=1.0)))


def test_an_activation_map_of_one_date_is_that_of_the_network(tmp_path: Path) -> None:
    model = tmp_path / "cover.onnx"
    model.write_bytes(cover_model_bytes())
    values, before = image(tmp_path)
    outputs = {
        name: str(tmp_path / f"{name}.{kind}") for name, kind in (("mean", "tif"), ("channels", "tif"), ("sheet", "png"))
    }
    job = ActivationMapJob(before, None, str(model), str(tmp_path / "scratch"), layer="logits", **outputs)
    found = activation_map(job, QUIET)
    assert found["CHANNEL_COUNT"] == 3
    expected = 2.0 * values / 255  # its logits are twice the bands, which lie in 0..1
    channels = np.stack([read(outputs["channels"], band) for band in (1, 2, 3)])
    assert channels == pytest.approx(expected, abs=1e-4)
    assert read(outputs["mean"]) == pytest.approx(expected.mean(axis=0), abs=1e-4)
    assert Image.open(outputs["sheet"]).width > 96
    with pytest.raises(JobFailure) as caught:
        activation_map(ActivationMapJob(before, before, str(model), str(tmp_path / "scratch"), mean=outputs["mean"]), QUIET)
    assert caught.value.code == "activation_dates"


@pytest.mark.slow
@pytest.mark.usefixtures("quick_comparison")
@pytest.mark.parametrize("source", ["image", "chips"])
def test_an_8_bit_twin_of_a_land_cover_model_is_compared_class_by_class(tmp_path: Path, source: str) -> None:
    values, before = image(tmp_path, 128)
    inputs: dict[str, Any] = {"before": before}
    if source == "chips":
        for name in ("images", "masks"):
            (tmp_path / "chips" / name).mkdir(parents=True)
        Image.fromarray(values.transpose(1, 2, 0)).save(tmp_path / "chips" / "images" / "a.png")
        mask = np.kron(np.arange(1, 5).reshape(2, 2), np.ones((64, 64))).astype(np.uint8)
        Image.fromarray(mask).save(tmp_path / "chips" / "masks" / "a.png")
        inputs = {"chips": (str(tmp_path / "chips"),)}
    else:
        shapes = [box(0, 0, 120, 120), box(130, 130, 100, 100)]
        inputs["labels"] = write_labels(tmp_path / "labels.gpkg", shapes, ["land", "water"])
    paths = {"quantized": str(tmp_path / "twin.onnx"), "report": str(tmp_path / "r.html"), "measures": str(tmp_path / "m.json")}
    job = QuantizeModelJob(
        str(LAND_COVER), scratch=str(tmp_path / "scratch"), calibration_chips=4, threads=1, **inputs, **paths
    )
    found = quantize_model(job, QUIET)
    twin = load_model_file(paths["quantized"], (SEGMENTATION,))
    assert twin.spec.id == "landcover-aerial-int8"
    assert found["SIZE_RATIO"] > 2
    document = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert document["agreement"]["pixels"] == 128 * 128
    assert document["agreement"]["unlike_share"] < 0.2
    assert found["F1_LOST"] == pytest.approx(document["models"][0]["f1"] - document["models"][1]["f1"])
    assert 0 <= document["models"][1]["accuracy"] <= 1
    assert "likeliest class" in (tmp_path / "r.html").read_text(encoding="utf-8")
