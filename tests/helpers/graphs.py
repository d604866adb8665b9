"""Graphs of the model builder: made by code, saved, loaded and run.

An output of a graph is called by its description here. QGIS gives it a name: ``detect:MASK`` in versions before 3.26,
``mask`` in later ones; a saved graph keeps the name that it was made with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping, Sequence, Union

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterRasterLayer,
)

Source = Union[str, "tuple[str, str]"]


@dataclass(frozen=True)
class Step:
    """One tool of a graph.

    :ivar tool: its name in the plugin's provider; its id in the graph, too.
    :ivar inputs: parameter -> name of an input of the graph, or (tool, output) of an earlier step; or a list of such.
    :ivar values: parameter -> fixed value.
    :ivar outputs: outputs of the tool that the graph gives out, too.
    """

    tool: str
    inputs: Mapping[str, Union[Source, list[Source]]]
    values: Mapping[str, Any] = field(default_factory=dict)
    outputs: Sequence[str] = ()


def raster_inputs(*names: str) -> list[QgsProcessingParameterDefinition]:
    return [QgsProcessingParameterRasterLayer(name, name) for name in names]


def save_graph(path: Path, inputs: Sequence[QgsProcessingParameterDefinition], steps: Sequence[Step]) -> str:
    """Make a graph and save it as a .model3 file; return its path."""
    graph = QgsProcessingModelAlgorithm(path.stem, "Tests")
    for definition in inputs:
        graph.addModelParameter(definition, QgsProcessingModelParameter(definition.name()))
    for step in steps:
        graph.addChildAlgorithm(_child(step))
    assert graph.toFile(str(path))
    return str(path)


def load_graph(path: Union[Path, str]) -> QgsProcessingModelAlgorithm:
    graph = QgsProcessingModelAlgorithm()
    assert graph.fromFile(str(path))
    graph.initAlgorithm()
    return graph


def output_names(graph: QgsProcessingModelAlgorithm) -> dict[str, str]:
    """Return description -> name of each output that has a destination."""
    return {output.description(): output.name() for output in graph.destinationParameterDefinitions()}


def run_graph(
    path: Union[Path, str],
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> dict[str, Any]:
    """Load a graph and run it; return description -> result of its outputs.

    :param outputs: description -> destination.
    """
    import processing

    graph = load_graph(path)
    names = output_names(graph)
    destinations = {names[description]: value for description, value in outputs.items()}
    results = processing.run(graph, {**inputs, **destinations}, context=context, feedback=feedback)
    return {description: results[name] for description, name in names.items()}


def _child(step: Step) -> QgsProcessingModelChildAlgorithm:
    child = QgsProcessingModelChildAlgorithm(f"groundshift:{step.tool}")
    child.setChildId(step.tool)
    for parameter, given in step.inputs.items():
        child.addParameterSources(parameter, [_source(one) for one in (given if isinstance(given, list) else [given])])
    for parameter, value in step.values.items():
        child.addParameterSources(parameter, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
    outputs = {}
    for name in step.outputs:
        outputs[name] = QgsProcessingModelOutput(name, name)
        outputs[name].setChildId(step.tool)
        outputs[name].setChildOutputName(name)
    child.setModelOutputs(outputs)
    return child


def _source(given: Source) -> QgsProcessingModelChildParameterSource:
    if isinstance(given, str):
        return QgsProcessingModelChildParameterSource.fromModelParameter(given)
    return QgsProcessingModelChildParameterSource.fromChildOutput(*given)
