"""Objects of one class that are near one another made one, by filling the gaps between them in the mask.

In the mask rather than between polygons: outlines stay on the pixels' edges, nothing overlaps, other classes and ground
without data are left as they are, and attributes are those of the pixels of the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio import Affine
from rasterio.features import rasterize

from ..objects.runs import connected

# A neck must be wider than a pixel's diagonal for the pixels that it touches to hang together.
_NECK_PIXELS = 0.75
_TOLERANCE_PIXELS = 0.01


@dataclass(frozen=True)
class GapFills:
    """Ground to add to classes, in pixel coordinates; ``necks`` are added wherever they touch a pixel."""

    fills: NDArray[Any]
    necks: NDArray[Any]
    fill_code: NDArray[np.uint8]
    neck_code: NDArray[np.uint8]

    def burn(self, row: int, mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return a strip of the mask, (height, width), whose first row is ``row``, with the gaps filled where it is 0."""
        height, width = mask.shape
        box = shapely.box(0, row, width, row + height)
        result = mask
        for shapes, codes, touched in ((self.fills, self.fill_code, False), (self.necks, self.neck_code, True)):
            near = np.flatnonzero(shapely.intersects(shapes, box))
            for code in np.unique(codes[near]):
                chosen = [(shape, 1) for shape in shapes[near[codes[near] == code]]]
                burnt = rasterize(
                    chosen, (height, width), transform=Affine(1, 0, 0, 0, 1, row), all_touched=touched, dtype="uint8"
                )
                result = np.where((result == 0) & (burnt == 1), code, result)
        return result


def find_gaps(
    polygons: NDArray[Any],
    codes: NDArray[np.uint8],
    gap_m: float,
    pixel_m: tuple[float, float],
    check: Callable[[], None],
) -> GapFills:
    """Return the ground between objects of a class that are at most a gap apart.

    The gaps are filled by a morphological closing of each group with mitred corners; where that leaves two of them apart, a
    neck a pixel wide joins them at their nearest points.

    :param polygons: in pixel coordinates.
    :param codes: their classes.
    :param pixel_m: width and height of a pixel in metres,
        taken to be the same everywhere.
    """
    # A gap of whole pixels is seldom so many metres to the last digit.
    gap_m += _TOLERANCE_PIXELS * min(pixel_m)
    scale = np.array(pixel_m)
    shapes = shapely.transform(polygons, lambda points: points * scale)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=gap_m)
    chosen = (one < other) & (codes[one] == codes[other])
    one, other = one[chosen], other[chosen]
    _, group = connected(len(shapes), one, other)
    members = np.flatnonzero(np.bincount(group, minlength=1)[group] > 1)
    members = members[np.argsort(group[members], kind="stable")]
    fills, fill_codes = [], []
    for part in np.split(members, np.flatnonzero(np.diff(group[members])) + 1) if len(members) else []:
        check()
        whole = shapely.union_all(shapes[part])
        closed = whole.buffer(gap_m / 2, join_style="mitre").buffer(-gap_m / 2, join_style="mitre")
        added = closed.difference(whole)
        if not added.is_empty:
            fills.append(added)
            fill_codes.append(codes[part[0]])
    lines = shapely.shortest_line(shapes[one], shapes[other])

    def to_pixels(items: Any) -> NDArray[Any]:
        array = np.array(items, dtype=object)
        result: NDArray[Any] = shapely.transform(array, lambda points: points / scale) if len(array) else array
        return result

    necks: NDArray[Any] = np.zeros(0, object)
    if len(one):
        # Inside the hull of the two: where sides face one another, the nearest points may be at their ends.
        hulls = to_pixels(list(shapely.convex_hull(shapely.union(shapes[one], shapes[other]))))
        broad = shapely.buffer(to_pixels(list(lines)), _NECK_PIXELS, quad_segs=2)
        necks = shapely.buffer(shapely.intersection(broad, hulls), -_TOLERANCE_PIXELS)
    return GapFills(to_pixels(fills), necks, np.array(fill_codes, np.uint8), codes[one])
