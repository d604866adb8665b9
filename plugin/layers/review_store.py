"""Storage of decisions: fields of the change layer, and other layers of the same GeoPackage.

Decisions are written at once, not in an edit session: nothing is lost when QGIS is closed or crashes during a review.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any, Iterable, Mapping, Optional, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorDataProvider,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QVariant

from ..rules.review_fields import (
    AREAS_LAYER,
    COMMENT,
    PRODUCT_LAYERS,
    REVIEW_FIELDS,
    REVIEWED_AT,
    REVIEWER,
    STATUS,
    STATUSES,
    UUID,
)
from .review_entries import is_sample, text_of

translate = QCoreApplication.translate

AREA_FIELDS = (UUID, REVIEWER, REVIEWED_AT, COMMENT)
_LENGTHS = {UUID: 36, STATUS: 10}
_ANY_LENGTH = 0


class ReviewRefused(Exception):
    """The layer cannot be reviewed, or a decision cannot be written; the message has the reason and the remedy."""


class Readiness(Enum):
    """Preparation that a layer needs before its review."""

    READY = "ready"  # fields are there: go on where it was left
    NEEDS_FIELDS = "needs_fields"
    NEEDS_GEOPACKAGE = "needs_geopackage"  # its format cannot store a review
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """:param text: reason and remedy; ``""`` = none needed."""

    readiness: Readiness
    text: str = ""


def judge(layer: Optional[QgsVectorLayer]) -> Verdict:
    """Return whether a layer can be reviewed. Quick, and without effect."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return Verdict(Readiness.REFUSED, translate("Review", "The layer cannot be read: is its file still there?"))
    sample = is_sample(layer)
    if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry and not sample:
        text = translate("Review", "Choose a layer of change polygons, or a sample of points with a field 'reference'.")
        return Verdict(Readiness.REFUSED, text)
    if not layer.crs().isValid():
        text = translate("Review", "The layer has no coordinate reference system. Set it in the layer's properties.")
        return Verdict(Readiness.REFUSED, text)
    path = geopackage_path(layer)
    if not path and not (sample and _can_write(layer)):
        return Verdict(
            Readiness.NEEDS_GEOPACKAGE,
            translate(
                "Review", "Reviews are stored in a GeoPackage; this layer has another format. Save it as a GeoPackage first."
            ),
        )
    if layer.readOnly():
        text = translate("Review", "The layer is read-only. Allow editing in Project > Properties > Data Sources.")
        return Verdict(Readiness.REFUSED, text)
    if path and not os.access(path, os.W_OK):
        text = translate(
            "Review", "The file is write-protected:\n{path}\nMake it writable, or save the layer as a new GeoPackage."
        )
        return Verdict(Readiness.NEEDS_GEOPACKAGE, text.format(path=path))
    if path and not os.access(os.path.dirname(path), os.W_OK):
        text = translate("Review", "The folder is write-protected:\n{path}\nSave the layer as a GeoPackage elsewhere.")
        return Verdict(Readiness.NEEDS_GEOPACKAGE, text.format(path=os.path.dirname(path)))
    if not _can_write(layer):
        text = translate("Review", "QGIS cannot write to the layer. Save it as a new GeoPackage.")
        return Verdict(Readiness.NEEDS_GEOPACKAGE, text)
    if layer.subsetString():
        text = translate("Review", "The layer is filtered: only the polygons that the filter shows are reviewed.")
        return Verdict(Readiness.READY if has_fields(layer) else Readiness.NEEDS_FIELDS, text)
    return Verdict(Readiness.READY if has_fields(layer) else Readiness.NEEDS_FIELDS)


def has_fields(layer: QgsVectorLayer) -> bool:
    """Return whether a layer has been reviewed, or at least been made ready for it."""
    wanted = () if is_sample(layer) else (UUID, *REVIEW_FIELDS)
    return all(layer.fields().lookupField(name) >= 0 for name in wanted)


@dataclass(frozen=True)
class ReviewProgress:
    """How far a review is.

    :param decided, total: number of polygons.
    :param latest: time of the latest decision, ISO 8601; ``""`` = none.
    """

    decided: int
    total: int
    latest: str

    @property
    def unfinished(self) -> bool:
        """Whether some polygons are undecided."""
        return self.decided < self.total


