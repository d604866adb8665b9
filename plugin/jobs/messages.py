"""Every text that a job can show to the user, in one place, so that it can be translated.

The worker has no Qt. It sends the key of a text and the values of its placeholders; the QGIS side
translates the text in the context ``Job`` and fills it in. ``QT_TRANSLATE_NOOP`` marks the texts for
``pylupdate`` and does nothing else.
"""

from __future__ import annotations

from typing import Any, Callable, Mapping


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 (the name that pylupdate looks for)
    """Return ``text`` unchanged; ``pylupdate`` reads the call."""
    return text


# code -> (what is wrong, how to mend it)
FAILURES: dict[str, tuple[str, str]] = {
    "raster_missing": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' cannot be opened: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check that the file is there and readable, or choose another layer."),
    ),
    "raster_damaged": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' is damaged or cut short: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Copy or download the file again."),
    ),
    "raster_complex": (
        QT_TRANSLATE_NOOP("Job", "The bands of layer '{layer}' hold complex numbers."),
        QT_TRANSLATE_NOOP("Job", "Use a raster of amplitudes or intensities."),
    ),
    "raster_without_crs": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no coordinate reference system."),
        QT_TRANSLATE_NOOP("Job", "Set the layer's CRS in its properties, or give the CRS to assume in ASSUMED_CRS."),
    ),
    "crs_unfit": (
        QT_TRANSLATE_NOOP("Job", "The coordinates of layer '{layer}' do not fit its coordinate reference system {crs}."),
        QT_TRANSLATE_NOOP("Job", "Set the right CRS in the layer's properties."),
    ),
    "raster_without_georeference": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has a rotated or degenerate georeference that cannot be used."),
        QT_TRANSLATE_NOOP("Job", "Warp the raster to a north-up grid first (Raster > Projections > Warp)."),
    ),
    "no_overlap": (
        QT_TRANSLATE_NOOP("Job", "Layers '{before}' and '{after}' do not overlap."),
        QT_TRANSLATE_NOOP("Job", "Choose two rasters of the same place, and check that the CRS of each is right."),
    ),
    "area_outside": (
        QT_TRANSLATE_NOOP("Job", "The area lies outside the ground that both '{before}' and '{after}' cover."),
        QT_TRANSLATE_NOOP("Job", "Choose an area that meets both layers, and check its CRS."),
    ),
    "extent_empty": (
        QT_TRANSLATE_NOOP("Job", "The extent has no width or no height."),
        QT_TRANSLATE_NOOP("Job", "Draw a rectangle, or give it as xmin,xmax,ymin,ymax."),
    ),
    "area_empty": (
        QT_TRANSLATE_NOOP("Job", "The area '{layer}' has no polygons to work in."),
        QT_TRANSLATE_NOOP("Job", "Use a polygon layer with at least one (selected) polygon."),
    ),
    "area_without_crs": (
        QT_TRANSLATE_NOOP("Job", "The area '{layer}' has no coordinate reference system."),
        QT_TRANSLATE_NOOP("Job", "Set the CRS in the layer's properties, or add it to the extent ('0,1,0,1 [EPSG:4326]')."),
    ),
    "area_not_polygons": (
        QT_TRANSLATE_NOOP("Job", "The area '{layer}' is a layer of points or lines."),
        QT_TRANSLATE_NOOP("Job", "Use a polygon layer (Vector > Geoprocessing Tools > Buffer makes one)."),
    ),
    "area_unreadable": (
        QT_TRANSLATE_NOOP("Job", "The polygons of '{layer}' cannot be read."),
        QT_TRANSLATE_NOOP("Job", "Check that the file is there and readable, or choose another polygon layer."),
    ),
    "area_unbounded": (
        QT_TRANSLATE_NOOP("Job", "Both layers are boundless, so the ground to work on is not known."),
        QT_TRANSLATE_NOOP("Job", "Give an AREA or an EXTENT."),
    ),
    "area_too_large": (
        QT_TRANSLATE_NOOP("Job", "The area needs {width} x {height} pixels, more than the {limit} that can be handled."),
        QT_TRANSLATE_NOOP("Job", "Choose a smaller area or a coarser RESOLUTION."),
    ),
    "band_count": (
        QT_TRANSLATE_NOOP("Job", "{count} bands were chosen of layer '{layer}', but the model wants {wanted}: {names}."),
        QT_TRANSLATE_NOOP("Job", "List exactly {wanted} band numbers, such as '3,2,1'."),
    ),
    "bands_unlike": (
        QT_TRANSLATE_NOOP("Job", "{before} bands were chosen of the earlier date, but {after} of the later one."),
        QT_TRANSLATE_NOOP("Job", "List as many bands of one date as of the other, in the same order."),
    ),
    "band_number": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no band {band}; it has {count}."),
        QT_TRANSLATE_NOOP("Job", "List band numbers between 1 and {count}."),
    ),
    "band_list": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is not a list of band numbers."),
        QT_TRANSLATE_NOOP("Job", "Write band numbers separated by commas, such as '3,2,1'."),
    ),
    "bands_unknown": (
        QT_TRANSLATE_NOOP("Job", "It is not known which bands of layer '{layer}' are {names}. Its bands: {bands}."),
        QT_TRANSLATE_NOOP("Job", "Say which in {option}, in the order {names}, such as '3,2,1'."),
    ),
    "resolution_too_coarse": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The pair has a ground sample distance of {pair} m, but the model '{model}' works at {minimum} to {maximum} m.",
        ),
        QT_TRANSLATE_NOOP("Job", "Use finer imagery or another model, or set RESOLUTION to run all the same."),
    ),
    "resolution_invalid": (
        QT_TRANSLATE_NOOP("Job", "{value} is not a resolution."),
        QT_TRANSLATE_NOOP("Job", "Give a positive number of map units, or leave it empty."),
    ),
    "threshold_range": (
        QT_TRANSLATE_NOOP("Job", "The threshold {value} is outside 0 to 1."),
        QT_TRANSLATE_NOOP("Job", "Give a number above 0 and below 1, or leave it empty for the model's own."),
    ),
    "min_area_range": (
        QT_TRANSLATE_NOOP("Job", "The minimum area {value} is negative."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more square metres, or leave it empty for the model's own."),
    ),
    "method_unknown": (
        QT_TRANSLATE_NOOP("Job", "There is no choice '{value}'."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "index_text": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is no band index."),
        QT_TRANSLATE_NOOP("Job", "Write {known}, or two different bands by number or name, such as '4,3' or 'nir,red'."),
    ),
    "index_band": (
        QT_TRANSLATE_NOOP("Job", "It is not known which band is '{name}'. Bands that are compared: {bands}."),
        QT_TRANSLATE_NOOP("Job", "Write the numbers of two of these bands, such as '4,3'."),
    ),
    "threshold_needed": (
        QT_TRANSLATE_NOOP("Job", "A fixed threshold was chosen, but none was given."),
        QT_TRANSLATE_NOOP("Job", "Give the magnitude from which on a pixel is changed, or choose an automatic threshold."),
    ),
    "threshold_not_positive": (
        QT_TRANSLATE_NOOP("Job", "The threshold {value} is not above 0."),
        QT_TRANSLATE_NOOP("Job", "Give a magnitude above 0, or choose an automatic threshold."),
    ),
    "percentile_range": (
        QT_TRANSLATE_NOOP("Job", "The percentage {value} is outside 0 to 100."),
        QT_TRANSLATE_NOOP("Job", "Give the percentage of pixels that did not change, above 0 and below 100; empty is 95."),
    ),
    "values_negative": (
        QT_TRANSLATE_NOOP("Job", "Band {band} of layer '{layer}' is negative on average: a ratio of it says nothing."),
        QT_TRANSLATE_NOOP("Job", "Of decibels take the difference, which is their log-ratio; else choose another method."),
    ),
    "too_uniform": (
        QT_TRANSLATE_NOOP("Job", "There are too few pixels with data, or too little in them varies, for this method."),
        QT_TRANSLATE_NOOP("Job", "Choose a larger area, other bands or another method."),
    ),
    "model_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no model '{model}'."),
        QT_TRANSLATE_NOOP("Job", "Choose one of {known}, or the path of an ONNX file."),
    ),
    "model_not_onnx": (
        QT_TRANSLATE_NOOP("Job", "The file '{model}' is not an ONNX model: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Choose an ONNX file, or export the model again."),
    ),
    "model_without_spec": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' does not say how it is to be used."),
        QT_TRANSLATE_NOOP("Job", "Import it with the tool 'Import model', which asks for its specification."),
    ),
    "model_file_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no file '{path}'."),
        QT_TRANSLATE_NOOP("Job", "Choose an ONNX file."),
    ),
    "model_spec_needed": (
        QT_TRANSLATE_NOOP("Job", "The file '{model}' does not say how it is to be used."),
        QT_TRANSLATE_NOOP("Job", "Give its specification, as a JSON file or JSON text (see models/SPEC.md)."),
    ),
    "model_spec_invalid": (
        QT_TRANSLATE_NOOP("Job", "The specification of the model '{model}' is not valid: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Mend the specification (see models/SPEC.md) and import the model again."),
    ),
    "model_inputs": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' has {found} inputs, but its layout {layout} needs {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Mend the layout in the specification, or export the model with the right inputs."),
    ),
    "model_channels": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' takes {found} channels, but its specification says {wanted}."),
        QT_TRANSLATE_NOOP("Job", "Mend bands or layout in the specification."),
    ),
    "model_opset": (
        QT_TRANSLATE_NOOP("Job", "The installed ONNX Runtime {version} cannot run the model '{model}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Update the runtime (tool 'Install runtime'), or export the model with an older opset."),
    ),
    "model_external_data": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' keeps weights outside its folder: {location}"),
        QT_TRANSLATE_NOOP("Job", "Export the model as a single file, or put its weights in its own folder."),
    ),
    "model_output": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' gave an output of shape {found} where {wanted} is needed."),
        QT_TRANSLATE_NOOP("Job", "Mend stride, classes or output in the specification."),
    ),
    "model_task": (
        QT_TRANSLATE_NOOP("Job", "The model '{model}' is made for '{task}', not for change between two dates."),
        QT_TRANSLATE_NOOP("Job", "Choose a change model."),
    ),
    "rate_unknown": (
        QT_TRANSLATE_NOOP("Job", "No learning rate can be told from {steps} steps: the loss exploded at once."),
        QT_TRANSLATE_NOOP("Job", "Begin with a lower rate, and check the data with a look at a sample."),
    ),
    "layers_none": (
        QT_TRANSLATE_NOOP("Job", "No layer of the model '{model}' gives a map that could be shown."),
        QT_TRANSLATE_NOOP("Job", "Choose another model."),
    ),
    "layer_number": (
        QT_TRANSLATE_NOOP("Job", "The network has no layer {number}; it has {count} that can be shown."),
        QT_TRANSLATE_NOOP("Job", "Give a number between 1 and {count}; empty, and the log lists them all."),
    ),
    "layer_unknown": (
        QT_TRANSLATE_NOOP("Job", "The network has no layer '{text}'. It has {known}."),
        QT_TRANSLATE_NOOP("Job", "Give the number or the name of a layer; empty, and the log lists them all."),
    ),
    "layer_ambiguous": (
        QT_TRANSLATE_NOOP("Job", "{count} layers have '{text}' in their names: {known}."),
        QT_TRANSLATE_NOOP("Job", "Give the number or the whole name of one."),
    ),
    "layer_shape": (
        QT_TRANSLATE_NOOP("Job", "The layer '{name}' gave values of shape {found} where {wanted} was expected."),
        QT_TRANSLATE_NOOP("Job", "Choose another layer: this one does not follow the size of the image."),
    ),
    "output_folder_missing": (
        QT_TRANSLATE_NOOP("Job", "The folder of the output '{path}' does not exist."),
        QT_TRANSLATE_NOOP("Job", "Make the folder, or choose another place."),
    ),
    "output_folder_readonly": (
        QT_TRANSLATE_NOOP("Job", "The folder of the output '{path}' cannot be written to."),
        QT_TRANSLATE_NOOP("Job", "Choose a folder in which you may write."),
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
        QT_TRANSLATE_NOOP("Job", "The style of the output '{path}', {style}, would be that of the input '{input}', too."),
        QT_TRANSLATE_NOOP("Job", "Give the output another name or folder."),
    ),
    "output_no_file": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is no file."),
        QT_TRANSLATE_NOOP("Job", "Give the path of a file, such as {example}; import that into a database afterwards."),
    ),
    "output_format": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' has the extension '{extension}', which cannot be written."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "output_in_use": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is there already, and open in QGIS or in another program."),
        QT_TRANSLATE_NOOP("Job", "Remove its layer from the project, or choose another file."),
    ),
    "output_is_folder": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' is a folder."),
        QT_TRANSLATE_NOOP("Job", "Give the name of a file."),
    ),
    "disk_full": (
        QT_TRANSLATE_NOOP("Job", "There is no space left in '{folder}' (about {needed} MB needed, {free} MB free)."),
        QT_TRANSLATE_NOOP("Job", "Make space, or write the outputs to another disk."),
    ),
    "disk_filled": (
        QT_TRANSLATE_NOOP("Job", "The disk of '{folder}' ran full while '{path}' was written; nothing of it was kept."),
        QT_TRANSLATE_NOOP("Job", "Make space, or write the outputs to another disk."),
    ),
    "write_failed": (
        QT_TRANSLATE_NOOP("Job", "The output '{path}' could not be written: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the disk and the rights of its folder."),
    ),
    "out_of_memory": (
        QT_TRANSLATE_NOOP("Job", "There is not enough memory: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Close other programs, or use a smaller area."),
    ),
    "layer_unreadable": (
        QT_TRANSLATE_NOOP("Job", "Nothing of layer '{layer}' could be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the connection and the layer's settings, then run again."),
    ),
    "layer_broke_off": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' stopped answering after {read} of {tiles} tiles: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the connection and run again; what QGIS has in its cache is not fetched twice."),
    ),
    "area_outside_layer": (
        QT_TRANSLATE_NOOP("Job", "The area lies outside the ground that layer '{layer}' covers."),
        QT_TRANSLATE_NOOP("Job", "Choose an area that meets the layer, and check its CRS."),
    ),
    "layer_invalid": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' is not a raster layer that can be read."),
        QT_TRANSLATE_NOOP("Job", "Choose a raster layer or a raster file."),
    ),
    "classes_not_integers": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is no map of classes: its values are not whole numbers from 0 to 65534."),
        QT_TRANSLATE_NOOP("Job", "Choose a change mask or another raster of classes; a probability needs a threshold first."),
    ),
    "classes_too_many": (
        QT_TRANSLATE_NOOP("Job", "The raster holds more than {limit} different values, so it is no map of classes."),
        QT_TRANSLATE_NOOP("Job", "Choose a change mask or another raster of classes."),
    ),
    "class_field_missing": (
        QT_TRANSLATE_NOOP("Job", "There is no field '{field}' in {layers}."),
        QT_TRANSLATE_NOOP("Job", "Name a field of the polygons that holds their class, or leave it empty for change as such."),
    ),
    "class_field_useless": (
        QT_TRANSLATE_NOOP("Job", "The class field '{field}' was given, but neither layer is one of polygons."),
        QT_TRANSLATE_NOOP("Job", "Leave CLASS_FIELD empty: rasters hold their classes themselves."),
    ),
    "class_field_value": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' of layer '{layer}' is no class."),
        QT_TRANSLATE_NOOP("Job", "Use names, or whole numbers from 0 to 65534, and fill in those that are missing."),
    ),
    "class_field_empty": (
        QT_TRANSLATE_NOOP("Job", "{count} polygons of layer '{layer}' have no class: their field '{field}' is empty."),
        QT_TRANSLATE_NOOP("Job", "Fill the field in, or filter the layer so that these polygons are left out."),
    ),
    "class_names_unknown": (
        QT_TRANSLATE_NOOP(
            "Job", "The raster '{raster}' does not name its classes, so '{value}' in the field '{field}' cannot be matched."
        ),
        QT_TRANSLATE_NOOP("Job", "Use a field that holds the numbers of the classes, or leave CLASS_FIELD empty."),
    ),
    "compared_layer": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' is neither a raster nor a layer of polygons that can be read."),
        QT_TRANSLATE_NOOP("Job", "Choose a raster of classes or a polygon layer."),
    ),
    "layer_is_picture": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is a map of pictures: it has colours, but no classes or probabilities."),
        QT_TRANSLATE_NOOP("Job", "Choose the raster itself, from which such a map is drawn."),
    ),
    "layer_only_qgis": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' cannot be read outside QGIS: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Save it as a GeoTIFF first (Export > Save As), as raw data."),
    ),
    "vector_without_crs": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no coordinate reference system."),
        QT_TRANSLATE_NOOP("Job", "Set the layer's CRS in its properties."),
    ),
    "nothing_compared": (
        QT_TRANSLATE_NOOP("Job", "There is no pixel that both '{predicted}' and '{reference}' know, within the area."),
        QT_TRANSLATE_NOOP("Job", "Check the nodata values of both layers, and the area."),
    ),
    "review_field_missing": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no field '{field}': it was not reviewed."),
        QT_TRANSLATE_NOOP("Job", "Choose change polygons that were reviewed in the panel 'Review'."),
    ),
    "review_without_uuid": (
        QT_TRANSLATE_NOOP("Job", "A polygon of '{layer}' has no uuid."),
        QT_TRANSLATE_NOOP("Job", "Open the layer once more in the panel 'Review': it names polygons that have no uuid."),
    ),
    "review_uuid_twice": (
        QT_TRANSLATE_NOOP("Job", "Two polygons of '{layer}' have the uuid {uuid}."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Open the layer once more in the panel 'Review': it gives a polygon that was copied or split a uuid of its own.",
        ),
    ),
    "overlap_range": (
        QT_TRANSLATE_NOOP("Job", "The overlap {value} is not above 0 and at most 1."),
        QT_TRANSLATE_NOOP("Job", "Give the least intersection over union of matching objects, such as 0.5."),
    ),
    "map_empty": (
        QT_TRANSLATE_NOOP("Job", "The map '{layer}' holds no data."),
        QT_TRANSLATE_NOOP("Job", "Choose another map, or check its nodata values."),
    ),
    "allocation_unknown": (
        QT_TRANSLATE_NOOP("Job", "There is no allocation '{value}'."),
        QT_TRANSLATE_NOOP("Job", "Use one of {known}."),
    ),
    "sample_size": (
        QT_TRANSLATE_NOOP("Job", "A sample cannot have {value} points."),
        QT_TRANSLATE_NOOP("Job", "Give a number from 1 to {limit}, or leave it empty."),
    ),
    "sample_too_small": (
        QT_TRANSLATE_NOOP("Job", "{value} points are too few for {strata} classes: each needs two, so at least {least}."),
        QT_TRANSLATE_NOOP("Job", "Give a larger SIZE, or leave it empty."),
    ),
    "min_distance_range": (
        QT_TRANSLATE_NOOP("Job", "The minimum distance {value} is no distance."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more metres."),
    ),
    "expected_accuracy": (
        QT_TRANSLATE_NOOP("Job", "'{text}' does not say which accuracy is expected of which class."),
        QT_TRANSLATE_NOOP("Job", "Write class values and accuracies from 0 to 1, such as '0=0.95, 1=0.7'."),
    ),
    "sample_not_points": (
        QT_TRANSLATE_NOOP("Job", "The sample '{layer}' is not a layer of points that can be read."),
        QT_TRANSLATE_NOOP("Job", "Choose the interpreted points; 'Sample points' draws them."),
    ),
    "sample_field_missing": (
        QT_TRANSLATE_NOOP("Job", "The sample '{layer}' has no field '{field}'."),
        QT_TRANSLATE_NOOP("Job", "Name the field that holds the interpreted class; its fields are {known}."),
    ),
    "sample_not_interpreted": (
        QT_TRANSLATE_NOOP("Job", "No point of '{layer}' on the map has a class in its field '{field}'."),
        QT_TRANSLATE_NOOP("Job", "Interpret the points first, and check that sample and map belong together."),
    ),
    "reference_value": (
        QT_TRANSLATE_NOOP("Job", "'{value}' in the field '{field}' is no class."),
        QT_TRANSLATE_NOOP("Job", "Use the numbers of the classes or their names: {known}."),
    ),
    "stratum_without_points": (
        QT_TRANSLATE_NOOP(
            "Job", "The class '{name}' of the map has {count} interpreted points of '{layer}', but two are needed at least."
        ),
        QT_TRANSLATE_NOOP("Job", "Interpret more points of it, or draw a sample of this map."),
    ),
    "coregistration_window": (
        QT_TRANSLATE_NOOP("Job", "Windows of {value} pixels cannot be compared."),
        QT_TRANSLATE_NOOP("Job", "Give a number from {least} to {most}, or leave it empty."),
    ),
    "coregistration_window_large": (
        QT_TRANSLATE_NOOP("Job", "Windows of {value} pixels do not fit onto the ground that both dates cover."),
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
        QT_TRANSLATE_NOOP("Job", "The ground to compare has only {width} x {height} pixels, but {least} are needed each way."),
        QT_TRANSLATE_NOOP("Job", "Use a larger area, or a finer RESOLUTION."),
    ),
    "coregistration_unreliable": (
        QT_TRANSLATE_NOOP(
            "Job",
            "No shift of up to {shift:g} pixels brings '{before}' onto '{after}': too few places agree on one. "
            "Nothing was written.",
        ),
        QT_TRANSLATE_NOOP(
            "Job",
            "Give a larger MAX_SHIFT, leave clouds out with EXCLUDE, choose bands that look alike, or an AREA that did not "
            "change.",
        ),
    ),
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
    "onnx_missing": (
        QT_TRANSLATE_NOOP("Job", "The runtime lacks a package that making 8-bit models needs: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Run the tool 'Install runtime' again, or install 'onnx' into your own Python."),
    ),
    "runtime_missing": (
        QT_TRANSLATE_NOOP("Job", "The runtime that runs the networks is not installed."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Run the tool 'Install runtime' once (it needs the network), or set GROUNDSHIFT_PYTHON to a Python that has it.",
        ),
    ),
    "runtime_broken": (
        QT_TRANSLATE_NOOP("Job", "The runtime at '{python}' does not work: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Run the tool 'Install runtime' to repair it."),
    ),
    "worker_died": (
        QT_TRANSLATE_NOOP("Job", "The worker process ended before the job was done: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Look at the log above; if memory ran out, use a smaller area or close other programs."),
    ),
    "interpreter_missing": (
        QT_TRANSLATE_NOOP("Job", "The Python '{python}' that {origin} names is not there, or is QGIS itself."),
        QT_TRANSLATE_NOOP("Job", "Give the path of a Python executable in {origin}, or clear it."),
    ),
    "interpreter_broken": (
        QT_TRANSLATE_NOOP("Job", "The Python '{python}' that {origin} names cannot run the worker: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Install what is missing there, or clear {origin} and run the tool 'Install runtime'."),
    ),
    "restart_needed": (
        QT_TRANSLATE_NOOP("Job", "The plugin was updated while QGIS was running."),
        QT_TRANSLATE_NOOP("Job", "Restart QGIS."),
    ),
    "base_missing": (
        QT_TRANSLATE_NOOP(
            "Job", "No 64-bit Python {oldest} to {newest} was found to make the runtime from. Looked at: {places}."
        ),
        QT_TRANSLATE_NOOP(
            "Job", "Install Python, or set GROUNDSHIFT_PYTHON to a Python that has the packages which the runtime needs."
        ),
    ),
    "venv_missing": (
        QT_TRANSLATE_NOOP("Job", "The Python '{python}' cannot make virtual environments: it lacks {modules}."),
        QT_TRANSLATE_NOOP(
            "Job",
            "On Debian and Ubuntu run 'sudo apt install python3-venv' (or {package}); elsewhere install a Python "
            "that has the module venv.",
        ),
    ),
    "install_network": (
        QT_TRANSLATE_NOOP("Job", "The packages could not be downloaded: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check the network, and the proxy in QGIS's settings or in HTTPS_PROXY, then run 'Install runtime' again: "
            "it goes on where it stopped.",
        ),
    ),
    "install_certificate": (
        QT_TRANSLATE_NOOP("Job", "The package index's certificate is not trusted: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job", "Where a proxy looks into encrypted traffic, set PIP_CERT to the file with your organisation's certificates."
        ),
    ),
    "install_no_build": (
        QT_TRANSLATE_NOOP("Job", "There is no build of {package} for this Python and system."),
        QT_TRANSLATE_NOOP("Job", "Use another Python (3.11 or 3.12, 64 bit), or leave the component out."),
    ),
    "install_disk_short": (
        QT_TRANSLATE_NOOP(
            "Job", "The runtime in '{folder}' needs about {needed} MB, but only {free} MB are free on that disk."
        ),
        QT_TRANSLATE_NOOP("Job", "Make space and run 'Install runtime' again."),
    ),
    "install_disk_full": (
        QT_TRANSLATE_NOOP("Job", "The disk became full while the runtime was installed into '{folder}'."),
        QT_TRANSLATE_NOOP("Job", "Make space and run 'Install runtime' again: it goes on where it stopped."),
    ),
    "install_permission": (
        QT_TRANSLATE_NOOP("Job", "The runtime cannot be written to '{folder}': {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the rights of the folder, or remove it, and run 'Install runtime' again."),
    ),
    "install_in_use": (
        QT_TRANSLATE_NOOP("Job", "Files of the runtime in '{folder}' are in use."),
        QT_TRANSLATE_NOOP("Job", "Close other QGIS windows and running jobs, then run 'Install runtime' again."),
    ),
    "install_folder_in_use": (
        QT_TRANSLATE_NOOP("Job", "The folder '{folder}' holds other files, which would be lost."),
        QT_TRANSLATE_NOOP("Job", "Choose an empty or a new folder."),
    ),
    "install_busy": (
        QT_TRANSLATE_NOOP("Job", "The runtime in '{folder}' is being installed already."),
        QT_TRANSLATE_NOOP("Job", "Wait until that is done; another QGIS may be at it."),
    ),
    "install_system_library": (
        QT_TRANSLATE_NOOP("Job", "The package {package} lacks a library of the system: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "On Windows install the 'Microsoft Visual C++ Redistributable' (x64), elsewhere the library that is named, "
            "then run 'Install runtime' again.",
        ),
    ),
    "install_failed": (
        QT_TRANSLATE_NOOP("Job", "The runtime could not be installed: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Run 'Install runtime' again; if that does not help, report it with the log above."),
    ),
    "pair_failed": (
        QT_TRANSLATE_NOOP("Job", "Change between {before} and {after} cannot be detected. {reason}"),
        QT_TRANSLATE_NOOP("Job", "Mend that, or leave one of these dates out."),
    ),
    "series_too_short": (
        QT_TRANSLATE_NOOP("Job", "A series of {count} dates is too short."),
        QT_TRANSLATE_NOOP("Job", "Give three dates or more; for two there is the tool 'Detect change'."),
    ),
    "series_too_long": (
        QT_TRANSLATE_NOOP("Job", "A series of {count} dates is more than the {limit} that can be handled."),
        QT_TRANSLATE_NOOP("Job", "Give fewer dates."),
    ),
    "date_missing": (
        QT_TRANSLATE_NOOP("Job", "It is not known when layer '{layer}' was taken."),
        QT_TRANSLATE_NOOP("Job", "List the dates of all rasters, in their order, such as '2019-05-01, 2020, 2021-06'."),
    ),
    "dates_equal": (
        QT_TRANSLATE_NOOP("Job", "Layers '{first}' and '{second}' have the same date {date}."),
        QT_TRANSLATE_NOOP("Job", "Give each raster a date of its own, or leave one of them out."),
    ),
    "dates_unreadable": (
        QT_TRANSLATE_NOOP("Job", "'{text}' is no date."),
        QT_TRANSLATE_NOOP("Job", "Write dates as year, year-month or year-month-day, such as '2019-05-01, 2020, 2021-06'."),
    ),
    "dates_count": (
        QT_TRANSLATE_NOOP("Job", "{count} dates were given for {rasters} rasters."),
        QT_TRANSLATE_NOOP("Job", "List one date for each raster, in their order, or none to have them found."),
    ),
    "no_probability": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' holds the value {value}, which is no probability."),
        QT_TRANSLATE_NOOP("Job", "Use a probability between 0 and 1, or a mask of whole numbers."),
    ),
    "too_many_classes": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' holds more than {limit} values: it is no mask."),
        QT_TRANSLATE_NOOP("Job", "Use a mask whose values are classes, or a probability of floating point numbers."),
    ),
    "number_negative": (
        QT_TRANSLATE_NOOP("Job", "'{value}' is not a number from 0 on."),
        QT_TRANSLATE_NOOP("Job", "Give 0 or more; 0 switches it off."),
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
    "folder_in_use": (
        QT_TRANSLATE_NOOP("Job", "The folder '{path}' is there already and holds files, which would be lost."),
        QT_TRANSLATE_NOOP("Job", "Choose a new or an empty folder."),
    ),
    "unexpected": (
        QT_TRANSLATE_NOOP("Job", "Something went wrong inside Groundshift: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Please report it with the log above."),
    ),
}

