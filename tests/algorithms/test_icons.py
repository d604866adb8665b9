"""The drawings of the tools and the panel: each tool has its own, and all can be seen at 16 and 24 pixels, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QIcon, QImage, QPainter

from groundshift.tests.helpers.contrast import contrast

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
DRAWINGS = sorted(ICONS.rglob("*.svg"))
GROUNDS = {"light": "#ffffff", "dark": "#323232"}  # of a list in QGIS's default theme and in Night Mapping
_LEAST = 3.0  # of graphics, by WCAG 2.1
_LEAST_SHARE = 0.06  # of the square: two lines across it that are seen so clearly


def drawn(path, side, ground):
    """Return a drawing as QGIS shows it: pixels over a ground of one colour."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    QIcon(str(path)).paint(painter, 0, 0, side, side)
    painter.end()
    return image


def pixels(image):
    return [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]


@pytest.fixture(scope="module")
def tools(qgis):
    return {tool.name(): tool for tool in QgsApplication.processingRegistry().providerById("groundshift").algorithms()}


def test_every_tool_has_a_drawing_of_its_own(tools):
    paths = {name: Path(tool.svgIconPath()) for name, tool in tools.items()}
    assert {name: path.stem for name, path in paths.items()} == {name: name for name in tools}
    assert all(path.parent.resolve() == ICONS / "tools" for path in paths.values())
    assert not any(tool.icon().pixmap(QSize(16, 16)).isNull() for tool in tools.values())
    seen = {tuple(color.rgb() for color in pixels(drawn(path, 16, "#ffffff"))) for path in paths.values()}
    assert len(seen) == len(tools)


def test_icons_of_qgis_that_are_used_exist(qgis):
    """In the oldest QGIS and the newest: a name that is not there shows nothing."""
    sources = (ICONS.parents[1] / "plugin" / "gui").rglob("*.py")
    names = {name for path in sources for name in re.findall(r'"(\w+\.svg)"', path.read_text(encoding="utf-8"))}
    assert len(names) > 20
    assert [name for name in sorted(names) if QgsApplication.getThemeIcon(f"/{name}").isNull()] == []


def test_no_drawing_is_left_of_a_tool_that_is_gone(tools):
    assert {path.stem for path in (ICONS / "tools").glob("*.svg")} == set(tools)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
@pytest.mark.parametrize("side", [16, 24])
@pytest.mark.parametrize("ground", GROUNDS.values(), ids=list(GROUNDS))
def test_a_drawing_can_be_seen(qgis, path, side, ground):
    clear = sum(contrast(color, QColor(ground)) >= _LEAST for color in pixels(drawn(path, side, ground)))
    assert clear >= _LEAST_SHARE * side * side
