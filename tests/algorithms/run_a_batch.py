"""Run as a script: Processing's batch dialog for any algorithm, in a QGIS with widgets.

The argument is a folder for the profile. Each line of stdin is a JSON object {"algorithm": id, "rows": [...]}, with a row
{"inputs": {name: value}, "outputs": {name: path}} each. It is answered by a line of JSON: ``""`` when all outputs are there,
else the dialog's messages and log.
"""

from __future__ import annotations

import json
import os
import sys
import time

from qgis.PyQt.QtWidgets import QTextEdit

from groundshift.tests.helpers.qgis_application import start_processing, start_qgis


def run_batch(application, algorithm, rows):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(application.processingRegistry().createAlgorithmById(algorithm))
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
    end = time.monotonic() + 240
    while not all(map(os.path.exists, wanted)) and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.05)
    if all(map(os.path.exists, wanted)):
        return dialog, ""
    texts = [
        *(item.text() for item in dialog.messageBar().items()),
        *(text.toPlainText() for text in dialog.findChildren(QTextEdit)),
    ]
    return dialog, "\n".join(texts) or "nothing"


def main(folder):
    application = start_qgis(os.path.join(folder, "profile"), widgets=True)
    start_processing()
    import groundshift

    plugin = groundshift.classFactory(None)
    plugin.initProcessing()
    # QGIS crashes where dialogs outlive the provider, or a batch its dialog: all of them are kept to the end.
    dialogs = []
    for line in sys.stdin:
        dialog, problem = run_batch(application, **json.loads(line))
        dialogs.append(dialog)
        print(json.dumps(problem), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
