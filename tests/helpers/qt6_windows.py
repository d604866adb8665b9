"""Build and draw the plugin's windows with PyQt6, without a QGIS: ``python -m groundshift.tests.helpers.qt6_windows``.

QGIS's widgets are Qt's of their kind here; whatever else they and QGIS have is :class:`Anything`. Prints how many windows,
panels and other objects of ``plugin/gui`` were built, and a trace of each that was not.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
import tempfile
import traceback
from types import ModuleType
from typing import Callable, Dict, Iterator, List

from PyQt6.QtCore import QObject, QSettings, pyqtSignal
from PyQt6.QtGui import QIcon, QPixmap
from PyQt6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDockWidget,
    QDoubleSpinBox,
    QFrame,
    QGraphicsItem,
    QGraphicsView,
    QGroupBox,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)

from .qt6_import import module_names, set_up

_SIZE = (420, 700)


class Anything:
    """A value that can be called, compared, counted and combined: an empty one."""

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *arguments: object, **options: object) -> Anything:
        return Anything()

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    __abs__ = __int__ = __index__ = __len__

    def __float__(self) -> float:
        return 0.0

    def __str__(self) -> str:
        return ""

    def __getitem__(self, key: object) -> str:
        return ""

    def __lt__(self, other: object) -> bool:
        return True

    __gt__ = __le__ = __ge__ = __lt__

    def __add__(self, other: object) -> object:
        return other

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __or__ = __ror__ = __and__ = __add__


class _OfQgis(type(QObject)):  # type: ignore[misc]
    """Classes of QGIS: enumerations and functions that they have are :class:`Anything`."""

    def __getattr__(cls, name: str) -> Anything:
        if name.startswith("_"):
            raise AttributeError(name)
        return Anything()


def _kind(base: type, **own: object) -> type:
    """Return a class of QGIS's that is one of Qt's with other members; of its arguments it passes on a text and a parent."""
    titled = base in (QGroupBox, QDockWidget)

    def start(self: QObject, *arguments: object, **_options: object) -> None:
        texts = [one for one in arguments if titled and isinstance(one, str)][:1]
        parents = [one for one in arguments if isinstance(one, QWidget) and isinstance(self, QWidget)][:1]
        base.__init__(self, *texts, *parents)  # type: ignore[misc]

    def other(_self: object, name: str) -> Anything:
        if name.startswith("_"):
            raise AttributeError(name)
        return Anything()

    meta = _OfQgis if issubclass(base, QObject) else type(base)
    return meta("OfQgis", (base,), {"__init__": start, "__getattr__": other, **own})


def _returns(value: object) -> Callable[..., object]:
    return lambda *_arguments: value


def _widgets() -> Dict[str, type]:
    """Return QGIS's widgets."""

    def line_edit(self: QWidget) -> QLineEdit:
        return self.findChild(QLineEdit) or QLineEdit(self)

    tool = _kind(QObject)
    return {
        "QgsCollapsibleGroupBox": _kind(QGroupBox),
        "QgsColorButton": _kind(QToolButton),
        "QgsDateEdit": _kind(QDateEdit, isNull=_returns(True), clear=_returns(None)),
        "QgsDockWidget": _kind(QDockWidget, closed=pyqtSignal()),
        "QgsDoubleSpinBox": _kind(QDoubleSpinBox),
        "QgsFieldComboBox": _kind(QComboBox, currentField=_returns(""), fieldChanged=pyqtSignal(str)),
        "QgsFileWidget": _kind(QWidget, fileChanged=pyqtSignal(str), filePath=_returns(""), lineEdit=line_edit),
        "QgsMapCanvas": _kind(
            QGraphicsView,
            destinationCrsChanged=pyqtSignal(),
            extentsChanged=pyqtSignal(),
            mapToolSet=pyqtSignal(object, object),
            rotationChanged=pyqtSignal(),
            rotation=_returns(0.0),
        ),
        "QgsMapCanvasItem": _kind(QGraphicsItem),
        "QgsMapLayerComboBox": _kind(
            QComboBox,
            currentLayer=_returns(None),
            layer=_returns(None),
            setLayer=_returns(None),
            layerChanged=pyqtSignal(object),
        ),
        "QgsMapTool": tool,
        "QgsMapToolPan": tool,
        "QgsMessageBar": _kind(QFrame, widgetAdded=pyqtSignal(object)),
        "QgsMessageBarItem": _kind(QWidget),
        "QgsOptionsPageWidget": _kind(QWidget),
        "QgsPasswordLineEdit": _kind(QLineEdit),
        "QgsProjectionSelectionWidget": _kind(QWidget, crsChanged=pyqtSignal(object)),
        "QgsScrollArea": _kind(QScrollArea),
        "QgsSpinBox": _kind(QSpinBox),
    }


