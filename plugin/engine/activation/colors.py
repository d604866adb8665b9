"""Colours for activations: from dark violet, the lowest, over green to yellow, the highest."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr  # nosec B406  # nothing is parsed

import numpy as np
from numpy.typing import NDArray

# Viridis (S. van der Walt and N. Smith 2015, CC0) at equal steps: it reads the same in grey and to the colour-blind.
_STOPS = ("#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725")


def spread(values: NDArray[np.floating]) -> tuple[float, float]:
    """Lowest and highest value to show, outliers left out; 0 and 1 where there is nothing."""
    known = values[np.isfinite(values)]
    if known.size == 0:
        return 0.0, 1.0
    low, high = (float(value) for value in np.percentile(known, (1, 99)))
    return low, high


def painted(values: NDArray[np.floating], low: float, high: float) -> NDArray[np.uint8]:
    """Return the colours (height, width, 3) of values (height, width); those that are not finite are mid grey."""
    stops = np.array([[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in _STOPS], np.float64)
    scale = high - low if high > low else 1.0
    known = np.isfinite(values)
    place = np.clip((np.where(known, values, low) - low) / scale, 0, 1) * (len(stops) - 1)
    lower = np.minimum(place.astype(int), len(stops) - 2)
    part = (place - lower)[..., None]
    colors = stops[lower] * (1 - part) + stops[lower + 1] * part
    colors[~known] = 128
    result: NDArray[np.uint8] = np.round(colors).astype(np.uint8)
    return result


def activation_style(low: float, high: float) -> str:
    """QGIS style of the first band, in these colours."""
    high = max(high, low + max(abs(low), 1.0) * 1e-6)
    items = ""
    for index, color in enumerate(_STOPS):
        value = low + (high - low) * index / (len(_STOPS) - 1)
        items += f'<item value="{value:.9g}" color="{color}" alpha="255" label={quoteattr(f"{value:.3g}")}/>'
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22.0" styleCategories="AllStyleCategories"><pipe>'
        '<rasterrenderer type="singlebandpseudocolor" band="1" alphaBand="-1" opacity="1" nodataColor=""'
        f' classificationMin="{low:.9g}" classificationMax="{high:.9g}"><rasterTransparency/><rastershader>'
        f'<colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" minimumValue="{low:.9g}"'
        f' maximumValue="{high:.9g}" labelPrecision="4">{items}</colorrampshader></rastershader></rasterrenderer>'
        '<brightnesscontrast brightness="0" contrast="0" gamma="1"/><huesaturation/>'
        "<rasterresampler/></pipe><blendMode>0</blendMode></qgis>\n"
    )
