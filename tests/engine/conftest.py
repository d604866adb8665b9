"""Small pairs with a known difference, and a way to run the job on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Iterator

import numpy as np
import pytest

from groundshift.plugin.engine.network.backends import registry
from groundshift.tests.helpers.backends import FastBackend
from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import difference_model
from groundshift.tests.helpers.rasters import changed, texture, write_raster


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FastBackend]:
    """Install a backend of the tests' own, for as long as the test runs."""

    def add(*arguments: Any, **values: Any) -> FastBackend:
        backend = FastBackend(*arguments, **values)
        monkeypatch.setitem(registry.BACKENDS, "Fast", backend)
        return backend

    return add


@pytest.fixture(scope="module")
def quick_comparison() -> Iterator[None]:
    """Compare the speeds of a network and its twin on a small tile, three times: for users that takes twelve seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("groundshift.plugin.engine.quantization.quantize._SPEED_SECONDS", 0.0)
        patch.setattr("groundshift.plugin.engine.quantization.quantize._SPEED_TILE", 64)
        yield


@pytest.fixture
def run(tmp_path: Path) -> Run:
    folder = tmp_path / "out"
    folder.mkdir()
    return Run(folder, difference_model(tmp_path / "model.onnx"))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path, np.ndarray]:
    """Before, after, and the truth (height, width) bool, 300 x 400 pixels with five changed rectangles."""
    before = texture(300, 400)
    squares = [(20, 30, 40, 50), (100, 200, 10, 10), (250, 350, 50, 50), (150, 20, 3, 3), (180, 100, 60, 8)]
    after = changed(before, squares)
    truth = np.zeros((300, 400), bool)
    for row, col, height, width in squares:
        truth[row : row + height, col : col + width] = True
    return write_raster(tmp_path / "before.tif", before), write_raster(tmp_path / "after.tif", after), truth
