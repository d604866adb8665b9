"""Run as a script: save the graph of ``test_saved_graphs.py`` with the QGIS at hand, as FOLDER/town-<version>.model3."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from qgis.core import Qgis, QgsProcessingParameterNumber, QgsProcessingParameterString

from groundshift.tests.helpers.graphs import Step, raster_inputs, save_graph
from groundshift.tests.helpers.qgis_application import start_processing, start_qgis

STEPS = [
    Step("coregister", {"BEFORE": "before", "AFTER": "after"}, {"RESAMPLING": 0}),
    Step(
        "detectchange",
        {"BEFORE": ("coregister", "ALIGNED"), "AFTER": "after", "MODEL": "network", "MIN_AREA": "smallest"},
        {"THRESHOLD": 0.5, "FILL_HOLES": 0},
        ["MASK"],
    ),
    Step("vectorizechange", {"INPUT": ("detectchange", "MASK")}, {"SIMPLIFY": 0}, ["POLYGONS"]),
    Step(
        "changetimeseries",
        {"RASTERS": ["before", ("coregister", "ALIGNED"), "after"]},
        {"METHOD": 0, "THRESHOLD_METHOD": 4, "THRESHOLD": 100, "DATES": "2018, 2019, 2021"},
        ["CHANGES"],
    ),
    Step(
        "assessaccuracy",
        {"PREDICTED": ("detectchange", "MASK"), "REFERENCE": ("changetimeseries", "CHANGES")},
        {},
        ["MEASURES"],
    ),
]


def main(folder: str) -> None:
    start_qgis(tempfile.mkdtemp())
    start_processing()
    from groundshift.plugin.plugin import GroundshiftPlugin

    plugin = GroundshiftPlugin(None)  # kept: QGIS does not keep it
    plugin.initProcessing()
    smallest = QgsProcessingParameterNumber("smallest", "Smallest area", QgsProcessingParameterNumber.Double, 10.0)
    inputs = [*raster_inputs("before", "after"), QgsProcessingParameterString("network", "Model"), smallest]
    version = ".".join(Qgis.version().split(".")[:2])
    print(save_graph(Path(folder) / f"town-{version}.model3", inputs, STEPS))


if __name__ == "__main__":
    main(*sys.argv[1:])
