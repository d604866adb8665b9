"""Texts about runs that go on where an earlier one was cut off."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

LOG_LINES: dict[str, str] = {
    "resume_found": QT_TRANSLATE_NOOP(
        "Job", "Going on with an unfinished run of the same inputs: {done:,} of {total:,} blocks are finished."
    ),
    "resume_changed": QT_TRANSLATE_NOOP(
        "Job",
        "An unfinished run was found, but the inputs, the model, the settings or the software have changed since: "
        "all blocks are computed anew.",
    ),
    "resume_kept": QT_TRANSLATE_NOOP(
        "Job",
        "The finished blocks are kept ({done:,} of {total:,}). Run the tool again with the same inputs to go on from there.",
    ),
    "resume_stopped": QT_TRANSLATE_NOOP(
        "Job", "Finished blocks cannot be kept ({reason}): if this run is cut off, it cannot be resumed."
    ),
    "resume_no_space": QT_TRANSLATE_NOOP(
        "Job", "The disk of '{folder}' is too full to keep finished blocks: if this run is cut off, it cannot be resumed."
    ),
    "resume_in_use": QT_TRANSLATE_NOOP(
        "Job", "The same inputs are being processed by another run: if this one is cut off, it cannot be resumed."
    ),
}
