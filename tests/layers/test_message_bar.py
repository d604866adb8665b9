"""Messages with long paths in QGIS's message bar are as high as their lines, neither cut nor higher."""

from __future__ import annotations

import pytest
from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtWidgets import QApplication, QGridLayout, QLabel, QSizePolicy, QWidget

from groundshift.plugin.gui.wrapped_text import worded

FRAME = 16  # pixels around the text, at most
TEXT = "The folder of the output '/dev/null/results/change-scene_2019-05-01-scene_2021-07-30-mask.tif' does not exist."


@pytest.fixture
def bar(qgis):
    """A message bar above a map, as in QGIS's window."""
    window = QWidget()
    grid = QGridLayout(window)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.addWidget(QLabel("map"), 0, 0, 2, 1)
    found = QgsMessageBar(window)
    found.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    grid.addWidget(found, 0, 0, 1, 1)
    window.resize(780, 600)
    window.show()
    _work()
    yield found
    window.close()


def _work():
    for _ in range(10):
        QApplication.processEvents()


def test_a_message_has_the_height_of_its_lines(bar):
    bar.pushItem(QgsMessageBarItem(worded(bar, TEXT), Qgis.MessageLevel.Critical, 0))
    _work()
    label = bar.findChild(QLabel, "GroundshiftWrappedText")
    for width in (780, 420, 1200):
        bar.window().resize(width, 600)
        _work()
        needed = label.heightForWidth(label.width())
        assert needed <= label.height() <= needed + FRAME  # buttons beside it may be higher than a line
        assert bar.height() <= needed + FRAME
    label.setText("Done.")
    _work()
    assert bar.height() <= label.fontMetrics().height() * 2 + FRAME
