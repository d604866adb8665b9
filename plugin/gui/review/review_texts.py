"""Texts of the review: progress, status and facts of the current entry."""

from __future__ import annotations

from typing import Mapping

from qgis.PyQt.QtCore import QCoreApplication

from ...layers.review_entries import Entry
from ...rules import review_fields as names
from .review_style import COLOURS

translate = QCoreApplication.translate


def progress_text(counts: Mapping[str, int], total: int, sample: bool) -> str:
    """Return the progress of the review.

    :param counts: entries by status; ``""`` = undecided.
    """
    decided = total - counts[""]
    if sample:
        return translate("Review", "{decided} of {total} points interpreted").format(decided=decided, total=total)
    text = translate("Review", "All {total} decided: {accepted} accepted, {rejected} rejected, {missed} drawn")
    if decided < total:
        text = translate("Review", "{decided} of {total} decided: {accepted} accepted, {rejected} rejected, {missed} drawn")
    return text.format(
        decided=decided,
        total=total,
        accepted=counts[names.ACCEPTED],
        rejected=counts[names.REJECTED],
        missed=counts[names.MISSED],
    )


def status_text(status: str) -> str:
    """Return a status with a dot in its map colour, as HTML."""
    texts = {
        "": translate("Review", "undecided"),
        names.ACCEPTED: translate("Review", "accepted"),
        names.REJECTED: translate("Review", "rejected"),
        names.MISSED: translate("Review", "missed, drawn"),
    }
    text = texts.get(status, translate("Review", "interpreted"))
    return f'<span style="color:{COLOURS.get(status, "#009e73")}">&#9679;</span> {text}'


def facts_text(entry: Entry, sample: bool) -> str:
    """Return class, size and confidence of an entry in one line."""
    if sample:
        return (
            translate("Review", "Interpreted: {label}").format(label=entry.label)
            if entry.label
            else translate("Review", "What is here?")
        )
    parts = [entry.label] if entry.label else []
    if entry.label != entry.detected and entry.detected:
        parts = [translate("Review", "{label} (detected: {detected})").format(label=entry.label, detected=entry.detected)]
    parts.append(f"{entry.size:,.0f} m²" if entry.size >= 10 else f"{entry.size:.1f} m²")
    if entry.confidence is not None:
        parts.append(translate("Review", "confidence {value:.2f}").format(value=entry.confidence))
    return " · ".join(parts)
