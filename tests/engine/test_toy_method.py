"""The recipe "add a classical method": a file and a line of the registry, run by the worker."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from groundshift.plugin.engine import serve
from groundshift.plugin.engine.classic.method import Inputs, Method
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.events import Event, Result
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.wire import dump_job
from groundshift.plugin.rules.classic_methods import METHODS, ClassicMethod
from groundshift.tests.helpers.rasters import write_raster


class LargestDifference(Method):
    """The largest absolute difference of the bands, and which band it is in (from 1)."""

    @property
    def names(self) -> tuple[str, ...]:
        return ("largest difference", "band")

    def measure(self, before: Any, after: Any) -> Any:
        apart = np.abs(after - before)
        return np.stack([apart.max(axis=0), apart.argmax(axis=0).astype(apart.dtype) + 1])


def make_largest_difference(inputs: Inputs) -> LargestDifference:
    assert not inputs.alone
    return LargestDifference()


def test_a_registered_method_is_run_by_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = ClassicMethod("Largest difference", "the largest of the bands' differences.", f"{__name__}:make_largest_difference")
    monkeypatch.setitem(METHODS, "largest", line)
    random = np.random.default_rng(2)
    before = random.integers(100, 110, (3, 80, 90)).astype(np.uint8)
    after = before.copy()
    after[1, 20:40, 30:60] += 90
    sources = [
        RasterSource(name.upper(), name, str(write_raster(tmp_path / f"{name}.tif", values)))
        for name, values in (("before", before), ("after", after))
    ]
    paths = {"difference": str(tmp_path / "difference.tif"), "mask": str(tmp_path / "mask.tif")}
    events: list[Event] = []
    job = DetectChangeClassicJob(*sources, str(tmp_path / "scratch"), method="largest", **paths)
    serve.perform(dump_job(job), events.append, threading.Event())
    assert isinstance(events[-1], Result)
    with rasterio.open(paths["difference"]) as difference, rasterio.open(paths["mask"]) as mask:
        assert difference.descriptions == ("largest difference", "band")
        values = difference.read()
        changed = mask.read(1) == 1
    assert np.array_equal(values[0], np.abs(after.astype(int) - before).max(axis=0))
    assert (values[1, 20:40, 30:60] == 2).all()
    expected = np.zeros((80, 90), bool)
    expected[20:40, 30:60] = True
    assert np.array_equal(changed, expected)
