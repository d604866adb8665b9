"""Ground as polygons: features, extents, map views."""

from __future__ import annotations

from random import Random

import pytest
from osgeo import ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeedback,
    QgsGeometry,
    QgsMapSettings,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameters,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.layers.areas import (
    layer_crs,
    polygons_from_extent,
    polygons_from_map_view,
    polygons_from_source,
    sound_polygons,
)

pytestmark = pytest.mark.usefixtures("qgis")


class Listener(QgsProcessingFeedback):
    """Keeps the warnings."""

    def __init__(self):
        super().__init__(False)
        self.warnings = []

    def pushWarning(self, warning):
        self.warnings.append(warning)


def layer_of(*texts, kind="Polygon?crs=EPSG:32611"):
    layer = QgsVectorLayer(kind, "ground", "memory")
    features = []
    for text in texts:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(text))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def source_of(layer, selected=False):
    """The feature source as Processing makes it for an algorithm."""
    QgsProject.instance().addMapLayer(layer, False)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    value = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=selected)
    source = QgsProcessingParameters.parameterAsSource(QgsProcessingParameterFeatureSource("AREA"), {"AREA": value}, context)
    source.context = context  # must outlive the source
    return source


def geometries(polygons):
    shapes = []
    for text in polygons.wkb:
        shape = QgsGeometry()
        shape.fromWkb(bytes.fromhex(text))
        shapes.append(shape)
    return shapes


SQUARE = "POLYGON((0 0,10 0,10 10,0 10,0 0))"
FAR_SQUARE = "POLYGON((20 0,24 0,24 4,20 4,20 0))"


def test_features_in_their_own_crs():
    found = polygons_from_source(source_of(layer_of(SQUARE, FAR_SQUARE)), "AREA", "ground")
    assert (found.parameter, found.name, found.crs) == ("AREA", "ground", "EPSG:32611")
    assert [shape.area() for shape in geometries(found)] == [100, 16]


def test_selected_features_only():
    layer = layer_of(SQUARE, FAR_SQUARE)
    layer.selectByIds([2])
    found = polygons_from_source(source_of(layer, selected=True), "EXCLUDE", "ground")
    assert [shape.area() for shape in geometries(found)] == [16]


def test_a_crs_without_a_code_is_written_out():
    layer = layer_of(SQUARE, kind="Polygon")
    layer.setCrs(QgsCoordinateReferenceSystem.fromProj("+proj=laea +lat_0=12 +lon_0=34 +datum=WGS84"))
    assert polygons_from_source(source_of(layer), "AREA", "ground").crs.startswith("PROJCRS[")


def test_arcs_z_and_m():
    circle = "CURVEPOLYGON(CIRCULARSTRING(0 0,10 10,20 0,10 -10,0 0))"
    found = polygons_from_source(source_of(layer_of(circle, kind="CurvePolygon?crs=EPSG:32611")), "AREA", "ground")
    (shape,) = geometries(found)
    assert shape.wkbType() == QgsWkbTypes.Type.Polygon
    assert shape.area() == pytest.approx(314.159, rel=1e-3)
    high = "MULTIPOLYGON ZM(((0 0 1 2,4 0 1 2,4 4 1 2,0 4 1 2,0 0 1 2)))"
    found = polygons_from_source(source_of(layer_of(high, kind="MultiPolygonZM?crs=EPSG:4326")), "AREA", "ground")
    assert geometries(found)[0].wkbType() == QgsWkbTypes.Type.MultiPolygon


def test_collections_keep_their_polygons():
    mixed, _ = sound_polygons(QgsGeometry.fromWkt(f"GEOMETRYCOLLECTION(POINT(1 1),{SQUARE},{FAR_SQUARE})"))
    assert (mixed.wkbType(), mixed.area()) == (QgsWkbTypes.Type.MultiPolygon, 116)
    nested, _ = sound_polygons(QgsGeometry.fromWkt(f"GEOMETRYCOLLECTION(GEOMETRYCOLLECTION({SQUARE},POINT(1 1)),{FAR_SQUARE})"))
    assert nested.area() == 116
    triangle, _ = sound_polygons(QgsGeometry.fromWkt("TRIANGLE((0 0,4 0,0 4,0 0))"))
    assert triangle.area() == 8
    assert sound_polygons(QgsGeometry.fromWkt("GEOMETRYCOLLECTION(POINT(1 1))"))[0].isEmpty()
    assert sound_polygons(QgsGeometry())[0].isEmpty()


def drawn_parts(seed):
    """Six random rectangles as WKT rings; the last repeats the first."""
    random = Random(seed)
    rings = []
    for _ in range(5):
        x, y, w, h = random.uniform(0, 20), random.uniform(0, 20), random.uniform(1, 9), random.uniform(1, 9)
        rings.append(f"(({x} {y},{x + w} {y},{x + w} {y + h},{x} {y + h},{x} {y}))")
    return [*rings, rings[0]]


