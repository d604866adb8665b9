"""Runs inside QGIS Desktop (``qgis --code``): opens the dialog from the toolbox, runs it, and looks at what appears.

From the environment: BEFORE, AFTER, MODEL and FOLDER. Leaves FOLDER/report.json and pictures of the real windows.
"""

from __future__ import annotations

import os

from qgis.core import QgsApplication, QgsProcessingModelChildParameterSource, QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QDockWidget, QTreeView
from qgis.utils import iface

from groundshift.tests.desktop.hands import FOLDER, picture, run, wait, wait_for


def toolbox_entries():
    """The texts below Groundshift in the toolbox."""
    dock = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    dock.show()
    wait(0.3)
    view = dock.findChild(QTreeView)
    model = view.model()
    found = []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            view.expand(index)
            found.append(str(model.data(index)))
            walk(index)

    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if str(model.data(index)) == "Groundshift":
            view.expand(index)
            view.scrollTo(index)
            walk(index)
    picture(dock, "toolbox")
    dock.hide()
    return found


def run_dialog():
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("groundshift:detectchange")
    dialog = AlgorithmDialog(algorithm, False, iface.mainWindow())
    dialog.show()
    dialog.resize(900, 900)
    panel = dialog.mainWidget()
    values = {"BEFORE": "before", "AFTER": "after"}
    for name, layer in values.items():
        panel.wrappers[name].setWidgetValue(QgsProject.instance().mapLayersByName(layer)[0].id(), panel.processing_context)
    shown = panel.wrappers["MODEL"].widgetValue()
    panel.wrappers["MODEL"].setWidgetValue(os.environ["MODEL"], panel.processing_context)
    panel.wrappers["PROBABILITY"].setWidgetValue("TEMPORARY_OUTPUT", panel.processing_context)
    picture(dialog, "dialog")
    dialog.runButton().click()
    wait_for(lambda: len(QgsProject.instance().mapLayers()) == 5, "the results", 200)
    picture(dialog, "log")
    dialog.close()
    return shown


def tree():
    (group,) = QgsProject.instance().layerTreeRoot().findGroups()
    return {"group": group.name(), "layers": [node.name() for node in group.children()]}


def choose_in_designer():
    """What the model designer gets from the MODEL widget: a model's id, and an input of the model."""
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import QgsProcessingModelAlgorithm, QgsProcessingModelParameter, QgsProcessingParameterString

    designed = QgsProcessingModelAlgorithm("designed", "tests")
    designed.addModelParameter(QgsProcessingParameterString("which", "Which model"), QgsProcessingModelParameter("which"))
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("groundshift:detectchange")
    dialog = ModelerParametersDialog(algorithm, designed)
    dialog.show()
    picture(dialog, "designer")
    (static,) = dialog.createAlgorithm().parameterSources()["MODEL"]
    wrapper = dialog.widget.widget.wrappers["MODEL"]
    combo = wrapper.widget.findChildren(type(wrapper.widget.focusProxy()))[0]
    combo.setCurrentIndex(combo.findText("Which model"))
    (source,) = dialog.createAlgorithm().parameterSources()["MODEL"]
    dialog.close()
    mine = QgsProcessingModelChildParameterSource.fromStaticValue("mine")
    edited = [edit_in_designer(designed, item) for item in (mine, source)]
    return {
        "static": static.staticValue(),
        "input": source.parameterName(),
        "edited": [edited[0].staticValue(), edited[1].parameterName()],
    }


def edit_in_designer(designed, source):
    """What comes of ``source`` when a step that has it is opened again."""
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import QgsProcessingModelChildAlgorithm

    step = QgsProcessingModelChildAlgorithm("groundshift:detectchange")
    step.addParameterSources("MODEL", [source])
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("groundshift:detectchange")
    dialog = ModelerParametersDialog(algorithm, designed, designed.addChildAlgorithm(step))
    dialog.show()
    wait(0.3)
    (kept,) = dialog.createAlgorithm().parameterSources()["MODEL"]
    dialog.close()
    return kept


def main():
    for name in ("before", "after"):
        layer = QgsRasterLayer(os.environ[name.upper()], name)
        QgsProject.instance().addMapLayer(layer)
    iface.mainWindow().resize(1400, 900)
    iface.mapCanvas().setDestinationCrs(layer.crs())
    iface.mapCanvas().setExtent(layer.extent())
    report = {"toolbox": toolbox_entries(), "default_model": run_dialog(), **tree()}
    iface.mapCanvas().refresh()
    wait_for(lambda: not iface.mapCanvas().isDrawing(), "the map")
    wait(0.3)
    iface.mainWindow().grab().save(os.path.join(FOLDER, "window.png"))  # the test looks for its colours
    report["mask"] = QgsProject.instance().mapLayersByName("Change mask")[0].source()
    report["designer"] = choose_in_designer()
    report["unloaded"] = unload()
    return report


def unload():
    """Whether the plugin goes without a trace: no provider, no worker."""
    from qgis.utils import unloadPlugin

    from groundshift.plugin.runtime.worker_pool import worker_hello

    worker = worker_hello().pid
    unloadPlugin("groundshift")
    gone = QgsApplication.processingRegistry().providerById("groundshift") is None
    wait(1)
    return gone and not os.path.exists(f"/proc/{worker}/fd/0")


run(main)
