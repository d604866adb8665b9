"""Texts about labels, chips and trainings."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "rate_unknown": (
        QT_TRANSLATE_NOOP("Job", "No learning rate can be suggested after {steps} steps: the loss diverged immediately."),
        QT_TRANSLATE_NOOP("Job", "Start with a lower rate, and check the data by viewing a sample."),
    ),
    "labels_none": (
        QT_TRANSLATE_NOOP("Job", "The labels '{layer}' contain no polygons."),
        QT_TRANSLATE_NOOP("Job", "Digitise changes, or choose another layer."),
    ),
    "labels_not_polygons": (
        QT_TRANSLATE_NOOP("Job", "The labels '{layer}' are a point or line layer."),
        QT_TRANSLATE_NOOP("Job", "Digitise changes as polygons."),
    ),
    "labels_outside_images": (
        QT_TRANSLATE_NOOP("Job", "No label of '{layer}' lies within the images of '{pair}'."),
        QT_TRANSLATE_NOOP("Job", "Check the CRS of the label layer, and that labels and images belong together."),
    ),
    "labels_count": (
        QT_TRANSLATE_NOOP("Job", "{labels} label layers were given for {pairs} pairs of images."),
        QT_TRANSLATE_NOOP("Job", "Give one label layer for all pairs, or one per pair in the same order."),
    ),
    "pairs_count": (
        QT_TRANSLATE_NOOP("Job", "{before} earlier images were given, but {after} later ones."),
        QT_TRANSLATE_NOOP("Job", "Give the same number of images for both dates, in the same order."),
    ),
    "training_nothing": (
        QT_TRANSLATE_NOOP("Job", "No training data."),
        QT_TRANSLATE_NOOP("Job", "Give images of both dates with labels, or folders of chips."),
    ),
    "training_classes_many": (
        QT_TRANSLATE_NOOP("Job", "There are more than {limit} classes."),
        QT_TRANSLATE_NOOP("Job", "Choose another class field, or leave it empty to train change against no change."),
    ),
    "training_classes_mixed": (
        QT_TRANSLATE_NOOP("Job", "Some labels have classes ({named}), others do not."),
        QT_TRANSLATE_NOOP("Job", "Give all labels a class, or leave CLASS_FIELD empty."),
    ),
    "training_no_change": (
        QT_TRANSLATE_NOOP("Job", "No training labels are left: there is no change in the labelled area."),
        QT_TRANSLATE_NOOP("Job", "Digitise changes inside the area, and check the CRS of the area and the labels."),
    ),
    "training_too_little": (
        QT_TRANSLATE_NOOP("Job", "Only {pixels:,} labelled pixels are left to train on; at least {least:,} are needed."),
        QT_TRANSLATE_NOOP("Job", "Enlarge the completely labelled area, or add labels."),
    ),
    "training_bands": (
        QT_TRANSLATE_NOOP("Job", "'{one}' has {count} bands, but the training uses {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Give images with the same bands, or choose bands with BEFORE_BANDS and AFTER_BANDS."),
    ),
    "training_setting": (
        QT_TRANSLATE_NOOP("Job", "{name} cannot be {value}."),
        QT_TRANSLATE_NOOP("Job", "Give {rule}."),
    ),
    "training_unsuited": (
        QT_TRANSLATE_NOOP("Job", "{name} cannot be '{value}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose another value for {name}."),
    ),
    "training_one_date": (
        QT_TRANSLATE_NOOP("Job", "'{base}' is trained on land cover of one date, not on the changes between two dates."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Leave AFTER empty and give one image in BEFORE with its labels, or folders of images and masks in CHIPS.",
        ),
    ),
    "training_two_dates": (
        QT_TRANSLATE_NOOP("Job", "'{base}' is trained on the changes between two dates, not on the land cover of one date."),
        QT_TRANSLATE_NOOP("Job", "Give the later image in AFTER, or choose a base for land cover, such as unet."),
    ),
    "training_same_date": (
        QT_TRANSLATE_NOOP("Job", "'{name}' is both the earlier and the later image: between them nothing changes."),
        QT_TRANSLATE_NOOP("Job", "Choose the image of the other date in BEFORE or AFTER."),
    ),
    "class_field_needed": (
        QT_TRANSLATE_NOOP("Job", "The labels '{layer}' have no class field, which land cover needs."),
        QT_TRANSLATE_NOOP("Job", "Choose the field with the class of each polygon in CLASS_FIELD."),
    ),
    "labels_twice": (
        QT_TRANSLATE_NOOP("Job", "Labels were given both as polygons and as class rasters."),
        QT_TRANSLATE_NOOP("Job", "Give LABELS or CLASS_RASTER."),
    ),
    "class_raster_two_dates": (
        QT_TRANSLATE_NOOP("Job", "A class raster is the land cover of one date, but images of two dates were given."),
        QT_TRANSLATE_NOOP("Job", "Leave AFTER empty, or give polygons of the changes in LABELS."),
    ),
    "training_base_unknown": (
        QT_TRANSLATE_NOOP("Job", "There is no model and no architecture '{base}'."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Choose a model ({models}), the path of an ONNX file, or one of the architectures {architectures}.",
        ),
    ),
    "training_base_unfit": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' cannot be trained further: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose a bundled model, a model trained with Groundshift, or an architecture."),
    ),
    "training_diverged": (
        QT_TRANSLATE_NOOP("Job", "Training diverged: the loss became NaN."),
        QT_TRANSLATE_NOOP("Job", "Reduce LEARNING_RATE."),
    ),
    "training_memory": (
        QT_TRANSLATE_NOOP("Job", "Even a single crop of {size} pixels does not fit into the memory of '{device}'."),
        QT_TRANSLATE_NOOP("Job", "Choose a smaller TILE_SIZE or a lighter network, or close other programs."),
    ),
    "training_device": (
        QT_TRANSLATE_NOOP("Job", "There is no device '{device}' to train on."),
        QT_TRANSLATE_NOOP("Job", "Choose one of {known}, or leave it empty."),
    ),
    "torch_missing": (
        QT_TRANSLATE_NOOP("Job", "Training needs the package torch, which is not installed in the runtime: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job", "Run the tool 'Install runtime' with the component 'Training' once (needs an internet connection)."
        ),
    ),
    "checkpoint_of_another": (
        QT_TRANSLATE_NOOP("Job", "The checkpoint in '{folder}' belongs to another training: {what} differ."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Choose another MODEL file, use the same settings and data to resume, or switch RESUME off to start again.",
        ),
    ),
    "checkpoint_damaged": (
        QT_TRANSLATE_NOOP("Job", "The checkpoint in '{folder}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Switch RESUME off to start again, or remove that folder."),
    ),
    "checkpoint_failed": (
        QT_TRANSLATE_NOOP("Job", "The checkpoint could not be written to '{folder}': {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Free disk space or check the permissions of the folder, then run again: the training resumes from "
            "the last checkpoint.",
        ),
    ),
    "chips_folder_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no folder '{path}'."),
        QT_TRANSLATE_NOOP("Job", "Choose a folder of chips."),
    ),
    "mask_classes": (
        QT_TRANSLATE_NOOP("Job", "The list of classes '{path}' cannot be used: {reason}"),
        QT_TRANSLATE_NOOP("Job", "List each class with its value or its colour, such as building and #3C1098."),
    ),
    "chips_layout": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The folder '{path}' contains no chips: it has neither a manifest, nor the folders A, B and label, "
            "nor images_before, images_after and labels.",
        ),
        QT_TRANSLATE_NOOP("Job", "Choose the folder that contains these, or export chips with 'Export chips'."),
    ),
    "chips_of_change": (
        QT_TRANSLATE_NOOP("Job", "The chips in '{path}' are pairs of dates, but the model is for land cover on one date."),
        QT_TRANSLATE_NOOP("Job", "Choose chips of images with masks of land cover, or a model for change."),
    ),
    "chips_of_land_cover": (
        QT_TRANSLATE_NOOP("Job", "The chips in '{path}' are images of one date, but the model is for change between two."),
        QT_TRANSLATE_NOOP("Job", "Choose chips of pairs with labels of change, or a model for land cover."),
    ),
    "chips_manifest": (
        QT_TRANSLATE_NOOP("Job", "The manifest '{path}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Export the chips again, or remove the manifest from a folder in a known layout."),
    ),
    "chips_none": (
        QT_TRANSLATE_NOOP("Job", "No chip in '{path}' can be used: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check that the images can be opened, and that the dates and the label of a chip have the same name and size.",
        ),
    ),
    "chips_format": (
        QT_TRANSLATE_NOOP("Job", "{format} cannot hold {bands} bands of {dtype}."),
        QT_TRANSLATE_NOOP("Job", "Choose GeoTIFF."),
    ),
    "chips_nothing": (
        QT_TRANSLATE_NOOP("Job", "No chip of {size} pixels fits into the labelled area."),
        QT_TRANSLATE_NOOP("Job", "Choose a smaller TILE_SIZE, or check the area and the mask."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "rate_found": QT_TRANSLATE_NOOP("Job", "Suggested learning rate: {rate:.2g} (steepest decrease of the loss)."),
    "rate_found_flat": QT_TRANSLATE_NOOP(
        "Job",
        "Suggested learning rate: {rate:.2g}, a tenth of the rate at which the loss began to rise; the loss "
        "hardly decreased at any rate.",
    ),
    "labels_read": QT_TRANSLATE_NOOP("Job", "Labels '{layer}': {count:,} polygons are used."),
    "labels_off_images": QT_TRANSLATE_NOOP(
        "Job",
        "{count} of {total} labels of '{layer}' lie outside the images: they are left out.",
    ),
    "labels_off_area": QT_TRANSLATE_NOOP(
        "Job",
        "{count} of {total} labels of '{layer}' lie outside the completely labelled area: they are left out.",
    ),
    "labels_without_class": QT_TRANSLATE_NOOP(
        "Job",
        "{count} of {total} labels of '{layer}' have no class: their area is left out of the training.",
    ),
    "labels_tile_rule": QT_TRANSLATE_NOOP(
        "Job",
        "No completely labelled area was given: labelling is assumed to be complete in the {side}-pixel tiles "
        "that labels touch.",
    ),
    "labels_small": QT_TRANSLATE_NOOP(
        "Job",
        "Class '{name}' has only {pixels:,} labelled pixels: add more labels of this class.",
    ),
    "labels_class_empty": QT_TRANSLATE_NOOP(
        "Job",
        "Class '{name}' covers no pixel of the labelled area: it cannot be trained.",
    ),
    "labels_little": QT_TRANSLATE_NOOP(
        "Job",
        "Only {hectares:.2f} ha ({pixels:,} pixels) are labelled: the validation will be uncertain.",
    ),
    "labels_rare": QT_TRANSLATE_NOOP(
        "Job",
        "Only {percent:.2f} % of the labelled area is change: changes get a higher weight in the training.",
    ),
    "labels_common": QT_TRANSLATE_NOOP(
        "Job",
        "{percent:.0f} % of the labelled area is change: add unchanged ground to the area to avoid false alarms.",
    ),
    "labels_unaligned": QT_TRANSLATE_NOOP(
        "Job",
        "'{pair}': the dates are shifted by {pixels:.1f} pixels ({metres:.2f} m). Co-register them first "
        "('Co-register') if outlines matter.",
    ),
    "chips_read": QT_TRANSLATE_NOOP("Job", "Chips in '{folder}': {count:,} ({pixels:,} pixels)."),
    "masks_smeared": QT_TRANSLATE_NOOP(
        "Job",
        "{pixels:,} pixels of the masks in '{folder}' have the colour of no class, by {mean:.0f} grey values on average and "
        "{largest:.0f} at most; the class with the nearest was taken.",
    ),
    "chips_skipped": QT_TRANSLATE_NOOP("Job", "{count} chips in '{folder}' were left out: {reasons}"),
    "chips_written": QT_TRANSLATE_NOOP("Job", "{count:,} chips written to '{folder}', {changed:,} with change."),
    "chips_unlabelled_lost": QT_TRANSLATE_NOOP(
        "Job",
        "The layout {layout} has no value for unlabelled ground, which is written as unchanged. Groundshift's own"
        " layout distinguishes the two.",
    ),
    "training_data": QT_TRANSLATE_NOOP(
        "Job",
        "Training area: {train:,} pixels; validation area: {validation:,} pixels in separate blocks, "
        "{percent:.2f} % of them changed. Classes: {classes}.",
    ),
    "training_validation_none": QT_TRANSLATE_NOOP(
        "Job",
        "The labelled area is too small for a validation: the last epoch is kept and its accuracy is unknown.",
    ),
    "training_validation_unchanged": QT_TRANSLATE_NOOP(
        "Job",
        "The validation area contains no change: the best epoch is chosen by the validation loss.",
    ),
    "training_network": QT_TRANSLATE_NOOP(
        "Job",
        "{name}: {parameters:,} parameters, on {device}, {precision}; {epochs} epochs of {steps} steps, batches "
        "of {batch} crops of {size} pixels.",
    ),
    "training_continues": QT_TRANSLATE_NOOP(
        "Job",
        "Fine-tuning the model '{model}' ({kept} of {total} weights reused).",
    ),
    "training_random_encoder": QT_TRANSLATE_NOOP("Job", "The encoder starts from random weights: {reason}"),
    "training_distils": QT_TRANSLATE_NOOP(
        "Job",
        "Against forgetting: predictions on {tiles} unlabelled tiles are kept close to those of '{model}'.",
    ),
    "training_distils_not": QT_TRANSLATE_NOOP(
        "Job",
        "There is no unlabelled ground on which to preserve the base model's predictions. If the model will be "
        "used elsewhere, too, give a folder of other chips in REPLAY.",
    ),
    "training_replays": QT_TRANSLATE_NOOP(
        "Job",
        "Against forgetting: {share:.0%} of the crops come from {count:,} replay chips.",
    ),
    "training_resumed": QT_TRANSLATE_NOOP("Job", "Resumed after epoch {epoch}."),
    "training_epoch": QT_TRANSLATE_NOOP(
        "Job",
        "Epoch {epoch} of {epochs}: training loss {train_loss:.4f}, validation loss {validation_loss:.4f}, "
        "precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f}; {seconds:.0f} s.",
    ),
    "training_epoch_blind": QT_TRANSLATE_NOOP(
        "Job",
        "Epoch {epoch} of {epochs}: training loss {train_loss:.4f}; {seconds:.0f} s.",
    ),
    "training_base": QT_TRANSLATE_NOOP(
        "Job",
        "Before training: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f} on the validation area.",
    ),
    "training_unfrozen": QT_TRANSLATE_NOOP("Job", "The encoder is trained as well from here on."),
    "training_memory_halved": QT_TRANSLATE_NOOP("Job", "Out of memory: continuing with batches of {batch} crops."),
    "training_shortened": QT_TRANSLATE_NOOP(
        "Job",
        "To keep within {minutes:g} minutes, {epochs} epochs of {steps} steps are planned.",
    ),
    "training_early": QT_TRANSLATE_NOOP("Job", "No improvement of {monitor} for {patience} epochs: the training stops early."),
    "training_stopped": QT_TRANSLATE_NOOP("Job", "Stopped: the best weights so far are kept."),
    "training_paused": QT_TRANSLATE_NOOP("Job", "Paused."),
    "training_goes_on": QT_TRANSLATE_NOOP("Job", "Resumed."),
    "training_kept": QT_TRANSLATE_NOOP("Job", "Kept: epoch {epoch} ({monitor} {value:.4f})."),
    "training_blended": QT_TRANSLATE_NOOP(
        "Job",
        "Against forgetting: a blend of {percent:.1f} % new and the rest base weights is as good on the "
        "validation area ({monitor} {value:.4f}, new weights alone {alone:.4f}).",
    ),
    "training_worse": QT_TRANSLATE_NOOP(
        "Job",
        "The base model is as good or better on the validation area (F1 {base:.3f}, new {new:.3f}): more or other"
        " labels are needed.",
    ),
    "training_gain": QT_TRANSLATE_NOOP(
        "Job",
        "F1 of any change against the base model: {gain:+.3f} (95 % interval {low:+.3f} to {high:+.3f}, {blocks} blocks).",
    ),
    "training_alike": QT_TRANSLATE_NOOP(
        "Job",
        "No real difference from the base model: F1 of any change {gain:+.3f}, 95 % interval {low:+.3f} to {high:+.3f} over "
        "{blocks} blocks of the validation ground. More labels tell more.",
    ),
    "training_gain_unknown": QT_TRANSLATE_NOOP(
        "Job",
        "The validation ground is too small ({blocks} blocks of 64 pixels, {least} are needed) to say whether the difference "
        "is real.",
    ),
    "training_calibrated": QT_TRANSLATE_NOOP("Job", "Temperature {temperature:.2f}, threshold {threshold:.2f}."),
    "training_written": QT_TRANSLATE_NOOP(
        "Job",
        "Written: '{path}' (largest difference between ONNX Runtime and PyTorch: {difference:.2g}).",
    ),
    "training_no_tensorboard": QT_TRANSLATE_NOOP(
        "Job", "The package tensorboard is not installed: no TensorBoard log is written."
    ),
    "training_mlflow": QT_TRANSLATE_NOOP("Job", "Logged as an MLflow run to '{uri}'."),
    "training_swaps_not": QT_TRANSLATE_NOOP(
        "Job",
        "The dates are not swapped in augmentation: opposite classes are unknown.",
    ),
}
