"""The tie points as a layer: where the shift was measured, how large it is, how sure it is, and whether it was used."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from ..dates.grid import Grid
from ..dates.ground import measure_pixels
from ..outputs.styles import symbol_properties
from ..outputs.vectors import write_shapes
from .estimate import Estimate

USED, REJECTED = "used", "rejected"
_COLOURS = {USED: "26,150,65", REJECTED: "150,150,150"}
# On the screen, the arrow of the usual tie point is this long.
_ARROW_MM = 6.0


def tiepoint_fields(estimate: Estimate, grid: Grid) -> dict[str, NDArray[Any]]:
    """The attributes of the tie points, an array each; shifts in the grid's units, lengths in metres on the ellipsoid."""
    measure = measure_pixels(grid)
    widths, heights = measure.sizes(estimate.places[:, 0], estimate.places[:, 1])
    rows, cols = estimate.shifts.T
    fitted_rows, fitted_cols = estimate.field.at(estimate.places[:, 0], estimate.places[:, 1])
    return {
        "id": np.arange(1, len(rows) + 1, dtype=np.int32),
        "shift_x": cols * grid.xres,
        "shift_y": -rows * grid.yres,
        "length_m": np.round(np.hypot(cols * widths, rows * heights), 4),
        "reliability": np.round(estimate.reliability, 4),
        "status": np.array([USED if used else REJECTED for used in estimate.used], dtype=object),
        "misfit_m": np.round(np.hypot((cols - fitted_cols) * widths, (rows - fitted_rows) * heights), 4),
    }


def write_tiepoints(path: str, estimate: Estimate, grid: Grid, provenance: Mapping[str, Any]) -> None:
    """Write the tie points (at the later date's place, in the grid's CRS) with style and provenance."""
    fields = tiepoint_fields(estimate, grid)
    x = grid.left + estimate.places[:, 1] * grid.xres
    y = grid.top - estimate.places[:, 0] * grid.yres
    lengths = np.hypot(fields["shift_x"], fields["shift_y"])[estimate.used]
    style = tiepoint_style(float(np.median(lengths)) if len(lengths) else 0.0)
    points = shapely.points(x, y)
    write_shapes(path, points, fields, grid.crs.to_wkt(), style, provenance, kind="Point", parameter="TIEPOINTS")


def tiepoint_style(usual_length: float) -> str:
    """Return the style of tie points: a green dot with an arrow for each that was used, a grey cross for each rejected one.

    An arrow of a rejected one would point anywhere and hide the rest.

    :param usual_length: of a shift in map units, which the arrows' scale follows.
    """
    scale = _ARROW_MM / usual_length if usual_length > 0 else 1.0
    categories = "".join(
        f'<category value="{name}" label="{name}" symbol="{index}" render="true" type="string"/>'
        for index, name in enumerate(_COLOURS)
    )
    symbols = "".join(
        _symbol(index, colour, scale) if name == USED else _cross(index, colour)
        for index, (name, colour) in enumerate(_COLOURS.items())
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="Symbology">'
        '<renderer-v2 type="categorizedSymbol" attr="status" enableorderby="0" forceraster="0" symbollevels="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
        "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity>"
        "<layerGeometryType>0</layerGeometryType></qgis>\n"
    )


def _cross(index: int, colour: str) -> str:
    cross = symbol_properties(
        {"name": "cross2", "color": f"{colour},255", "outline_color": f"{colour},255", "size": "1.6", "size_unit": "MM"}
    )
    return (
        f'<symbol type="marker" name="{index}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleMarker" enabled="1" locked="0" pass="0">{cross}</layer></symbol>'
    )


def _symbol(index: int, colour: str, scale: float) -> str:
    arrow = (
        '<symbol type="line" name="@{0}@1" alpha="1" clip_to_extent="1" force_rhr="0">'
        '<layer class="ArrowLine" enabled="1" locked="0" pass="0">{1}'
        '<symbol type="fill" name="@@{0}@1@0" alpha="1" clip_to_extent="1" force_rhr="0">'
        '<layer class="SimpleFill" enabled="1" locked="0" pass="0">{2}</layer></symbol></layer></symbol>'
    ).format(
        index,
        symbol_properties(
            {
                "arrow_width": "0.4",
                "arrow_start_width": "0.4",
                "head_length": "1.4",
                "head_thickness": "0.9",
                "head_type": "0",
                "arrow_type": "0",
                "is_curved": "0",
                "is_repeated": "0",
            }
        ),
        symbol_properties({"color": f"{colour},255", "style": "solid", "outline_style": "no"}),
    )
    vectors = symbol_properties(
        {
            "x_attribute": "shift_x",
            "y_attribute": "shift_y",
            "vector_field_type": "0",
            "scale": f"{scale:.9g}",
            "distance_unit": "MM",
            "angle_orientation": "0",
            "angle_units": "0",
            "size": "0.3",
            "offset": "0,0",
            "offset_unit": "MM",
        }
    )
    dot = symbol_properties(
        {"name": "circle", "color": f"{colour},255", "size": "1.2", "size_unit": "MM", "outline_style": "no"}
    )
    return (
        f'<symbol type="marker" name="{index}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleMarker" enabled="1" locked="0" pass="0">{dot}</layer>'
        f'<layer class="VectorField" enabled="1" locked="0" pass="0">{vectors}{arrow}</layer></symbol>'
    )
