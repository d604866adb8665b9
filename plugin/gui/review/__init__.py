"""The Review tab: a walk through change polygons or sample points, and what becomes of the decisions."""
