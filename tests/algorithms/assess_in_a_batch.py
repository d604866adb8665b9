"""Run as a script: two rows of Processing's batch dialog for an algorithm with an HTML output, in a QGIS with widgets.

PREDICTED REFERENCE FOLDER; writes FOLDER/report0.html and report1.html and prints "done".
"""

from __future__ import annotations

import os
import sys
import time

from qgis.core import QgsApplication

sys.path.append("/usr/share/qgis/python/plugins")


def main(predicted: str, reference: str, folder: str) -> None:
    application = QgsApplication([], True, os.path.join(folder, "profile"))
    application.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    import groundshift

    plugin = groundshift.classFactory(None)
    plugin.initProcessing()
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    algorithm = application.processingRegistry().createAlgorithmById("groundshift:assessaccuracy")
    dialog = BatchAlgorithmDialog(algorithm)
    panel = dialog.mainWidget()
    panel.checkLoadLayersOnCompletion.setChecked(False)
    panel.addRow(2 - panel.batchRowCount())
    wanted = [os.path.join(folder, f"report{row}.html") for row in range(2)]
    for row, path in enumerate(wanted):
        for name, value in {"PREDICTED": predicted, "REFERENCE": reference}.items():
            panel.wrappers[row][panel.parameter_to_column[name]].setParameterValue(value, panel.processing_context)
        outputs = {"REPORT": path, "MATRIX": path.replace("html", "csv"), "MEASURES": path.replace("html", "json")}
        for name, output in outputs.items():
            panel.tblParameters.cellWidget(row + 1, panel.parameter_to_column[name]).setValue(output)
    dialog.runAlgorithm()
    # Newer versions of QGIS run batches in the background.
    end = time.monotonic() + 60
    while not all(map(os.path.exists, wanted)) and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.05)
    plugin.unload()
    print("done")
    # exitQgis() is left out: it crashes where widgets outlive it.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
