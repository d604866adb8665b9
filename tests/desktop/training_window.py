"""The training window of a running QGIS Desktop, as the user finds it."""

from __future__ import annotations

from qgis.gui import QgsMessageBar, QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QPushButton, QSpinBox
from qgis.utils import iface

from groundshift.tests.desktop import hands
from groundshift.tests.desktop.hands import child, wait


def wait_for(condition, what, seconds=600):
    hands.wait_for(condition, what, seconds)


class Window:
    """The training window, as the user finds it."""

    def __init__(self):
        """Open it as users do: by the menu."""
        child(iface.mainWindow(), QAction, "GroundshiftTrainingAction").trigger()
        (self.dialog,) = (
            item
            for item in QApplication.topLevelWidgets()
            if item.objectName() == "GroundshiftTrainingDialog" and item.isVisible()
        )

    def part(self, kind, name):
        return child(self.dialog, kind, f"GroundshiftTraining{name}")

    def button(self, name):
        return self.part(QPushButton, name)

    def offers(self, name):
        """Whether a button is shown, or there at all."""
        found = self.dialog.findChild(QPushButton, f"GroundshiftTraining{name}")
        return found is not None and found.isVisible()

    @property
    def record(self):
        return self.dialog.record

    @property
    def message(self):
        """The message at the top; ``None`` = there is none."""
        return self.dialog.findChild(QgsMessageBar).currentItem()

    @property
    def epochs(self):
        """Rows of the table of epochs."""
        return self.dialog.progress_page.table.rowCount()

    def click(self, name):
        wait_for(lambda: self.offers(name) and self.button(name).isEnabled(), name)
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def pick(self, name, text):
        """Choose an entry of a list by typing its beginning; the entry."""
        box = self.part(QComboBox, name)
        hands.choose(box, text)
        return box.currentText()

    def type_number(self, name, text):
        box = self.part(QSpinBox, name)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Tab)

    def tab(self, index):
        bar = self.dialog.tabs.tabBar()
        hands.click(bar, bar.tabRect(index).center())
        wait(0.1)

    def open_tool(self, name):
        """Click a button that opens a tool; the window of the tool."""

        def tools():
            kind = QgsProcessingAlgorithmDialogBase
            return [item for item in QApplication.topLevelWidgets() if isinstance(item, kind) and item.isVisible()]

        self.click(name)
        wait_for(tools, "the tool's dialog")
        wait(0.5)
        (tool,) = tools()
        return tool