# code -> what the log says
LOG_LINES: dict[str, str] = {
    "said": "{text}",  # what other programs say, in their own words
    "bands_chosen": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} ({how}), {dtype}."),
    "read_as_is": QT_TRANSLATE_NOOP("Job", "{parameter}: read as it is."),
    "resampled": QT_TRANSLATE_NOOP("Job", "{parameter}: resampled onto the grid."),
    "nodata_shared": QT_TRANSLATE_NOOP(
        "Job", "{parameter} declares no nodata value; that of the other date, {value:g}, is used."
    ),
    "resolution": QT_TRANSLATE_NOOP(
        "Job",
        "Ground sample distance: before {before:.3g} m, after {after:.3g} m, worked on at {chosen:.3g} m "
        "(model: {minimum:g} to {maximum:g} m).",
    ),
    "resolution_of_pair": QT_TRANSLATE_NOOP(
        "Job", "Ground sample distance: before {before:.3g} m, after {after:.3g} m, worked on at {chosen:.3g} m."
    ),
    "resolution_unsuited": QT_TRANSLATE_NOOP(
        "Job",
        "The ground sample distance {chosen:.3g} m is outside the {minimum:g} to {maximum:g} m that the model '{model}' "
        "is made for: expect poor results.",
    ),
    "grid": QT_TRANSLATE_NOOP("Job", "Grid: {width} x {height} pixels of {gsd:.3g} m, {crs}."),
    "statistics": QT_TRANSLATE_NOOP("Job", "{parameter}: mean and deviation of the bands over the overlap: {values}."),
    "stretched": QT_TRANSLATE_NOOP("Job", "{parameter} is {dtype}, the model is made for 8-bit imagery: it is stretched."),
    "network": QT_TRANSLATE_NOOP("Job", "Model '{model}' on {provider}, threshold {threshold:g}."),
    "rate_found": QT_TRANSLATE_NOOP("Job", "Suggested learning rate: {rate:.2g}; there the loss fell most steeply."),
    "rate_found_flat": QT_TRANSLATE_NOOP(
        "Job",
        "Suggested learning rate: {rate:.2g}, a tenth of the one from which on the loss rose; it hardly fell at any rate.",
    ),
    "layer_listed": QT_TRANSLATE_NOOP(
        "Job", "{number}  {name}  ({operator}, {channels} channels, a cell covers {stride} x {stride} pixels)"
    ),
    "layer_chosen": QT_TRANSLATE_NOOP(
        "Job",
        "Shown: layer {number} '{name}' of model '{model}' ({operator}, {channels} channels, a cell covers {stride} x {stride} "
        "pixels).",
    ),
    "chips_without_place": QT_TRANSLATE_NOOP(
        "Job", "The images have no georeference: they are taken as a chip, pixel by pixel, and so are the results."
    ),
    "sheet_shortened": QT_TRANSLATE_NOOP("Job", "The sheet shows the first {shown} of {count} channels."),
    "tiles": QT_TRANSLATE_NOOP(
        "Job", "Tiles: {predicted} predicted, {outside} outside the area or overlap, {empty} without data."
    ),
    "assessment_grid": QT_TRANSLATE_NOOP("Job", "Compared on {width} x {height} pixels, {crs}."),
    "assessed": QT_TRANSLATE_NOOP("Job", "Compared {pixels:,} pixels in {seconds:.1f} s."),
    "assessment_without_area": QT_TRANSLATE_NOOP(
        "Job",
        "Polygons do not say how far the ground reaches that was mapped: the rectangle around them is compared. Overall "
        "accuracy, kappa and MCC depend on that; give the ground as AREA.",
    ),
    "polygons_elsewhere": QT_TRANSLATE_NOOP(
        "Job", "{parameter}: no polygon of '{layer}' lies on the ground that is compared: is its CRS right?"
    ),
    "classes_unified": QT_TRANSLATE_NOOP(
        "Job", "Each layer has one class of change, with different numbers ({values}): they are taken for the same."
    ),
    "objects_given_up": QT_TRANSLATE_NOOP(
        "Job", "There are too many objects (noise?) to match them in bounded memory: only pixels are compared."
    ),
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
    "stratum": QT_TRANSLATE_NOOP("Job", "Stratum {value} '{name}': {hectares:,.2f} ha, {points} points."),
    "sampled": QT_TRANSLATE_NOOP("Job", "Drew {points:,} points in {strata} strata."),
    "expected_unused": QT_TRANSLATE_NOOP(
        "Job", "The map has no class {values}: the accuracy that is expected of it is not used."
    ),
    "stratum_short": QT_TRANSLATE_NOOP(
        "Job", "Only {found} of {wanted} points of '{name}' could be placed at least {distance:g} m apart."
    ),
    "area_estimated": QT_TRANSLATE_NOOP("Job", "{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %)."),
    "interval_without_errors": QT_TRANSLATE_NOOP(
        "Job",
        "No point of the sample shows an error of the map: that is why the intervals are 0 wide. It does not mean that the map "
        "has none; more points would tell.",
    ),
    "points_left_out": QT_TRANSLATE_NOOP(
        "Job",
        "Points left out: {empty} without a class, {outside} outside the map's data. Unless they are so by chance, the "
        "estimates are biased.",
    ),
    "points_moved": QT_TRANSLATE_NOOP(
        "Job",
        "{count} points lie in another class of the map than their stratum: was the sample drawn from this map? If not, the "
        "estimates are biased.",
    ),
    "index_of": QT_TRANSLATE_NOOP("Job", "Index {index}: bands {first} and {second} of those that are compared."),
    "ir_mad": QT_TRANSLATE_NOOP(
        "Job",
        "IR-MAD: {iterations} iterations over {pixels:,} pixels, one of every {every}; canonical correlations {values}.",
    ),
    "ir_mad_unsettled": QT_TRANSLATE_NOOP("Job", "IR-MAD did not settle within {iterations} iterations: the last one is used."),
    "normalised": QT_TRANSLATE_NOOP(
        "Job", "AFTER is brought to the radiometry of BEFORE from {count:,} invariant pixels: gain and offset {values}."
    ),
    "normalised_not": QT_TRANSLATE_NOOP(
        "Job", "There are too few invariant pixels to normalise the radiometry: it is left as it is."
    ),
    "threshold_found": QT_TRANSLATE_NOOP("Job", "Changed from a magnitude of {value:.6g} on ({method})."),
    "magnitudes_alike": QT_TRANSLATE_NOOP(
        "Job", "The magnitude of change is the same everywhere: there is nothing to tell apart, so no change was found."
    ),
    "classic_threshold_unused": QT_TRANSLATE_NOOP(
        "Job", "THRESHOLD is not used: it belongs to the threshold methods 'Fixed' and 'Percentile'."
    ),
    "threshold_fell_back": QT_TRANSLATE_NOOP(
        "Job", "The method {method} found no two classes in the magnitudes: the threshold is Otsu's."
    ),
    "shift_found": QT_TRANSLATE_NOOP(
        "Job",
        "The earlier date must be moved by {x:.6g} (x) and {y:.6g} (y) map units: {length:.3g} m, {pixels:.2f} pixels. "
        "{used} of {count} tie points agree.",
    ),
    "shift_unknown": QT_TRANSLATE_NOOP(
        "Job",
        "The shift between the dates could not be measured: only {used} of {count} tie points agree. It is given as 0, with a "
        "reliability of 0.",
    ),
    "nothing_to_compare": QT_TRANSLATE_NOOP(
        "Job", "No pixel of the area holds data on both dates: there is nothing to compare, so no change was found."
    ),
    "changed": QT_TRANSLATE_NOOP(
        "Job",
        "Changed: {area:,.1f} m² in {count:,} polygons; {megapixels:,.2f} million pixels in {seconds:.1f} s "
        "({speed:.2f} a second).",
    ),
    "pair_begins": QT_TRANSLATE_NOOP("Job", "Pair {number} of {count}: {before} to {after}."),
    "pair_changed": QT_TRANSLATE_NOOP("Job", "{before} to {after}: {area:,.1f} m² changed in {count:,} polygons."),
    "reviews_merged": QT_TRANSLATE_NOOP(
        "Job",
        "{polygon_count} polygons: agreed on {agreed}, disagreed on {disagreed}, decided by A only {only_a}, "
        "by B only {only_b}, by nobody {undecided}. Of {both_decided} detected polygons that both decided on they agree "
        "on {agreement:.1%} (kappa {kappa:.3f}).",
    ),
    "reviews_share_nothing": QT_TRANSLATE_NOOP(
        "Job", "No polygon of '{first}' has the uuid of one of '{second}': are they reviews of the same detection?"
    ),
    "vectorize_threshold": QT_TRANSLATE_NOOP("Job", "Probability from {threshold:g} on is change."),
    "many_values": QT_TRANSLATE_NOOP(
        "Job",
        "The raster holds {count} different values, and each counts as a class of its own. Is it a mask? Divide a probability "
        "in percent by 100 first.",
    ),
    "threshold_unused": QT_TRANSLATE_NOOP("Job", "The raster is a mask: the threshold is of no use."),
    "not_simplified": QT_TRANSLATE_NOOP(
        "Job",
        "The outlines were left as they are: simplifying them without gaps and overlaps needs shapely 2.1 with GEOS 3.12.",
    ),
    "regularized": QT_TRANSLATE_NOOP(
        "Job", "{count:,} of {total:,} polygons have right angles now; the others stay as they were."
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
    "changed_in_unit": QT_TRANSLATE_NOOP(
        "Job",
        "Changed: {area:,.1f} m² ({area_in_unit:,.6g} {unit}) in {count:,} polygons; {megapixels:,.2f} million pixels "
        "in {seconds:.1f} s ({speed:.2f} a second).",
    ),
}

