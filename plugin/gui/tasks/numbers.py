"""Areas, times and counts as text for the user."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QLocale

_HECTARE = 10_000.0
_SQUARE_KILOMETRE = 1_000_000.0


def tr(text: str) -> str:
    """Translate a text of the Detect panel."""
    return str(QCoreApplication.translate("DetectPanel", text))


def area_text(square_metres: float) -> str:
    """Return an area in m², ha or km², with about three digits."""
    if square_metres >= 10 * _SQUARE_KILOMETRE:
        return tr("{number} km²").format(number=_number(square_metres / _SQUARE_KILOMETRE))
    if square_metres >= _HECTARE:
        return tr("{number} ha").format(number=_number(square_metres / _HECTARE))
    return tr("{number} m²").format(number=_number(square_metres))


def time_text(seconds: float) -> str:
    """Return a remaining time as text."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        return tr("{hours} h {minutes:02d} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)
    if whole >= 60:
        return tr("{minutes} min {seconds:02d} s").format(minutes=whole // 60, seconds=whole % 60)
    return tr("{seconds} s").format(seconds=whole)


def count_text(count: int) -> str:
    """Return a whole number with the separators of the user's locale."""
    return str(QLocale().toString(int(count)))


def _number(value: float) -> str:
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return str(QLocale().toString(float(value), "f", decimals))
