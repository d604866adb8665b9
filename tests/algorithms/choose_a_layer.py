"""Run as a script: the list of layers in the dialog of 'Activation map', in a QGIS with widgets.

FOLDER. Prints a JSON list: how many layers of the default model are offered and the first of them, the same of another model,
and the value of LAYER after one was chosen.
"""

from __future__ import annotations

import json
import os
import sys

from groundshift.tests.helpers.qgis_application import start_processing, start_qgis


def main(folder: str) -> None:
    application = start_qgis(os.path.join(folder, "profile"), widgets=True)
    start_processing()
    import groundshift

    plugin = groundshift.classFactory(None)
    plugin.initProcessing()
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    dialog = AlgorithmDialog(application.processingRegistry().createAlgorithmById("groundshift:activationmap"))
    panel = dialog.mainWidget()
    box = panel.wrappers["LAYER"].widget
    found = [box.count(), box.itemText(0)]
    panel.wrappers["MODEL"].setWidgetValue("buildings-fcn", panel.processing_context)
    found += [box.count(), box.itemText(0)]
    box.setCurrentIndex(1)
    found += [box.itemText(1), panel.wrappers["LAYER"].widgetValue()]
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)  # exitQgis() crashes where widgets outlive it


main(sys.argv[1])