def review_progress(layer: QgsVectorLayer) -> Optional[ReviewProgress]:
    """Return how far the review of a layer of polygons is, read from its file; ``None`` = it has no review."""
    path = geopackage_path(layer)
    if not path or is_sample(layer) or not has_fields(layer):
        return None
    table = (_table(layer) or next(iter(_tables(path)), "")).replace('"', '""')
    marks = ", ".join("?" for _ in STATUSES)
    columns = f'COUNT(*), TOTAL("{STATUS}" IN ({marks})), MAX("{REVIEWED_AT}")'
    query = f'SELECT {columns} FROM "{table}"'  # noqa: S608  # nosec B608  # the name is quoted
    try:
        with closing(sqlite3.connect(path, timeout=1.0)) as connection:
            total, decided, latest = connection.execute(query, STATUSES).fetchone()
    except sqlite3.Error:
        return None
    return ReviewProgress(int(decided), int(total), str(latest or ""))


def is_product(layer: QgsVectorLayer) -> bool:
    """Return True if a review has made the layer: reviewed areas, labels, an accuracy sample. By its table's name."""
    return bool(geopackage_path(layer)) and _table(layer) in PRODUCT_LAYERS


def is_temporary(layer: QgsVectorLayer) -> bool:
    """Return whether the layer's file is deleted when QGIS is closed."""
    path = geopackage_path(layer)
    folder = os.path.realpath(QgsProcessingUtils.tempFolder())
    return bool(path) and os.path.realpath(path).startswith(folder + os.sep)


def geopackage_path(layer: QgsVectorLayer) -> str:
    """Return the GeoPackage of a layer; ``""`` = it is in none."""
    if layer.dataProvider() is None or layer.dataProvider().name() != "ogr":
        return ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = str(parts.get("path") or "")
    return path if path.lower().endswith(".gpkg") and os.path.isfile(path) else ""


def check_free(layer: QgsVectorLayer) -> None:
    """Check that nothing else is writing to a layer of polygons; the layer is not changed.

    :raises ReviewRefused: it is being edited, or another program has locked it.
    """
    if layer.isEditable():
        raise ReviewRefused(translate("Review", "The layer is being edited. Save or discard the edits, then start the review."))
    check_unlocked(layer)


def prepare(layer: QgsVectorLayer) -> None:
    """Give a layer the fields of a review, and each polygon a uuid of its own.

    :raises ReviewRefused: it cannot be written to.
    """
    if is_sample(layer):
        return
    check_free(layer)
    missing = [name for name in (UUID, *REVIEW_FIELDS) if layer.fields().lookupField(name) < 0]
    if missing:
        fields = [QgsField(name, QVariant.String, "", _LENGTHS.get(name, _ANY_LENGTH)) for name in missing]
        if not layer.dataProvider().addAttributes(fields):
            raise _refusal(layer)
        layer.updateFields()
    name_polygons(layer)


def uuids(layer: QgsVectorLayer) -> dict[int, str]:
    """Return the uuid of each polygon, by feature id."""
    index = layer.fields().lookupField(UUID)
    request = QgsFeatureRequest().setSubsetOfAttributes([index]).setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return {int(one.id()): text_of(one.attribute(index)) for one in layer.dataProvider().getFeatures(request)}


def name_polygons(layer: QgsVectorLayer) -> int:
    """Give a uuid to polygons that have none, or that of another: copies, and what was split off.

    :return: how many were named.
    :raises ReviewRefused: it cannot be written.
    """
    index = layer.fields().lookupField(UUID)
    seen: set[str] = set()
    changes: dict[int, dict[int, Any]] = {}
    request = QgsFeatureRequest().setSubsetOfAttributes([index]).setFlags(QgsFeatureRequest.Flag.NoGeometry)
    for feature in layer.dataProvider().getFeatures(request):
        name = text_of(feature.attribute(index)).strip()
        if not name or name in seen:
            name = str(uuid.uuid4())
            changes[int(feature.id())] = {index: name}
        seen.add(name)
    if changes and not layer.dataProvider().changeAttributeValues(changes):
        raise _refusal(layer)
    return len(changes)


def write(layer: QgsVectorLayer, fid: int, values: Mapping[str, Any]) -> None:
    """Write fields of one feature, at once.

    :raises ReviewRefused: it could not be written; nothing was changed.
    """
    indices = {layer.fields().lookupField(name): value for name, value in values.items()}
    indices.pop(-1, None)
    if not layer.dataProvider().changeAttributeValues({fid: indices}):
        raise _refusal(layer)
    layer.triggerRepaint()
    if not layer.isEditable():
        layer.dataChanged.emit()  # attribute tables


