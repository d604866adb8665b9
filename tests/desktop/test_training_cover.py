"""Land cover of one date in the training window of a running QGIS Desktop: image, class field, U-Net, training, result."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QRadioButton
from qgis.utils import iface

from groundshift.tests.desktop import hands
from groundshift.tests.desktop.hands import check, picture, wait
from groundshift.tests.desktop.training_window import Window, wait_for
from groundshift.tests.helpers.gdal_files import LEFT, PIXEL, TOP, write_polygons, write_raster

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.inside_qgis(timeout=900)]

SIZE, CELL = 256, 32
COLOURS = np.array([[60, 90, 160], [50, 120, 50], [190, 170, 120]])
NAMES = ("water", "wood", "field")


@pytest.fixture(scope="module")
def window(tmp_path_factory, trainable):
    """The training window; an image of three classes and polygons with their names are in the project."""
    made = tmp_path_factory.mktemp("cover")
    rng = np.random.default_rng(4)
    cells = rng.integers(0, 3, (SIZE // CELL, SIZE // CELL))
    truth = np.kron(cells, np.ones((CELL, CELL), int))
    image = COLOURS[truth].transpose(2, 0, 1) + rng.normal(0, 6, (3, SIZE, SIZE))
    write_raster(made / "town.tif", image.clip(0, 255).astype(np.uint8))
    side = CELL * PIXEL
    corners = [(LEFT + col * side, TOP - (row + 1) * side) for row in range(len(cells)) for col in range(len(cells))]
    boxes = [(x + 1, y + 1, x + side - 1, y + side - 1) for x, y in corners]
    classes = [NAMES[cells[row, col]] for row in range(len(cells)) for col in range(len(cells))]
    write_polygons(made / "cover.gpkg", boxes, {"kind": classes})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(made / "data"))
        project = QgsProject.instance()
        project.addMapLayer(QgsRasterLayer(str(made / "town.tif"), "town 2023"))
        project.addMapLayer(QgsVectorLayer(str(made / "cover.gpkg"), "digitised classes"))
        iface.mainWindow().resize(1400, 900)
        yield Window()


def test_one_image_and_polygons_with_a_class_field(window):
    window.tab(0)
    assert window.pick("Before", "town") == "town 2023"
    assert window.pick("Labels", "digi") == "digitised classes"
    field = window.part(QgsFieldComboBox, "Field")
    hands.choose(field, "kind")
    wait(0.2)
    assert field.currentField() == "kind"
    texts = [label.text() for label in window.dialog.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Land cover of one date") for text in texts)
    picture(window.dialog, "training-cover-labels")
    window.tab(1)
    check(next(item for item in window.dialog.findChildren(QRadioButton) if item.text().startswith("Train from")))
    box = window.part(QComboBox, "Architecture")
    box.setCurrentIndex(box.findData("unet"))
    title = window.part(QLineEdit, "Title")
    title.selectAll()
    QTest.keyClicks(title, "Three classes")
    window.type_number("Epochs", "3")
    window.part(QgsCollapsibleGroupBox, "Advanced").setCollapsed(False)
    wait(0.2)
    for name, number in (("Tile", "64"), ("Batch", "2"), ("Threads", "1")):
        window.type_number(name, number)
    assert window.message is None


def test_the_training_shows_accuracy_and_ends_with_a_model(window):
    from groundshift.plugin.gui.training.pictures import ChipPictures

    window.click("Start")
    wait_for(lambda: window.epochs >= 1 or window.record.failure is not None, "an epoch")
    assert window.record.failure is None, window.record.failure.text()
    table = window.dialog.progress_page.table
    shown = [column for column in range(table.columnCount()) if not table.isColumnHidden(column)]
    titles = [table.horizontalHeaderItem(column).text() for column in shown]
    assert 0 <= float(table.item(0, shown[titles.index("Accuracy")]).text()) <= 1
    wait_for(lambda: not window.record.active, "the end of the training")
    wait(0.5)
    picture(window.dialog, "training-cover-result")
    assert window.record.failure is None
    assert window.epochs == 3
    shown = window.dialog.result_page.findChild(ChipPictures)
    assert len(shown.pictures[0]._pixmaps) == 3
    assert [label.text() for label in shown._titles[0].findChildren(QLabel)] == ["Image", "Truth", "Prediction"]
