"""Texts about finding change: with a network, by arithmetic, in a series; moving a date; making polygons."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "threshold_range": (
        QT_TRANSLATE_NOOP("Job", "The threshold {value} is outside 0 to 1."),
        QT_TRANSLATE_NOOP("Job", "Give a number above 0 and below 1, or leave it empty."),
    ),
    "min_area_range": (
        QT_TRANSLATE_NOOP("Job", "The minimum area {value} is negative."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more square metres, or leave it empty for the model's own."),
    ),
    "displacement_range": (
        QT_TRANSLATE_NOOP("Job", "The displacement {value} is negative or not finite."),
        QT_TRANSLATE_NOOP("Job", "Give metres, or leave it empty to switch the check off."),
    ),
    "method_unknown": (
        QT_TRANSLATE_NOOP("Job", "Unknown option '{value}'."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "index_text": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is not a band index."),
        QT_TRANSLATE_NOOP("Job", "Write {known}, or two different bands by number or name, such as '4,3' or 'nir,red'."),
    ),
    "index_band": (
        QT_TRANSLATE_NOOP("Job", "Cannot determine which band is '{name}'. Bands compared: {bands}."),
        QT_TRANSLATE_NOOP("Job", "Write the numbers of two of these bands, such as '4,3'."),
    ),
    "index_bands_differ": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The dates report different bands as '{name}'. Bands that are compared of the earlier date: {before}; of the later "
            "one: {after}.",
        ),
        QT_TRANSLATE_NOOP("Job", "List the bands of both dates in the same order in BEFORE_BANDS and AFTER_BANDS."),
    ),
    "threshold_needed": (
        QT_TRANSLATE_NOOP("Job", "A fixed threshold was chosen, but none was given."),
        QT_TRANSLATE_NOOP("Job", "Give the minimum magnitude of a changed pixel, or choose an automatic threshold method."),
    ),
    "threshold_not_positive": (
        QT_TRANSLATE_NOOP("Job", "The threshold {value} is not above 0."),
        QT_TRANSLATE_NOOP("Job", "Give a magnitude above 0, or choose an automatic threshold method."),
    ),
    "percentile_range": (
        QT_TRANSLATE_NOOP("Job", "The percentage {value} is outside 0 to 100."),
        QT_TRANSLATE_NOOP("Job", "Give the percentage of unchanged pixels, above 0 and below 100 (default 95)."),
    ),
    "speckle_method": (
        QT_TRANSLATE_NOOP("Job", "The threshold by speckle is for log-ratios, not for the method {method}."),
        QT_TRANSLATE_NOOP("Job", "Choose one of the methods {known}, or another threshold method."),
    ),
    "values_negative": (
        QT_TRANSLATE_NOOP("Job", "Band {band} of layer '{layer}' is negative on average, so a ratio is meaningless."),
        QT_TRANSLATE_NOOP(
            "Job", "For values in decibels use the difference, which equals their log-ratio; otherwise choose another method."
        ),
    ),
    "too_uniform": (
        QT_TRANSLATE_NOOP("Job", "Too few valid pixels, or too little variation in them, for this method."),
        QT_TRANSLATE_NOOP("Job", "Choose a larger area, other bands or another method."),
    ),
    "coregistration_window": (
        QT_TRANSLATE_NOOP("Job", "Windows of {value} pixels cannot be compared."),
        QT_TRANSLATE_NOOP("Job", "Give a number from {least} to {most}, or leave it empty."),
    ),
    "coregistration_window_large": (
        QT_TRANSLATE_NOOP("Job", "Windows of {value} pixels do not fit into the overlap of the two dates."),
        QT_TRANSLATE_NOOP("Job", "Give at most {most} pixels, or leave it empty."),
    ),
    "coregistration_spacing": (
        QT_TRANSLATE_NOOP("Job", "The spacing {value} is less than a pixel."),
        QT_TRANSLATE_NOOP("Job", "Give a number of pixels, such as 64, or leave it empty."),
    ),
    "coregistration_max_shift": (
        QT_TRANSLATE_NOOP("Job", "The largest shift {value} is outside 1 to {most:g} pixels."),
        QT_TRANSLATE_NOOP("Job", "For larger shifts, work at a coarser RESOLUTION first."),
    ),
    "coregistration_small": (
        QT_TRANSLATE_NOOP(
            "Job", "The overlap has only {width} x {height} pixels; at least {least} are needed in each direction."
        ),
        QT_TRANSLATE_NOOP("Job", "Use a larger area, or a finer RESOLUTION."),
    ),
    "coregistration_unreliable": (
        QT_TRANSLATE_NOOP(
            "Job",
            "No reliable shift of up to {shift:g} pixels between '{before}' and '{after}' was found: too few tie "
            "points agree. Nothing was written.",
        ),
        QT_TRANSLATE_NOOP(
            "Job",
            "Increase MAX_SHIFT, exclude clouds with EXCLUDE, choose similar bands, or set AREA to unchanged ground.",
        ),
    ),
    "pair_failed": (
        QT_TRANSLATE_NOOP("Job", "Change between {before} and {after} cannot be detected. {reason}"),
        QT_TRANSLATE_NOOP("Job", "Correct this, or leave one of these dates out."),
    ),
    "series_too_short": (
        QT_TRANSLATE_NOOP("Job", "A series of {count} dates is too short."),
        QT_TRANSLATE_NOOP("Job", "Give three dates or more; for two dates use 'Detect change'."),
    ),
    "series_too_long": (
        QT_TRANSLATE_NOOP("Job", "A series of {count} dates exceeds the maximum of {limit}."),
        QT_TRANSLATE_NOOP("Job", "Give fewer dates."),
    ),
    "date_missing": (
        QT_TRANSLATE_NOOP("Job", "The acquisition date of layer '{layer}' is unknown."),
        QT_TRANSLATE_NOOP("Job", "List the dates of all rasters, in their order, such as '2019-05-01, 2020, 2021-06'."),
    ),
    "date_ambiguous": (
        QT_TRANSLATE_NOOP("Job", "The date in the name '{name}' may mean {first} or {second}."),
        QT_TRANSLATE_NOOP("Job", "List the dates of all rasters, in their order, such as '2019-05-01, 2020, 2021-06'."),
    ),
    "dates_equal": (
        QT_TRANSLATE_NOOP("Job", "Layers '{first}' and '{second}' have the same date {date}."),
        QT_TRANSLATE_NOOP("Job", "Give each raster a date of its own, or leave one of them out."),
    ),
    "dates_order": (
        QT_TRANSLATE_NOOP("Job", "Layer '{first}' is listed before '{second}', but has a later date."),
        QT_TRANSLATE_NOOP("Job", "List the layers in the order of their dates."),
    ),
    "dates_unreadable": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is not a date."),
        QT_TRANSLATE_NOOP("Job", "Write dates as year, year-month or year-month-day, such as '2019-05-01, 2020, 2021-06'."),
    ),
    "dates_count": (
        QT_TRANSLATE_NOOP("Job", "{count} dates were given for {rasters} rasters."),
        QT_TRANSLATE_NOOP(
            "Job", "List one date per raster, in the same order, or leave DATES empty to read them from the layers."
        ),
    ),
    "no_probability": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' contains the value {value}, which is not a probability."),
        QT_TRANSLATE_NOOP("Job", "Use a probability between 0 and 1, or a mask of whole numbers."),
    ),
    "too_many_classes": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' has more than {limit} different values, so it is not a mask."),
        QT_TRANSLATE_NOOP("Job", "Use a mask whose values are classes, or a probability of floating point numbers."),
    ),
    "number_negative": (
        QT_TRANSLATE_NOOP("Job", "'{value}' is not a number of 0 or more."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more; 0 disables it."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "index_of": QT_TRANSLATE_NOOP("Job", "Index {index}: bands {first} and {second} of the compared bands."),
    "ir_mad": QT_TRANSLATE_NOOP(
        "Job",
        "IR-MAD: {iterations} iterations over {pixels:,} pixels, one of every {every}; canonical correlations {values}.",
    ),
    "ir_mad_unsettled": QT_TRANSLATE_NOOP(
        "Job", "IR-MAD did not converge within {iterations} iterations: the last iteration is used."
    ),
    "normalised": QT_TRANSLATE_NOOP(
        "Job", "AFTER is normalised to the radiometry of BEFORE with {count:,} invariant pixels: gain and offset {values}."
    ),
    "normalised_not": QT_TRANSLATE_NOOP(
        "Job", "Too few invariant pixels for radiometric normalisation: the values are not normalised."
    ),
    "threshold_found": QT_TRANSLATE_NOOP("Job", "Threshold on the magnitude: {value:.6g} ({method})."),
    "magnitudes_alike": QT_TRANSLATE_NOOP("Job", "The magnitude of change is the same everywhere, so no change was found."),
    "classic_threshold_unused": QT_TRANSLATE_NOOP(
        "Job", "THRESHOLD is ignored: it applies only to the threshold methods 'Fixed' and 'Percentile'."
    ),
    "threshold_fell_back": QT_TRANSLATE_NOOP(
        "Job", "The method {method} did not separate two classes of magnitudes: Otsu's threshold is used."
    ),
    "much_changed": QT_TRANSLATE_NOOP(
        "Job",
        "{percent:.0f} % of what was compared is marked. An automatic threshold marks some of any pair, and much where nothing "
        "has changed: compare the dates, and raise the threshold or set a fixed one.",
    ),
    "shift_found": QT_TRANSLATE_NOOP(
        "Job",
        "The earlier date must be moved by {x:.6g} (x) and {y:.6g} (y) map units: {length:.3g} m, {pixels:.2f} pixels. "
        "{used} of {count} tie points agree.",
    ),
    "shift_error": QT_TRANSLATE_NOOP(
        "Job", "Standard error of the shift, from the scatter of the inlier tie points: {error:.2g} pixels."
    ),
    "shift_unknown": QT_TRANSLATE_NOOP(
        "Job",
        "The shift between the dates could not be measured: only {used} of {count} tie points agree. The shift is"
        " reported as 0 with reliability 0.",
    ),
    "nothing_to_compare": QT_TRANSLATE_NOOP("Job", "No pixel of the area is valid on both dates, so no change was found."),
    "changed": QT_TRANSLATE_NOOP(
        "Job",
        "Changed area: {area:,.1f} m²; polygons: {count:,}; {megapixels:,.2f} Mpx in {seconds:.1f} s ({speed:.2f} Mpx/s).",
    ),
    "pair_begins": QT_TRANSLATE_NOOP("Job", "Pair {number} of {count}: {before} to {after}."),
    "pair_changed": QT_TRANSLATE_NOOP("Job", "{before} to {after}: changed area {area:,.1f} m²; polygons: {count:,}."),
    "vectorize_threshold": QT_TRANSLATE_NOOP("Job", "Pixels with a probability of at least {threshold:g} are change."),
    "many_values": QT_TRANSLATE_NOOP(
        "Job",
        "The raster has {count} different values, each treated as a class. If it is a probability in percent, "
        "divide it by 100 first.",
    ),
    "threshold_unused": QT_TRANSLATE_NOOP("Job", "The raster is a mask: the threshold is ignored."),
    "not_simplified": QT_TRANSLATE_NOOP(
        "Job",
        "The outlines were not simplified: simplification without gaps and overlaps needs shapely 2.1 with GEOS 3.12.",
    ),
    "regularized": QT_TRANSLATE_NOOP(
        "Job", "{count:,} of {total:,} polygons were regularised to right angles; the others are unchanged."
    ),
    "displaced": QT_TRANSLATE_NOOP(
        "Job",
        "{count} pairs of changes are displaced objects (a counterpart of like shape within {metres:g} m), not changed.",
    ),
    "changed_in_unit": QT_TRANSLATE_NOOP(
        "Job",
        "Changed area: {area:,.1f} m² ({area_in_unit:,.6g} {unit}); polygons: {count:,}; {megapixels:,.2f} Mpx "
        "in {seconds:.1f} s ({speed:.2f} Mpx/s).",
    ),
}
