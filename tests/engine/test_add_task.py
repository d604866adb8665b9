"""The recipe "add a task" of docs/architecture.md: a line in the table of tasks, a head, and the outputs of the prediction."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Optional

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from groundshift.plugin.engine import serve
from groundshift.plugin.engine.detect import predict
from groundshift.plugin.engine.network import heads
from groundshift.plugin.jobs.events import Event, Result
from groundshift.plugin.jobs.predict import PredictJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.model_file import spec
from groundshift.plugin.model_file.spec import ModelSpec, Task
from groundshift.tests.helpers.onnx_models import segmentation_model, segmentation_spec
from groundshift.tests.helpers.rasters import texture, write_raster

TASK = "ranking"


class RankingHead:
    """A toy: the probabilities of three classes, the highest first, as continuous values."""

    def __init__(self, model: ModelSpec) -> None:
        self._model = model

    def kept(self, with_classes: bool) -> int:
        return len(self._model.values)

    def activate(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        return heads.softmax(output)

    def decide(self, values: NDArray[np.float32], kept: int) -> tuple[NDArray[np.float32], Optional[NDArray[np.uint8]]]:
        return np.sort(values, axis=0)[::-1], None


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spec.TASKS, TASK, Task(layouts=("single",), dates=1, least_classes=0))
    monkeypatch.setitem(heads.HEADS, TASK, RankingHead)
    monkeypatch.setitem(predict.OUTPUTS_OF, TASK, ("VALUES",))


def test_a_registered_task_is_read_checked_and_run(task: None, tmp_path: Path) -> None:
    document = segmentation_spec(
        task=TASK, output={"kind": "logit", "bands": [{"name": name} for name in ("first", "second", "third")]}
    )
    model = segmentation_model(tmp_path / "ranking.onnx", document)
    image = write_raster(tmp_path / "image.tif", texture(96, 128))
    found = []
    for tile in (32, 64):
        path = tmp_path / f"ranking-{tile}.tif"
        job = PredictJob(
            (RasterSource("INPUT", "image", str(image)),), str(model), str(tmp_path / "s"), values=str(path), tile=tile
        )
        events: list[Event] = []
        assert serve.perform(dump_job(job), events.append, threading.Event()) == 0, events[-1]
        assert isinstance(events[-1], Result)
        with rasterio.open(path) as file:
            found.append(file.read())
            assert file.descriptions == ("first", "second", "third")
    assert (np.diff(found[0], axis=0) <= 0).all()
    np.testing.assert_allclose(found[0].sum(axis=0), 1, atol=1e-5)
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)  # whatever the tiles


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(spec.InvalidSpec, match="ranking"):
        spec.parse_spec(segmentation_spec(task=TASK))
