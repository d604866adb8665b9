"""The public names, which models and scripts depend on, and that everything explains itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingParameterDefinition

NAMES = {
    "detectchange": (
        "BEFORE AFTER MODEL AREA EXTENT EXCLUDE THRESHOLD MIN_AREA DISPLACEMENT FLIPS RESOLUTION BEFORE_BANDS AFTER_BANDS "
        "ASSUMED_CRS RESUME MASK PROBABILITY POLYGONS",
        "MASK PROBABILITY POLYGONS CHANGED_AREA POLYGON_COUNT",
    ),
    "detectchangecluster": (
        "BEFORE AFTER MODEL AREA EXTENT EXCLUDE THRESHOLD MIN_AREA DISPLACEMENT FLIPS RESOLUTION BEFORE_BANDS AFTER_BANDS "
        "ASSUMED_CRS SCHEDULER BLOCK_SIZE WORKERS MASK PROBABILITY POLYGONS BLOCKS",
        "MASK PROBABILITY POLYGONS CHANGED_AREA POLYGON_COUNT BLOCKS BLOCK_COUNT BLOCKS_FAILED",
    ),
    "importmodel": ("INPUT SPEC MODEL", "MODEL MODEL_ID"),
}
OPTIONAL = (
    "AREA EXTENT EXCLUDE THRESHOLD MIN_AREA DISPLACEMENT RESOLUTION BEFORE_BANDS AFTER_BANDS ASSUMED_CRS PROBABILITY POLYGONS"
)


@pytest.mark.parametrize("name", NAMES)
def test_public_names(algorithm, name):
    found = algorithm(name)
    parameters, outputs = NAMES[name]
    assert [item.name() for item in found.parameterDefinitions()] == parameters.split()
    assert [item.name() for item in found.outputDefinitions()] == outputs.split()


def test_kinds_and_defaults(algorithm):
    found = algorithm()
    kinds = {item.name(): item.type() for item in found.parameterDefinitions()}
    assert kinds["BEFORE"] == kinds["AFTER"] == "raster"
    assert kinds["AREA"] == kinds["EXCLUDE"] == "source"
    assert kinds["MODEL"] == "string"
    assert kinds["POLYGONS"] == "vectorDestination"
    assert found.parameterDefinition("MODEL").defaultValue() == "buildings-siamese"
    flags = QgsProcessingParameterDefinition.FlagOptional
    optional = [item.name() for item in found.parameterDefinitions() if item.flags() & flags]
    assert sorted(optional) == sorted(OPTIONAL.split())
    assert found.parameterDefinition("POLYGONS").createByDefault()
    assert not found.parameterDefinition("PROBABILITY").createByDefault()
    for name in ("MASK", "PROBABILITY", "POLYGONS"):
        assert not found.parameterDefinition(name).supportsNonFileBasedOutput()
    assert found.parameterDefinition("MASK").defaultFileExtension() == "tif"
    assert found.parameterDefinition("POLYGONS").defaultFileExtension() == "gpkg"


def test_help_opens_a_page_of_the_guide(qgis):
    """Of each tool: the page is there, and the heading on it."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    provider = QgsApplication.processingRegistry().providerById("groundshift")
    for found in provider.algorithms():
        scheme, _, address = found.helpUrl().partition(":")
        page, _, heading = address.partition("#")
        assert scheme == "groundshift", found.id()
        text = (docs / f"{page}.md").read_text(encoding="utf-8")
        slugs = [line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")]
        assert not heading or heading in slugs, found.id()


def test_everything_explains_itself(qgis):
    provider = QgsApplication.processingRegistry().providerById("groundshift")
    assert provider.versionInfo()
    for found in provider.algorithms():
        assert found.displayName(), found.id()
        assert found.group(), found.id()
        assert found.groupId(), found.id()
        assert found.tags(), found.id()
        assert len(found.shortHelpString()) > 80, found.id()
        assert not found.icon().isNull(), found.id()
        for item in found.parameterDefinitions():
            assert item.description(), f"{found.id()} {item.name()}"
            assert len(item.help()) > 10, f"{found.id()} {item.name()} has no help"
