"""Before and after over one another, in turn, or side by side, on the map of QGIS itself.

For other panels: :class:`.date_view.DateView` shows one date, or both with a line between them, over a map canvas.
"""
