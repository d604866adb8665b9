"""Texts about a map against a reference: assessments, samples, areas, reviews."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "classes_not_integers": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is not a class map: its values are not whole numbers from 0 to 65534."),
        QT_TRANSLATE_NOOP("Job", "Choose a change mask or another raster of classes; a probability needs a threshold first."),
    ),
    "classes_picture": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is a picture of {count} bands, not a map of classes."),
        QT_TRANSLATE_NOOP("Job", "Choose the raster of classes that the picture shows."),
    ),
    "classes_too_many": (
        QT_TRANSLATE_NOOP("Job", "The raster has more than {limit} different values, so it is not a class map."),
        QT_TRANSLATE_NOOP("Job", "Choose a change mask or another raster of classes."),
    ),
    "class_field_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no field '{field}' in {layers}."),
        QT_TRANSLATE_NOOP(
            "Job", "Choose the polygon field that holds the class, or leave it empty to compare change against no change."
        ),
    ),
    "class_field_useless": (
        QT_TRANSLATE_NOOP("Job", "A class field '{field}' was given, but neither layer is a polygon layer."),
        QT_TRANSLATE_NOOP("Job", "Leave CLASS_FIELD empty: raster values are the classes."),
    ),
    "class_field_value": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' of layer '{layer}' is not a valid class."),
        QT_TRANSLATE_NOOP("Job", "Use names or whole numbers from 0 to 65534, and fill in missing values."),
    ),
    "class_field_empty": (
        QT_TRANSLATE_NOOP("Job", "{count} polygons of layer '{layer}' have no class: their field '{field}' is empty."),
        QT_TRANSLATE_NOOP("Job", "Fill in the field, or filter these polygons out."),
    ),
    "class_names_unknown": (
        QT_TRANSLATE_NOOP(
            "Job", "The raster '{raster}' has no class names, so '{value}' in the field '{field}' cannot be matched."
        ),
        QT_TRANSLATE_NOOP("Job", "Use a field that holds class values, or leave CLASS_FIELD empty."),
    ),
    "compared_layer": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' is not a readable raster or polygon layer."),
        QT_TRANSLATE_NOOP("Job", "Choose a raster of classes or a polygon layer."),
    ),
    "nothing_compared": (
        QT_TRANSLATE_NOOP("Job", "'{predicted}' and '{reference}' have no valid pixels in common within the area."),
        QT_TRANSLATE_NOOP("Job", "Check the nodata values of both layers, and the area."),
    ),
    "review_field_missing": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no field '{field}': it was not reviewed."),
        QT_TRANSLATE_NOOP("Job", "Choose change polygons that were reviewed in the Review panel."),
    ),
    "review_without_uuid": (
        QT_TRANSLATE_NOOP("Job", "A polygon of '{layer}' has no uuid."),
        QT_TRANSLATE_NOOP("Job", "Open the layer in the Review panel again: it adds missing uuids."),
    ),
    "review_uuid_twice": (
        QT_TRANSLATE_NOOP("Job", "Two polygons of '{layer}' have the uuid {uuid}."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Open the layer in the Review panel again: it gives copied or split polygons a new uuid.",
        ),
    ),
    "overlap_range": (
        QT_TRANSLATE_NOOP("Job", "The overlap {value} is outside the range above 0 to 1."),
        QT_TRANSLATE_NOOP("Job", "Give the minimum intersection over union of matching objects, such as 0.5."),
    ),
    "map_empty": (
        QT_TRANSLATE_NOOP("Job", "The map '{layer}' has no valid pixels."),
        QT_TRANSLATE_NOOP("Job", "Choose another map, or check its nodata values."),
    ),
    "allocation_unknown": (
        QT_TRANSLATE_NOOP("Job", "Unknown allocation '{value}'."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "sample_size": (
        QT_TRANSLATE_NOOP("Job", "A sample cannot have {value} points."),
        QT_TRANSLATE_NOOP("Job", "Give a number from 1 to {limit}, or leave it empty."),
    ),
    "sample_too_small": (
        QT_TRANSLATE_NOOP(
            "Job", "{value} points are too few for {strata} classes: at least two points per class ({least}) are needed."
        ),
        QT_TRANSLATE_NOOP("Job", "Give a larger SIZE, or leave it empty."),
    ),
    "min_distance_range": (
        QT_TRANSLATE_NOOP("Job", "The minimum distance {value} is not valid."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more metres."),
    ),
    "expected_accuracy": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is not a list of expected accuracies."),
        QT_TRANSLATE_NOOP("Job", "Write class values and accuracies from 0 to 1, such as '0=0.95, 1=0.7'."),
    ),
    "sample_not_points": (
        QT_TRANSLATE_NOOP("Job", "The sample '{layer}' is not a readable point layer."),
        QT_TRANSLATE_NOOP("Job", "Choose an interpreted sample made with 'Sample points'."),
    ),
    "sample_field_missing": (
        QT_TRANSLATE_NOOP("Job", "The sample '{layer}' has no field '{field}'."),
        QT_TRANSLATE_NOOP("Job", "Choose the field that holds the interpreted class. Available fields: {known}."),
    ),
    "sample_not_interpreted": (
        QT_TRANSLATE_NOOP("Job", "No point of '{layer}' on the map has a class in its field '{field}'."),
        QT_TRANSLATE_NOOP("Job", "Interpret the points first, and check that the sample was drawn from this map."),
    ),
    "reference_value": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' is not a valid class."),
        QT_TRANSLATE_NOOP("Job", "Use class values or names: {known}."),
    ),
    "stratum_without_points": (
        QT_TRANSLATE_NOOP(
            "Job", "The map class '{name}' has {count} interpreted points in '{layer}'; at least two are needed."
        ),
        QT_TRANSLATE_NOOP("Job", "Interpret more points of this class, or draw a new sample from this map."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "assessment_grid": QT_TRANSLATE_NOOP("Job", "Compared on {width} x {height} pixels, {crs}."),
    "assessed": QT_TRANSLATE_NOOP("Job", "Compared {pixels:,} pixels in {seconds:.1f} s."),
    "assessment_without_area": QT_TRANSLATE_NOOP(
        "Job",
        "Both layers are polygons, so the mapped extent is unknown: their bounding box is compared. Overall "
        "accuracy, kappa and MCC depend on this extent; set AREA to the mapped area.",
    ),
    "first_band_of_classes": QT_TRANSLATE_NOOP(
        "Job", "{parameter}: '{layer}' has {count} bands; the first is taken as its classes."
    ),
    "zero_is_class": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter}: '{layer}' declares 0 as nodata and {value} is its only class: 0 is taken as a class, too (no change).",
    ),
    "map_without_change": QT_TRANSLATE_NOOP("Job", "{parameter}: no compared pixel of '{layer}' is change."),
    "polygons_elsewhere": QT_TRANSLATE_NOOP(
        "Job", "{parameter}: no polygon of '{layer}' lies within the compared extent. Check its CRS."
    ),
    "classes_unified": QT_TRANSLATE_NOOP(
        "Job", "Each layer has one change class with a different value ({values}): they are treated as the same class."
    ),
    "objects_given_up": QT_TRANSLATE_NOOP(
        "Job", "Too many objects to match within the memory limit (noise?): only pixels are compared."
    ),
    "stratum": QT_TRANSLATE_NOOP("Job", "Stratum {value} '{name}': {hectares:,.2f} ha, {points} points."),
    "sampled": QT_TRANSLATE_NOOP("Job", "Drew {points:,} points in {strata} strata."),
    "expected_unused": QT_TRANSLATE_NOOP("Job", "The map has no class {values}: its expected accuracy is ignored."),
    "stratum_short": QT_TRANSLATE_NOOP(
        "Job", "Only {found} of {wanted} points of '{name}' could be placed at least {distance:g} m apart."
    ),
    "area_estimated": QT_TRANSLATE_NOOP("Job", "{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %)."),
    "interval_without_errors": QT_TRANSLATE_NOOP(
        "Job",
        "The sample contains no map errors, so the intervals have zero width. This does not prove that the map is"
        " free of errors; a larger sample is needed.",
    ),
    "points_left_out": QT_TRANSLATE_NOOP(
        "Job",
        "Points left out: {empty} without a class, {outside} outside the valid map area. Unless they are missing "
        "at random, the estimates are biased.",
    ),
    "points_moved": QT_TRANSLATE_NOOP(
        "Job",
        "{count} points lie in a map class that differs from their stratum. If the sample was not drawn from this"
        " map, the estimates are biased.",
    ),
    "reviews_merged": QT_TRANSLATE_NOOP(
        "Job",
        "{polygon_count} polygons: {agreed} agreed, {disagreed} disagreed, {only_a} decided by A only, {only_b} "
        "by B only, {undecided} undecided. Agreement on the {both_decided} detected polygons decided by both: "
        "{agreement:.1%} (kappa {kappa:.3f}).",
    ),
    "reviews_share_nothing": QT_TRANSLATE_NOOP(
        "Job", "'{first}' and '{second}' have no polygon uuid in common: they may be reviews of different detections."
    ),
}
