"""Which files of the plugin have functions that run in one detection, by a profile of both processes.

    PYTHONPATH=build QT_QPA_PLATFORM=offscreen GROUNDSHIFT_PYTHON=build/worker-env/bin/python \\
        build/qgis-env/bin/python -m groundshift.tests.benchmarks.files_of_a_run
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Any, Callable

PLUGIN = f"{os.sep}plugin{os.sep}"


def profiled(call: Callable[[], Any]) -> set[str]:
    """Return the files below ``plugin`` with functions that run in a call, in all of its threads."""
    seen: set[str] = set()

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_name != "<module>" and PLUGIN in code.co_filename and "groundshift" in code.co_filename:
            seen.add(code.co_filename.rpartition(PLUGIN)[2])

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
    return seen


def in_worker(path: str) -> None:
    """Print the files that run a job, which a file holds as JSON."""
    from groundshift.plugin.engine import serve

    job = json.loads(Path(path).read_text(encoding="utf-8"))
    os.makedirs(job["scratch"], exist_ok=True)
    print(json.dumps(sorted(profiled(lambda: serve.perform(job, lambda event: None, threading.Event())))))


def in_qgis(folder: Path) -> tuple[set[str], dict[str, Any]]:
    """Return the files of QGIS's side that run in a detection, and the job that it sends."""
    import numpy as np

    from groundshift.tests.helpers.gdal_files import write_raster
    from groundshift.tests.helpers.onnx_bytes import model_bytes
    from groundshift.tests.helpers.qgis_application import start_processing, start_qgis

    start_qgis(folder / "profile")
    start_processing()
    import processing

    from groundshift.plugin.plugin import GroundshiftPlugin
    from groundshift.plugin.runtime import worker_pool

    plugin = GroundshiftPlugin(None)
    plugin.initProcessing()
    before = np.full((3, 200, 200), 100, np.uint8)
    after = before.copy()
    after[:, 50:80, 50:80] += 100
    inputs = {"BEFORE": write_raster(folder / "a.tif", before), "AFTER": write_raster(folder / "b.tif", after)}
    (folder / "model.onnx").write_bytes(model_bytes())
    outputs = {name: str(folder / name) for name in ("MASK.tif", "POLYGONS.gpkg")}
    values = {**inputs, "MODEL": str(folder / "model.onnx"), **{name.partition(".")[0]: path for name, path in outputs.items()}}
    jobs: list[dict[str, Any]] = []
    dump, worker_pool.dump_job = worker_pool.dump_job, lambda job: jobs.append(dump(job)) or jobs[-1]  # type: ignore[func-returns-value]
    return profiled(lambda: processing.run("groundshift:detectchange", values)), jobs[-1]


def main() -> None:
    """Count the files, and list them by folder."""
    folder = Path(tempfile.mkdtemp())
    seen, job = in_qgis(folder)
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    command = [os.environ["GROUNDSHIFT_PYTHON"], "-m", __spec__.name, str(folder / "job.json")]
    seen |= set(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    own = {"algorithms/base.py", "algorithms/detect_change.py"}
    seen -= {
        name for name in seen if name.startswith("algorithms/") and name.count("/") == 1
    } - own  # Processing lists all tools
    print(f"{len(seen)} files", *sorted(seen), sep="\n")
    sys.stdout.flush()
    os._exit(0)  # QGIS crashes where its provider outlives it


if __name__ == "__main__":
    in_worker(sys.argv[1]) if len(sys.argv) > 1 else main()
