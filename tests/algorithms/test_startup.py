"""What the plugin costs when QGIS starts: in imports, because times depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
before = set(sys.modules)
import groundshift
plugin = groundshift.classFactory(None)
plugin.initProcessing()
provider = QgsApplication.processingRegistry().providerById("groundshift")
names = [item.name() for item in provider.algorithms()]
print(json.dumps({"new": sorted(set(sys.modules) - before), "names": names}))
plugin.unload()
"""
WORKERS_OWN = {"rasterio", "shapely", "pyproj", "pyogrio", "onnx", "onnxruntime", "scipy", "skimage", "sklearn", "PIL", "torch"}
# What is slow to import, or is needed only when something runs.
LATE = ("numpy", "osgeo", "processing", "sqlite3", "venv", "qgis.PyQt.QtWidgets", "qgis.gui")
# Of the plugin's own modules: the definitions of jobs, radar's tables, and what looks at this machine.
LATE_MODULES = (
    "jobs.events",
    "jobs.sar",
    "jobs.sources",
    "jobs.train_model",
    "layers",
    "model_file",
    "rules.sar_products",
    "rules.sar_table",
    "runtime.environment_state",
    "runtime.install",
    "runtime.machine",
    "runtime.worker_pool",
)


def test_starting_imports_little():
    result = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=_environment(), check=True)
    found = json.loads(result.stdout.splitlines()[-1])
    assert "detectchange" in found["names"]
    roots = {name.partition(".")[0] for name in found["new"]}
    assert not roots & WORKERS_OWN
    assert not [name for name in found["new"] for late in LATE if name == late or name.startswith(late + ".")]
    own = [name.partition("groundshift.plugin.")[2] for name in found["new"]]
    assert not [name for name in own for late in LATE_MODULES if name == late or name.startswith(late + ".")]
    assert not [name for name in found["new"] if {"engine", "training", "gui"} & set(name.split("."))]


def _environment():
    import os

    # This process has the package's folder on its path.
    paths = [path for path in sys.path if path.endswith("build")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
