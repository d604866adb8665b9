"""The example in the docstring of each job runs, and its job is the same after its way through JSON."""

from __future__ import annotations

import doctest
import sys
from typing import Any

import pytest

from groundshift.plugin.jobs import detect_change, detect_change_cluster, sar, sources, train_model
from groundshift.plugin.jobs.registry import JOBS, load_job
from groundshift.plugin.jobs.wire import dump_job

NAMES = {
    **{name: getattr(sources, name) for name in ("Polygons", "RasterSource", "VectorSource")},
    "SarDifferenceJob": sar.SarDifferenceJob,
    **{name: getattr(train_model, name) for name in ("LabelledPair", "TrainModelJob")},
    "DetectChangeJob": detect_change.DetectChangeJob,
    "BlockGrid": detect_change_cluster.BlockGrid,
    "load_job": load_job,
    "dump_job": dump_job,
}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.KIND)
def test_example(job: Any) -> None:
    names = {**NAMES, job.__name__: job}
    example = doctest.DocTestParser().get_doctest(job.__doc__, names, job.__name__, sys.modules[job.__module__].__file__, 0)
    assert example.examples, "no example"
    printed: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(example, out=printed.append).failed == 0, "".join(printed)
