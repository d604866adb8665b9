"""Contrast of two colours, as the Web Content Accessibility Guidelines 2.1 define it."""

from __future__ import annotations


def contrast(one, other):
    """Return the contrast of two QColors, 1 to 21; both opaque."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color):
    red, green, blue = (_linear(value) for value in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
