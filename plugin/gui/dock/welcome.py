"""The card of the first start, above the tabs of the dock: what this is, installing, a try with the demo town, the guide."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...jobs.failure import JobFailure
from ...runtime.job_place import check_runtime
from ..help import open_help
from ..icons import icon, theme_icon
from ..options.amounts import MEASURED, rounded_mb
from ..options.installation import INFERENCE
from .session import Session

translate = QCoreApplication.translate

_CLOSED = "groundshift/welcome_closed"
_DEMO = os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))), "resources", "demo"
)


class WelcomeCard(QFrame):
    """Shown in a project without images until the user closes it.

    :param iface: the ``QgisInterface``.
    :param session: takes the dates of the demo town.
    """

    def __init__(self, iface: Any, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._iface, self._session = iface, session
        self.setObjectName("GroundshiftWelcome")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        layout = QVBoxLayout(self)
        head = QGridLayout()
        title = QLabel(translate("Welcome", "Find what changed between two dates"), self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        title.setWordWrap(True)
        close = QToolButton(self)
        close.setObjectName("GroundshiftWelcomeClose")
        close.setAutoRaise(True)
        close.setIcon(theme_icon("mIconClose.svg"))
        close.setToolTip(translate("Welcome", "Close, and do not show it again"))
        close.setAccessibleName(translate("Welcome", "Close"))
        close.clicked.connect(lambda _checked=False: self._close_for_good())
        head.addWidget(title, 0, 0)
        head.addWidget(close, 0, 1)
        head.setColumnStretch(0, 1)
        layout.addLayout(head)
        about = QLabel(
            translate(
                "Welcome",
                "Groundshift compares two images of a place and gives you polygons of what changed, which you then check.",
            ),
            self,
        )
        about.setWordWrap(True)
        layout.addWidget(about)
        self.install = self._button(
            "Install",
            icon("tools/installruntime"),
            translate("Welcome", "Install the runtime ({size} MB)…").format(size=rounded_mb(MEASURED[INFERENCE].download)),
            translate("Welcome", "Networks need it; once for all projects and profiles"),
        )
        self.install.clicked.connect(lambda _checked=False: self._install())
        self.demo = self._button(
            "Demo",
            icon("detect"),
            translate("Welcome", "Try it with the demo town"),
            translate("Welcome", "Add two small images of a drawn town to the project, ready to run"),
        )
        self.demo.clicked.connect(lambda _checked=False: self._add_demo())
        self.guide = self._button(
            "Guide",
            theme_icon("mActionHelpContents.svg"),
            translate("Welcome", "Read the guide"),
            translate("Welcome", "Works offline"),
        )
        self.guide.clicked.connect(lambda _checked=False: open_help("index"))
        for button in (self.install, self.demo, self.guide):
            layout.addWidget(button)
        project = QgsProject.instance()
        self._outside = [
            (project.layersAdded, self.refresh),
            (project.layersRemoved, self.refresh),
            (project.cleared, self.refresh),
        ]
        for signal, slot in self._outside:
            signal.connect(slot)
        self.refresh()

    def refresh(self, *_arguments: object) -> None:
        """Show or hide the card and the button that installs."""
        rasters = any(isinstance(layer, QgsRasterLayer) for layer in QgsProject.instance().mapLayers().values())
        self.setVisible(not rasters and not QgsSettings().value(_CLOSED, False, type=bool))
        self.install.setVisible(_runtime_is_missing())

    def release(self) -> None:
        """Disconnect from the project."""
        for signal, slot in self._outside:
            signal.disconnect(slot)
        self._outside = []

    def _button(self, name: str, picture: Any, text: str, tip: str) -> QPushButton:
        button = QPushButton(picture, text, self)
        button.setObjectName(f"GroundshiftWelcome{name}")
        button.setToolTip(tip)
        return button

    def _close_for_good(self) -> None:
        QgsSettings().setValue(_CLOSED, True)
        self.hide()

    def _install(self) -> None:
        from ..options.install_window import open_installation

        open_installation(done=self.refresh)

    def _add_demo(self) -> None:
        """Add the two images of the demo town, choose them as dates, and show them."""
        names = (translate("Welcome", "Demo town 2019-04-12"), translate("Welcome", "Demo town 2024-08-21"))
        files = ("before.tif", "after.tif")
        layers = [QgsRasterLayer(os.path.join(_DEMO, file), name) for file, name in zip(files, names)]
        if not all(layer.isValid() for layer in layers):
            return
        project, canvas = QgsProject.instance(), self._iface.mapCanvas()
        project.addMapLayers([layers[1], layers[0]])  # the later one on top
        project.setCrs(layers[1].crs())
        self._session.set_pair(layers[0], layers[1])
        canvas.setExtent(layers[1].extent())
        canvas.refresh()


def _runtime_is_missing() -> bool:
    try:
        check_runtime()
    except JobFailure as failure:
        return failure.code == "runtime_missing"
    return False
