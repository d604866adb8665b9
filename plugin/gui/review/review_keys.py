"""Keys of the review: single letters, which must not be taken from text fields or from other parts of QGIS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Mapping, Optional

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QWidget

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Key:
    """A key with its modifiers, except the keypad modifier."""

    key: int
    modifiers: int = 0


def key_of(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Key:
    """Return the :class:`Key` for Qt's enums."""
    return Key(int(getattr(key, "value", key)), _number(modifiers))


Action = Callable[[], Optional[bool]]


class ReviewKeys(QObject):
    """Calls functions for keys pressed in watched widgets and their children, except text fields and lists.

    Some are QGIS shortcuts, too (Ctrl+Z): while the review is active, its keys take precedence.

    :param actions: by key; an action that returns ``False`` leaves the key to other widgets.
    :param active: returns whether the review handles the keys of a widget now.
    """

    def __init__(self, actions: Mapping[Key, Action], active: Callable[[QObject], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._actions = dict(actions)
        self._active = active
        self._watched: list[QObject] = []

    def watch(self, widget: QWidget) -> None:
        """Watch a widget and all its current children."""
        for part in [widget, *widget.findChildren(QWidget)]:
            if not isinstance(part, (QLineEdit, QAbstractSpinBox, QComboBox)):
                self.watch_only(part)

    def watch_only(self, widget: QWidget) -> None:
        """Watch a widget only, not its children."""
        self._watched = [part for part in self._watched if not sip.isdeleted(part)]
        if widget not in self._watched:
            widget.installEventFilter(self)
            self._watched.append(widget)

    def release(self) -> None:
        """Stop watching all widgets."""
        for part in self._watched:
            if not sip.isdeleted(part):
                part.removeEventFilter(self)
        self._watched = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        action = self._actions.get(Key(int(getattr(event.key(), "value", event.key())), _number(event.modifiers())))
        if action is None or not self._active(watched):
            return False
        event.accept()
        return event.type() == QEvent.Type.ShortcutOverride or action() is not False


def _number(modifiers: Qt.KeyboardModifier) -> int:
    number = int(getattr(modifiers, "value", modifiers))
    keypad = Qt.KeyboardModifier.KeypadModifier
    return number & ~int(getattr(keypad, "value", keypad))
