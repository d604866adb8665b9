"""How results arrive in a project: one group a run, polygons on top, styled; and runs in the background."""

from __future__ import annotations

import re
import time

import pytest
from qgis.core import (
    QgsApplication,
    QgsLayerTreeGroup,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterVectorDestination,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import qAlpha

from groundshift.tests.helpers.graphs import load_graph, output_names

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
def project(qgis):
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


def to_load(project, name=""):
    """An output that is loaded into the project, as dialogs ask for it."""
    output = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)
    output.destinationName = name
    return output


def load(algorithm, context, feedback, parameters):
    from processing.gui.Postprocessing import handleAlgorithmResults

    # By name: older versions of QGIS have another parameter in between.
    assert handleAlgorithmResults(algorithm, context, feedback, parameters=parameters), feedback.errors


def groups(project):
    return [node for node in project.layerTreeRoot().children() if isinstance(node, QgsLayerTreeGroup)]


@pytest.fixture
def run_and_load(algorithm, feedback, parameters):
    """A function that runs as a dialog does, and loads the results."""

    def run(project, **changes):
        context = QgsProcessingContext()
        context.setProject(project)
        outputs = {name: to_load(project) for name in ("MASK", "PROBABILITY", "POLYGONS")}
        values = {**parameters, **outputs, **changes}
        made = algorithm()
        _, done = made.run(values, context, feedback)
        assert done, feedback.errors
        load(made, context, feedback, values)

    return run


def test_one_group_a_run_with_polygons_on_top(project, run_and_load, pair):
    project.addMapLayer(QgsRasterLayer(pair[1], "2023"))
    run_and_load(project)
    run_and_load(project)
    nodes = project.layerTreeRoot().children()
    # A file that is a layer of the project goes by the layer's name.
    names = [node.name().partition(" · ")[0] for node in nodes]
    assert names == ["Change before - 2023", "Change before - 2023", "2023"]
    assert re.fullmatch(r".* · \d\d:\d\d", nodes[0].name())  # so that runs can be told apart
    for group in groups(project):
        names = [node.name().partition(" · ")[0] for node in group.children()]
        assert names == ["Change polygons", "Change probability", "Change mask"]
    layers = [layer.name() for layer in project.mapLayers().values()]
    assert len(layers) == len(set(layers)) == 7  # lists of layers do not show groups


def test_order_holds_where_qgis_adds_layers_into_the_group(project, run_and_load, pair):
    # As QGIS Desktop does when a layer of the group is the current one.
    run_and_load(project, PROBABILITY=None)
    (group,) = groups(project)
    from groundshift.plugin.algorithms.outputs.result_layers import _RUN_PROPERTY, move_into_group

    late = QgsRasterLayer(pair[0], "late")
    project.addMapLayer(late, False)
    group.insertLayer(0, late)
    move_into_group(project, late, group.customProperty(_RUN_PROPERTY), "", 1)
    assert [node.name() for node in group.children()] == ["Change polygons", "late", "Change mask"]


def test_styles_are_those_of_the_worker(project, run_and_load):
    run_and_load(project)
    renderers = {layer.name(): layer.renderer().type() for layer in project.mapLayers().values()}
    assert renderers == {
        "Change polygons": "categorizedSymbol",
        "Change probability": "singlebandpseudocolor",
        "Change mask": "paletted",
    }


def legend(project, name):
    """What the layer panel lists below a layer."""
    (layer,) = project.mapLayersByName(name)
    node = project.layerTreeRoot().findLayer(layer)
    return [entry.data(Qt.ItemDataRole.DisplayRole) for entry in layer.legend().createLayerTreeModelLegendNodes(node)]