def read(layer: QgsVectorLayer, fid: int, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of one feature; NULL is ``None``."""
    feature = next(layer.dataProvider().getFeatures(QgsFeatureRequest(fid)), None)
    if feature is None:
        return {}
    return {
        name: None if text_of(feature.attribute(name)) == "" else feature.attribute(name)
        for name in names
        if layer.fields().lookupField(name) >= 0
    }


def check_unlocked(layer: QgsVectorLayer) -> None:
    """Check that no other program is writing to the GeoPackage of a layer.

    :raises ReviewRefused: one is.
    """
    path = geopackage_path(layer)
    if not path:
        return
    try:
        with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        text = translate(
            "Review",
            "Another program has locked the GeoPackage ({reason}):\n"
            "{path}\n"
            "Close it there, or save the layer as a new GeoPackage.",
        )
        raise ReviewRefused(text.format(reason=error, path=path)) from error


def save_as_geopackage(layer: QgsVectorLayer, path: str) -> QgsVectorLayer:
    """Save a layer with its style as a GeoPackage, and give the layer of it (which is in no project yet).

    :raises ReviewRefused: it could not be written.
    """
    if os.path.exists(path):
        raise ReviewRefused(translate("Review", "A file with this name already exists:\n{path}").format(path=path))
    name = os.path.splitext(os.path.basename(path))[0]
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = name
    fid = layer.fields().lookupField("fid")
    if fid >= 0:  # the GeoPackage makes its own
        options.attributes = [index for index in layer.fields().allAttributesList() if index != fid]
    project = QgsProject.instance()
    result = QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, project.transformContext(), options)
    if result[0] != QgsVectorFileWriter.WriterError.NoError:
        raise ReviewRefused(
            translate("Review", "The GeoPackage could not be written: {reason}").format(reason=result[1] or path)
        )
    saved = QgsVectorLayer(f"{path}|layername={name}", layer.name(), "ogr")
    if not saved.isValid() or saved.featureCount() != layer.featureCount() >= 0:
        # QGIS's writer does not report a disk that fills when it closes the file.
        del saved
        with suppress(OSError):
            os.remove(path)
        reason = translate("Review", "not all features were written; the disk may be full")
        raise ReviewRefused(translate("Review", "The GeoPackage could not be written: {reason}").format(reason=reason))
    saved.setRenderer(layer.renderer().clone() if layer.renderer() else None)
    saved.saveStyleToDatabase("change", "Groundshift", True, "")
    return saved


def side_layer(
    layer: QgsVectorLayer, name: str, fields: Sequence[str], title: str, kind: Any = QgsWkbTypes.Type.MultiPolygon
) -> QgsVectorLayer:
    """Return a layer of texts in the GeoPackage of ``layer``, made if it is not there; that of the project if it is in it.

    :raises ReviewRefused: it could not be made.
    """
    path = geopackage_path(layer)
    there = project_layer(path, name)
    if there is not None:
        return there
    made = QgsVectorLayer(f"{path}|layername={name}", title, "ogr") if name in _tables(path) else None
    if made is None:
        columns = QgsFields()
        for field in fields:
            columns.append(QgsField(field, QVariant.String))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = name
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        context = QgsProject.instance().transformContext()
        writer = QgsVectorFileWriter.create(path, columns, kind, layer.crs(), context, options)
        problem = writer.errorMessage() if writer.hasError() != QgsVectorFileWriter.WriterError.NoError else ""
        del writer
        if problem:
            raise ReviewRefused(translate("Review", "The GeoPackage could not be written: {reason}").format(reason=problem))
        _reopen(path, layer)
        made = QgsVectorLayer(f"{path}|layername={name}", title, "ogr")
    if not made.isValid():
        raise ReviewRefused(translate("Review", "The layer '{name}' of the GeoPackage cannot be read.").format(name=name))
    return made


def _reopen(path: str, layer: QgsVectorLayer) -> None:
    """Make QGIS notice a new table of a GeoPackage that it has open: it shares what it opened among the layers of a file."""
    for one in {layer, *_project_layers(path)}:
        if not one.isEditable():
            one.dataProvider().reloadData()


def project_layer(path: str, name: str) -> Optional[QgsVectorLayer]:
    """Return the project's layer of a table of a GeoPackage; ``None`` = the project has none."""
    return next((layer for layer in _project_layers(path) if _table(layer) == name), None)


def _project_layers(path: str) -> list[QgsVectorLayer]:
    """Return the layers of the project that read a GeoPackage."""
    found = []
    for layer in QgsProject.instance().mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or layer.dataProvider() is None or layer.dataProvider().name() != "ogr":
            continue
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        if path and os.path.realpath(str(parts.get("path") or "")) == os.path.realpath(path):
            found.append(layer)
    return found


def _table(layer: QgsVectorLayer) -> str:
    return str(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("layerName") or "")


def areas_layer(layer: QgsVectorLayer, make: bool) -> Optional[QgsVectorLayer]:
    """Return the layer of reviewed areas; ``None`` = there is none, and none is made.

    :raises ReviewRefused: it could not be made.
    """
    if not make and AREAS_LAYER not in _tables(geopackage_path(layer)):
        return None
    return side_layer(layer, AREAS_LAYER, AREA_FIELDS, translate("Review", "Reviewed areas"))


def add_area(
    areas: QgsVectorLayer, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, values: Mapping[str, str]
) -> QgsFeature:
    """Add a reviewed area.

    :param geometry: in ``crs``.
    :param values: of :data:`AREA_FIELDS`.
    :return: the feature as it was written.
    :raises ReviewRefused: it could not be.
    """
    placed = QgsGeometry(geometry)
    try:
        # Straight lines on the map are bent in another CRS.
        box = placed.boundingBox()
        if crs != areas.crs():
            placed = placed.densifyByDistance(max(box.width(), box.height()) / 50 or 1.0)
        placed.transform(QgsCoordinateTransform(crs, areas.crs(), QgsProject.instance()))
    except QgsCsException as error:
        raise ReviewRefused(
            translate("Review", "The area cannot be transformed to the layer's CRS: {reason}").format(reason=error)
        ) from error
    placed = placed if placed.isGeosValid() else placed.makeValid()
    placed.convertToMultiType()
    feature = QgsFeature(areas.fields())
    feature.setGeometry(placed)
    for name, value in values.items():
        feature.setAttribute(name, value)
    good, added = areas.dataProvider().addFeatures([feature])
    if not good or not added:
        raise _refusal(areas)
    areas.updateExtents()
    areas.triggerRepaint()
    return added[0]


def remove_feature(layer: QgsVectorLayer, key: str) -> None:
    """Remove the feature with a uuid.

    :raises ReviewRefused: it could not be.
    """
    fids = [int(f.id()) for f in layer.dataProvider().getFeatures() if text_of(f.attribute(UUID)) == key]
    if fids and not layer.dataProvider().deleteFeatures(fids):
        raise _refusal(layer)
    layer.triggerRepaint()


def replace_features(layer: QgsVectorLayer, features: Sequence[QgsFeature]) -> None:
    """Replace the features of a layer.

    :raises ReviewRefused: it could not be written.
    """
    provider = layer.dataProvider()
    if layer.isEditable():
        raise ReviewRefused(
            translate("Review", "Layer '{name}' is being edited. Save or discard the edits first.").format(name=layer.name())
        )
    if not provider.truncate() or (features and not provider.addFeatures(list(features))[0]):
        raise _refusal(layer)
    layer.updateExtents()
    layer.triggerRepaint()


def _tables(path: str) -> tuple[str, ...]:
    """Return the tables of features, the first one first: a GeoPackage also has tables of styles and attributes."""
    query = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid"
    try:
        with closing(sqlite3.connect(path, timeout=5.0)) as connection:
            return tuple(str(row[0]) for row in connection.execute(query))
    except sqlite3.Error:
        return ()


def _can_write(layer: QgsVectorLayer) -> bool:
    wanted = QgsVectorDataProvider.Capability.ChangeAttributeValues
    return bool(layer.dataProvider().capabilities() & wanted)


def _refusal(layer: QgsVectorLayer) -> ReviewRefused:
    errors = [str(text) for text in layer.dataProvider().errors()]
    layer.dataProvider().clearErrors()
    reason = "; ".join(errors) or translate("Review", "QGIS gives no reason")
    text = translate(
        "Review",
        "'{layer}' could not be written to: {reason}. Is the file open in another program, or has it become write-protected?",
    )
    return ReviewRefused(text.format(layer=layer.name(), reason=reason))
