"""Texts about labels, chips and trainings."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to mend it)
FAILURES: dict[str, tuple[str, str]] = {
    "rate_unknown": (
        QT_TRANSLATE_NOOP("Job", "No learning rate can be told from {steps} steps: the loss exploded at once."),
        QT_TRANSLATE_NOOP("Job", "Begin with a lower rate, and check the data with a look at a sample."),
    ),
    "labels_none": (
        QT_TRANSLATE_NOOP("Job", "The labels '{layer}' hold no polygons."),
        QT_TRANSLATE_NOOP("Job", "Digitise what changed, or choose another layer."),
    ),
    "labels_not_polygons": (
        QT_TRANSLATE_NOOP("Job", "The labels '{layer}' are a layer of points or lines."),
        QT_TRANSLATE_NOOP("Job", "Digitise what changed as polygons."),
    ),
    "labels_outside_images": (
        QT_TRANSLATE_NOOP("Job", "No label of '{layer}' lies on the images of '{pair}'."),
        QT_TRANSLATE_NOOP("Job", "Check the CRS of the labels' layer, and that labels and images belong together."),
    ),
    "labels_count": (
        QT_TRANSLATE_NOOP("Job", "{labels} label layers were given for {pairs} pairs of images."),
        QT_TRANSLATE_NOOP("Job", "Give one layer of labels for all pairs, or one for each pair, in their order."),
    ),
    "pairs_count": (
        QT_TRANSLATE_NOOP("Job", "{before} earlier images were given, but {after} later ones."),
        QT_TRANSLATE_NOOP("Job", "Give as many images of one date as of the other, in the same order."),
    ),
    "training_nothing": (
        QT_TRANSLATE_NOOP("Job", "There is nothing to train on."),
        QT_TRANSLATE_NOOP("Job", "Give images of both dates with labels, or folders of chips."),
    ),
    "training_classes_many": (
        QT_TRANSLATE_NOOP("Job", "There are more than {limit} classes."),
        QT_TRANSLATE_NOOP("Job", "Choose another class field, or leave it empty for change as such."),
    ),
    "training_classes_mixed": (
        QT_TRANSLATE_NOOP("Job", "Some labels tell classes ({named}), others only that something changed."),
        QT_TRANSLATE_NOOP("Job", "Give all labels a class, or leave CLASS_FIELD empty."),
    ),
    "training_no_change": (
        QT_TRANSLATE_NOOP("Job", "No label is left to learn from: nothing on the labelled ground changed."),
        QT_TRANSLATE_NOOP("Job", "Digitise changes inside the area, and check the area's and the labels' CRS."),
    ),
    "training_too_little": (
        QT_TRANSLATE_NOOP("Job", "Only {pixels:,} labelled pixels are left to train on; at least {least:,} are needed."),
        QT_TRANSLATE_NOOP("Job", "Enlarge the area within which labelling is complete, or add labels."),
    ),
    "training_bands": (
        QT_TRANSLATE_NOOP("Job", "'{one}' has {count} bands, but {wanted} are trained on."),
        QT_TRANSLATE_NOOP("Job", "Give images with the same bands, or choose them with BEFORE_BANDS and AFTER_BANDS."),
    ),
    "training_setting": (
        QT_TRANSLATE_NOOP("Job", "{name} cannot be {value}."),
        QT_TRANSLATE_NOOP("Job", "Give {rule}."),
    ),
    "training_unsuited": (
        QT_TRANSLATE_NOOP("Job", "{name} cannot be '{value}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose something else for {name}."),
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
        QT_TRANSLATE_NOOP("Job", "Choose a bundled model, one that was trained here, or an architecture."),
    ),
    "training_diverged": (
        QT_TRANSLATE_NOOP("Job", "The training went astray: the loss is no number any more."),
        QT_TRANSLATE_NOOP("Job", "Give a lower LEARNING_RATE."),
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
        QT_TRANSLATE_NOOP("Job", "To train, the runtime needs the package torch, which is not installed: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Run the tool 'Install runtime' with the component 'Training' once (it needs the network)."),
    ),
    "checkpoint_of_another": (
        QT_TRANSLATE_NOOP("Job", "The checkpoint in '{folder}' belongs to another training: {what} differ."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Choose another MODEL file, give the same settings and data again to go on, or switch RESUME off to begin anew.",
        ),
    ),
    "checkpoint_damaged": (
        QT_TRANSLATE_NOOP("Job", "The checkpoint in '{folder}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Switch RESUME off to begin anew, or remove that folder."),
    ),
    "checkpoint_failed": (
        QT_TRANSLATE_NOOP("Job", "The checkpoint could not be written to '{folder}': {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Make space or check the rights of the folder, then run again: the training goes on from the last good checkpoint.",
        ),
    ),
    "chips_folder_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no folder '{path}'."),
        QT_TRANSLATE_NOOP("Job", "Choose a folder of chips."),
    ),
    "chips_layout": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The folder '{path}' holds no chips: neither a manifest, nor the folders A, B and label, nor "
            "images_before, images_after and labels.",
        ),
        QT_TRANSLATE_NOOP("Job", "Choose the folder that holds these, or export chips with 'Export chips'."),
    ),
    "chips_manifest": (
        QT_TRANSLATE_NOOP("Job", "The manifest '{path}' cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Export the chips again, or remove the manifest from a folder in a known layout."),
    ),
    "chips_none": (
        QT_TRANSLATE_NOOP("Job", "No chip in '{path}' can be used: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check that the images open, and that dates and label of a chip have one name and one size."),
    ),
    "chips_format": (
        QT_TRANSLATE_NOOP("Job", "{format} cannot hold {bands} bands of {dtype}."),
        QT_TRANSLATE_NOOP("Job", "Choose GeoTIFF."),
    ),
    "chips_nothing": (
        QT_TRANSLATE_NOOP("Job", "No chip of {size} pixels fits on the labelled ground."),
        QT_TRANSLATE_NOOP("Job", "Choose a smaller TILE_SIZE, or check the area and the mask."),
    ),
}

# code -> what the log says
LOG_LINES: dict[str, str] = {
    "rate_found": QT_TRANSLATE_NOOP("Job", "Suggested learning rate: {rate:.2g}; there the loss fell most steeply."),
    "rate_found_flat": QT_TRANSLATE_NOOP(
        "Job",
        "Suggested learning rate: {rate:.2g}, a tenth of the one from which on the loss rose; it hardly fell at any rate.",
    ),
    "labels_read": QT_TRANSLATE_NOOP("Job", "Labels '{layer}': {count:,} polygons are used."),
    "labels_off_images": QT_TRANSLATE_NOOP(
        "Job",
        "{count} of {total} labels of '{layer}' lie outside the images: they are left out.",
    ),
    "labels_off_area": QT_TRANSLATE_NOOP(
        "Job",
        "{count} of {total} labels of '{layer}' lie outside the area within which labelling is complete: they are left out.",
    ),
    "labels_without_class": QT_TRANSLATE_NOOP(
        "Job",
        "{count} of {total} labels of '{layer}' have no class: the ground that they cover is left out of the training.",
    ),
    "labels_tile_rule": QT_TRANSLATE_NOOP(
        "Job",
        "No area tells where labelling is complete: it is taken to be so in the tiles of {side} pixels that labels touch.",
    ),
    "labels_small": QT_TRANSLATE_NOOP(
        "Job",
        "Class '{name}' has only {pixels:,} labelled pixels: more labels of it would help.",
    ),
    "labels_class_empty": QT_TRANSLATE_NOOP(
        "Job",
        "Class '{name}' covers no pixel of the labelled ground: it cannot be learnt.",
    ),
    "labels_little": QT_TRANSLATE_NOOP(
        "Job",
        "Only {hectares:.2f} ha are labelled, {pixels:,} pixels: expect an uncertain validation.",
    ),
    "labels_rare": QT_TRANSLATE_NOOP(
        "Job",
        "Only {percent:.2f} % of the labelled ground changed: changes weigh more in the training.",
    ),
    "labels_common": QT_TRANSLATE_NOOP(
        "Job",
        "{percent:.0f} % of the labelled ground changed: add ground without change to the area, else false alarms are likely.",
    ),
    "labels_unaligned": QT_TRANSLATE_NOOP(
        "Job",
        "'{pair}': the dates are displaced by {pixels:.1f} pixels ({metres:.2f} m). Co-register them first "
        "('Co-register') if outlines matter.",
    ),
    "chips_read": QT_TRANSLATE_NOOP("Job", "Chips in '{folder}': {count:,} ({pixels:,} pixels)."),
    "chips_skipped": QT_TRANSLATE_NOOP("Job", "{count} chips in '{folder}' were left out: {reasons}"),
    "chips_written": QT_TRANSLATE_NOOP("Job", "{count:,} chips written to '{folder}', {changed:,} of them with change."),
    "chips_unlabelled_lost": QT_TRANSLATE_NOOP(
        "Job",
        "The layout {layout} has no value for unlabelled ground: it counts as unchanged there. The plugin's own "
        "layout keeps it apart.",
    ),
    "training_data": QT_TRANSLATE_NOOP(
        "Job",
        "Training ground: {train:,} pixels, validation ground: {validation:,} pixels in blocks of their own; "
        "{percent:.2f} % of it changed. Classes: {classes}.",
    ),
    "training_validation_none": QT_TRANSLATE_NOOP(
        "Job",
        "There is too little ground to set some aside for a validation: the last epoch is kept, and its accuracy is not known.",
    ),
    "training_validation_unchanged": QT_TRANSLATE_NOOP(
        "Job",
        "Nothing changed on the validation ground: the training is judged by its loss there.",
    ),
    "training_network": QT_TRANSLATE_NOOP(
        "Job",
        "{name}: {parameters:,} parameters, on {device}, {precision}; {epochs} epochs of {steps} steps, batches "
        "of {batch} crops of {size} pixels.",
    ),
    "training_continues": QT_TRANSLATE_NOOP(
        "Job",
        "The model '{model}' is continued ({kept} of {total} weights are taken over).",
    ),
    "training_random_encoder": QT_TRANSLATE_NOOP("Job", "The encoder starts at random: {reason}"),
    "training_distils": QT_TRANSLATE_NOOP(
        "Job",
        "Against forgetting: the network is held to what '{model}' says of {tiles} tiles without labels.",
    ),
    "training_distils_not": QT_TRANSLATE_NOOP(
        "Job",
        "There is no ground without labels to hold the network to what it knew. Where it is to work elsewhere "
        "too, name a folder of other chips in REPLAY.",
    ),
    "training_replays": QT_TRANSLATE_NOOP(
        "Job",
        "Against forgetting: {share:.0%} of the crops come from {count:,} chips of other ground.",
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
        "Before the training: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f} on the "
        "validation ground.",
    ),
    "training_unfrozen": QT_TRANSLATE_NOOP("Job", "From now on the encoder is trained, too."),
    "training_memory_halved": QT_TRANSLATE_NOOP("Job", "Memory ran out: batches of {batch} crops from now on."),
    "training_shortened": QT_TRANSLATE_NOOP(
        "Job",
        "To keep within {minutes:g} minutes, {epochs} epochs of {steps} steps are planned.",
    ),
    "training_early": QT_TRANSLATE_NOOP("Job", "No better {monitor} for {patience} epochs: the training ends."),
    "training_stopped": QT_TRANSLATE_NOOP("Job", "Stopped: what was best so far is kept."),
    "training_paused": QT_TRANSLATE_NOOP("Job", "Paused."),
    "training_goes_on": QT_TRANSLATE_NOOP("Job", "Goes on."),
    "training_kept": QT_TRANSLATE_NOOP("Job", "Kept: epoch {epoch} ({monitor} {value:.4f})."),
    "training_blended": QT_TRANSLATE_NOOP(
        "Job",
        "Against forgetting: {percent:.1f} % of the new weights and the rest of the base's are as good on the validation "
        "ground ({monitor} {value:.4f}, all new {alone:.4f}).",
    ),
    "training_worse": QT_TRANSLATE_NOOP(
        "Job",
        "On the validation ground the base model is no worse (F1 {base:.3f}, new {new:.3f}): more or other labels are needed.",
    ),
    "training_calibrated": QT_TRANSLATE_NOOP("Job", "Temperature {temperature:.2f}, threshold {threshold:.2f}."),
    "training_written": QT_TRANSLATE_NOOP(
        "Job",
        "Written: '{path}' (ONNX Runtime and PyTorch differ by {difference:.2g} at most).",
    ),
    "training_no_tensorboard": QT_TRANSLATE_NOOP("Job", "The package tensorboard is not installed: no log for it is written."),
    "training_mlflow": QT_TRANSLATE_NOOP("Job", "Logged as a run of MLflow to '{uri}'."),
    "training_swaps_not": QT_TRANSLATE_NOOP(
        "Job",
        "The dates are not swapped: it is not known which class is the opposite of which.",
    ),
}
