"""Texts about the files that are written."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "output_folder_missing": (
        QT_TRANSLATE_NOOP("Job", "The folder of the output '{path}' does not exist."),
        QT_TRANSLATE_NOOP("Job", "Create the folder, or choose another location."),
    ),
    "output_folder_readonly": (
        QT_TRANSLATE_NOOP("Job", "The folder of the output '{path}' cannot be written to."),
        QT_TRANSLATE_NOOP("Job", "Choose a folder with write permission."),
    ),
    "output_is_input": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is also an input."),
        QT_TRANSLATE_NOOP("Job", "Choose another file, so that the input is not overwritten."),
    ),
    "output_twice": (
        QT_TRANSLATE_NOOP("Job", "The outputs {first} and {second} have the same path '{path}'."),
        QT_TRANSLATE_NOOP("Job", "Give each output a file of its own."),
    ),
    "output_same_name": (
        QT_TRANSLATE_NOOP(
            "Job", "The outputs {first} and {second} are both called '{name}', so they would share a style file."
        ),
        QT_TRANSLATE_NOOP(
            "Job", "Give them different names, or write the polygons to a GeoPackage, which holds its own style."
        ),
    ),
    "output_geopackage_in_use": (
        QT_TRANSLATE_NOOP("Job", "The GeoPackage '{path}' holds other layers ({layers}), which would be lost."),
        QT_TRANSLATE_NOOP("Job", "Choose a new GeoPackage."),
    ),
    "output_style_of_input": (
        QT_TRANSLATE_NOOP("Job", "The style file of the output '{path}', {style}, would also apply to the input '{input}'."),
        QT_TRANSLATE_NOOP("Job", "Give the output another name or folder."),
    ),
    "output_no_file": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is not a file."),
        QT_TRANSLATE_NOOP("Job", "Give the path of a file, such as {example}; import that into a database afterwards."),
    ),
    "output_format": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' has the extension '{extension}', which is not supported."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "output_being_edited": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is the file of layer '{layer}', which is being edited in the project."),
        QT_TRANSLATE_NOOP("Job", "Save or discard the edits of the layer and end editing, or choose another file."),
    ),
    "output_name_long": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The file name of the output '{path}' is too long: with the files beside it {length} bytes, of at most {limit}.",
        ),
        QT_TRANSLATE_NOOP("Job", "Give the output a shorter name."),
    ),
    "output_in_use": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' already exists and is open in QGIS or another program."),
        QT_TRANSLATE_NOOP("Job", "Remove its layer from the project, or choose another file."),
    ),
    "output_is_folder": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is a folder."),
        QT_TRANSLATE_NOOP("Job", "Give the name of a file."),
    ),
    "disk_full": (
        QT_TRANSLATE_NOOP("Job", "There is no space left in '{folder}' (about {needed} MB needed, {free} MB free)."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Free disk space, or write the outputs to another disk. The folder of temporary files is set in Options > "
            "Processing > General.",
        ),
    ),
    "output_folder_vanished": (
        QT_TRANSLATE_NOOP("Job", "The folder '{folder}' vanished while results were written to it."),
        QT_TRANSLATE_NOOP(
            "Job", "If it was moved, choose it anew; if it is on a network drive, connect that again. Then run the tool again."
        ),
    ),
    "disk_filled": (
        QT_TRANSLATE_NOOP(
            "Job", "The disk of '{folder}' became full while '{path}' was written; the incomplete file was removed."
        ),
        QT_TRANSLATE_NOOP(
            "Job",
            "Free disk space, or write the outputs to another disk. The folder of temporary files is set in Options > "
            "Processing > General.",
        ),
    ),
    "write_failed": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' could not be written: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the disk and the permissions of the folder."),
    ),
    "folder_in_use": (
        QT_TRANSLATE_NOOP("Job", "The folder '{path}' already exists and contains files, which would be lost."),
        QT_TRANSLATE_NOOP("Job", "Choose a new or an empty folder."),
    ),
}