def _core(application: QApplication) -> Dict[str, object]:
    """Return what of ``qgis.core`` must be more than anything."""
    feedback = _kind(QObject, progressChanged=pyqtSignal(float), canceled=pyqtSignal(), isCanceled=_returns(False))
    changes = ("cleared", "readProject", "layersAdded", "layersRemoved", "layersWillBeRemoved")
    project = _kind(
        QObject,
        **{name: pyqtSignal(object) for name in changes},
        mapLayer=_returns(None),
        mapLayers=_returns({}),
        readEntry=_returns(("", False)),
        readListEntry=_returns(([], False)),
        readNumEntry=_returns((0, False)),
    )
    opened = project()
    project.instance = staticmethod(lambda: opened)  # type: ignore[attr-defined]
    qgis = Anything()
    qgis.__dict__.update(
        fontMetrics=QWidget().fontMetrics,
        getThemeIcon=_returns(QIcon()),
        getThemePixmap=_returns(QPixmap()),
        instance=_returns(application),
        userFullName=_returns("A user"),
        qgisSettingsDirPath=_returns(os.environ["QT6_PROFILE"]),
    )
    file = os.path.join(os.environ["QT6_PROFILE"], "settings.ini")
    return {
        "QgsApplication": qgis,
        "QgsFeedback": feedback,
        "QgsProcessingFeedback": feedback,
        "QgsProject": project,
        "QgsSettings": lambda *_arguments: QSettings(file, QSettings.Format.IniFormat),
        "QgsTask": _kind(QObject),
    }


def _put(module: ModuleType, members: Dict[str, object]) -> None:
    for name, member in members.items():
        setattr(module, name, member)


def _build(kind: type, given: Dict[str, object]) -> bool:
    """Build an object, and draw it if it is a widget.

    :return: whether what it needs is given.
    """
    needed = [
        parameter.name
        for parameter in list(inspect.signature(kind.__init__).parameters.values())[1:]  # type: ignore[misc]
        if parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    if not set(needed) <= set(given):
        return False
    made = kind(*[given[name] for name in needed])
    if isinstance(made, QWidget):
        made.resize(*_SIZE)
        made.show()
        QApplication.processEvents()
        made.grab()
        made.hide()
    return True


def main() -> int:
    """Print what was built and what was not; return 1 if something was not."""
    set_up()
    application = QApplication([])
    bad: List[str] = []
    _put(importlib.import_module("qgis.gui"), dict(_widgets()))
    _put(importlib.import_module("qgis.core"), _core(application))
    window = QMainWindow()
    gui = importlib.import_module("qgis.gui")
    canvas, bar = gui.QgsMapCanvas(window), gui.QgsMessageBar(window)
    iface = Anything()
    iface.__dict__.update(mainWindow=_returns(window), mapCanvas=_returns(canvas), messageBar=_returns(bar))
    modules = [importlib.import_module(name) for name in module_names() if ".plugin.gui" in name]
    session = importlib.import_module("groundshift.plugin.gui.dock.session").Session()
    given: Dict[str, object] = {
        "canvas": canvas,
        "columns": ["a", "b"],
        "empty": "none",
        "iface": iface,
        "parent": window,
        "session": session,
        "text": "A text",
        "title": "A title",
        "titles": ("a", "b"),
        "x_title": "epoch",
    }
    # An error in a slot or an event; PyQt6 would abort.
    sys.excepthook = lambda kind, error, trace: bad.append("".join(traceback.format_exception(kind, error, trace, limit=-3)))
    built = 0
    for module in modules:
        for name, kind in vars(module).items():
            if inspect.isclass(kind) and kind.__module__ == module.__name__ and issubclass(kind, QObject):
                try:
                    built += _build(kind, given)
                except Exception:  # whatever it raises is the finding
                    bad.append(f"{name}: {traceback.format_exc(limit=-3)}")
    sys.excepthook = sys.__excepthook__
    print(f"{built} built with PyQt6")
    for finding in bad:
        print(finding)
    return 1 if bad else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QT6_PROFILE"] = folder
        status = main()
        sys.stdout.flush()
        os._exit(status)  # as QGIS's tests: Qt's order of deleting is not Python's
