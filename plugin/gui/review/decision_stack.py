"""Undo and redo of decisions. Qt has a stack for it, but in another module in each of its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Step:
    """A decision that was taken.

    :param key: of the entry that it was about, ``""`` = of none. ``text``: what was done, for people.
    :param do, undo: write it, and write what was there before; both may raise ``ReviewRefused``.
    """

    key: str
    text: str
    do: Callable[[], None]
    undo: Callable[[], None]


class DecisionStack:
    """Steps that were done, and those that were undone and can be done again."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_text(self) -> str:
        """What would be undone; ``""`` = nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What would be done again; ``""`` = nothing."""
        return self._undone[-1].text if self._undone else ""

    def push(self, step: Step) -> None:
        """Do a step; where it cannot be done nothing has changed.

        :raises ReviewRefused: it could not be written.
        """
        step.do()
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> str:
        """Undo the last step. :return: its entry's key. :raises ReviewRefused: it could not be written."""
        step = self._done[-1]
        step.undo()
        self._undone.append(self._done.pop())
        return step.key

    def redo(self) -> str:
        """Do the last undone step again. :return: its entry's key. :raises ReviewRefused: it could not be written."""
        step = self._undone[-1]
        step.do()
        self._done.append(self._undone.pop())
        return step.key

    def clear(self) -> None:
        """Forget all steps."""
        self._done.clear()
        self._undone.clear()
