"""Before and after as swipe, blink or side by side on the QGIS map.

Other panels can use :class:`.date_view.DateView`, which shows one date, or both with a swipe line, over a map canvas.
"""
