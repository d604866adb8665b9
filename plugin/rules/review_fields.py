"""Fields and layers of a review: their names and values.

Standard library only: the panel that reviews, the tool that merges reviews and their tests share it. The guide's page
``review.md`` documents it for users.
"""

from __future__ import annotations

from typing import Optional

UUID = "uuid"
CLASS = "class"
FROM, TO = "from", "to"  # of polygons of transitions, whose class is the name of the transition

STATUS = "review_status"
REVIEW_CLASS = "review_class"
COMMENT = "review_comment"
REVIEWED_AT = "reviewed_at"
REVIEWER = "reviewer"

# All are texts; the time is ISO 8601 in UTC, so that every format keeps it and texts sort by time.
REVIEW_FIELDS = (STATUS, REVIEW_CLASS, COMMENT, REVIEWED_AT, REVIEWER)

ACCEPTED = "accepted"
REJECTED = "rejected"
MISSED = "missed"  # digitised by the reviewer: the detection did not find it
STATUSES = (ACCEPTED, REJECTED, MISSED)

# Layers of the same GeoPackage.
AREAS_LAYER = "reviewed_areas"
LABELS_LAYER = "review_labels"
LABELS_AREA_LAYER = "review_labels_area"
DETECTED_LAYER = "review_detected"
ACCURACY_AREA_LAYER = "review_accuracy_area"
PRODUCT_LAYERS = (AREAS_LAYER, LABELS_LAYER, LABELS_AREA_LAYER, DETECTED_LAYER, ACCURACY_AREA_LAYER)


def status_of(value: Optional[str]) -> str:
    """One of :data:`STATUSES`, or ``""`` for what is undecided; unknown texts count as undecided."""
    text = (value or "").strip().lower()
    return text if text in STATUSES else ""


def is_change(status: str) -> bool:
    """Return whether a decision confirms a change, found by the detection or by the reviewer."""
    return status in (ACCEPTED, MISSED)


def true_class(detected: Optional[str], reviewed: Optional[str]) -> str:
    """Return the class that counts: the reviewer's where it was changed, else the detection's; ``""`` = none."""
    return (reviewed or "").strip() or (detected or "").strip()