def test_legend_and_map_have_no_dark_no_change(project, run_and_load):
    """A mask read without its style has black entries for 0 and 255."""
    run_and_load(project)
    assert legend(project, "Change polygons") == ["change"]
    assert legend(project, "Change mask") == ["Band 1: change (Palette)", "change"]
    (mask,) = project.mapLayersByName("Change mask")
    drawn = mask.renderer().block(1, mask.extent(), mask.width(), mask.height())
    stored = mask.dataProvider().block(1, mask.extent(), mask.width(), mask.height())
    cells = [(row, column) for row in range(mask.height()) for column in range(mask.width())]
    opaque = {int(stored.value(*cell)): qAlpha(drawn.color(*cell)) > 0 for cell in cells}
    assert opaque == {0: False, 1: True}


def test_style_that_the_user_chose_in_processing_holds(project, run_and_load, tmp_path):
    from processing.gui.RenderingStyles import RenderingStyles

    run_and_load(project)
    (layer,) = project.mapLayersByName("Change polygons")
    single = QgsVectorLayer("Polygon", "single", "memory")
    layer.setRenderer(single.renderer().clone())
    layer.saveNamedStyle(str(tmp_path / "mine.qml"))
    project.clear()
    RenderingStyles.styles["groundshift:detectchange"] = {"POLYGONS": str(tmp_path / "mine.qml")}
    try:
        run_and_load(project)
    finally:
        del RenderingStyles.styles["groundshift:detectchange"]
    (layer,) = project.mapLayersByName("Change polygons")
    assert layer.renderer().type() == "singleSymbol"


def in_background(made, values, context, feedback):
    """Run as a task in another thread, while this one handles events."""
    done = []
    task = QgsProcessingAlgRunnerTask(made, values, context, feedback)
    task.executed.connect(lambda good, results: done.append((good, results)))
    QgsApplication.taskManager().addTask(task)
    end = time.monotonic() + 240
    while not done and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    assert done, "waited in vain"
    return done[0]


def test_in_the_background_with_layers_of_the_project(project, algorithm, feedback, parameters, pair):
    layers = [QgsRasterLayer(path, name) for path, name in zip(pair, ("2019", "2023"))]
    project.addMapLayers(layers)
    context = QgsProcessingContext()
    context.setProject(project)
    values = {**parameters, "BEFORE": layers[0].id(), "AFTER": layers[1].id(), "POLYGONS": to_load(project, "Mine")}
    made = algorithm()
    good, results = in_background(made, values, context, feedback)
    assert good, feedback.errors
    assert results["POLYGON_COUNT"] == 1
    load(made, context, feedback, values)
    (group,) = groups(project)
    assert group.name().partition(" · ")[0] == "Change 2019 - 2023"
    assert [node.name() for node in group.children()] == ["Mine"]


def test_model_in_the_background(project, saved_model, feedback, pair):
    layers = [QgsRasterLayer(path, name) for path, name in zip(pair, ("2019", "2023"))]
    project.addMapLayers(layers)
    made = load_graph(saved_model)
    context = QgsProcessingContext()
    context.setProject(project)
    outputs = {name: to_load(project) for name in output_names(made).values()}
    values = {"before": layers[0].id(), "after": layers[1].id(), **outputs}
    good, _ = in_background(made, values, context, feedback)
    assert good, feedback.errors
    load(made, context, feedback, values)
    (group,) = groups(project)
    assert len(group.children()) == 2
    top = group.children()[0].layer()
    assert isinstance(top, QgsVectorLayer)
    assert top.renderer().type() == "categorizedSymbol"


def test_every_layer_that_a_tool_makes_goes_into_the_group_of_its_run(qgis):
    kinds = (QgsProcessingParameterRasterDestination, QgsProcessingParameterVectorDestination)
    found = {}
    for algorithm in QgsApplication.processingRegistry().providerById("groundshift").algorithms():
        layers = {output.name() for output in algorithm.destinationParameterDefinitions() if isinstance(output, kinds)}
        if layers:
            found[algorithm.name()] = layers
            assert set(algorithm.LAYERS) == layers, algorithm.name()
    assert {"detectchange", "vectorizechange", "samplepoints", "mergereviews", "coregister"} <= set(found)
