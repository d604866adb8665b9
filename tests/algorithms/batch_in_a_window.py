"""Run as a script: two rows of Processing's batch dialog, in a QGIS with widgets.

BEFORE AFTER MODEL FOLDER; writes FOLDER/mask0.tif and mask1.tif.
"""

from __future__ import annotations

import os
import sys
import time

from qgis.core import QgsApplication

sys.path.append("/usr/share/qgis/python/plugins")


def main(before: str, after: str, model: str, folder: str) -> None:
    application = QgsApplication([], True, os.path.join(folder, "profile"))
    application.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    import groundshift

    plugin = groundshift.classFactory(None)
    plugin.initProcessing()
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    algorithm = application.processingRegistry().createAlgorithmById("groundshift:detectchange")
    dialog = BatchAlgorithmDialog(algorithm)
    panel = dialog.mainWidget()
    panel.checkLoadLayersOnCompletion.setChecked(False)
    panel.addRow(2 - panel.batchRowCount())
    # As "Load batch" of the dialog does it, but for the widgets of outputs, which take a text.
    values = {"BEFORE": before, "AFTER": after, "MODEL": model}
    for row in range(2):
        for name, value in values.items():
            panel.wrappers[row][panel.parameter_to_column[name]].setParameterValue(value, panel.processing_context)
        outputs = {"MASK": os.path.join(folder, f"mask{row}.tif"), "POLYGONS": os.path.join(folder, f"polygons{row}.gpkg")}
        for name, path in outputs.items():
            panel.tblParameters.cellWidget(row + 1, panel.parameter_to_column[name]).setValue(path)
    dialog.runAlgorithm()
    # Newer versions of QGIS run batches in the background.
    wanted = [os.path.join(folder, f"mask{row}.tif") for row in range(2)]
    end = time.monotonic() + 90
    while not all(map(os.path.exists, wanted)) and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.05)
    plugin.unload()
    # exitQgis() is left out: it crashes where widgets outlive it.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
