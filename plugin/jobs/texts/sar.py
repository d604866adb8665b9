"""Texts about radar series: the table of acquisitions, units, tracks, methods."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "sar_table_unreadable": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose a CSV file in UTF-8, such as one made with 'Table of radar images'."),
    ),
    "sar_table_columns": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' has no column for the time or for the files. Its columns: {known}."),
        QT_TRANSLATE_NOOP("Job", "Add a column 'time' (UTC) and a column 'file', or one for each polarisation (VV, VH)."),
    ),
    "sar_table_cell": (
        QT_TRANSLATE_NOOP("Job", "Line {row} of the table has the value '{value}' in the column '{column}'."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Correct the cell: times as 2021-11-19T01:58:54Z, units power, amplitude or dB, passes ascending or descending.",
        ),
    ),
    "sar_table_empty": (
        QT_TRANSLATE_NOOP("Job", "The table '{path}' lists no images."),
        QT_TRANSLATE_NOOP("Job", "Add images, or choose another table."),
    ),
    "sar_no_images": (
        QT_TRANSLATE_NOOP("Job", "No radar image was found in: {places}."),
        QT_TRANSLATE_NOOP("Job", "Choose files or folders of calibrated, terrain-corrected Sentinel-1 images."),
    ),
    "sar_no_time": (
        QT_TRANSLATE_NOOP("Job", "The acquisition time of '{path}' is neither in its name nor in its metadata."),
        QT_TRANSLATE_NOOP("Job", "Keep the name that its producer gave the file, or write the table by hand."),
    ),
    "sar_refused": (
        QT_TRANSLATE_NOOP("Job", "'{path}' cannot be used: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Use calibrated, terrain-corrected images (RTC)."),
    ),
    "sar_place_alone": (
        QT_TRANSLATE_NOOP("Job", "The table does not name any place."),
        QT_TRANSLATE_NOOP("Job", "Leave PLACE empty, or fill in the column 'place' of the table."),
    ),
    "sar_place_unknown": (
        QT_TRANSLATE_NOOP("Job", "The table has no images of the place '{place}'. Its places: {known}."),
        QT_TRANSLATE_NOOP("Job", "Name one of them in PLACE."),
    ),
    "sar_places": (
        QT_TRANSLATE_NOOP("Job", "The table holds images of several places: {known}."),
        QT_TRANSLATE_NOOP("Job", "Name one of them in PLACE."),
    ),
    "sar_date_unknown": (
        QT_TRANSLATE_NOOP("Job", "The table has no image of the date '{text}'. The latest: {known}."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Give the day or the time of one of its images, several with commas between, or an interval such as "
            "2024-05-01/2024-08-31. Empty: the latest.",
        ),
    ),
    "sar_no_earlier": (
        QT_TRANSLATE_NOOP("Job", "There is no earlier image of the same track before {date}."),
        QT_TRANSLATE_NOOP("Job", "Choose a later date, add earlier images, or allow other tracks."),
    ),
    "sar_too_few": (
        QT_TRANSLATE_NOOP("Job", "The method '{method}' needs two earlier images; found: {count}."),
        QT_TRANSLATE_NOOP("Job", "Choose the method 'automatic' or 'latest', or add earlier images."),
    ),
    "sar_without_crs": (
        QT_TRANSLATE_NOOP("Job", "The image {layer} has no coordinate reference system."),
        QT_TRANSLATE_NOOP("Job", "Use terrain-corrected images (RTC), or assign the CRS with 'Assign projection'."),
    ),
    "sar_unit_unknown": (
        QT_TRANSLATE_NOOP("Job", "It is not known whether the image of {date} holds power or amplitude."),
        QT_TRANSLATE_NOOP("Job", "Fill in the column 'unit' of the table: {known}."),
    ),
    "sar_unit_wrong": (
        QT_TRANSLATE_NOOP("Job", "The table states {unit} for the image of {date}, but its values are {found}."),
        QT_TRANSLATE_NOOP("Job", "Correct the column 'unit' of the table."),
    ),
    "sar_polarisation_unknown": (
        QT_TRANSLATE_NOOP("Job", "It is not known which of the {count} bands of '{path}' is which polarisation."),
        QT_TRANSLATE_NOOP("Job", "Name the bands in columns VV and VH of the table, such as 'image.tif#2'."),
    ),
    "sar_polarisation_alone": (
        QT_TRANSLATE_NOOP("Job", "No earlier image has a polarisation of {date} ({known})."),
        QT_TRANSLATE_NOOP("Job", "Add earlier images of the same polarisation."),
    ),
    "sar_number_range": (
        QT_TRANSLATE_NOOP("Job", "{value} is not a number from {least} to {most}."),
        QT_TRANSLATE_NOOP("Job", "Enter a number in that range, or leave it empty for the default."),
    ),
    "sar_methods_empty": (
        QT_TRANSLATE_NOOP("Job", "No method was chosen."),
        QT_TRANSLATE_NOOP("Job", "Choose one or more methods to compare."),
    ),
    "sar_target_empty": (
        QT_TRANSLATE_NOOP("Job", "TARGET covers no valid pixel of the image of {date}."),
        QT_TRANSLATE_NOOP("Job", "Choose polygons on ground that the images show, or leave TARGET empty."),
    ),
    "sar_class_empty": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' has no pixel of the class {value} that the image of {date} shows."),
        QT_TRANSLATE_NOOP("Job", "Choose a class that the land-cover map has in the images, or leave LAND_COVER empty."),
    ),
    "sar_class_needed": (
        QT_TRANSLATE_NOOP("Job", "LAND_COVER needs LAND_COVER_CLASS, the value of a class in it."),
        QT_TRANSLATE_NOOP("Job", "Enter the value of the class that the statistical change imitates."),
    ),
    "sar_land_cover_needed": (
        QT_TRANSLATE_NOOP("Job", "LAND_COVER_CLASS is a class of LAND_COVER, which is empty."),
        QT_TRANSLATE_NOOP("Job", "Choose a land-cover map, or leave LAND_COVER_CLASS empty."),
    ),
    "sar_nothing_to_evaluate": (
        QT_TRANSLATE_NOOP(
            "Job", "Nothing can be evaluated, because no date has an earlier image; images of the table: {count}."
        ),
        QT_TRANSLATE_NOOP("Job", "Add earlier images of the same place and track, or raise the number of polygons."),
    ),
    "sar_model_needed": (
        QT_TRANSLATE_NOOP("Job", "The method 'network' needs a model, but MODEL is empty."),
        QT_TRANSLATE_NOOP("Job", "Choose a model made with 'Train radar prediction', or another method."),
    ),
    "sar_model_bands": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' needs the bands {bands}; radar images have {known}."),
        QT_TRANSLATE_NOOP("Job", "Choose another model, or correct the bands and output bands in its specification."),
    ),
    "sar_model_conditions": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' needs conditions that the table does not have: {conditions}."),
        QT_TRANSLATE_NOOP("Job", "Choose a model made with 'Train radar prediction', or correct its specification."),
    ),
    "sar_model_normalisation": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' standardises each image, so that its prediction is no backscatter."),
        QT_TRANSLATE_NOOP("Job", "State the normalisation 'fixed' or 'scale' in its specification."),
    ),
    "sar_model_scale": (
        QT_TRANSLATE_NOOP("Job", "The images of the model '{model}' have the unknown scale '{scale}'; known: {known}."),
        QT_TRANSLATE_NOOP("Job", "Correct the key 'scale' of 'radar' in its specification."),
    ),
    "sar_model_polarisations": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' needs the polarisations {needed}, but the image of {date} has {found}."),
        QT_TRANSLATE_NOOP("Job", "Choose another date or model, or METHOD automatic without a model."),
    ),
    "sar_model_dates": (
        QT_TRANSLATE_NOOP("Job", "Earlier images that the model '{model}' needs: {needed}; found: {count}."),
        QT_TRANSLATE_NOOP("Job", "Choose a later date, add earlier images, or use METHOD automatic without a model."),
    ),
    "sar_model_dem": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' was trained with elevation, but DEM is empty."),
        QT_TRANSLATE_NOOP("Job", "Choose the digital elevation model in DEM."),
    ),
    "sar_train_few": (
        QT_TRANSLATE_NOOP("Job", "Training needs at least {needed} images of one track with data; found: {count}."),
        QT_TRANSLATE_NOOP("Job", "Add images, or use 'Radar difference' without training: it needs one earlier image."),
    ),
    "sar_train_dates": (
        QT_TRANSLATE_NOOP(
            "Job", "Days that can be predicted: {count}; with {held} held out, training needs at least {needed}."
        ),
        QT_TRANSLATE_NOOP("Job", "Add images, or hold out fewer days."),
    ),
    "sar_train_bands": (
        QT_TRANSLATE_NOOP("Job", "The places of the table have no polarisation in common: {found}."),
        QT_TRANSLATE_NOOP("Job", "Choose one place, or images of the same polarisations."),
    ),
    "sar_ablation_model": (
        QT_TRANSLATE_NOOP(
            "Job", "Conditions can be left out of a network made with 'Train radar prediction' only, not of '{model}'."
        ),
        QT_TRANSLATE_NOOP("Job", "Choose such a model in MODEL, or switch ABLATION off."),
    ),
    "sar_no_data": (
        QT_TRANSLATE_NOOP("Job", "The image of {date} shows nothing of the area: no valid pixel, or one value everywhere."),
        QT_TRANSLATE_NOOP("Job", "Choose another date or area, or check the nodata value in the table."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "sar_stack": QT_TRANSLATE_NOOP(
        "Job", "Change is sought on {date}, {bands}; earlier images: {earlier}, {first} to {last}; filter: {filter}."
    ),
    "sar_tracks_left_out": QT_TRANSLATE_NOOP("Job", "Earlier images of other tracks than {track}, left out: {count}."),
    "sar_gap": QT_TRANSLATE_NOOP("Job", "Earlier images of the time of GAP ({days:g} d), left out: {count}."),
    "sar_bands_missing": QT_TRANSLATE_NOOP(
        "Job", "Earlier images without one of the polarisations {bands}, left out: {count}."
    ),
    "sar_images_empty": QT_TRANSLATE_NOOP(
        "Job", "Images without data in the area, or with one value everywhere, left out: {count}."
    ),
    "sar_copies": QT_TRANSLATE_NOOP("Job", "Files that are copies of others in another folder, left out: {count}."),
    "sar_zero_rim": QT_TRANSLATE_NOOP(
        "Job",
        "Images with 0 along their edges that do not declare it: {count}. 0 is taken as nodata. Where it was measured, write "
        "nan into the column 'nodata' of the table.",
    ),
    "sar_dem_short": QT_TRANSLATE_NOOP("Job", "DEM covers {share:.0%} of the area; elsewhere the elevation counts as 0."),
    "sar_inferred": QT_TRANSLATE_NOOP("Job", "Not stated by names or metadata, but inferred: {columns}. Check the table."),
    "sar_unit_inferred": QT_TRANSLATE_NOOP("Job", "The unit of the image of {date} is not stated; values look like {unit}."),
    "sar_resampled": QT_TRANSLATE_NOOP("Job", "Images on other grids, resampled onto the date's: {count}."),
    "sar_method_one": QT_TRANSLATE_NOOP("Job", "Method: {method}, because there is only one earlier image."),
    "sar_method_few": QT_TRANSLATE_NOOP(
        "Job", "Method: {method}, because regression needs more earlier images than there are: {count}."
    ),
    "sar_method_much_change": QT_TRANSLATE_NOOP(
        "Job", "Method: {method}, because much of the image differs: a regression would explain the change away."
    ),
    "sar_method_regression": QT_TRANSLATE_NOOP("Job", "Method: {method}; earlier images: {count}."),
    "sar_dates_left_out": QT_TRANSLATE_NOOP(
        "Job",
        "Dates of another track than {date}, or without one of its polarisations: {count}. Change is not sought in them.",
    ),
    "sar_gap_automatic": QT_TRANSLATE_NOOP(
        "Job",
        "Earlier images of the last {days:g} days, left out: {count}. Slow change, such as logging, is in them already, and "
        "there are enough older ones. METHOD 7 (regression) uses all; METHOD 3 (median) may find more slow change.",
    ),
    "sar_slow_change": QT_TRANSLATE_NOOP(
        "Job",
        "Change that takes weeks, such as logging, is in the latest images already: METHOD 3 (median) or GAP may find more.",
    ),
    "sar_method_network": QT_TRANSLATE_NOOP(
        "Job", "Method: network, model '{model}'; latest earlier images that it uses: {dates}."
    ),
    "sar_model_unused": QT_TRANSLATE_NOOP("Job", "MODEL is not used: the method is {method}."),
    "sar_model_filter": QT_TRANSLATE_NOOP(
        "Job", "The model '{model}' was trained on images filtered by {trained}, but the filter is {filter}."
    ),
    "sar_train_unknown": QT_TRANSLATE_NOOP("Job", "Conditions that no image of the table states: {conditions}."),
    "sar_train_unlevelled": QT_TRANSLATE_NOOP(
        "Job",
        "The images are not levelled: offsets of whole images (standard deviation {offset:.1f} dB) are left to the network, "
        "which has to explain them by the conditions.",
    ),
    "sar_train_split": QT_TRANSLATE_NOOP(
        "Job", "Predicted days: {training} for training, {validation} for validation, {held_out} held out."
    ),
    "sar_training_epoch": QT_TRANSLATE_NOOP(
        "Job",
        "Epoch {epoch}/{epochs}: loss {train_loss:.4f}, validation MSE {mse:.3f} dB² (mean of earlier images {mean_mse:.3f}).",
    ),
    "sar_train_better": QT_TRANSLATE_NOOP(
        "Job", "Use the network on these images: AUC {auc:.3f} on held-out dates, automatic method {automatic_auc:.3f}."
    ),
    "sar_train_worse": QT_TRANSLATE_NOOP(
        "Job",
        "Use the automatic method, without the network: AUC {automatic_auc:.3f} on held-out dates, network {auc:.3f}.",
    ),
    "sar_ablation": QT_TRANSLATE_NOOP("Job", "Training {number} of {count}, without the condition: {condition}."),
    "sar_threshold": QT_TRANSLATE_NOOP(
        "Job",
        "Threshold of the score: {value:.4g}; a share of {share:g} of the pixels exceeds it; earlier dates counted: {dates}.",
    ),
    "sar_threshold_from_image": QT_TRANSLATE_NOOP(
        "Job", "Too few earlier pixels to count a share of false alarms of {share:g}: the threshold is that of the image."
    ),
    "sar_target_missing": QT_TRANSLATE_NOOP(
        "Job", "Images that do not show the ground that the statistical change imitates: {count}. It is not put into them."
    ),
    "sar_simulated": QT_TRANSLATE_NOOP("Job", "Polygons of change: {polygons}; images: {dates}; folder: '{folder}'."),
    "sar_evaluated": QT_TRANSLATE_NOOP("Job", "{method}, {change}: AUC {auc:.3f}, average precision {ap:.3f}."),
    "sar_listed": QT_TRANSLATE_NOOP("Job", "Images: {count}; places: {places}; {first} to {last}."),
    "sar_file_ignored": QT_TRANSLATE_NOOP("Job", "Left out: '{path}' ({reason})."),
    "sar_unstated": QT_TRANSLATE_NOOP("Job", "Unknown for some images, left empty: {columns}."),
    "sar_weather_joined": QT_TRANSLATE_NOOP("Job", "Images with weather joined: {count} of {total} ({columns})."),
}
