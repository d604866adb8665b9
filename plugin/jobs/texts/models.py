"""Texts about model files, and the layers of their networks."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "model_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no model '{model}'."),
        QT_TRANSLATE_NOOP("Job", "Choose one of {known}, or the path of an ONNX file."),
    ),
    "model_not_onnx": (
        QT_TRANSLATE_NOOP("Job", "The file '{model}' is not an ONNX model: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose an ONNX file, or export the model again."),
    ),
    "model_without_spec": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' has no Groundshift specification."),
        QT_TRANSLATE_NOOP("Job", "Import it with 'Import model' and give its specification."),
    ),
    "model_file_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no file '{path}'."),
        QT_TRANSLATE_NOOP("Job", "Choose an ONNX file."),
    ),
    "model_spec_needed": (
        QT_TRANSLATE_NOOP("Job", "The file '{model}' has no Groundshift specification."),
        QT_TRANSLATE_NOOP("Job", "Give its specification, as a JSON file or JSON text (see models/SPEC.md)."),
    ),
    "model_spec_invalid": (
        QT_TRANSLATE_NOOP("Job", "The specification of the model '{model}' is not valid: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Correct the specification (see models/SPEC.md) and import the model again."),
    ),
    "model_inputs": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' has {found} inputs, but its layout {layout} needs {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Correct the layout in the specification, or export the model with matching inputs."),
    ),
    "model_channels": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' takes {found} channels, but its specification states {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Correct the bands or the layout in the specification."),
    ),
    "model_opset": (
        QT_TRANSLATE_NOOP("Job", "The installed ONNX Runtime {version} cannot run the model '{model}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Update the runtime with 'Install runtime', or export the model with an older opset."),
    ),
    "model_external_data": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' stores weights outside its folder: {location}"),
        QT_TRANSLATE_NOOP("Job", "Export the model as a single file, or put its weights in its own folder."),
    ),
    "model_output": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' returned an output of shape {found}; expected {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Correct the stride, classes or output in the specification."),
    ),
    "model_dates": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' takes {found} dates, but its specification has {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Correct the number of dates in the specification."),
    ),
    "model_conditions": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' takes {found} conditions, but its specification has {wanted}."),
        QT_TRANSLATE_NOOP(
            "Job", "Correct the conditions in the specification: a row for each date, then one for the predicted date."
        ),
    ),
    "conditions_shape": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' needs {wanted} conditions, but {found} are given."),
        QT_TRANSLATE_NOOP("Job", "Give a row of conditions for each date, then one for the predicted date."),
    ),
    "model_dates_given": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' needs {wanted} dates, but {found} are given."),
        QT_TRANSLATE_NOOP("Job", "Choose that many rasters, in the order of time."),
    ),
    "model_task_other": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' is made for '{task}', but this tool needs a model for {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Choose another model."),
    ),
    "model_task": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' is made for '{task}', not for change between two dates."),
        QT_TRANSLATE_NOOP("Job", "Choose a change model."),
    ),
    "layers_none": (
        QT_TRANSLATE_NOOP("Job", "No layer of the model '{model}' has a spatial output that can be shown."),
        QT_TRANSLATE_NOOP("Job", "Choose another model."),
    ),
    "layer_number": (
        QT_TRANSLATE_NOOP("Job", "The network has no layer {number}; it has {count} that can be shown."),
        QT_TRANSLATE_NOOP("Job", "Give a number between 1 and {count}; leave it empty to list all layers in the log."),
    ),
    "layer_unknown": (
        QT_TRANSLATE_NOOP("Job", "The network has no layer '{text}'. It has {known}."),
        QT_TRANSLATE_NOOP("Job", "Give the number or name of a layer; leave it empty to list all layers in the log."),
    ),
    "layer_ambiguous": (
        QT_TRANSLATE_NOOP("Job", "{count} layers have '{text}' in their names: {known}."),
        QT_TRANSLATE_NOOP("Job", "Give the number or the whole name of one."),
    ),
    "activation_dates": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' takes {count} images."),
        QT_TRANSLATE_NOOP("Job", "Leave AFTER empty for a model of one date, and give it for a model of two."),
    ),
    "layer_shape": (
        QT_TRANSLATE_NOOP("Job", "The layer '{name}' returned values of shape {found}; expected {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Choose another layer: the output of this one does not scale with the image."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "network_used": QT_TRANSLATE_NOOP("Job", "Model '{model}', run by {provider}."),
    "network": QT_TRANSLATE_NOOP("Job", "Model '{model}' on {provider}, threshold {threshold:g}."),
    "layer_listed": QT_TRANSLATE_NOOP(
        "Job", "{number}  {name}  ({operator}, {channels} channels, a cell covers {stride} x {stride} pixels)"
    ),
    "layer_chosen": QT_TRANSLATE_NOOP(
        "Job",
        "Shown: layer {number} '{name}' of model '{model}' ({operator}, {channels} channels, a cell covers {stride} x {stride} "
        "pixels).",
    ),
    "chips_without_place": QT_TRANSLATE_NOOP(
        "Job", "The images are not georeferenced: they are compared pixel by pixel, and the results are not georeferenced."
    ),
    "sheet_shortened": QT_TRANSLATE_NOOP("Job", "The sheet shows the first {shown} of {count} channels."),
}
