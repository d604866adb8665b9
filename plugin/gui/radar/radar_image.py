"""Radar images as layers that can be looked at: stretched alike on all dates, so that what differs is seen to differ."""

from __future__ import annotations

from typing import Optional

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterBandStats,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterRange,
    QgsRectangle,
    QgsSingleBandGrayRenderer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...rules.sar_products import AMPLITUDE, DECIBEL, HUNDREDTHS
from ...rules.sar_table import Acquisition
from .acquisitions import iso_time

_LOW, _HIGH = 0.02, 0.98  # shares of the pixels between which an image is stretched
_SAMPLE_PIXELS = 250_000
_GAMMA = {DECIBEL: 1.0, HUNDREDTHS: 1.0, AMPLITUDE: 1.4}
_GAMMA_OF_POWER = 2.2  # most pixels of an image in power are dark

Stretch = tuple[tuple[float, float], ...]  # of each band that is shown


def open_image(row: Acquisition, stretch: Optional[Stretch] = None) -> tuple[Optional[QgsRasterLayer], Stretch]:
    """Open an acquisition: red VV, green VH and blue VV where one file holds both, else its first band in grey.

    It may be called in a thread of its own: the layer then belongs to the main thread when it is returned.

    :param stretch: of another date, to be used again; ``None`` = by the image itself.
    :return: the layer (``None`` = it cannot be opened), and its stretch.
    """
    first = next(iter(row.bands.values()))
    options = QgsRasterLayer.LayerOptions(False)  # without a default style: it would read statistics of its own
    layer = QgsRasterLayer(first.path, row.day, "gdal", options)
    if not layer.isValid():
        return None, ()
    provider = layer.dataProvider()
    together = [band.number for band in row.bands.values() if band.path == first.path and band.number > 0]
    if "" in row.bands:  # the polarisations are found in the file
        together = list(range(1, min(layer.bandCount(), 2) + 1))
    shown = (together or [1])[:2]
    if row.nodata is not None:
        for band in shown:
            provider.setUserNoDataValue(band, [QgsRasterRange(row.nodata, row.nodata)])
    if stretch is None or len(stretch) != len(shown):
        stretch = tuple(_stretch_of(provider, band) for band in shown)
    if len(shown) == 2:
        renderer = QgsMultiBandColorRenderer(provider, shown[0], shown[1], shown[0])
        renderer.setRedContrastEnhancement(_enhancement(provider, shown[0], stretch[0]))
        renderer.setGreenContrastEnhancement(_enhancement(provider, shown[1], stretch[1]))
        renderer.setBlueContrastEnhancement(_enhancement(provider, shown[0], stretch[0]))
    else:
        renderer = QgsSingleBandGrayRenderer(provider, shown[0])
        renderer.setContrastEnhancement(_enhancement(provider, shown[0], stretch[0]))
    layer.setRenderer(renderer)
    layer.setName(" ".join((row.day, *_names(row, first.path, len(shown)))))
    if layer.brightnessFilter() is not None:
        layer.brightnessFilter().setGamma(1.0 if stretch[0][0] < 0 else _GAMMA.get(row.unit, _GAMMA_OF_POWER))
    layer.moveToThread(QCoreApplication.instance().thread())
    return layer, stretch


def image_key(row: Acquisition) -> str:
    """Return what distinguishes an acquisition from the others of its table."""
    return f"{row.place} {iso_time(row)}"


def _names(row: Acquisition, path: str, count: int) -> tuple[str, ...]:
    """Return the names of the polarisations that are shown."""
    return tuple(name for name, band in row.bands.items() if name and band.path == path)[:count]


def _stretch_of(provider: QgsRasterDataProvider, band: int) -> tuple[float, float]:
    low, high = provider.cumulativeCut(band, _LOW, _HIGH, QgsRectangle(), _SAMPLE_PIXELS)
    if not high > low:
        stats = provider.bandStatistics(band, QgsRasterBandStats.Min | QgsRasterBandStats.Max, QgsRectangle(), _SAMPLE_PIXELS)
        low, high = stats.minimumValue, stats.maximumValue
    return float(low), float(high) if high > low else float(low) + 1.0


def _enhancement(provider: QgsRasterDataProvider, band: int, stretch: tuple[float, float]) -> QgsContrastEnhancement:
    enhancement = QgsContrastEnhancement(provider.dataType(band))
    enhancement.setContrastEnhancementAlgorithm(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, False
    )
    enhancement.setMinimumValue(stretch[0], False)
    enhancement.setMaximumValue(stretch[1], False)
    return enhancement
