"""Texts about land cover: of one image, and its change from class to class."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "image_too_coarse": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The image has a ground sample distance of {pair} m, but the model '{model}' works at {minimum} to {maximum} m.",
        ),
        QT_TRANSLATE_NOOP("Job", "Use imagery of finer resolution or another model, or set RESOLUTION to run anyway."),
    ),
    "image_unbounded": (
        QT_TRANSLATE_NOOP("Job", "The layer is unbounded, so an area of interest is needed."),
        QT_TRANSLATE_NOOP("Job", "Give an AREA or an EXTENT."),
    ),
    "landcover_model_needed": (
        QT_TRANSLATE_NOOP("Job", "No model was chosen."),
        QT_TRANSLATE_NOOP("Job", "Choose a land-cover model, or the path of the ONNX file of a segmentation network."),
    ),
    "images_without_model": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is an image, not a map of classes, and no model was chosen to classify it."),
        QT_TRANSLATE_NOOP(
            "Job", "Choose a land-cover model, such as landcover-aerial, or a map of classes in place of the image."
        ),
    ),
    "class_table": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is not a class."),
        QT_TRANSLATE_NOOP(
            "Job", "Write values and names, such as '1=water, 2=wood', or give a CSV file with the columns value and name."
        ),
    ),
    "class_value_high": (
        QT_TRANSLATE_NOOP("Job", "The value {value} of a class is above {limit}."),
        QT_TRANSLATE_NOOP("Job", "Use maps of classes with smaller values."),
    ),
    "class_value_twice": (
        QT_TRANSLATE_NOOP("Job", "The value {value} has two names."),
        QT_TRANSLATE_NOOP("Job", "List each value once."),
    ),
    "class_table_missing": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' cannot be read."),
        QT_TRANSLATE_NOOP("Job", "Give a CSV file in UTF-8, or write the entries as text."),
    ),
    "mapping_table": (
        QT_TRANSLATE_NOOP("Job", "'{text}' does not name two classes."),
        QT_TRANSLATE_NOOP(
            "Job", "Write a class and what it is compared as, such as 'wood=vegetation, field=vegetation', or give a CSV file."
        ),
    ),
    "mapping_twice": (
        QT_TRANSLATE_NOOP("Job", "The class '{name}' is to be compared as two classes."),
        QT_TRANSLATE_NOOP("Job", "List each class once."),
    ),
    "mapping_unknown": (
        QT_TRANSLATE_NOOP("Job", "Neither date has a class '{name}'."),
        QT_TRANSLATE_NOOP("Job", "Use the names {known}."),
    ),
    "changes_text": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is not a transition."),
        QT_TRANSLATE_NOOP("Job", "Write transitions as 'vegetation>building, *>water', or leave it empty for all."),
    ),
    "changes_unknown": (
        QT_TRANSLATE_NOOP("Job", "There is no class '{name}'."),
        QT_TRANSLATE_NOOP("Job", "Use the names {known}, or * for every class."),
    ),
    "probability_sums": (
        QT_TRANSLATE_NOOP(
            "Job", "The bands of '{layer}' are no probabilities of classes: they sum to {value} at most pixels, not to 1."
        ),
        QT_TRANSLATE_NOOP(
            "Job",
            "Use a raster with a band for each class, as 'Classify land cover' writes it, or choose a MODEL for an image.",
        ),
    ),
    "map_classes_many": (
        QT_TRANSLATE_NOOP("Job", "The two maps have {count} different classes, more than the maximum of {limit}."),
        QT_TRANSLATE_NOOP("Job", "Use maps of classes, not of continuous values, or combine classes with MAPPING."),
    ),
    "confidence_range": (
        QT_TRANSLATE_NOOP("Job", "The confidence {value} is outside 0 to 1."),
        QT_TRANSLATE_NOOP("Job", "Give a number from 0 to below 1; 0 disables it."),
    ),
    "tolerance_range": (
        QT_TRANSLATE_NOOP("Job", "The tolerance {value} is not a whole number from 0 to {most}."),
        QT_TRANSLATE_NOOP("Job", "Give a number of pixels, such as 2; 0 disables it."),
    ),
    "cover_series_short": (
        QT_TRANSLATE_NOOP("Job", "A series of {count} dates is too short."),
        QT_TRANSLATE_NOOP("Job", "Give two dates or more; for one date use 'Classify land cover'."),
    ),
    "series_table_unreadable": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose a CSV file in UTF-8 with the columns 'file' and 'date'."),
    ),
    "series_table_columns": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' has no column for the images. Its columns: {known}."),
        QT_TRANSLATE_NOOP("Job", "Add a column 'file' with the path of each image, and a column 'date'."),
    ),
    "series_table_dates": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' states no date for the image '{file}'."),
        QT_TRANSLATE_NOOP("Job", "Fill the column 'date' in all rows, or leave it out."),
    ),
    "series_inputs": (
        QT_TRANSLATE_NOOP("Job", "The images of the series are given twice."),
        QT_TRANSLATE_NOOP("Job", "Choose either images or a table of images."),
    ),
    "context_range": (
        QT_TRANSLATE_NOOP("Job", "The context {value} is not a whole number from 0 to {most}."),
        QT_TRANSLATE_NOOP("Job", "Give a number of pixels, such as 2; 0 disables it."),
    ),
    "stability_range": (
        QT_TRANSLATE_NOOP("Job", "The stability {value} is not a number from {least:g} to {most:g}."),
        QT_TRANSLATE_NOOP("Job", "Give a number, such as 1.5; the higher, the fewer changes."),
    ),
}

# code -> line of the log
LOG_LINES: dict[str, str] = {
    "resolution_of_image": QT_TRANSLATE_NOOP(
        "Job",
        "Ground sample distance: image {image:.3g} m, processing {chosen:.3g} m (model: {minimum:g} to {maximum:g} m).",
    ),
    "classes_compared": QT_TRANSLATE_NOOP("Job", "{count} classes are compared: {names}."),
    "classes_assumed": QT_TRANSLATE_NOOP(
        "Job", "{parameter} does not name its classes: those of {other} are assumed for the same values."
    ),
    "classes_apart": QT_TRANSLATE_NOOP(
        "Job",
        "No class of BEFORE ({before}) has the name of a class of AFTER ({after}), so that all ground counts as changed. Give "
        "both dates the same names with CLASSES, or combine classes with MAPPING.",
    ),
    "classes_alike": QT_TRANSLATE_NOOP(
        "Job", "{parameter}: the values {values} have the same name '{name}' and are compared as one class."
    ),
    "confidence_unknown": QT_TRANSLATE_NOOP(
        "Job", "Both dates are maps of classes, which have no confidence: MIN_CONFIDENCE is ignored."
    ),
    "series_date": QT_TRANSLATE_NOOP("Job", "{date}: {layer}"),
    "shares_matched": QT_TRANSLATE_NOOP(
        "Job", "Shares of the classes matched by factors of their probabilities: before {before}; after {after}."
    ),
    "prior_estimated": QT_TRANSLATE_NOOP(
        "Job",
        "Prior of the transitions, estimated from {pixels:,} pixels in {iterations} iterations: {unchanged:.1%} unchanged.",
    ),
    "nothing_in_common": QT_TRANSLATE_NOOP(
        "Job", "No pixel of the area is valid in both '{before}' and '{after}', so nothing was compared."
    ),
    "transition": QT_TRANSLATE_NOOP("Job", "{before} → {after}: {area:,.1f} m²."),
    "from_to_changed": QT_TRANSLATE_NOOP(
        "Job", "Changed: {area:,.1f} m² ({share:.2%} of {compared:,.1f} m² compared) in {seconds:.1f} s."
    ),
    "nothing_to_classify": QT_TRANSLATE_NOOP("Job", "No pixel of the area is valid, so nothing was classified."),
    "class_area": QT_TRANSLATE_NOOP("Job", "{name}: {area:,.1f} m² ({share:.1%})."),
    "classified": QT_TRANSLATE_NOOP("Job", "{megapixels:,.2f} Mpx were classified in {seconds:.1f} s ({speed:.2f} Mpx/s)."),
}

# key -> text of the reports
REPORT_TEXTS: dict[str, str] = {
    "landcover_title": QT_TRANSLATE_NOOP("Report", "Land cover"),
    "landcover_shares": QT_TRANSLATE_NOOP("Report", "Area of each class"),
    "landcover_note": QT_TRANSLATE_NOOP(
        "Report", "Areas are on the ellipsoid, counted from the class map. They include the errors of the map."
    ),
    "image": QT_TRANSLATE_NOOP("Report", "Image"),
    "area_m2": QT_TRANSLATE_NOOP("Report", "Area (m²)"),
    "area_ha": QT_TRANSLATE_NOOP("Report", "Area (ha)"),
    "share": QT_TRANSLATE_NOOP("Report", "Share"),
    "from_to_title": QT_TRANSLATE_NOOP("Report", "From-to change"),
    "date_before": QT_TRANSLATE_NOOP("Report", "Before"),
    "date_after": QT_TRANSLATE_NOOP("Report", "After"),
    "compared_ha": QT_TRANSLATE_NOOP("Report", "Compared (ha)"),
    "unchanged": QT_TRANSLATE_NOOP("Report", "Unchanged"),
    "changed": QT_TRANSLATE_NOOP("Report", "Changed"),
    "flows": QT_TRANSLATE_NOOP("Report", "What became what"),
    "change_map": QT_TRANSLATE_NOOP("Report", "Map of the changes"),
    "transition_matrix": QT_TRANSLATE_NOOP("Report", "Transition matrix (ha)"),
    "transition_help": QT_TRANSLATE_NOOP(
        "Report", "Rows: class before. Columns: class after. The darker a cell, the larger its share of the row."
    ),
    "gains_losses": QT_TRANSLATE_NOOP("Report", "Gains and losses"),
    "gains_help": QT_TRANSLATE_NOOP("Report", "To the right: gain. To the left: loss."),
    "persistence": QT_TRANSLATE_NOOP("Report", "Persistence"),
    "gain": QT_TRANSLATE_NOOP("Report", "Gain"),
    "loss": QT_TRANSLATE_NOOP("Report", "Loss"),
    "net_change": QT_TRANSLATE_NOOP("Report", "Net change"),
    "swap": QT_TRANSLATE_NOOP("Report", "Swap"),
    "total_change": QT_TRANSLATE_NOOP("Report", "Total change"),
    "pontius": QT_TRANSLATE_NOOP(
        "Report",
        "Net change: gain minus loss. Swap: twice the lesser of gain and loss, what a class loses at one place and gains at "
        "another (Pontius, Shusas and McEachern 2004).",
    ),
    "how_classes": QT_TRANSLATE_NOOP(
        "Report", "Both dates are maps of classes, compared pixel by pixel: the errors of both maps appear as change."
    ),
    "how_uniform": QT_TRANSLATE_NOOP(
        "Report",
        "The classes of both dates were decided jointly from their probabilities; all transitions were weighed alike, no "
        "change {stability} times as much.",
    ),
    "how_estimated": QT_TRANSLATE_NOOP(
        "Report",
        "The classes of both dates were decided jointly from their probabilities; how likely each transition is was "
        "estimated from the pair (expectation-maximisation).",
    ),
    "dropped": QT_TRANSLATE_NOOP(
        "Report",
        "Counted as unchanged: changes along edges that are thinner than {tolerance} pixels, smaller than {area} m², or with "
        "a confidence below {confidence}.",
    ),
}
