"""The acquisitions of a table as the panel shows them: places, dates, and what a date is predicted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timezone
from typing import Optional, Sequence

from ...rules.sar_products import ASCENDING, DESCENDING
from ...rules.sar_table import Acquisition, is_earlier, same_track

_ARROWS = {ASCENDING: "↑", DESCENDING: "↓"}


@dataclass(frozen=True)
class Prediction:
    """What a date is predicted from.

    :param earlier: acquisitions, the latest last. :param left_out: number of earlier ones of other tracks.
    """

    earlier: tuple[Acquisition, ...]
    left_out: int


def places_of(rows: Sequence[Acquisition]) -> list[str]:
    """Return the names of the places of a table."""
    return sorted({row.place for row in rows})


def rows_of(rows: Sequence[Acquisition], place: str) -> tuple[Acquisition, ...]:
    """Return the acquisitions of a place in the order of time."""
    return tuple(row for row in rows if row.place == place)


def prediction_of(rows: Sequence[Acquisition], date: Acquisition, all_tracks: bool = False) -> Prediction:
    """Return what a date is predicted from.

    :param rows: of its place, in the order of time.
    :param all_tracks: other tracks count too.
    """
    earlier = [row for row in rows if is_earlier(row, date)]
    used = tuple(row for row in earlier if all_tracks or same_track(row, date))
    return Prediction(used, len(earlier) - len(used))


def iso_time(row: Acquisition) -> str:
    """Return the time of an acquisition as the parameter DATE takes it."""
    return row.time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def track_text(row: Acquisition) -> str:
    """Return relative orbit and pass, such as ``137 ↑``; ``""`` = unknown."""
    parts = ["" if row.track is None else str(row.track), _ARROWS.get(row.direction, "")]
    return " ".join(part for part in parts if part)


def bands_text(row: Acquisition) -> str:
    """Return the polarisations of an acquisition; ``""`` = they are found when the file is read."""
    return " ".join(name for name in row.bands if name)


def at_time(rows: Sequence[Acquisition], text: str) -> Optional[Acquisition]:
    """Return the acquisition of a day or time as the parameter DATE takes it; ``None`` = there is none."""
    return next((row for row in reversed(rows) if iso_time(row).startswith(text.strip())), None) if text.strip() else None