# What is going on, beside the progress bar.
STAGES: dict[str, str] = {
    "predicting": QT_TRANSLATE_NOOP("Job", "Predicting"),
    "objects": QT_TRANSLATE_NOOP("Job", "Finding objects"),
    "comparing": QT_TRANSLATE_NOOP("Job", "Comparing"),
    "counting": QT_TRANSLATE_NOOP("Job", "Counting"),
    "drawing": QT_TRANSLATE_NOOP("Job", "Drawing points"),
    "measuring": QT_TRANSLATE_NOOP("Job", "Measuring the shift"),
    "evaluating": QT_TRANSLATE_NOOP("Job", "Evaluating"),
    "calibrating": QT_TRANSLATE_NOOP("Job", "Calibrating"),
    "measuring_speed": QT_TRANSLATE_NOOP("Job", "Measuring the speed"),
    "sweeping": QT_TRANSLATE_NOOP("Job", "Trying learning rates"),
    "writing": QT_TRANSLATE_NOOP("Job", "Writing"),
    "reading": QT_TRANSLATE_NOOP("Job", "Reading"),
    "training": QT_TRANSLATE_NOOP("Job", "Training"),
    "validating": QT_TRANSLATE_NOOP("Job", "Validating"),
    "done": QT_TRANSLATE_NOOP("Job", "Done"),
}


def as_is(text: str) -> str:
    """The translation where there is no translator."""
    return text


def render(code: str, parameter: str, values: Mapping[str, Any], translate: Callable[[str], str] = as_is) -> str:
    """The message of a failure for people: parameter, what is wrong, how to mend it.

    :param code: key of :data:`FAILURES`; an unknown one is shown with its values.
    :param translate: turns an English template into the user's language (QGIS side).
    """
    if code not in FAILURES:  # of a worker of another version
        return f"{code}: {dict(values)}"
    texts = [translate(text).format(**values) for text in FAILURES[code]]
    # A reason that another program gave may end without a full stop.
    message = " ".join(text if text.endswith((".", "!", "?", ")")) else f"{text}." for text in texts)
    return f"{parameter}: {message}" if parameter else message


def render_log(code: str, values: Mapping[str, Any], translate: Callable[[str], str] = as_is) -> str:
    """A line of the log for people; see :func:`render`.

    :param code: key of :data:`LOG_LINES`; an unknown one, of a worker of another version, is shown with its values.
    """
    return translate(LOG_LINES[code]).format(**values) if code in LOG_LINES else f"{code}: {dict(values)}"
