"""Texts about measuring models, and 8-bit twins."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to mend it)
FAILURES: dict[str, tuple[str, str]] = {
    "chips_unlabelled": (
        QT_TRANSLATE_NOOP("Job", "No chip in '{path}' has a label of the same name that says anything."),
        QT_TRANSLATE_NOOP("Job", "Put the label images into the folder label (or labels) beside the two dates."),
    ),
    "chips_unusable": (
        QT_TRANSLATE_NOOP("Job", "None of the {count} chips can be used. The first: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Mend the chips, or choose other ones."),
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
        QT_TRANSLATE_NOOP("Job", "Of the chip '{chip}' one date has a georeference and the other has none."),
        QT_TRANSLATE_NOOP("Job", "Give both dates a georeference, or neither."),
    ),
    "chip_gsd_range": (
        QT_TRANSLATE_NOOP("Job", "{value} m is no pixel size."),
        QT_TRANSLATE_NOOP("Job", "Give the metres on the ground that a pixel of the chips has, or leave it empty."),
    ),
    "evaluation_inputs": (
        QT_TRANSLATE_NOOP("Job", "There is nothing to work on: neither chips, nor two dates with labels."),
        QT_TRANSLATE_NOOP("Job", "Give CHIPS, or BEFORE, AFTER and LABELS."),
    ),
    "evaluation_both": (
        QT_TRANSLATE_NOOP("Job", "Chips were given, and a pair of dates as well."),
        QT_TRANSLATE_NOOP("Job", "Give one of them and leave the other empty."),
    ),
    "class_unknown_to_model": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' is none of the model's classes."),
        QT_TRANSLATE_NOOP("Job", "Use numbers or names of its classes ({known}), or leave CLASS_FIELD empty."),
    ),
    "chip_count_range": (
        QT_TRANSLATE_NOOP("Job", "{value} is no number of chips."),
        QT_TRANSLATE_NOOP("Job", "Give a whole number from {least} to {most}."),
    ),
    "calibration_inputs": (
        QT_TRANSLATE_NOOP("Job", "There is no imagery to calibrate the 8-bit model with."),
        QT_TRANSLATE_NOOP("Job", "Give CHIPS, or BEFORE and AFTER."),
    ),
    "quantized_already": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' is an 8-bit model already."),
        QT_TRANSLATE_NOOP("Job", "Choose the model that it was made of."),
    ),
    "quantize_failed": (
        QT_TRANSLATE_NOOP("Job", "ONNX Runtime could not make an 8-bit twin of '{model}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Export the model with operator set 13 or newer and 32-bit weights, or use it as it is."),
    ),
}

# code -> what the log says
LOG_LINES: dict[str, str] = {
    "evaluation_chips": QT_TRANSLATE_NOOP("Job", "{count:,} chips; values in their labels: {values}."),
    "chip_skipped": QT_TRANSLATE_NOOP("Job", "Chip '{chip}' is left out. {reason}"),
    "chips_skipped_more": QT_TRANSLATE_NOOP("Job", "{count:,} more chips are left out; the report lists them all."),
    "evaluation_no_change": QT_TRANSLATE_NOOP(
        "Job", "No polygon of '{layer}' lies on the ground that is compared: only false alarms can be measured."
    ),
    "evaluated": QT_TRANSLATE_NOOP(
        "Job",
        "F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, AP {ap:.3f}, calibration error {ece:.3f}; "
        "{megapixels:,.2f} million pixels.",
    ),
    "calibrated": QT_TRANSLATE_NOOP("Job", "'{model}' was calibrated with {count} images."),
    "quantized": QT_TRANSLATE_NOOP(
        "Job", "The 8-bit twin has {megabytes:.2f} MB instead of {of:.2f}, {ratio:.2f} times the speed; F1 lost: {loss:.4f}."
    ),
    "quantized_slower": QT_TRANSLATE_NOOP(
        "Job", "The 8-bit twin is slower on this machine ({ratio:.2f} times the speed): use it for its size alone."
    ),
}
