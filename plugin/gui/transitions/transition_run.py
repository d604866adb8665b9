"""A run of the task "What became what": images are classified first, then the two dates are compared."""

from __future__ import annotations

from typing import Any, Mapping, Union

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.inputs.model_choice import MODEL
from ...algorithms.inputs.pair_parameters import (
    AFTER,
    AREA,
    ASSUMED_CRS,
    BANDS,
    BANDS_SUFFIX,
    BEFORE,
    EXCLUDE,
    EXTENT,
    RESOLUTION,
)
from ...algorithms.run.classify_land_cover import CLASSES, FLIPS, INPUT, PROBABILITY
from ...algorithms.run.detect_change import MASK
from ...algorithms.run.from_to_change import (
    BALANCE,
    CHANGES,
    CONTEXT,
    FROM_TO,
    MATRIX,
    MIN_AREA,
    MIN_CONFIDENCE,
    POLYGONS,
    PRIOR,
    REPORT,
    STABILITY,
    TOLERANCE,
)
from ..algorithm_chain import AlgorithmChain, Link
from ..algorithm_run import AlgorithmRun
from ..tasks.result_layers import LayerWanted
from ..tasks.run_life import RunPlan
from .date_kinds import DateKind

translate = QCoreApplication.translate

FROM_TO_CHANGE, CLASSIFY = "groundshift:fromtochange", "groundshift:classifylandcover"
CLASSES_BEFORE, CLASSES_AFTER = "CLASSES_BEFORE", "CLASSES_AFTER"
FILES = {
    FROM_TO: "from-to.tif",
    POLYGONS: "polygons.gpkg",
    MATRIX: "matrix.csv",
    REPORT: "report.html",
    CLASSES_BEFORE: "classes-before.tif",
    CLASSES_AFTER: "classes-after.tif",
    f"{PROBABILITY}_{BEFORE}": "probability-before.tif",
    f"{PROBABILITY}_{AFTER}": "probability-after.tif",
}
_GROUND = (AREA, EXTENT, EXCLUDE)
_DECISIONS = (CHANGES, MIN_AREA, MIN_CONFIDENCE, TOLERANCE, PRIOR, STABILITY, CONTEXT, BALANCE)
_OF_IMAGES = (BEFORE + BANDS_SUFFIX, AFTER + BANDS_SUFFIX, RESOLUTION, ASSUMED_CRS, FLIPS)
_SHARE_OF_COMPARISON = 0.4  # of the time that one image takes

Results = Mapping[str, Mapping[str, Any]]


def classify_parameters(values: Mapping[str, Any], date: str) -> dict[str, Any]:
    """Return the parameters that classify the image of a date, without outputs.

    :param values: of the form.
    :param date: BEFORE or AFTER.
    """
    found = {
        INPUT: values[date],
        MODEL: values[MODEL],
        BANDS: values.get(date + BANDS_SUFFIX, ""),
        **{name: values[name] for name in (*_GROUND, RESOLUTION, ASSUMED_CRS, FLIPS) if name in values},
    }
    return {name: value for name, value in found.items() if value != ""}


def compare_parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that compare two dates, without outputs."""
    return {name: values[name] for name in (BEFORE, AFTER, *_GROUND, *_DECISIONS) if name in values}


def make_run(
    values: dict[str, Any],
    layers: tuple[QgsRasterLayer, QgsRasterLayer],
    kinds: tuple[DateKind, DateKind],
    paths: Mapping[str, str],
    project: QgsProject,
) -> Union[AlgorithmRun, AlgorithmChain]:
    """Return the run, not started yet.

    :param values: of the form.
    :param paths: see :data:`FILES`.
    """
    outputs = {name: paths[name] for name in (FROM_TO, POLYGONS, MATRIX, REPORT)}
    if DateKind.IMAGE not in kinds:
        return AlgorithmRun(FROM_TO_CHANGE, {**compare_parameters(values), **outputs}, project, listed=True)
    images = [name for name, kind in zip((BEFORE, AFTER), kinds) if kind is DateKind.IMAGE]
    names = {name: layer.name() for name, layer in zip((BEFORE, AFTER), layers)}
    opened: dict[str, QgsRasterLayer] = {}  # as long as the comparison runs

    def compare(results: Results) -> dict[str, Any]:
        for name in images:
            # A layer, not a path: the report and the history call the date as the user does.
            opened[name] = QgsRasterLayer(str(results[name][PROBABILITY]), names[name])
        return {**compare_parameters(values), **opened, **outputs}

    links = [_classification(values, name, paths) for name in images]
    # The history repeats it as one run of the tool, which classifies images by itself, if that takes all of the settings.
    whole = {**compare_parameters(values), MODEL: values[MODEL], **outputs}
    repeatable = None if any(values.get(name) for name in _OF_IMAGES) else whole
    links.append(Link(FROM_TO_CHANGE, FROM_TO_CHANGE, compare, _SHARE_OF_COMPARISON, recorded_parameters=repeatable))

    def all_outputs(results: Results) -> dict[str, Any]:
        return {**{f"{CLASSES}_{name}": results[name][CLASSES] for name in images}, **results[FROM_TO_CHANGE]}

    return AlgorithmChain(links, all_outputs, values, project)


def plan_of(layers: tuple[QgsRasterLayer, QgsRasterLayer], model: str) -> RunPlan:
    """Return what becomes of a run's outputs: polygons are seen, the maps are switched off.

    :param model: id of the model; ``""`` = there is none.
    """
    before, after = layers
    title = str(translate("FromToChange", "From-to change {before} - {after}"))
    wanted = (
        LayerWanted(POLYGONS, translate("TransitionPanel", "Transitions"), role=POLYGONS),
        LayerWanted(FROM_TO, translate("FromToChange", "From-to map"), visible=False, role=MASK),
        LayerWanted(CLASSES_AFTER, _classes_title(after), visible=False),
        LayerWanted(CLASSES_BEFORE, _classes_title(before), visible=False),
    )
    pair = (str(before.id()), str(after.id()))
    title = title.format(before=before.name(), after=after.name())
    return RunPlan(
        title, FROM_TO_CHANGE, pair, wanted, told_apart_by=(model,), message=translate("TransitionPanel", "What became what")
    )


def _classes_title(image: QgsRasterLayer) -> str:
    return str(translate("ClassifyLandCover", "Land cover {image}")).format(image=image.name())


def _classification(values: Mapping[str, Any], date: str, paths: Mapping[str, str]) -> Link:
    outputs = {CLASSES: paths[f"{CLASSES}_{date}"], PROBABILITY: paths[f"{PROBABILITY}_{date}"]}
    parameters = {**classify_parameters(values, date), **outputs}
    return Link(date, CLASSIFY, lambda _results: parameters, recorded=False)
