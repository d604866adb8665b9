"""The registry of classical methods: how change is measured without a network.

To add a method, write its file in ``plugin/engine/classic`` (see ``method.py`` there) and add a line to :data:`METHODS`; then
describe it in the documentation. Both sides of the process wall read this table: the algorithms for titles and help, the worker
for the function that makes the method.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

from ..jobs.failure import JobFailure
from ..jobs.texts.mark import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class ClassicMethod:
    """A method as users choose it.

    :param title, help: English, translated in the context ``DetectChangeClassic``.
    :param maker: function that makes it in the worker, ``module:function``; a leading dot means ``plugin/engine/classic``.
    :param bands: bands of DIFFERENCE, and ``bands_per_band`` more for each band that is compared (to estimate its size).
    :param clusters: the magnitudes are clustered afterwards (PCA and k-means), which needs no threshold.
    :param smoothed: the magnitudes have signs and are smoothed afterwards; change is their length.
    :param log_ratio: the magnitude is a log-ratio, whose distribution speckle decides where nothing changed.
    """

    title: str
    help: str
    maker: str
    bands: int = 1
    bands_per_band: int = 0
    clusters: bool = False
    smoothed: bool = False
    log_ratio: bool = False

    @property
    def second_pass(self) -> bool:
        """Whether the magnitudes are worked on once more when all are known."""
        return self.clusters or self.smoothed


# Scripts and models pass positions in this table: new methods go to the end.
METHODS: Dict[str, ClassicMethod] = {
    "difference": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "Difference"),
        QT_TRANSLATE_NOOP("DetectChangeClassic", "difference: mean of the bands' absolute differences."),
        ".difference:make_difference",
    ),
    "ratio": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "Ratio"),
        QT_TRANSLATE_NOOP("DetectChangeClassic", "ratio: 1 - smaller / larger."),
        ".ratio:make_ratio",
    ),
    "log-ratio": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "Log-ratio (radar)"),
        QT_TRANSLATE_NOOP("DetectChangeClassic", "log-ratio: for radar intensities."),
        ".log_ratio:make_log_ratio",
        log_ratio=True,
    ),
    "index-difference": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "Difference of a band index"),
        QT_TRANSLATE_NOOP("DetectChangeClassic", "difference of a band index, such as NDVI."),
        ".index_difference:make_index_difference",
        bands=2,
    ),
    "cva": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "Change vector analysis (CVA)"),
        QT_TRANSLATE_NOOP("DetectChangeClassic", "change vectors: length and direction."),
        ".cva:make_change_vector",
        bands=2,
    ),
    "ir-mad": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "IR-MAD"),
        QT_TRANSLATE_NOOP(
            "DetectChangeClassic", "IR-MAD (Nielsen 2007): chi-square, no-change probability and the MAD variates."
        ),
        ".ir_mad:make_ir_mad",
        bands=2,
        bands_per_band=1,
    ),
    "pca-k-means": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "PCA and k-means"),
        QT_TRANSLATE_NOOP(
            "DetectChangeClassic",
            "PCA and k-means (Celik 2009) of the change vectors' lengths: decides by clusters, without a threshold.",
        ),
        ".cva:make_change_vector",
        clusters=True,
    ),
    "pca-k-means-log-ratio": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "PCA and k-means of the log-ratio (radar)"),
        QT_TRANSLATE_NOOP("DetectChangeClassic", "PCA and k-means of the log-ratio: decides by clusters, without a threshold."),
        ".log_ratio:make_log_ratio",
        clusters=True,
    ),
    "filtered-log-ratio": ClassicMethod(
        QT_TRANSLATE_NOOP("DetectChangeClassic", "Log-ratio, speckle-filtered (radar)"),
        QT_TRANSLATE_NOOP(
            "DetectChangeClassic", "log-ratio, freed of speckle by total variation: the best for two radar images."
        ),
        ".log_ratio:make_signed_log_ratio",
        smoothed=True,
        log_ratio=True,
    ),
}
DEFAULT_METHOD = "cva"


def check_threshold(method: str, threshold_method: str, value: Optional[float]) -> None:
    """Check the threshold that a user gives.

    :param method: of :data:`METHODS`.
    :param threshold_method: of :data:`..jobs.detect_change_classic.THRESHOLD_METHODS`.
    :param value: ``None`` = not given.
    :raises JobFailure: ``threshold_needed``, ``threshold_not_positive``, ``percentile_range`` or ``speckle_method``.
    """
    if METHODS[method].clusters:
        return
    if threshold_method == "fixed" and value is None:
        raise JobFailure("threshold_needed", "THRESHOLD")
    if threshold_method == "fixed" and value is not None and not value > 0:
        raise JobFailure("threshold_not_positive", "THRESHOLD", value=f"{value:g}")
    if threshold_method == "speckle" and not METHODS[method].log_ratio:
        known = ", ".join(name for name, kind in METHODS.items() if kind.log_ratio)
        raise JobFailure("speckle_method", "THRESHOLD_METHOD", method=method, known=known)
    if threshold_method in ("percentile", "speckle") and value is not None and not 0 < value < 100:
        raise JobFailure("percentile_range", "THRESHOLD", value=f"{value:g}")
