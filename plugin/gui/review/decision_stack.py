"""Undo and redo of decisions. Qt's own undo stack is in a different module in Qt 5 and Qt 6."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Step:
    """An undoable step.

    :param key: of the entry; ``""`` = none.
    :param text: description for the user.
    :param do, undo: write the new and the previous values; both may raise ``ReviewRefused``.
    """

    key: str
    text: str
    do: Callable[[], None]
    undo: Callable[[], None]


class DecisionStack:
    """Done and undone steps."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_text(self) -> str:
        """Description of the step that undo reverts; ``""`` = none."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """Description of the step that redo repeats; ``""`` = none."""
        return self._undone[-1].text if self._undone else ""

    def push(self, step: Step) -> None:
        """Perform a step; if it fails, nothing changes.

        :raises ReviewRefused: the layer cannot be written.
        """
        step.do()
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> str:
        """Undo the last step.

        :return: key of its entry.
        :raises ReviewRefused: the layer cannot be written.
        """
        step = self._done[-1]
        step.undo()
        self._undone.append(self._done.pop())
        return step.key

    def redo(self) -> str:
        """Redo the last undone step.

        :return: key of its entry.
        :raises ReviewRefused: the layer cannot be written.
        """
        step = self._undone[-1]
        step.do()
        self._done.append(self._undone.pop())
        return step.key

    def clear(self) -> None:
        """Remove all steps."""
        self._done.clear()
        self._undone.clear()
