"""``groundshift:banddifference``, a toy: the absolute difference of the first bands of two dates."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsProcessingOutputNumber

from .inputs.pair_parameters import add_area, add_dates, add_grid
from .run.job_algorithm import JobAlgorithm, Steps


class BandDifference(JobAlgorithm):
    """Names, parameters and help of the tool."""

    NAME = "banddifference"
    LABEL = "Band difference"
    GROUP = "changedetection"
    LAYERS = ("DIFFERENCE",)

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:
        add_dates(self)
        add_area(self)
        add_grid(self, for_model=False)
        self.add_raster("DIFFERENCE", "Difference", "GeoTIFF, 32-bit floats.")
        self.addOutput(QgsProcessingOutputNumber("GREATEST", "Greatest difference"))

    def steps(self) -> Steps:
        from .run.band_difference import STEPS

        return STEPS
