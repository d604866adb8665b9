"""Texts about a map against a reference: assessments, samples, areas, reviews."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to mend it)
FAILURES: dict[str, tuple[str, str]] = {
    "classes_not_integers": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is no map of classes: its values are not whole numbers from 0 to 65534."),
        QT_TRANSLATE_NOOP("Job", "Choose a change mask or another raster of classes; a probability needs a threshold first."),
    ),
    "classes_too_many": (
        QT_TRANSLATE_NOOP("Job", "The raster holds more than {limit} different values, so it is no map of classes."),
        QT_TRANSLATE_NOOP("Job", "Choose a change mask or another raster of classes."),
    ),
    "class_field_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no field '{field}' in {layers}."),
        QT_TRANSLATE_NOOP("Job", "Name a field of the polygons that holds their class, or leave it empty for change as such."),
    ),
    "class_field_useless": (
        QT_TRANSLATE_NOOP("Job", "The class field '{field}' was given, but neither layer is one of polygons."),
        QT_TRANSLATE_NOOP("Job", "Leave CLASS_FIELD empty: rasters hold their classes themselves."),
    ),
    "class_field_value": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' of layer '{layer}' is no class."),
        QT_TRANSLATE_NOOP("Job", "Use names, or whole numbers from 0 to 65534, and fill in those that are missing."),
    ),
    "class_field_empty": (
        QT_TRANSLATE_NOOP("Job", "{count} polygons of layer '{layer}' have no class: their field '{field}' is empty."),
        QT_TRANSLATE_NOOP("Job", "Fill the field in, or filter the layer so that these polygons are left out."),
    ),
    "class_names_unknown": (
        QT_TRANSLATE_NOOP(
            "Job", "The raster '{raster}' does not name its classes, so '{value}' in the field '{field}' cannot be matched."
        ),
        QT_TRANSLATE_NOOP("Job", "Use a field that holds the numbers of the classes, or leave CLASS_FIELD empty."),
    ),
    "compared_layer": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' is neither a raster nor a layer of polygons that can be read."),
        QT_TRANSLATE_NOOP("Job", "Choose a raster of classes or a polygon layer."),
    ),
    "nothing_compared": (
        QT_TRANSLATE_NOOP("Job", "There is no pixel that both '{predicted}' and '{reference}' know, within the area."),
        QT_TRANSLATE_NOOP("Job", "Check the nodata values of both layers, and the area."),
    ),
    "review_field_missing": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no field '{field}': it was not reviewed."),
        QT_TRANSLATE_NOOP("Job", "Choose change polygons that were reviewed in the panel 'Review'."),
    ),
    "review_without_uuid": (
        QT_TRANSLATE_NOOP("Job", "A polygon of '{layer}' has no uuid."),
        QT_TRANSLATE_NOOP("Job", "Open the layer once more in the panel 'Review': it names polygons that have no uuid."),
    ),
    "review_uuid_twice": (
        QT_TRANSLATE_NOOP("Job", "Two polygons of '{layer}' have the uuid {uuid}."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Open the layer once more in the panel 'Review': it gives a polygon that was copied or split a uuid of its own.",
        ),
    ),
    "overlap_range": (
        QT_TRANSLATE_NOOP("Job", "The overlap {value} is not above 0 and at most 1."),
        QT_TRANSLATE_NOOP("Job", "Give the least intersection over union of matching objects, such as 0.5."),
    ),
    "map_empty": (
        QT_TRANSLATE_NOOP("Job", "The map '{layer}' holds no data."),
        QT_TRANSLATE_NOOP("Job", "Choose another map, or check its nodata values."),
    ),
    "allocation_unknown": (
        QT_TRANSLATE_NOOP("Job", "There is no allocation '{value}'."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "sample_size": (
        QT_TRANSLATE_NOOP("Job", "A sample cannot have {value} points."),
        QT_TRANSLATE_NOOP("Job", "Give a number from 1 to {limit}, or leave it empty."),
    ),
    "sample_too_small": (
        QT_TRANSLATE_NOOP("Job", "{value} points are too few for {strata} classes: each needs two, so at least {least}."),
        QT_TRANSLATE_NOOP("Job", "Give a larger SIZE, or leave it empty."),
    ),
    "min_distance_range": (
        QT_TRANSLATE_NOOP("Job", "The minimum distance {value} is no distance."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more metres."),
    ),
    "expected_accuracy": (
        QT_TRANSLATE_NOOP("Job", "'{text}' does not say which accuracy is expected of which class."),
        QT_TRANSLATE_NOOP("Job", "Write class values and accuracies from 0 to 1, such as '0=0.95, 1=0.7'."),
    ),
    "sample_not_points": (
        QT_TRANSLATE_NOOP("Job", "The sample '{layer}' is not a layer of points that can be read."),
        QT_TRANSLATE_NOOP("Job", "Choose the interpreted points; 'Sample points' draws them."),
    ),
    "sample_field_missing": (
        QT_TRANSLATE_NOOP("Job", "The sample '{layer}' has no field '{field}'."),
        QT_TRANSLATE_NOOP("Job", "Name the field that holds the interpreted class; its fields are {known}."),
    ),
    "sample_not_interpreted": (
        QT_TRANSLATE_NOOP("Job", "No point of '{layer}' on the map has a class in its field '{field}'."),
        QT_TRANSLATE_NOOP("Job", "Interpret the points first, and check that sample and map belong together."),
    ),
    "reference_value": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' is no class."),
        QT_TRANSLATE_NOOP("Job", "Use the numbers of the classes or their names: {known}."),
    ),
    "stratum_without_points": (
        QT_TRANSLATE_NOOP(
            "Job", "The class '{name}' of the map has {count} interpreted points of '{layer}', but two are needed at least."
        ),
        QT_TRANSLATE_NOOP("Job", "Interpret more points of it, or draw a sample of this map."),
    ),
}

# code -> what the log says
LOG_LINES: dict[str, str] = {
    "assessment_grid": QT_TRANSLATE_NOOP("Job", "Compared on {width} x {height} pixels, {crs}."),
    "assessed": QT_TRANSLATE_NOOP("Job", "Compared {pixels:,} pixels in {seconds:.1f} s."),
    "assessment_without_area": QT_TRANSLATE_NOOP(
        "Job",
        "Polygons do not say how far the ground reaches that was mapped: the rectangle around them is compared. Overall "
        "accuracy, kappa and MCC depend on that; give the ground as AREA.",
    ),
    "polygons_elsewhere": QT_TRANSLATE_NOOP(
        "Job", "{parameter}: no polygon of '{layer}' lies on the ground that is compared: is its CRS right?"
    ),
    "classes_unified": QT_TRANSLATE_NOOP(
        "Job", "Each layer has one class of change, with different numbers ({values}): they are taken for the same."
    ),
    "objects_given_up": QT_TRANSLATE_NOOP(
        "Job", "There are too many objects (noise?) to match them in bounded memory: only pixels are compared."
    ),
    "stratum": QT_TRANSLATE_NOOP("Job", "Stratum {value} '{name}': {hectares:,.2f} ha, {points} points."),
    "sampled": QT_TRANSLATE_NOOP("Job", "Drew {points:,} points in {strata} strata."),
    "expected_unused": QT_TRANSLATE_NOOP(
        "Job", "The map has no class {values}: the accuracy that is expected of it is not used."
    ),
    "stratum_short": QT_TRANSLATE_NOOP(
        "Job", "Only {found} of {wanted} points of '{name}' could be placed at least {distance:g} m apart."
    ),
    "area_estimated": QT_TRANSLATE_NOOP("Job", "{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %)."),
    "interval_without_errors": QT_TRANSLATE_NOOP(
        "Job",
        "No point of the sample shows an error of the map: that is why the intervals are 0 wide. It does not mean that the map "
        "has none; more points would tell.",
    ),
    "points_left_out": QT_TRANSLATE_NOOP(
        "Job",
        "Points left out: {empty} without a class, {outside} outside the map's data. Unless they are so by chance, the "
        "estimates are biased.",
    ),
    "points_moved": QT_TRANSLATE_NOOP(
        "Job",
        "{count} points lie in another class of the map than their stratum: was the sample drawn from this map? If not, the "
        "estimates are biased.",
    ),
    "reviews_merged": QT_TRANSLATE_NOOP(
        "Job",
        "{polygon_count} polygons: agreed on {agreed}, disagreed on {disagreed}, decided by A only {only_a}, "
        "by B only {only_b}, by nobody {undecided}. Of {both_decided} detected polygons that both decided on they agree "
        "on {agreement:.1%} (kappa {kappa:.3f}).",
    ),
    "reviews_share_nothing": QT_TRANSLATE_NOOP(
        "Job", "No polygon of '{first}' has the uuid of one of '{second}': are they reviews of the same detection?"
    ),
}
