"""Values of parameters as dialogs, scripts, models and ``qgis_process`` pass them, checked beyond what QGIS checks."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Any, Mapping, Optional, Sequence

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from ...jobs.failure import JobFailure

# What GDAL opens and is no file: paths of its virtual file systems, and names of parts of files (GPKG:file:table).
_NOT_A_FILE = re.compile(r"/vsi|[A-Z][A-Z0-9_]+:")


@dataclass(frozen=True)
class Given:
    """The parameters of one run, by name. Use it in the thread that owns the layers.

    :param algorithm: that defines the parameters.

    >>> given = Given(algorithm, parameters, context)
    >>> given.number("THRESHOLD", "threshold_range"), given.choice("METHOD", METHODS), given.crs("ASSUMED_CRS")
    """

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext

    @classmethod
    def of_project(cls, algorithm: str, parameters: Mapping[str, Any]) -> Given:
        """Return the parameters of an algorithm, by its id, in the open project."""
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return cls(QgsApplication.processingRegistry().createAlgorithmById(algorithm), dict(parameters), context)

    def with_values(self, values: Mapping[str, Any]) -> Given:
        """Return the same parameters with some replaced."""
        return replace(self, parameters={**self.parameters, **values})

    def value(self, name: str) -> Optional[Any]:
        """Return the raw value, or ``None`` if it is empty in any of the ways that QGIS has for it."""
        value = self.parameters.get(name)
        # qgis_process passes empty texts, models and batch rows pass NULL variants.
        if value is None or (hasattr(value, "isNull") and value.isNull()):
            return None
        if isinstance(value, str) and not value.strip():
            return None
        return value

    def has(self, name: str) -> bool:
        """Return True unless the parameter is empty."""
        return self.value(name) is not None

    def default(self, name: str) -> Any:
        """Return the default of a parameter, as its definition has it."""
        return self.algorithm.parameterDefinition(name).defaultValue()

    def limits(self, name: str) -> tuple[float, float]:
        """Return the least and the greatest value of a number, as its definition has them."""
        definition = self.algorithm.parameterDefinition(name)
        return float(definition.minimum()), float(definition.maximum())

    def text(self, name: str) -> str:
        """Return a text without surrounding blanks; ``""`` if it is empty."""
        return (self.algorithm.parameterAsString(self.parameters, name, self.context) or "").strip()

    def file(self, name: str) -> str:
        """Return the path of a file."""
        return str(self.algorithm.parameterAsFile(self.parameters, name, self.context))

    def listing(self, name: str) -> str:
        """Return a list as text: scripts and JSON pass lists of numbers too, which QGIS cannot convert."""
        value = self.value(name)
        if isinstance(value, (list, tuple)):
            return ",".join(f"{item:g}" if isinstance(item, float) else str(item) for item in value)
        return self.algorithm.parameterAsString(self.parameters, name, self.context) or ""

    def flag(self, name: str, empty: Optional[bool] = None) -> bool:
        """Return a boolean.

        :param empty: the value of an empty parameter; ``None`` = as QGIS reads it.
        """
        if empty is not None and not self.has(name):
            return empty
        return bool(self.algorithm.parameterAsBool(self.parameters, name, self.context))

    def number(self, name: str, code: str, details: Optional[Mapping[str, Any]] = None) -> Optional[float]:
        """Return a finite number, or ``None`` if it is empty.

        :param code: of the failure. :param details: further values of the failure.
        :raises JobFailure: ``code``, with the ``value`` that is no finite number.
        """
        details = details or {}
        value = self.value(name)
        if value is None:
            return None
        if isinstance(value, str):  # qgis_process passes numbers as texts
            try:
                number = float(value)
            except ValueError:
                raise JobFailure(code, name, value=value, **details) from None
        else:
            number = float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))
        if not math.isfinite(number):
            raise JobFailure(code, name, value=str(value), **details)
        return number

    def size(self, name: str, code: str) -> Optional[float]:
        """Return a number that is not negative, or ``None`` if it is empty.

        :raises JobFailure: ``code``.
        """
        number = self.number(name, code)
        if number is not None and number < 0:
            raise JobFailure(code, name, value=f"{number:g}")
        return number

    def threshold(self, name: str = "THRESHOLD") -> Optional[float]:
        """Return a probability above 0 and below 1, or ``None`` if it is empty.

        :raises JobFailure: ``threshold_range``.
        """
        number = self.number(name, "threshold_range")
        if number is not None and not 0 < number < 1:
            raise JobFailure("threshold_range", name, value=f"{number:g}")
        return number

    def overlap(self, name: str) -> float:
        """Return an intersection over union above 0 and up to 1.

        :raises JobFailure: ``overlap_range``.
        """
        number = self.number(name, "overlap_range")
        number = float(self.default(name)) if number is None else number
        if not 0 < number <= 1:
            raise JobFailure("overlap_range", name, value=f"{number:g}")
        return number

    def resolution(self, name: str = "RESOLUTION") -> Optional[float]:
        """Return a pixel size in map units, or ``None`` if it is empty.

        :raises JobFailure: ``resolution_invalid``.
        """
        number = self.number(name, "resolution_invalid")
        if number is not None and number <= 0:
            raise JobFailure("resolution_invalid", name, value=f"{number:g}")
        return number

    def choice(self, name: str, known: Sequence[str]) -> str:
        """Return the item of a list parameter, given by its number or by its name in outputs and jobs.

        :raises JobFailure: ``method_unknown``.
        """
        value = self.value(name)
        if isinstance(value, str) and value in known:
            return value
        number = self.algorithm.parameterAsEnum(self.parameters, name, self.context)
        # QGIS takes the default for a number that is none of the list's.
        if isinstance(value, (int, float, str)) and str(value).strip() != str(number):
            listing = ", ".join(f"{index} ({item})" for index, item in enumerate(known))
            raise JobFailure("method_unknown", name, value=str(value), known=listing)
        return known[number]

    def integer(self, name: str) -> int:
        """Return a whole number as QGIS reads it."""
        return int(self.algorithm.parameterAsInt(self.parameters, name, self.context))

    def index(self, name: str) -> int:
        """Return the number of the chosen item of a list parameter, as QGIS reads it."""
        return int(self.algorithm.parameterAsEnum(self.parameters, name, self.context))

    def choices(self, name: str) -> list[int]:
        """Return the numbers of the chosen items of a list parameter."""
        return list(self.algorithm.parameterAsEnums(self.parameters, name, self.context))

    def crs(self, name: str) -> Optional[QgsCoordinateReferenceSystem]:
        """Return a valid CRS, or ``None``."""
        crs = self.algorithm.parameterAsCrs(self.parameters, name, self.context)
        return crs if self.has(name) and crs.isValid() else None

    def extent(self, name: str) -> tuple[QgsRectangle, QgsCoordinateReferenceSystem]:
        """Return an extent and the CRS that QGIS takes it to be in."""
        extent = self.algorithm.parameterAsExtent(self.parameters, name, self.context)
        return extent, self.algorithm.parameterAsExtentCrs(self.parameters, name, self.context)

    def layer(self, name: str) -> Optional[QgsMapLayer]:
        """Return a layer of any kind, or ``None`` if there is none."""
        found = self.algorithm.parameterAsLayer(self.parameters, name, self.context)
        return found if found is not None else self.opened(self.value(name))

    def layers(self, name: str) -> list[QgsMapLayer]:
        """Return the layers of a list; those that cannot be opened are left out."""
        value = self.value(name)
        if isinstance(value, (list, tuple)):
            found = [item if isinstance(item, QgsMapLayer) else self.opened(item) for item in value]
            if None not in found:
                return [layer for layer in found if layer is not None]
        return list(self.algorithm.parameterAsLayerList(self.parameters, name, self.context) or [])

    def opened(self, value: Any) -> Optional[QgsMapLayer]:
        """Return the layer that a text names: as QGIS finds it, else a raster that only GDAL knows how to open.

        QGIS takes texts for files: what lies in an archive (``/vsizip/``) or in another file (``NETCDF:...``) has none.
        """
        if not isinstance(value, str) or not value.strip():
            return None
        from ...layers.sources import GDAL_PROVIDER, open_dataset  # QGIS imports this module when it starts

        layer = QgsProcessingUtils.mapLayerFromString(value, self.context)
        if layer is not None or not is_not_a_file(value) or open_dataset(value) is None:
            return layer
        made = QgsRasterLayer(value, _name_of(value), GDAL_PROVIDER)
        # The run keeps it until it ends, and finds it again by its source.
        return self.context.temporaryLayerStore().addMapLayer(made) if made.isValid() else None

    def raster(self, name: str) -> Optional[QgsRasterLayer]:
        """Return a raster layer, perhaps an invalid one, or ``None``."""
        found = self.algorithm.parameterAsRasterLayer(self.parameters, name, self.context)
        opened = self.opened(self.value(name)) if found is None else found
        return opened if isinstance(opened, QgsRasterLayer) else None

    def vector(self, name: str) -> Optional[QgsVectorLayer]:
        """Return a vector layer, or ``None``."""
        return self.algorithm.parameterAsVectorLayer(self.parameters, name, self.context)

    def source(self, name: str) -> Optional[QgsProcessingFeatureSource]:
        """Return a source of features, perhaps of the selected ones only, or ``None``."""
        return self.algorithm.parameterAsSource(self.parameters, name, self.context)

    def destination(self, name: str) -> Optional[str]:
        """Return the path that the user chose for an output, or ``None`` if there is none or it is a temporary one.

        Unlike ``parameterAsOutputLayer`` this has no side effects, so it can be called while a dialog is open.
        """
        value = self.parameters.get(name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink
        if isinstance(value, QgsProperty):
            value, _ = value.valueAsString(self.context.expressionContext())
        text = value.strip() if isinstance(value, str) else ""
        return None if not text or text == QgsProcessing.TEMPORARY_OUTPUT else text


def is_not_a_file(source: str) -> bool:
    """Return whether a text names what GDAL opens without a file of this name."""
    return bool(_NOT_A_FILE.match(source))


def _name_of(source: str) -> str:
    """Return a name for the layer of a text that GDAL opens: the file of an archive, the table of a file."""
    return re.split(r"[/\\:]", source.rstrip('"'))[-1].strip('"') or source
