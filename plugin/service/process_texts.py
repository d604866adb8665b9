"""Descriptions of inputs and outputs, for those whose docstring is for developers: of paths, or by reference to another job."""

from __future__ import annotations

import re
from typing import Dict

INPUTS: Dict[str, str] = {
    "after": "The later date: a raster.",
    "all_tracks": "Take earlier images of other tracks, too, not only those of the date's own track.",
    "allocation": "How the points are divided among the classes.",
    "architecture": "Architecture of the network.",
    "area": "Ground to compare in, on which the reference is complete; none = all.",
    "area_unit": "Name of the unit of areas in the log; with area_unit_m2.",
    "area_unit_m2": "Square metres in one unit of areas.",
    "attribution": "Attribution of the imagery and labels that are trained on.",
    "author": "Name of the author.",
    "balance": "Match the shares of the classes of both dates, which light and season shift.",
    "base": "A model to continue: its id, or a link to an ONNX file; or the name of an architecture, to train from scratch.",
    "before": "The earlier date: a raster.",
    "change": "Kind of the change that is simulated.",
    "changes": "Kinds of change that are simulated.",
    "checkpoints": "Name under which the checkpoints are kept if the training is cut off; the same name goes on from them.",
    "chips": "Folders of chips, each an uploaded archive; none = the pair.",
    "class_names": "Names of the classes, by value; empty = those that the raster itself gives.",
    "classes": "Labels of land cover as a raster, in place of polygons.",
    "content": "What the raster holds: an image, or a probability.",
    "context": "Neighbours count by a Gaussian of so many pixels; 0 = each pixel by itself.",
    "dates": "The rasters, in the order of time.",
    "dem": "Digital elevation model: a raster.",
    "difference": "The radar difference whose images are described.",
    "empty_share": "Share of chips without change, of all chips, 0 to 1.",
    "exclude": "Ground that is left out, such as clouds.",
    "first": "Reviewed polygons of one person.",
    "flips": "Average the predictions over mirrored tiles: slower, a little better.",
    "gsd_m": "Metres a pixel of chips without georeference; none = the model's best.",
    "highest": "Learning rate of the last step.",
    "image_format": "Format of the chips: tif, png or jpg.",
    "include": "Ground to work on; several = their intersection; none = all of it.",
    "index": "Index of the index difference: NDVI, or two bands by number or name.",
    "input": "The raster.",
    "labels": "Polygons of what changed, or of land cover.",
    "land_cover": "Class of a land-cover map whose backscatter the simulated change has; with target, the class within it.",
    "language": "Language of the texts, such as en.",
    "layout": "Layout of the folder of chips.",
    "licence": "Licence of the imagery and labels that are trained on.",
    "lowest": "Learning rate of the first step.",
    "map": "The map: a raster of classes.",
    "mask_touching": "Chips need only touch the polygons of mask.",
    "max_shift": "Largest shift that is sought, in pixels, at most 240.",
    "method": "How change is measured.",
    "methods": "Methods that are measured; the plain difference always is.",
    "min_area_m2": "Smallest area in square metres on the ellipsoid; 0 = off, none = the model's.",
    "model": "Id of a model of the service, or a link to an ONNX file.",
    "model_id": "Id of the new model; empty = by the file's name.",
    "models": "Ids of models of the service, or links to ONNX files.",
    "normalize": "Bring the later date to the radiometry of the earlier one first.",
    "notes": "Notes for the report.",
    "pair": "The dates with their labels.",
    "pairs": "Which dates are compared, or the pairs of dates with their labels.",
    "polygons": "Polygons of change, with the fields of a result of this plugin.",
    "predicted_polygons": "The map to assess, as polygons; or predicted_raster.",
    "predicted_raster": "The map to assess, as a raster of classes; or predicted_polygons.",
    "prior": "How transitions are weighed where there are probabilities.",
    "provenance": "Written into each output as it is.",
    "radius": "Mean radius of the polygons, in pixels.",
    "rasters": "Rasters in the order of time, each with its date.",
    "reference_polygons": "The reference, as polygons; or reference_raster.",
    "reference_raster": "The reference, as a raster of classes; or reference_polygons.",
    "resampling": "Resampling of the aligned raster.",
    "resolution": "Pixel size in units of the later date's CRS; none = automatic.",
    "robustness": "Disturbances for which a curve of the accuracy is measured.",
    "second": "Reviewed polygons of another person.",
    "seed": "Seed of the random numbers.",
    "settings": "Settings of the training.",
    "shift_db": "Change of backscatter in decibels.",
    "shown": "Which polygons the report shows: those that were accepted, or all.",
    "side": "Side of a tile in pixels, halo included.",
    "spacing": "Distance of the tie points in pixels; none = automatic.",
    "speckle_filter": "Filter of speckle.",
    "stability": "Weight of no change, where a transition of its class by chance has 1.",
    "steps": "Steps, at most; it ends earlier where the loss explodes.",
    "stride": "Distance between chips, in pixels.",
    "table": "Table of radar images (CSV) in an uploaded archive, with its images beside it.",
    "target": "Ground whose backscatter the simulated change has; none = the darkest pixels.",
    "texts": "Translations of the texts of the report, by their keys.",
    "threshold": "Threshold of the decision; none = the model's, or automatic.",
    "threshold_method": "How the threshold is chosen.",
    "tile_size": "Side of a chip, in pixels.",
    "title": "Title.",
    "tolerance": "Changes along an edge that are thinner than this many pixels count as unchanged; 0 or 1 = off.",
    "window": "Side of the windows of the tie points in pixels; none = automatic.",
    "without": "Conditions of the images that the network is not given.",
}
OUTPUTS: Dict[str, str] = {
    "aligned": "The earlier date on the grid of the later one.",
    "areas": "Table of areas by class.",
    "changes": "How often each pixel changed.",
    "channels": "Every channel of the layer, a band each.",
    "checkpoints": "Log of the training (TensorBoard), as a ZIP archive.",
    "classes": "Class of each pixel; 255 = no data.",
    "curve": "Loss by learning rate.",
    "difference": "Magnitude of the difference.",
    "disagreements": "Polygons on which the two reviews differ.",
    "figure": "Figure of the measures.",
    "first_change": "When each pixel changed first.",
    "folder": "The files that the tool makes, as a ZIP archive.",
    "from_to": "Map of transitions between classes.",
    "layers": "List of the layers of the network.",
    "mask": "Mask of change: 0 = no change, then the classes; 255 = no data.",
    "matrix": "Confusion or transition matrix.",
    "mean": "Mean over the channels of the layer.",
    "measures": "The measures, for programs.",
    "merged": "The reviews of both persons in one layer.",
    "model": "The new model (ONNX); its card lies beside it.",
    "pages": "Parts of a printable form of the report, as a ZIP archive.",
    "picture": "The picture.",
    "polygons": "What was found, as polygons.",
    "probability": "Probability of any change, then of each class; -1 = no data.",
    "quantized": "The 8-bit twin of the model (ONNX).",
    "report": "Report for people.",
    "rgb": "Picture in the colours of the classes.",
    "sample": "The sample: points.",
    "score": "Score of change.",
    "sheet": "Channels of the layer side by side.",
    "sheets": "Sheets of all layers, as a ZIP archive.",
    "tiepoints": "Points with the shift that was measured at each.",
    "truth": "The simulated changes, as polygons.",
    "values": "Continuous values, a band each, then their deviations.",
}
SOURCE_PATH = "Link to the file."
# What a docstring says of paths, and references to other jobs and to tables of the code.
_TO_DEVELOPERS = re.compile(
    r"^$|^paths? |^(HTML|CSV) |^(as|of) |^(one )?of [A-Z]|^in the order of time|^in scratch|^on the prob|^the (dates|pair)[;,]"
    r"|^vector file|^folder (in|for) |to write|scratch files|^to make|plugin/|Job\b|report_texts|chosen_rows|^rates of|^tif,"
    r"|^ground to work on, and|^in pixels|^the run;|^those about|^at most;|^ground that is trained|^labels of land cover"
    r"|\b[A-Z]+_[A-Z_]+\b|\b[A-Z]{5,}S\b"
)


def input_text(name: str, documented: str) -> str:
    """Return the description of an input. ``documented``: what the job's docstring says."""
    return _chosen(INPUTS, name, documented)


def output_text(name: str, documented: str) -> str:
    """Return the description of an output. ``documented``: what the job's docstring says."""
    return _chosen(OUTPUTS, name, documented)


def _chosen(texts: Dict[str, str], name: str, documented: str) -> str:
    if name in texts and _TO_DEVELOPERS.search(documented):
        return texts[name]
    text = documented.replace("None =", "none =") or f"{name.replace('_', ' ')}."
    return text[0].upper() + text[1:]
