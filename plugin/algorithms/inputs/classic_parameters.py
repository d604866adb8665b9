"""The parameters of the classical methods, shared by the algorithms that take one."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterEnum, QgsProcessingParameterString
from qgis.PyQt.QtCore import QCoreApplication

from ...rules.classic_methods import DEFAULT_METHOD, METHODS
from ..base import GroundshiftAlgorithm

translate = QCoreApplication.translate

METHOD, INDEX, NORMALIZE, THRESHOLD_METHOD = "METHOD", "INDEX", "NORMALIZE", "THRESHOLD_METHOD"


def add_method(algorithm: GroundshiftAlgorithm, instead_of_model: bool = False) -> None:
    """Add METHOD.

    :param instead_of_model: it may be left empty, and then a network is used.
    """
    methods = [translate("DetectChangeClassic", method.title) for method in METHODS.values()]
    default = list(METHODS).index(DEFAULT_METHOD)
    lines = [translate("DetectChangeClassic", method.help) for method in METHODS.values()]
    explained = translate("DetectChangeClassic", "How change is measured.")
    explained = " ".join([explained, *(f"{number} {line}" for number, line in enumerate(lines))])
    if not instead_of_model:
        text = translate("DetectChangeClassic", "Method")
        algorithm.add(QgsProcessingParameterEnum(METHOD, text, methods, allowMultiple=False, defaultValue=default), explained)
        return
    text = translate("DetectChangeClassic", "Classical method instead of the model")
    lead = translate(
        "DetectChangeClassic", "Empty: the model is used. A classical method needs no model and works with any sensor."
    )
    parameter = QgsProcessingParameterEnum(METHOD, text, methods, allowMultiple=False, defaultValue=None, optional=True)
    algorithm.add(parameter, f"{lead} {explained}")


def add_method_options(algorithm: GroundshiftAlgorithm, advanced: bool = False) -> None:
    """Add INDEX and NORMALIZE."""
    algorithm.add(
        QgsProcessingParameterString(
            INDEX, translate("DetectChangeClassic", "Band index (for its difference only)"), defaultValue="NDVI", optional=True
        ),
        translate(
            "DetectChangeClassic",
            "For the difference of a band index: NDVI, NDWI, MNDWI, NDMI, NDBI, NBR, NDSI, or any two bands a,b for "
            "(a - b) / (a + b), by their number among the compared bands or by name, such as 4,3 or nir,red.",
        ),
        advanced,
    )
    algorithm.add(
        QgsProcessingParameterBoolean(NORMALIZE, translate("DetectChangeClassic", "Normalise the radiometry first"), False),
        translate(
            "DetectChangeClassic",
            "Adjust the later date to the illumination and calibration of the earlier one, using the unchanged "
            "pixels (Canty and Nielsen 2008). IR-MAD does not need it.",
        ),
        advanced,
    )


def add_threshold_method(algorithm: GroundshiftAlgorithm, advanced: bool = False) -> None:
    """Add THRESHOLD_METHOD."""
    # In the order of jobs.detect_change_classic.THRESHOLD_METHODS.
    methods = [
        translate("DetectChangeClassic", "Otsu"),
        translate("DetectChangeClassic", "Kittler-Illingworth (minimum error)"),
        translate("DetectChangeClassic", "Two-component mixture"),
        translate("DetectChangeClassic", "Percentile"),
        translate("DetectChangeClassic", "Fixed"),
        translate("DetectChangeClassic", "Speckle (log-ratios)"),
    ]
    algorithm.add(
        QgsProcessingParameterEnum(
            THRESHOLD_METHOD,
            translate("DetectChangeClassic", "Threshold method"),
            methods,
            allowMultiple=False,
            defaultValue=0,
        ),
        translate(
            "DetectChangeClassic",
            "Method of choosing the magnitude at and above which a pixel counts as changed. Otsu maximises the "
            "separation of two classes; Kittler-Illingworth and the mixture also handle small shares of change. "
            "Speckle: what speckle alone exceeds on 0.1 % of the unchanged pixels of a log-ratio. PCA and k-means does not "
            "use a threshold.",
        ),
        advanced,
    )
