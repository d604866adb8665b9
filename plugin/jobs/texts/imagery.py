"""Texts about the images and the area: what is read, in which bands, at which resolution."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "raster_missing": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' cannot be opened: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check that the file is there and readable, or choose another layer."),
    ),
    "raster_damaged": (
        QT_TRANSLATE_NOOP("Job", "The raster of layer '{layer}' is damaged or truncated: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Copy or download the file again."),
    ),
    "raster_changed": (
        QT_TRANSLATE_NOOP("Job", "The file of layer '{layer}' was changed while it was read."),
        QT_TRANSLATE_NOOP("Job", "Run again when nothing writes to the file."),
    ),
    "raster_complex": (
        QT_TRANSLATE_NOOP("Job", "The bands of layer '{layer}' contain complex numbers."),
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
    "crs_unrelated": (
        QT_TRANSLATE_NOOP("Job", "The coordinates of layer '{layer}' cannot be transformed from {crs} to {target}."),
        QT_TRANSLATE_NOOP("Job", "Set the right CRS in the properties of the layers."),
    ),
    "raster_without_georeference": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has a rotated or degenerate georeference that cannot be used."),
        QT_TRANSLATE_NOOP("Job", "Warp the raster to a north-up grid first (Raster > Projections > Warp)."),
    ),
    "no_overlap": (
        QT_TRANSLATE_NOOP("Job", "Layers '{before}' and '{after}' do not overlap."),
        QT_TRANSLATE_NOOP("Job", "Choose two rasters of the same place, and check the CRS of each."),
    ),
    "area_outside": (
        QT_TRANSLATE_NOOP("Job", "The area lies outside the overlap of '{before}' and '{after}'."),
        QT_TRANSLATE_NOOP("Job", "Choose an area that intersects both layers, and check its CRS."),
    ),
    "extent_empty": (
        QT_TRANSLATE_NOOP("Job", "The extent has no width or no height."),
        QT_TRANSLATE_NOOP("Job", "Draw a rectangle, or give it as xmin,xmax,ymin,ymax."),
    ),
    "area_empty": (
        QT_TRANSLATE_NOOP("Job", "The area '{layer}' has no polygons."),
        QT_TRANSLATE_NOOP("Job", "Use a polygon layer with at least one (selected) polygon."),
    ),
    "area_without_crs": (
        QT_TRANSLATE_NOOP("Job", "The area '{layer}' has no coordinate reference system."),
        QT_TRANSLATE_NOOP("Job", "Set the CRS in the layer's properties, or add it to the extent ('0,1,0,1 [EPSG:4326]')."),
    ),
    "area_not_polygons": (
        QT_TRANSLATE_NOOP("Job", "The area '{layer}' is a point or line layer."),
        QT_TRANSLATE_NOOP("Job", "Use a polygon layer, for example one made with Vector > Geoprocessing Tools > Buffer."),
    ),
    "area_unreadable": (
        QT_TRANSLATE_NOOP("Job", "The polygons of '{layer}' cannot be read."),
        QT_TRANSLATE_NOOP("Job", "Check that the file is there and readable, or choose another polygon layer."),
    ),
    "area_unbounded": (
        QT_TRANSLATE_NOOP("Job", "Both layers are unbounded, so an area of interest is needed."),
        QT_TRANSLATE_NOOP("Job", "Give an AREA or an EXTENT."),
    ),
    "area_too_large": (
        QT_TRANSLATE_NOOP("Job", "The area has {width} x {height} pixels, more than the maximum of {limit}."),
        QT_TRANSLATE_NOOP("Job", "Choose a smaller area or a coarser RESOLUTION."),
    ),
    "band_count": (
        QT_TRANSLATE_NOOP("Job", "{count} bands of layer '{layer}' were chosen, but the model needs {wanted}: {names}."),
        QT_TRANSLATE_NOOP("Job", "List exactly {wanted} band numbers, such as '3,2,1'."),
    ),
    "bands_unlike": (
        QT_TRANSLATE_NOOP("Job", "{before} bands of the earlier date were chosen, but {after} of the later date."),
        QT_TRANSLATE_NOOP("Job", "List the same number of bands for both dates, in the same order."),
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
        QT_TRANSLATE_NOOP("Job", "Cannot determine which bands of layer '{layer}' are {names}. Available bands: {bands}."),
        QT_TRANSLATE_NOOP("Job", "List the band numbers in {option}, in the order {names}, such as '3,2,1'."),
    ),
    "bands_differ": (
        QT_TRANSLATE_NOOP(
            "Job",
            "It is not known which bands of '{before}' and '{after}' correspond. The bands of '{before}': {before_bands}. "
            "The bands of '{after}': {after_bands}.",
        ),
        QT_TRANSLATE_NOOP(
            "Job",
            "Name the bands in the files, or list those to compare, in the same order, in BEFORE_BANDS and AFTER_BANDS.",
        ),
    ),
    "resolution_too_coarse": (
        QT_TRANSLATE_NOOP(
            "Job",
            "The pair has a ground sample distance of {pair} m, but the model '{model}' works at {minimum} to {maximum} m.",
        ),
        QT_TRANSLATE_NOOP("Job", "Use imagery of finer resolution or another model, or set RESOLUTION to run anyway."),
    ),
    "resolution_invalid": (
        QT_TRANSLATE_NOOP("Job", "{value} is not a resolution."),
        QT_TRANSLATE_NOOP("Job", "Give a positive number of map units, or leave it empty."),
    ),
    "layer_unreadable": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' could not be read: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the connection and the layer's settings, then run again."),
    ),
    "layer_broke_off": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' stopped answering after {read} of {tiles} tiles: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Check the connection and run again; tiles in QGIS's cache are not downloaded again."),
    ),
    "area_outside_layer": (
        QT_TRANSLATE_NOOP("Job", "The area lies outside the extent of layer '{layer}'."),
        QT_TRANSLATE_NOOP("Job", "Choose an area that intersects the layer, and check its CRS."),
    ),
    "layer_invalid": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' is not a readable raster layer."),
        QT_TRANSLATE_NOOP("Job", "Choose a raster layer or a raster file."),
    ),
    "layer_is_picture": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' is a rendered web map: it has colours, but no classes or probabilities."),
        QT_TRANSLATE_NOOP("Job", "Choose the raster from which the map was rendered."),
    ),
    "layer_only_qgis": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' cannot be read outside QGIS: {reason}"),
        QT_TRANSLATE_NOOP("Job", "Save it as a GeoTIFF first (Export > Save As), as raw data."),
    ),
    "vector_without_crs": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no coordinate reference system."),
        QT_TRANSLATE_NOOP("Job", "Set the layer's CRS in its properties."),
    ),
}

# code -> message of the log
LOG_LINES: dict[str, str] = {
    "bands_as_chosen": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (as chosen), {dtype}."),
    "bands_by_wavelength": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (by wavelength), {dtype}."),
    "bands_by_colour": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (by colour interpretation), {dtype}."),
    "bands_by_order": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (by position), {dtype}."),
    "bands_by_name": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (by name), {dtype}."),
    "bands_by_metadata": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (by the product's metadata), {dtype}."),
    "bands_by_sensor": QT_TRANSLATE_NOOP("Job", "{parameter} '{layer}': bands {bands} (by the order of its sensor), {dtype}."),
    "bands_assumed": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} '{layer}' does not report which of its bands are which: {bands} was assumed. Name the bands of the "
        "layer's file, or list them in {option}.",
    ),
    "bands_left_out": QT_TRANSLATE_NOOP("Job", "Bands that only one of the dates has are not compared: {bands}."),
    "alpha_is_band": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} '{layer}': band {band} is declared alpha (transparency), but its values are no mask: used as a band.",
    ),
    "reading_of_date": QT_TRANSLATE_NOOP(
        "Job",
        "How {parameter} '{layer}' was read: bands {bands}, found {found}; type {dtype}; scale {scale}; nodata {nodata}; "
        "CRS {crs}; datum transformation {shift}; resampling {resampling}.",
    ),
    "read_as_is": QT_TRANSLATE_NOOP("Job", "{parameter}: read without resampling."),
    "resampled": QT_TRANSLATE_NOOP("Job", "{parameter}: resampled onto the grid."),
    "nodata_shared": QT_TRANSLATE_NOOP(
        "Job", "{parameter} declares no nodata value; the value {value:g} of the other date is used."
    ),
    "nodata_assumed": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} declares no nodata value, and a corner is black: 0 in all bands is taken as no data. If it is not, set "
        "another nodata value in the layer's properties.",
    ),
    "date_is_blank": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} '{layer}' has the same value in all pixels: there is nothing to compare. Choose another image.",
    ),
    "black_without_nodata": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} '{layer}': {percent:.0f} % of the pixels are black, and not declared as nodata: change may be marked "
        "there. Set the nodata value in the layer's properties, or leave that ground out with EXCLUDE.",
    ),
    "white_without_nodata": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} '{layer}': {percent:.0f} % of the pixels are white (clouds, or no imagery): change may be marked there. "
        "Set the nodata value in the layer's properties, or leave that ground out with EXCLUDE.",
    ),
    "scale_of_one_date": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} declares a scale ({scale}), {other} does not: their values may have different units. Declare it in the "
        "file that lacks it.",
    ),
    "resolution": QT_TRANSLATE_NOOP(
        "Job",
        "Ground sample distance: before {before:.3g} m, after {after:.3g} m, processing {chosen:.3g} m (model: "
        "{minimum:g} to {maximum:g} m).",
    ),
    "resolution_of_pair": QT_TRANSLATE_NOOP(
        "Job", "Ground sample distance: before {before:.3g} m, after {after:.3g} m, processing {chosen:.3g} m."
    ),
    "resolution_unsuited": QT_TRANSLATE_NOOP(
        "Job",
        "The ground sample distance {chosen:.3g} m is outside the range of the model '{model}' ({minimum:g} to "
        "{maximum:g} m): expect poor results.",
    ),
    "imagery_enlarged": QT_TRANSLATE_NOOP(
        "Job",
        "The imagery has pixels of {imagery:.3g} m, coarser than the {maximum:g} m that the model supports: it is enlarged to "
        "{chosen:.3g} m. Expect missed changes.",
    ),
    "dates_displaced": QT_TRANSLATE_NOOP(
        "Job",
        "The dates are displaced by about {pixels:.0f} pixels ({length:.2g} m): expect false change along outlines. Move one "
        "onto the other with the tool Co-register first.",
    ),
    "datum_shift": QT_TRANSLATE_NOOP("Job", "{parameter}: datum transformed by '{name}', accurate to {accuracy} m."),
    "datum_grid_missing": QT_TRANSLATE_NOOP(
        "Job",
        "{parameter} may be placed up to {accuracy} m off: the grid {grids} of the best datum transformation ({better} m) is "
        "missing. Install it in QGIS, or allow PROJ to use the network.",
    ),
    "grid_square": QT_TRANSLATE_NOOP(
        "Job",
        "Pixels of {width:.3g} x {height:.3g} m on the ground are not square: the images are resampled to pixels of "
        "{side:.3g} x {side:.3g} m ({xres:.6g} x {yres:.6g} map units), and so are the results.",
    ),
    "grid": QT_TRANSLATE_NOOP("Job", "Grid: {width} x {height} pixels of {gsd:.3g} m, {crs}."),
    "statistics": QT_TRANSLATE_NOOP("Job", "{parameter}: mean ± standard deviation of each band over the overlap: {values}."),
    "stretched_range": QT_TRANSLATE_NOOP("Job", "{parameter}: the model stretches each band; its range is {values}."),
    "stretched": QT_TRANSLATE_NOOP(
        "Job", "{parameter} is {dtype}, but the model expects 8-bit imagery: the values are stretched."
    ),
    "tiles": QT_TRANSLATE_NOOP(
        "Job", "Tiles: {predicted} predicted, {outside} outside the area or overlap, {empty} without valid pixels."
    ),
}

# Values of a date's description and of its line in the log that are words: how bands were found, how pixels are made.
WORDS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("Job", "as chosen"),
    QT_TRANSLATE_NOOP("Job", "by wavelength"),
    QT_TRANSLATE_NOOP("Job", "by name"),
    QT_TRANSLATE_NOOP("Job", "by metadata"),
    QT_TRANSLATE_NOOP("Job", "by colour"),
    QT_TRANSLATE_NOOP("Job", "by sensor"),
    QT_TRANSLATE_NOOP("Job", "by order"),
    QT_TRANSLATE_NOOP("Job", "by table"),
    QT_TRANSLATE_NOOP("Job", "none"),
    QT_TRANSLATE_NOOP("Job", "mean of whole pixels"),
    QT_TRANSLATE_NOOP("Job", "average"),
    QT_TRANSLATE_NOOP("Job", "bilinear"),
    QT_TRANSLATE_NOOP("Job", "cubic"),
    QT_TRANSLATE_NOOP("Job", "nearest"),
)
