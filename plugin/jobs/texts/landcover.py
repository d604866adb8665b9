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
}

# code -> line of the log
LOG_LINES: dict[str, str] = {
    "resolution_of_image": QT_TRANSLATE_NOOP(
        "Job",
        "Ground sample distance: image {image:.3g} m, processing {chosen:.3g} m (model: {minimum:g} to {maximum:g} m).",
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
}
