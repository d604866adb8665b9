"""The colours of classes, charts, error maps, reports and styles, as ``#rrggbb``."""

from __future__ import annotations

CLASSES = ("#e31a1c", "#1f78b4", "#33a02c", "#ff7f00", "#6a3d9a", "#b15928", "#fb9a99", "#a6cee3", "#b2df8a", "#cab2d6")
"""Of classes that have no colour of their own, in their order."""

# Distinguishable without seeing red and green as different (Okabe and Ito, "Color universal design", 2008).
GREEN, BLUE, VERMILION, PURPLE, SKY, ORANGE = "#009e73", "#0072b2", "#d55e00", "#cc79a7", "#56b4e9", "#e69f00"

LINES = (CLASSES[1], CLASSES[0], CLASSES[2], CLASSES[3])
"""Of the lines of charts."""
PALE_LINE, BARS = "#a6cee3", "#c6dbef"
INK, GREY, GRID = "#222222", "#888888", "#dddddd"

LOW, MIDDLE, HIGH, TOP = "#ffffb2", "#fecc5c", "#f03b20", "#7a0177"
"""Of probabilities and magnitudes, from pale yellow to purple."""
RAMP = (LOW, "#feb24c", HIGH, TOP, "#240550")
"""Of dates and other ordered numbers, from the first to the last."""

HIT, MISS, FALSE_ALARM, WRONG_CLASS = GREEN, BLUE, VERMILION, PURPLE
NOT_COMPARED, UNCHANGED, UNDECIDED = "#bdbdbd", "#f5f5f5", "#999999"
