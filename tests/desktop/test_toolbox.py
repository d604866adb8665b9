"""The toolbox, the dialog of 'Detect change' and the model designer, in a running QGIS Desktop."""

from __future__ import annotations

import os

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterString,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtWidgets import QDockWidget, QTreeView
from qgis.utils import iface, unloadPlugin

from groundshift.tests.desktop.hands import FOLDER, picture, redraw, wait, wait_for
from groundshift.tests.helpers.gdal_files import write_raster
from groundshift.tests.helpers.onnx_bytes import model_bytes

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis]


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two layers in the project that differ in 40 rows by 60 columns."""
    folder = tmp_path_factory.mktemp("pair")
    noise = np.random.default_rng(1).integers(90, 110, (3, 400, 400), dtype=np.uint8)
    after = noise.copy()
    after[:, 100:140, 200:260] += 120
    layers = [
        QgsRasterLayer(write_raster(folder / f"{name}.tif", array), name)
        for name, array in (("before", noise), ("after", after))
    ]
    QgsProject.instance().addMapLayers(layers)
    iface.mainWindow().resize(1400, 900)
    iface.mapCanvas().setDestinationCrs(layers[0].crs())
    iface.mapCanvas().setExtent(layers[0].extent())
    return layers


def algorithm():
    return QgsApplication.processingRegistry().createAlgorithmById("groundshift:detectchange")


def test_toolbox_lists_the_tools():
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
    assert {"Detect change", "Import model", "Install runtime"} <= set(found)


def test_the_dialog_finds_the_change_and_shows_it(pair, tmp_path):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    project = QgsProject.instance()
    path = tmp_path / "difference.onnx"
    path.write_bytes(model_bytes())
    dialog = AlgorithmDialog(algorithm(), False, iface.mainWindow())
    dialog.show()
    dialog.resize(900, 900)
    panel = dialog.mainWidget()
    for name, layer in zip(("BEFORE", "AFTER"), pair):
        panel.wrappers[name].setWidgetValue(layer.id(), panel.processing_context)
    assert panel.wrappers["MODEL"].widgetValue() == "buildings-siamese"
    panel.wrappers["MODEL"].setWidgetValue(str(path), panel.processing_context)
    panel.wrappers["PROBABILITY"].setWidgetValue("TEMPORARY_OUTPUT", panel.processing_context)
    picture(dialog, "dialog")
    dialog.runButton().click()
    wait_for(lambda: len(project.mapLayers()) == 5, "the results", 200)
    picture(dialog, "log")
    dialog.close()

    (group,) = project.layerTreeRoot().findGroups()
    assert group.name().partition(" · ")[0] == "Change before - after"
    assert [(node.name(), node.itemVisibilityChecked()) for node in group.children()] == [
        ("Change polygons", True),
        ("Change probability", False),  # rasters would hide the ground below the outlines
        ("Change mask", False),
    ]

    expected = np.zeros((400, 400), np.uint8)
    expected[100:140, 200:260] = 1
    (mask,) = project.mapLayersByName("Change mask")
    assert np.array_equal(gdal.Open(mask.source()).ReadAsArray(), expected)

    iface.mapCanvas().setExtent(project.mapLayersByName("Change polygons")[0].extent().buffered(20))
    redraw()
    window = os.path.join(FOLDER, "window.png")
    iface.mainWindow().grab().save(window)
    red, green, blue = gdal.Open(window).ReadAsArray().astype(int)[:3]
    assert ((red > 200) & (green < 60) & (blue < 60)).sum() > 1000  # the colour of the model's class


class TestModelDesigner:
    @pytest.fixture
    def designed(self):
        """A model of Processing with an input for the id of a network."""
        made = QgsProcessingModelAlgorithm("designed", "tests")
        made.addModelParameter(QgsProcessingParameterString("which", "Which model"), QgsProcessingModelParameter("which"))
        return made

    def test_a_new_step_has_the_default_model_or_an_input(self, designed):
        from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

        dialog = ModelerParametersDialog(algorithm(), designed)
        dialog.show()
        picture(dialog, "designer")
        (static,) = dialog.createAlgorithm().parameterSources()["MODEL"]
        assert static.staticValue() == "buildings-siamese"
        wrapper = dialog.widget.widget.wrappers["MODEL"]
        combo = wrapper.widget.findChildren(type(wrapper.widget.focusProxy()))[0]
        combo.setCurrentIndex(combo.findText("Which model"))
        (source,) = dialog.createAlgorithm().parameterSources()["MODEL"]
        dialog.close()
        assert source.parameterName() == "which"

    @pytest.mark.parametrize(
        "source",
        [
            QgsProcessingModelChildParameterSource.fromStaticValue("mine"),
            QgsProcessingModelChildParameterSource.fromModelParameter("which"),
        ],
        ids=["a model's id", "an input"],
    )
    def test_a_step_that_is_opened_again_keeps_its_model(self, designed, source):
        from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

        step = QgsProcessingModelChildAlgorithm("groundshift:detectchange")
        step.addParameterSources("MODEL", [source])
        dialog = ModelerParametersDialog(algorithm(), designed, designed.addChildAlgorithm(step))
        dialog.show()
        wait(0.3)
        (kept,) = dialog.createAlgorithm().parameterSources()["MODEL"]
        dialog.close()
        assert (kept.source(), kept.staticValue()) == (source.source(), source.staticValue())
        assert kept.parameterName() == source.parameterName()


def test_unloading_leaves_neither_provider_nor_worker():
    from groundshift.plugin.runtime.worker_pool import worker_hello

    worker = worker_hello().pid
    unloadPlugin("groundshift")
    assert QgsApplication.processingRegistry().providerById("groundshift") is None
    wait_for(lambda: not os.path.exists(f"/proc/{worker}/fd/0"), "the end of the worker")
