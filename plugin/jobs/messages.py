"""Messages of a job to the user: failures, lines of the log, stages. Their texts by subject are in ``texts/``.

The worker has no Qt. It sends the key of a text and the values of its placeholders; the QGIS side translates the text in the
context ``Job`` and fills it in. ``QT_TRANSLATE_NOOP`` marks the texts for ``tools/translations.py`` and does nothing else.
"""

from __future__ import annotations

from typing import Any, Callable, Mapping

from .texts import (
    accuracy,
    change,
    change_report,
    cluster,
    evaluation,
    imagery,
    landcover,
    models,
    outputs,
    runtime,
    sar,
    server,
    training,
    unfinished,
)
from .texts.mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    **imagery.FAILURES,
    **change.FAILURES,
    **landcover.FAILURES,
    **models.FAILURES,
    **outputs.FAILURES,
    **accuracy.FAILURES,
    **change_report.FAILURES,
    **evaluation.FAILURES,
    **training.FAILURES,
    **sar.FAILURES,
    **runtime.FAILURES,
    **cluster.FAILURES,
    **server.FAILURES,
}

# code -> line of the log
LOG_LINES: dict[str, str] = {
    **imagery.LOG_LINES,
    **change.LOG_LINES,
    **landcover.LOG_LINES,
    **models.LOG_LINES,
    **accuracy.LOG_LINES,
    **change_report.LOG_LINES,
    **evaluation.LOG_LINES,
    **training.LOG_LINES,
    **sar.LOG_LINES,
    **runtime.LOG_LINES,
    **unfinished.LOG_LINES,
    **cluster.LOG_LINES,
    **server.LOG_LINES,
}

_WORDS_IN = ("found", "resampling")  # placeholders whose values are words to translate

# Shown beside the progress bar.
STAGES: dict[str, str] = {
    "predicting": QT_TRANSLATE_NOOP("Job", "Predicting"),
    "objects": QT_TRANSLATE_NOOP("Job", "Finding objects"),
    "comparing": QT_TRANSLATE_NOOP("Job", "Comparing"),
    "counting": QT_TRANSLATE_NOOP("Job", "Counting"),
    "drawing": QT_TRANSLATE_NOOP("Job", "Drawing points"),
    "measuring": QT_TRANSLATE_NOOP("Job", "Measuring the shift"),
    "evaluating": QT_TRANSLATE_NOOP("Job", "Evaluating"),
    "calibrating": QT_TRANSLATE_NOOP("Job", "Calibrating"),
    "measuring_speed": QT_TRANSLATE_NOOP("Job", "Measuring the speed"),
    "sweeping": QT_TRANSLATE_NOOP("Job", "Trying learning rates"),
    "writing": QT_TRANSLATE_NOOP("Job", "Writing"),
    "reading": QT_TRANSLATE_NOOP("Job", "Reading"),
    "training": QT_TRANSLATE_NOOP("Job", "Training"),
    "validating": QT_TRANSLATE_NOOP("Job", "Validating"),
    "uploading": QT_TRANSLATE_NOOP("Job", "Sending to the server"),
    "queued": QT_TRANSLATE_NOOP("Job", "Waiting for the server"),
    "downloading": QT_TRANSLATE_NOOP("Job", "Fetching the results"),
    "done": QT_TRANSLATE_NOOP("Job", "Done"),
}


def as_is(text: str) -> str:
    """The translation where there is no translator."""
    return text


def render(code: str, parameter: str, values: Mapping[str, Any], translate: Callable[[str], str] = as_is) -> str:
    """The message of a failure for people: parameter, what is wrong, how to correct it.

    :param code: key of :data:`FAILURES`; an unknown one is shown with its values.
    :param translate: turns an English template into the user's language (QGIS side).
    """
    if code not in FAILURES:  # of a worker of another version
        return f"{code}: {dict(values)}"
    texts = [translate(text).format(**values) for text in FAILURES[code]]
    # A reason that another program gave may end without a full stop.
    message = " ".join(text if text.endswith((".", "!", "?", ")")) else f"{text}." for text in texts)
    return f"{parameter}: {message}" if parameter else message


def render_log(code: str, values: Mapping[str, Any], translate: Callable[[str], str] = as_is) -> str:
    """A line of the log for people; see :func:`render`.

    :param code: key of :data:`LOG_LINES`; an unknown one, of a worker of another version, is shown with its values.
    """
    if code not in LOG_LINES:
        return f"{code}: {dict(values)}"
    words = {key: translate(value) for key, value in values.items() if key in _WORDS_IN and value in imagery.WORDS}
    return translate(LOG_LINES[code]).format(**{**values, **words})
