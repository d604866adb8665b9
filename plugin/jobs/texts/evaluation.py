"""Texts about measuring models, and 8-bit twins."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "chips_unlabelled": (
        QT_TRANSLATE_NOOP("Job", "No chip in '{path}' has a usable label of the same name."),
        QT_TRANSLATE_NOOP("Job", "Put the label images into a folder 'label' or 'labels' beside the folders of the two dates."),
    ),
    "chips_unusable": (
        QT_TRANSLATE_NOOP("Job", "None of the {count} chips can be used. The first: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Correct the chips, or choose others."),
    ),
    "chip_unreadable": (
        QT_TRANSLATE_NOOP("Job", "The image '{path}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Copy or export it again."),
    ),
    "chip_sizes": (
        QT_TRANSLATE_NOOP("Job", "The images of the chip '{chip}' differ in size: {sizes}."),
        QT_TRANSLATE_NOOP("Job", "Cut both dates and the label to the same pixels."),
    ),
    "chip_large": (
        QT_TRANSLATE_NOOP("Job", "The chip '{chip}' has {width} x {height} pixels, which is too large for a chip."),
        QT_TRANSLATE_NOOP("Job", "Give it as BEFORE and AFTER with polygons as LABELS, or cut it with 'Export chips'."),
    ),
    "chip_georeference": (
        QT_TRANSLATE_NOOP("Job", "Only one date of the chip '{chip}' is georeferenced."),
        QT_TRANSLATE_NOOP("Job", "Georeference both dates, or neither."),
    ),
    "chip_gsd_range": (
        QT_TRANSLATE_NOOP("Job", "{value} m is not a valid pixel size."),
        QT_TRANSLATE_NOOP("Job", "Give the ground sample distance of the chips in metres, or leave it empty."),
    ),
    "evaluation_inputs": (
        QT_TRANSLATE_NOOP("Job", "No input: give either chips, or two dates with labels."),
        QT_TRANSLATE_NOOP("Job", "Give CHIPS, or BEFORE, AFTER and LABELS."),
    ),
    "evaluation_both": (
        QT_TRANSLATE_NOOP("Job", "Both chips and a pair of dates were given."),
        QT_TRANSLATE_NOOP("Job", "Give one of the two and leave the other empty."),
    ),
    "class_unknown_to_model": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' is not a class of the model."),
        QT_TRANSLATE_NOOP("Job", "Use class values or names of the model ({known}), or leave CLASS_FIELD empty."),
    ),
    "robustness_one_date": (
        QT_TRANSLATE_NOOP("Job", "Shift and exchange of the dates are measured of models of two dates."),
        QT_TRANSLATE_NOOP("Job", "Choose gain, offset, blur or pixel size in ROBUSTNESS for a model of land cover."),
    ),
    "evaluation_inputs_one_date": (
        QT_TRANSLATE_NOOP("Job", "A model of land cover is measured on images of one date."),
        QT_TRANSLATE_NOOP(
            "Job", "Leave AFTER empty and give an image in BEFORE with LABELS or CLASS_RASTER, or folders of images and masks."
        ),
    ),
    "nothing_to_compare_models": (
        QT_TRANSLATE_NOOP("Job", "There is no pixel with data to compare the two models on."),
        QT_TRANSLATE_NOOP("Job", "Check the images, their bands and the area, or choose others."),
    ),
    "evaluation_no_label": (
        QT_TRANSLATE_NOOP("Job", "No pixel has a label of a class of the model '{model}'."),
        QT_TRANSLATE_NOOP("Job", "Check the CRS and the classes of the labels, and the area."),
    ),
    "mask_classes_unlike": (
        QT_TRANSLATE_NOOP("Job", "The classes of the masks are not those of the model '{model}'."),
        QT_TRANSLATE_NOOP(
            "Job", "Give masks with the values or names of {known}; a file classes.json beside the images names them."
        ),
    ),
    "raster_classes_unlike": (
        QT_TRANSLATE_NOOP("Job", "No class of '{layer}' has the name of a class of the model '{model}'."),
        QT_TRANSLATE_NOOP("Job", "Give a class raster with the names {known}."),
    ),
    "chip_count_range": (
        QT_TRANSLATE_NOOP("Job", "{value} is not a valid number of chips."),
        QT_TRANSLATE_NOOP("Job", "Give a whole number from {least} to {most}."),
    ),
    "calibration_inputs": (
        QT_TRANSLATE_NOOP("Job", "No imagery for the calibration of the 8-bit model."),
        QT_TRANSLATE_NOOP("Job", "Give CHIPS, or BEFORE and AFTER."),
    ),
    "quantized_already": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' is already an 8-bit model."),
        QT_TRANSLATE_NOOP("Job", "Choose the model from which it was made."),
    ),
    "quantize_failed": (
        QT_TRANSLATE_NOOP("Job", "ONNX Runtime could not quantise '{model}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Export the model with opset 13 or newer and 32-bit weights, or use it unquantised."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "evaluation_chips": QT_TRANSLATE_NOOP("Job", "{count:,} chips; values in their labels: {values}."),
    "chip_skipped": QT_TRANSLATE_NOOP("Job", "Chip '{chip}' is left out. {reason}"),
    "chips_skipped_more": QT_TRANSLATE_NOOP("Job", "{count:,} more chips are left out; the report lists them all."),
    "evaluation_no_change": QT_TRANSLATE_NOOP(
        "Job", "No polygon of '{layer}' lies within the compared area: only false alarms can be measured."
    ),
    "evaluated_cover": QT_TRANSLATE_NOOP("Job", "Mean F1 {f1:.3f}, accuracy {accuracy:.3f} on {megapixels:.2f} labelled Mpx."),
    "evaluated": QT_TRANSLATE_NOOP(
        "Job",
        "F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, AP {ap:.3f}, calibration error {ece:.3f}; "
        "{megapixels:,.2f} Mpx.",
    ),
    "calibrated": QT_TRANSLATE_NOOP("Job", "'{model}' was calibrated with {count} images."),
    "quantized": QT_TRANSLATE_NOOP(
        "Job", "8-bit model: {megabytes:.2f} MB instead of {of:.2f} MB, {ratio:.2f} times the speed, F1 loss {loss:.4f}."
    ),
    "quantized_slower": QT_TRANSLATE_NOOP(
        "Job", "The 8-bit model is slower on this machine ({ratio:.2f} times the speed): its only advantage is its size."
    ),
}
