"""How long a user waits: for a preview, for the first polygons of a cold worker, for QGIS to start the plugin.

``build/worker-env/bin/python -m tests.benchmarks.waiting preview``  a view of 1,600 x 1,000 pixels on a warm worker
``build/worker-env/bin/python -m tests.benchmarks.waiting cold``     a pair of 1 Mpx from the start of the worker to polygons
``PYTHONPATH=build build/qgis-env/bin/python -m tests.benchmarks.waiting plugin``  start of the plugin in QGIS Desktop

Each prints wall time and processor time, the least of the rounds; on a busy machine only the latter means something.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VIEW = 1600, 1000
MOST_PIXELS = 700_000  # that the panel has predicted: gui.tasks.map_preview.MOST_PIXELS
SHIFT = 37  # pixels that the view moves between two previews
COLD_SIDE = 1024


def preview(model: Path, rounds: int, provider: str) -> None:
    from .detection import Worker, write_pair

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, 2048)
        worker = Worker()
        spent = []
        for number in range(rounds + 1):  # the first one opens the network and measures the pair
            left, top = 350_000 + 100 + number * SHIFT * 0.5, 3_060_000 - 200
            begun = worker.cpu_seconds()
            values = worker.run(_preview_job(folder, before, after, model, left, top, provider))
            spent.append((values["wall"], worker.cpu_seconds() - begun, values["PIXELS"]))
        worker.close()
    wall, cpu = (min(item[index] for item in spent[1:]) for index in (0, 1))
    print(
        f"{model.stem} by {provider or 'ONNX Runtime'}: view of {VIEW[0]} x {VIEW[1]}, {spent[-1][2] / 1e6:.2f} Mpx predicted: "
    )
    print(f"  preview {wall:.2f} s, processor {cpu:.2f} s; the first one {spent[0][0]:.2f} s, processor {spent[0][1]:.2f} s")


def _preview_job(
    folder: Path, before: Path, after: Path, model: Path, left: float, top: float, provider: str
) -> dict[str, Any]:
    import shapely

    right, bottom = left + VIEW[0] * 0.5, top - VIEW[1] * 0.5
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    view = {"parameter": "EXTENT", "name": "view", "crs": "EPSG:32645", "wkb": [shapely.box(left, bottom, right, top).wkb_hex]}
    return {
        "kind": "preview",
        "before": {"parameter": "BEFORE", "name": "before", "path": str(before)},
        "after": {"parameter": "AFTER", "name": "after", "path": str(after)},
        "model": str(model),
        "view": view,
        "scratch": str(scratch),
        "provider": provider,
        "most_pixels": MOST_PIXELS,
    }


def cold(model: Path, rounds: int, provider: str) -> None:
    from .detection import Worker, make_job, write_pair

    spent = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, after = write_pair(folder, COLD_SIDE)
        for _ in range(rounds):
            begin = time.perf_counter()
            worker = Worker()
            ready = time.perf_counter() - begin
            values = worker.run({**make_job(folder, before, after, model), "provider": provider})
            spent.append((time.perf_counter() - begin, worker.cpu_seconds(), ready))
            worker.close()
    wall, cpu, ready = (min(item[index] for item in spent) for index in range(3))
    print(f"{model.stem} by {provider or 'ONNX Runtime'}: {COLD_SIDE} x {COLD_SIDE} pixels, {values['POLYGON_COUNT']} polygons")
    print(f"  from the start of the worker to polygons {wall:.2f} s, processor {cpu:.2f} s; worker ready after {ready:.2f} s")


def plugin(rounds: int) -> None:
    """The plugin's part of real starts of QGIS; the first one compiles the modules and is left out."""
    from groundshift.tests.desktop.in_qgis import run_in_qgis

    here = Path(__file__)
    hook = {"PYQGIS_STARTUP": str(here.with_name("plugin_start_hook.py")), "PYTHONDONTWRITEBYTECODE": ""}
    spent = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            run_in_qgis(str(here.with_name("plugin_start_run.py")), Path(name), hook, timeout=300)
            found = json.loads((Path(name) / "start.json").read_text())
        spent.append((found["wall_ms"], found["cpu_ms"]))
    wall, cpu = (min(item[index] for item in spent[1:] or spent) for index in (0, 1))
    print(f"the plugin is imported and started in {wall:.0f} ms, processor {cpu:.0f} ms; the first time {spent[0][1]:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["preview", "cold", "plugin"])
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "buildings-siamese.onnx")
    parser.add_argument("--provider", default="", help="as the setting: OpenVINO:CPU:bf16, for example")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.what == "preview":
        preview(chosen.model, chosen.rounds, chosen.provider)
    elif chosen.what == "cold":
        cold(chosen.model, chosen.rounds, chosen.provider)
    else:
        plugin(chosen.rounds)


if __name__ == "__main__":
    main()
