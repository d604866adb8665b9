"""The exception that carries an error across the process wall to the user."""

from __future__ import annotations

from typing import Any


class JobFailure(Exception):
    """A job cannot go on, for a reason that the user can understand and correct.

    :param code: key of the text in :data:`.messages.FAILURES`; stable, so that tests and scripts can depend on it.
    :param parameter: the Processing parameter that is at fault, ``""`` when none is.
    :param values: what the text's placeholders stand for; JSON types only.
    """

    def __init__(self, code: str, parameter: str = "", **values: Any) -> None:
        self.code = code
        self.parameter = parameter
        self.values = values
        super().__init__(self.text())

    def text(self) -> str:
        """The whole English message: the parameter, what is wrong, and how to correct it."""
        from .messages import render  # not at the top: it brings all texts, and QGIS imports this file when it starts

        return render(self.code, self.parameter, self.values)


class Cancelled(Exception):
    """The user asked for the job to stop."""
