"""The guide's pictures of the tools: made by ``make screenshots`` only, as the tools themselves are tested elsewhere."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from groundshift.tests.desktop.in_qgis import LOOK, run_in_qgis
from groundshift.tests.desktop.real_pairs import PUCALLPA

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(not os.environ.get("GROUNDSHIFT_SCREENSHOTS") or bool(LOOK), reason="made by make screenshots"),
    pytest.mark.skipif(not PUCALLPA.is_dir(), reason="the project's real imagery (../shared/data) is not on this machine"),
]
TOOLS = Path(__file__).resolve().parents[2] / "tools"
_DRAW = "from pathlib import Path; from scene.rasters import write_scene; write_scene(Path({folder!r}), 512)"


def test_the_tools_are_photographed(tmp_path):
    series = tmp_path / "series"
    series.mkdir()
    for image in PUCALLPA.glob("*.tif"):
        (series / image.name).symlink_to(image)  # QGIS writes statistics beside what it opens
    town = tmp_path / "town"
    draw = _DRAW.format(folder=str(town))
    subprocess.run([os.environ["GROUNDSHIFT_PYTHON"], "-c", draw], cwd=TOOLS, check=True, timeout=600)
    variables = {f"TOWN_{name.upper()}": str(town / f"{name}.tif") for name in ("before", "after", "truth")}
    found = run_in_qgis("guide_run.py", tmp_path, {**variables, "SERIES": str(series)}, timeout=2000)
    assert {"classic-dialog.png", "series-map.png", "vectorize-map.png", "sample-map.png"} <= set(found["made"])
