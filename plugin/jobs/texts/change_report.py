"""Texts of the report of changes."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "report_not_reviewed": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' was not reviewed, so none of its polygons is accepted."),
        QT_TRANSLATE_NOOP("Job", "Review it in the panel 'Review', or choose to report all polygons."),
    ),
    "report_nothing_accepted": (
        QT_TRANSLATE_NOOP(
            "Job", "No polygon of '{layer}' is accepted: {undecided} of {count} are undecided and {rejected} are rejected."
        ),
        QT_TRANSLATE_NOOP("Job", "Decide them in the panel 'Review', or choose to report all polygons."),
    ),
    "report_no_polygons": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' has no polygons."),
        QT_TRANSLATE_NOOP("Job", "Choose a layer with at least one (selected) polygon of change."),
    ),
    "report_polygons_unreadable": (
        QT_TRANSLATE_NOOP("Job", "'{layer}' is not a readable layer of polygons."),
        QT_TRANSLATE_NOOP("Job", "Choose a layer of change polygons; its file may have been moved."),
    ),
    "report_outside": (
        QT_TRANSLATE_NOOP("Job", "The polygons of '{layer}' lie outside the images '{before}' and '{after}'."),
        QT_TRANSLATE_NOOP("Job", "Choose the images that the polygons were found in, and check the CRS of all three layers."),
    ),
    "report_date_unknown": (
        QT_TRANSLATE_NOOP("Job", "Layer '{layer}' does not name the images that its polygons were found in."),
        QT_TRANSLATE_NOOP("Job", "Choose the image of this date."),
    ),
    "report_date_missing": (
        QT_TRANSLATE_NOOP(
            "Job", "The image '{name}' that layer '{layer}' was made from is neither in the project nor beside the layer."
        ),
        QT_TRANSLATE_NOOP("Job", "It may have been moved or renamed: choose it."),
    ),
    "report_crops_range": (
        QT_TRANSLATE_NOOP("Job", "{value} is not a number of changes."),
        QT_TRANSLATE_NOOP("Job", "Give a whole number from 0 to {most}."),
    ),
    "report_accuracy_file": (
        QT_TRANSLATE_NOOP("Job", "'{path}' is not a result of 'Estimate area' or 'Assess accuracy'."),
        QT_TRANSLATE_NOOP("Job", "Choose the report (HTML), the areas (CSV) or the measures (JSON) of one of the two tools."),
    ),
}

# code -> line of the log
LOG_LINES: dict[str, str] = {
    "report_date_found": QT_TRANSLATE_NOOP("Job", "{parameter}: '{layer}', which the polygons name."),
    "report_without_imagery": QT_TRANSLATE_NOOP("Job", "{count} changes lie where one of the images has no data."),
    "report_unpictured": QT_TRANSLATE_NOOP("Job", "The {count} smallest changes are listed without pictures."),
    "report_classes_unmatched": QT_TRANSLATE_NOOP(
        "Job", "'{path}' has no areas of the classes {names}; their areas are stated without an interval."
    ),
    "report_written": QT_TRANSLATE_NOOP("Job", "{count} changes, {pictures} with pictures, in {megabytes:.1f} MB."),
}

# key -> text of the report
REPORT_TEXTS: dict[str, str] = {
    "changes_title": QT_TRANSLATE_NOOP("Report", "Changes from {before} to {after}"),
    "changes_author": QT_TRANSLATE_NOOP("Report", "Author"),
    "changes_made_on": QT_TRANSLATE_NOOP("Report", "Report of {date}"),
    "changes_count": QT_TRANSLATE_NOOP("Report", "Changes"),
    "changes_area": QT_TRANSLATE_NOOP("Report", "Changed area"),
    "changes_share": QT_TRANSLATE_NOOP("Report", "Share of the compared area"),
    "changes_compared": QT_TRANSLATE_NOOP("Report", "Compared area"),
    "changes_reviewed": QT_TRANSLATE_NOOP(
        "Report", "Reviewed by people: {accepted} accepted, {missed} added, {rejected} rejected, {undecided} undecided."
    ),
    "changes_only_accepted": QT_TRANSLATE_NOOP("Report", "The report contains the accepted and the added changes."),
    "changes_all_shown": QT_TRANSLATE_NOOP("Report", "The report contains all polygons, whatever was decided on them."),
    "changes_not_reviewed": QT_TRANSLATE_NOOP(
        "Report", "The report contains all polygons. They were not reviewed: some of them may be false alarms."
    ),
    "changes_overview": QT_TRANSLATE_NOOP("Report", "Overview"),
    "changes_overview_help": QT_TRANSLATE_NOOP(
        "Report", "North is up. Drag the slider or the picture to compare the dates; click an outline to see the change."
    ),
    "changes_corners": QT_TRANSLATE_NOOP("Report", "Lower left {left}, upper right {right} ({crs})."),
    "changes_by_class": QT_TRANSLATE_NOOP("Report", "Counts and areas by class"),
    "changes_mapped": QT_TRANSLATE_NOOP("Report", "Area of the polygons"),
    "changes_estimated": QT_TRANSLATE_NOOP("Report", "Estimated area, 95 % interval"),
    "changes_areas_help": QT_TRANSLATE_NOOP("Report", "Areas are measured on the ellipsoid from the outlines of the polygons."),
    "changes_interval_help": QT_TRANSLATE_NOOP(
        "Report",
        "The estimated area is that of the whole map, from a random sample of points; it corrects for missed changes and "
        "false alarms of the map, and so may differ from the area of the polygons.",
    ),
    "changes_no_interval": QT_TRANSLATE_NOOP(
        "Report",
        "The areas have no confidence interval, because no sample was interpreted: the tools 'Sample points' and 'Estimate "
        "area' give one.",
    ),
    "changes_list": QT_TRANSLATE_NOOP("Report", "List of changes"),
    "changes_search": QT_TRANSLATE_NOOP("Report", "Search in the list"),
    "changes_found": QT_TRANSLATE_NOOP("Report", "{shown} of {count} changes"),
    "changes_sort": QT_TRANSLATE_NOOP("Report", "Sort by {column}"),
    "changes_number": QT_TRANSLATE_NOOP("Report", "No."),
    "changes_size": QT_TRANSLATE_NOOP("Report", "Area (m²)"),
    "changes_confidence": QT_TRANSLATE_NOOP("Report", "Confidence"),
    "changes_latitude": QT_TRANSLATE_NOOP("Report", "Latitude"),
    "changes_longitude": QT_TRANSLATE_NOOP("Report", "Longitude"),
    "changes_decision": QT_TRANSLATE_NOOP("Report", "Decision"),
    "changes_comment": QT_TRANSLATE_NOOP("Report", "Comment"),
    "changes_accepted": QT_TRANSLATE_NOOP("Report", "accepted"),
    "changes_missed": QT_TRANSLATE_NOOP("Report", "added"),
    "changes_rejected": QT_TRANSLATE_NOOP("Report", "rejected"),
    "changes_undecided": QT_TRANSLATE_NOOP("Report", "undecided"),
    "changes_pictures": QT_TRANSLATE_NOOP("Report", "Before and after"),
    "changes_swipe": QT_TRANSLATE_NOOP("Report", "Boundary between before and after, change {number}"),
    "changes_swipe_overview": QT_TRANSLATE_NOOP("Report", "Boundary between before and after, overview"),
    "changes_picture_of": QT_TRANSLATE_NOOP("Report", "{date}, change {number}, {name}"),
    "changes_outlines": QT_TRANSLATE_NOOP("Report", "Outlines"),
    "changes_no_imagery": QT_TRANSLATE_NOOP("Report", "One of the images has no data here."),
    "changes_unpictured": QT_TRANSLATE_NOOP("Report", "The {count} smallest changes have no pictures."),
    "changes_stretched": QT_TRANSLATE_NOOP("Report", "Both dates are shown with the same contrast."),
    "changes_stretched_apart": QT_TRANSLATE_NOOP(
        "Report", "The contrast of each date is adjusted by itself, because their values have different scales."
    ),
    "changes_data": QT_TRANSLATE_NOOP("Report", "Data"),
    "changes_image": QT_TRANSLATE_NOOP("Report", "{name}, {day}, {pixel} m pixels, {crs}"),
    "changes_no_day": QT_TRANSLATE_NOOP("Report", "date not stated"),
    "changes_polygons": QT_TRANSLATE_NOOP("Report", "Polygons"),
    "changes_method": QT_TRANSLATE_NOOP("Report", "Method"),
    "changes_tool": QT_TRANSLATE_NOOP("Report", "Tool"),
    "changes_made": QT_TRANSLATE_NOOP("Report", "Made on"),
    "changes_settings": QT_TRANSLATE_NOOP("Report", "Settings"),
    "changes_method_unknown": QT_TRANSLATE_NOOP("Report", "The polygons do not state how they were made."),
    "changes_accuracy_heading": QT_TRANSLATE_NOOP("Report", "Accuracy"),
    "changes_accuracy_estimate": QT_TRANSLATE_NOOP("Report", "From an interpreted random sample ({file})."),
    "changes_accuracy_assessment": QT_TRANSLATE_NOOP("Report", "From a comparison with a reference ({file})."),
    "changes_accuracy_unknown": QT_TRANSLATE_NOOP("Report", "The accuracy of the map was not assessed."),
    "changes_origin": QT_TRANSLATE_NOOP("Report", "Provenance of the polygons"),
    "changes_provenance": QT_TRANSLATE_NOOP("Report", "Provenance of the report"),
    "changes_total": QT_TRANSLATE_NOOP("Report", "Total"),
    "changes_share_of_all": QT_TRANSLATE_NOOP("Report", "Share"),
    "changes_unnamed": QT_TRANSLATE_NOOP("Report", "change"),
}
