"""Run as a script: Processing's batch dialog for any algorithm, in a QGIS with widgets.

ALGORITHM ROWS FOLDER, where ROWS is a JSON list of {"inputs": {name: value}, "outputs": {name: path}}.
Prints "done" when all outputs are there, else the dialog's messages and log.
"""

from __future__ import annotations

import json
import os
import sys
import time

from qgis.PyQt.QtWidgets import QTextEdit

from groundshift.tests.helpers.qgis_application import start_processing, start_qgis


def main(name: str, rows_text: str, folder: str) -> None:
    rows = json.loads(rows_text)
    application = start_qgis(os.path.join(folder, "profile"), widgets=True)
    start_processing()
    import groundshift

    plugin = groundshift.classFactory(None)
    plugin.initProcessing()
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(application.processingRegistry().createAlgorithmById(name))
    panel = dialog.mainWidget()
    panel.checkLoadLayersOnCompletion.setChecked(False)
    panel.addRow(len(rows) - panel.batchRowCount())
    # As "Load batch" of the dialog does it, but for the widgets of outputs, which take a text.
    for number, row in enumerate(rows):
        for parameter, value in row["inputs"].items():
            wrapper = panel.wrappers[number][panel.parameter_to_column[parameter]]
            wrapper.setParameterValue(value, panel.processing_context)
        for parameter, path in row["outputs"].items():
            panel.tblParameters.cellWidget(number + 1, panel.parameter_to_column[parameter]).setValue(path)
    dialog.runAlgorithm()
    # Newer versions of QGIS run batches in the background.
    wanted = [path for row in rows for path in row["outputs"].values()]
    end = time.monotonic() + 90
    while not all(map(os.path.exists, wanted)) and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.05)
    if all(map(os.path.exists, wanted)):
        print("done")
    else:
        print(*(item.text() for item in dialog.messageBar().items()), sep="\n")
        print(*(text.toPlainText() for text in dialog.findChildren(QTextEdit)), sep="\n")
    # Nothing is taken down: QGIS crashes where widgets outlive exitQgis(), or the last row of a batch the provider.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