@pytest.mark.parametrize("seed", range(20))
def test_parts_that_overlap_are_a_union(seed):
    """In multipolygons and in collections: ground that two parts cover is covered."""
    rings = drawn_parts(seed)
    singles = [QgsGeometry.fromWkt(f"POLYGON{ring}") for ring in rings]
    truth = QgsGeometry.unaryUnion(singles).area()
    multi = f"MULTIPOLYGON({','.join(rings)})"
    (shape,) = geometries(
        polygons_from_source(source_of(layer_of(multi, kind="MultiPolygon?crs=EPSG:32611")), "AREA", "ground")
    )
    mixed, _ = sound_polygons(QgsGeometry.fromWkt(f"GEOMETRYCOLLECTION({','.join('POLYGON' + ring for ring in rings)})"))
    for found in (shape, mixed):
        assert found.isGeosValid()
        assert found.area() == pytest.approx(truth, rel=1e-9)


def test_a_layer_of_collections_has_the_crs_of_its_file(tmp_path):
    """QGIS has no way to show such a layer, and reports it without a CRS."""
    path = str(tmp_path / "mixed.gpkg")
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    file_layer = dataset.CreateLayer("mixed", reference, ogr.wkbGeometryCollection)
    feature = ogr.Feature(file_layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(f"GEOMETRYCOLLECTION({SQUARE},POINT(0 0))"))
    file_layer.CreateFeature(feature)
    del feature, file_layer, dataset
    layer = QgsVectorLayer(path, "mixed", "ogr")
    assert layer_crs(layer).authid() == "EPSG:32633"
    found = polygons_from_source(source_of(layer), "AREA", "mixed", crs=layer_crs(layer))
    assert (found.crs, [shape.area() for shape in geometries(found)]) == ("EPSG:32633", [100])


def test_features_without_ground_are_left_out_and_said():
    listener = Listener()
    found = polygons_from_source(source_of(layer_of("POLYGON((0 0,5 5,0 0,0 0))", SQUARE)), "AREA", "ground", listener)
    assert len(found.wkb) == 1
    assert listener.warnings == ["1 features of 'ground' contain no polygon and were skipped."]


def test_invalid_polygons_are_mended_and_said():
    bow_tie = "POLYGON((0 0,10 10,10 0,0 10,0 0))"
    listener = Listener()
    found = polygons_from_source(source_of(layer_of(bow_tie, SQUARE)), "AREA", "ground", listener)
    assert [shape.area() for shape in geometries(found)] == [50, 100]
    assert all(shape.isGeosValid() for shape in geometries(found))
    assert listener.warnings == ["1 invalid polygons of 'ground' were repaired."]


@pytest.mark.parametrize("texts", [(), ("POLYGON EMPTY",), ("POLYGON((0 0,5 5,0 0,0 0))",)])
def test_nothing_to_work_in(texts):
    with pytest.raises(JobFailure) as failure:
        polygons_from_source(source_of(layer_of(*texts)), "AREA", "ground")
    assert failure.value.code == "area_empty"


def test_points_and_layers_without_crs_are_refused():
    with pytest.raises(JobFailure) as failure:
        polygons_from_source(source_of(layer_of("POINT(1 1)", kind="Point?crs=EPSG:4326")), "AREA", "ground")
    assert failure.value.code == "area_not_polygons"
    bare = layer_of(SQUARE, kind="Polygon")
    bare.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(JobFailure) as failure:
        polygons_from_source(source_of(bare), "AREA", "ground")
    assert failure.value.code == "area_without_crs"


def test_cancel():
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        polygons_from_source(source_of(layer_of(SQUARE)), "AREA", "ground", feedback)


def test_an_extent():
    found = polygons_from_extent(QgsRectangle(1, 2, 5, 4), QgsCoordinateReferenceSystem("EPSG:4326"))
    assert (found.parameter, found.crs, geometries(found)[0].area()) == ("EXTENT", "EPSG:4326", 8)
    for empty in (QgsRectangle(), QgsRectangle(1, 2, 1, 4)):
        with pytest.raises(JobFailure) as failure:
            polygons_from_extent(empty, QgsCoordinateReferenceSystem("EPSG:4326"))
        assert failure.value.code == "extent_empty"
    with pytest.raises(JobFailure):
        polygons_from_extent(QgsRectangle(1, 2, 5, 4), QgsCoordinateReferenceSystem())


def test_an_empty_map_view():
    with pytest.raises(JobFailure) as failure:
        polygons_from_map_view(QgsMapSettings())
    assert failure.value.code == "area_empty"


@pytest.mark.parametrize("rotation", [0, 30])
def test_a_map_view(rotation):
    settings = QgsMapSettings()
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setOutputSize(QSize(400, 200))
    settings.setExtent(QgsRectangle(0, 0, 400, 200))
    settings.setRotation(rotation)
    found = polygons_from_map_view(settings)
    (shape,) = geometries(found)
    assert found.crs == "EPSG:3857"
    assert shape.area() == pytest.approx(80000, rel=1e-6)  # what is seen, not its bounding box
    assert shape.centroid().asPoint().x() == pytest.approx(200)


def test_a_source_given_as_a_property():
    """As models hand it over."""
    layer = layer_of(SQUARE)
    QgsProject.instance().addMapLayer(layer, False)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    value = QgsProcessingFeatureSourceDefinition(QgsProperty.fromValue(layer.id()))
    source = QgsProcessingParameters.parameterAsSource(QgsProcessingParameterFeatureSource("AREA"), {"AREA": value}, context)
    assert len(polygons_from_source(source, "AREA", "ground").wkb) == 1
