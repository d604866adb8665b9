"""The texts of the HTML reports, so that the QGIS side can translate them and send them with the job.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from typing import Callable, Dict, Mapping

from .texts import change_report, landcover
from .texts.mark import QT_TRANSLATE_NOOP

CONTEXT = "Report"

# key -> English text
REPORT_TEXTS: Dict[str, str] = {
    "accuracy_title": QT_TRANSLATE_NOOP("Report", "Accuracy of a change map"),
    "area_title": QT_TRANSLATE_NOOP("Report", "Area estimates with confidence intervals"),
    "predicted": QT_TRANSLATE_NOOP("Report", "Predicted"),
    "reference": QT_TRANSLATE_NOOP("Report", "Reference"),
    "map": QT_TRANSLATE_NOOP("Report", "Map"),
    "sample": QT_TRANSLATE_NOOP("Report", "Sample"),
    "summary": QT_TRANSLATE_NOOP("Report", "Summary"),
    "classes": QT_TRANSLATE_NOOP("Report", "Per class"),
    "matrix": QT_TRANSLATE_NOOP("Report", "Confusion matrix (pixels)"),
    "matrix_help": QT_TRANSLATE_NOOP("Report", "Rows: predicted class. Columns: reference class."),
    "objects": QT_TRANSLATE_NOOP("Report", "Objects"),
    "objects_help": QT_TRANSLATE_NOOP(
        "Report",
        "Two objects of the same class match, one to one, if their intersection over union is at least {overlap}."
        " An object is touched if it shares a pixel with an object of the same class in the other layer.",
    ),
    "objects_left_out": QT_TRANSLATE_NOOP("Report", "Too many objects to match; objects were not compared."),
    "error_map": QT_TRANSLATE_NOOP("Report", "Hits, misses and false alarms"),
    "hit": QT_TRANSLATE_NOOP("Report", "hit"),
    "miss": QT_TRANSLATE_NOOP("Report", "miss"),
    "false_alarm": QT_TRANSLATE_NOOP("Report", "false alarm"),
    "wrong_class": QT_TRANSLATE_NOOP("Report", "wrong class"),
    "right_unchanged": QT_TRANSLATE_NOOP("Report", "correctly unchanged"),
    "not_compared": QT_TRANSLATE_NOOP("Report", "not compared"),
    "class": QT_TRANSLATE_NOOP("Report", "Class"),
    "precision": QT_TRANSLATE_NOOP("Report", "Precision"),
    "recall": QT_TRANSLATE_NOOP("Report", "Recall"),
    "f1": QT_TRANSLATE_NOOP("Report", "F1"),
    "iou": QT_TRANSLATE_NOOP("Report", "IoU"),
    "accuracy": QT_TRANSLATE_NOOP("Report", "Overall accuracy"),
    "kappa": QT_TRANSLATE_NOOP("Report", "Kappa"),
    "mcc": QT_TRANSLATE_NOOP("Report", "MCC"),
    "total": QT_TRANSLATE_NOOP("Report", "Total"),
    "pixels": QT_TRANSLATE_NOOP("Report", "Pixels compared"),
    "predicted_ha": QT_TRANSLATE_NOOP("Report", "Predicted (ha)"),
    "reference_ha": QT_TRANSLATE_NOOP("Report", "Reference (ha)"),
    "found": QT_TRANSLATE_NOOP("Report", "Predicted objects"),
    "true": QT_TRANSLATE_NOOP("Report", "Reference objects"),
    "matched": QT_TRANSLATE_NOOP("Report", "Matched"),
    "mean_iou": QT_TRANSLATE_NOOP("Report", "Mean IoU of matches"),
    "touched_true": QT_TRANSLATE_NOOP("Report", "Reference objects touched"),
    "touched_found": QT_TRANSLATE_NOOP("Report", "Predicted objects touched"),
    "macro_note": QT_TRANSLATE_NOOP("Report", "Precision, recall, F1 and IoU are means over the classes of change."),
    "mapped_ha": QT_TRANSLATE_NOOP("Report", "Mapped (ha)"),
    "adjusted_ha": QT_TRANSLATE_NOOP("Report", "Estimated (ha)"),
    "interval": QT_TRANSLATE_NOOP("Report", "± 95 %"),
    "users": QT_TRANSLATE_NOOP("Report", "User's accuracy"),
    "producers": QT_TRANSLATE_NOOP("Report", "Producer's accuracy"),
    "points": QT_TRANSLATE_NOOP("Report", "Points"),
    "sample_matrix": QT_TRANSLATE_NOOP("Report", "Error matrix (points)"),
    "proportion_matrix": QT_TRANSLATE_NOOP("Report", "Error matrix (estimated shares of the area)"),
    "area_method": QT_TRANSLATE_NOOP(
        "Report",
        "Stratified estimators and their 95 % confidence intervals (1.96 standard errors) after Olofsson et al. 2014, Remote "
        "Sensing of Environment 148, 42-57. The strata are the classes of the map, weighted by their areas on the ellipsoid.",
    ),
    "no_errors": QT_TRANSLATE_NOOP(
        "Report",
        "The sample contains no map errors, so the intervals have zero width. This does not prove that the map is"
        " free of errors; a larger sample is needed.",
    ),
    "left_out": QT_TRANSLATE_NOOP("Report", "Points without a reference class: {empty}; outside the map: {outside}."),
    "evaluation_title": QT_TRANSLATE_NOOP("Report", "Model evaluation"),
    "model": QT_TRANSLATE_NOOP("Report", "Model"),
    "ap": QT_TRANSLATE_NOOP("Report", "AP"),
    "ece": QT_TRANSLATE_NOOP("Report", "Calibration error"),
    "changed_share": QT_TRANSLATE_NOOP("Report", "{share} % of them changed"),
    "chips_of": QT_TRANSLATE_NOOP("Report", "{count} chips of {folders}"),
    "evaluation_threshold": QT_TRANSLATE_NOOP(
        "Report", "At the threshold {threshold}. The best threshold for this imagery is {best}, with F1 {f1}."
    ),
    "evaluation_table": QT_TRANSLATE_NOOP("Report", "Measures"),
    "any_change": QT_TRANSLATE_NOOP("Report", "Any change"),
    "as_delivered": QT_TRANSLATE_NOOP("Report", "The mask as delivered (minimum mapping unit {area} m², holes filled)"),
    "dates_as_they_are": QT_TRANSLATE_NOOP("Report", "{count} of them, dates in order"),
    "dates_swapped": QT_TRANSLATE_NOOP("Report", "The same, dates swapped"),
    "false_where_unchanged": QT_TRANSLATE_NOOP("Report", "False change share on unchanged pairs ({count})"),
    "calibration": QT_TRANSLATE_NOOP("Report", "Calibration"),
    "calibration_help": QT_TRANSLATE_NOOP(
        "Report",
        "Calibration: of the pixels with a probability of 0.8, 80 % should have changed (dashed line). Bars show "
        "shares of pixels. The calibration error is the mean distance from the dashed line over all pixels.",
    ),
    "axis_probability": QT_TRANSLATE_NOOP("Report", "Probability of change"),
    "axis_right": QT_TRANSLATE_NOOP("Report", "Share that is right"),
    "cover_mean_help": QT_TRANSLATE_NOOP(
        "Report", "Means over the classes that occur in the labels. Unlabelled pixels do not count."
    ),
    "cover_confusion": QT_TRANSLATE_NOOP("Report", "Confusion matrix (% of the true class)"),
    "cover_confusion_help": QT_TRANSLATE_NOOP("Report", "Rows: true class. Columns: class that the model found."),
    "cover_robustness_help": QT_TRANSLATE_NOOP(
        "Report",
        "The same images, altered ({count} chips or squares): gain, offset (in standard deviations) and blur, and larger or "
        "smaller pixels. Finer pixels are interpolated and add no detail. F1 is the mean of the classes that occur.",
    ),
    "cover_pictures_help": QT_TRANSLATE_NOOP(
        "Report", "Image, true classes, classes that the model found, and where they agree (green: right)."
    ),
    "axis_changed": QT_TRANSLATE_NOOP("Report", "Share that changed"),
    "precision_recall": QT_TRANSLATE_NOOP("Report", "Precision and recall"),
    "threshold_curve": QT_TRANSLATE_NOOP("Report", "Measures by threshold"),
    "axis_threshold": QT_TRANSLATE_NOOP("Report", "Threshold"),
    "robustness": QT_TRANSLATE_NOOP("Report", "Robustness"),
    "robustness_help": QT_TRANSLATE_NOOP(
        "Report",
        "The same pairs, altered, at the same threshold ({count} pairs or tiles). The earlier date is shifted; "
        "gain, offset (in standard deviations) and blur alter the later date; both dates are resampled to larger "
        "or smaller pixels. Finer pixels are interpolated and add no detail.",
    ),
    "altered": QT_TRANSLATE_NOOP("Report", "Altered"),
    "false_share": QT_TRANSLATE_NOOP("Report", "False change share"),
    "refused": QT_TRANSLATE_NOOP("Report", "refused"),
    "curve_shift": QT_TRANSLATE_NOOP("Report", "Shift between dates"),
    "axis_shift": QT_TRANSLATE_NOOP("Report", "Shift in pixels"),
    "curve_gain": QT_TRANSLATE_NOOP("Report", "Gain of one date"),
    "axis_gain": QT_TRANSLATE_NOOP("Report", "Gain"),
    "curve_offset": QT_TRANSLATE_NOOP("Report", "Offset of one date"),
    "axis_offset": QT_TRANSLATE_NOOP("Report", "Offset in standard deviations"),
    "curve_blur": QT_TRANSLATE_NOOP("Report", "Blur of one date"),
    "axis_blur": QT_TRANSLATE_NOOP("Report", "Blur in pixels"),
    "curve_resolution": QT_TRANSLATE_NOOP("Report", "Other pixel sizes"),
    "axis_resolution": QT_TRANSLATE_NOOP("Report", "Pixel size, times"),
    "automatic": QT_TRANSLATE_NOOP("Report", "handled automatically"),
    "as_is": QT_TRANSLATE_NOOP("Report", "as it is"),
    "chip": QT_TRANSLATE_NOOP("Report", "Chip"),
    "chip_folder": QT_TRANSLATE_NOOP("Report", "Folder"),
    "chip_folders": QT_TRANSLATE_NOOP("Report", "Per folder"),
    "chips_help": QT_TRANSLATE_NOOP("Report", "Before, after, truth, prediction."),
    "worst_chips": QT_TRANSLATE_NOOP("Report", "Worst chips"),
    "best_chips": QT_TRANSLATE_NOOP("Report", "Best chips"),
    "skipped_chips": QT_TRANSLATE_NOOP("Report", "Excluded chips"),
    "reason": QT_TRANSLATE_NOOP("Report", "Reason"),
    "training_title": QT_TRANSLATE_NOOP("Report", "Training of {id}"),
    "training_model": QT_TRANSLATE_NOOP("Report", "Model (base or new)"),
    "training_measure": QT_TRANSLATE_NOOP("Report", "Measure"),
    "training_base_model": QT_TRANSLATE_NOOP("Report", "Base model"),
    "training_new_model": QT_TRANSLATE_NOOP("Report", "This model"),
    "training_comparison": QT_TRANSLATE_NOOP("Report", "Base model and this model on the same validation area"),
    "training_validation_note": QT_TRANSLATE_NOOP(
        "Report",
        "On ground not used for training. The epoch, temperature and threshold were chosen on it, so expect "
        "slightly lower figures elsewhere.",
    ),
    "training_figure": QT_TRANSLATE_NOOP("Report", "Before, after, truth and prediction on the validation area"),
    "training_before": QT_TRANSLATE_NOOP("Report", "before"),
    "training_after": QT_TRANSLATE_NOOP("Report", "after"),
    "training_truth": QT_TRANSLATE_NOOP("Report", "truth"),
    "training_prediction": QT_TRANSLATE_NOOP("Report", "prediction"),
    "training_curves": QT_TRANSLATE_NOOP("Report", "Curves"),
    "training_epochs": QT_TRANSLATE_NOOP("Report", "Epochs"),
    "training_facts": QT_TRANSLATE_NOOP("Report", "Data and training"),
    "training_gain": QT_TRANSLATE_NOOP(
        "Report",
        "F1 of any change: {gain} against the base model, 95 % interval {low} to {high} (bootstrap over {blocks} blocks of the "
        "validation ground): a real difference.",
    ),
    "training_alike": QT_TRANSLATE_NOOP(
        "Report",
        "F1 of any change: {gain} against the base model, 95 % interval {low} to {high} (bootstrap over {blocks} blocks of the "
        "validation ground): no real difference, the gain lies within the noise.",
    ),
    "training_licence": QT_TRANSLATE_NOOP("Report", "Licence of what it was trained on"),
    "training_attribution": QT_TRANSLATE_NOOP("Report", "Attribution"),
    "training_settings": QT_TRANSLATE_NOOP("Report", "Settings"),
    "fact_data": QT_TRANSLATE_NOOP("Report", "Data"),
    "fact_classes": QT_TRANSLATE_NOOP("Report", "Classes"),
    "fact_polygons": QT_TRANSLATE_NOOP("Report", "Labels (polygons)"),
    "fact_area": QT_TRANSLATE_NOOP("Report", "Labelled area"),
    "fact_split": QT_TRANSLATE_NOOP("Report", "Split"),
    "fact_base": QT_TRANSLATE_NOOP("Report", "Base"),
    "fact_network": QT_TRANSLATE_NOOP("Report", "Network"),
    "fact_epochs": QT_TRANSLATE_NOOP("Report", "Epochs"),
    "fact_time": QT_TRANSLATE_NOOP("Report", "Time"),
    "fact_forgetting": QT_TRANSLATE_NOOP("Report", "Against forgetting"),
    "fact_threshold": QT_TRANSLATE_NOOP("Report", "Threshold"),
    "fact_temperature": QT_TRANSLATE_NOOP("Report", "Temperature"),
    "fact_halo": QT_TRANSLATE_NOOP("Report", "Halo (pixels)"),
    "fact_date": QT_TRANSLATE_NOOP("Report", "Date"),
    "rate_title": QT_TRANSLATE_NOOP("Report", "Learning rate range test"),
    "rate_suggested": QT_TRANSLATE_NOOP("Report", "Suggested rate"),
    "rate_steps": QT_TRANSLATE_NOOP("Report", "Steps"),
    "rate_axis": QT_TRANSLATE_NOOP("Report", "Learning rate"),
    "rate_loss": QT_TRANSLATE_NOOP("Report", "Loss"),
    "rate_steepest": QT_TRANSLATE_NOOP("Report", "The loss decreased most steeply at this rate."),
    "rate_flat": QT_TRANSLATE_NOOP(
        "Report",
        "The loss hardly decreased at any rate: the model already fits the data, or there are few labels. The "
        "suggested rate is a tenth of the rate at which the loss began to rise.",
    ),
    "rate_method": QT_TRANSLATE_NOOP(
        "Report",
        "The rate increased by a constant factor per step (Smith 2017). Pale: loss of each batch; dark: smoothed."
        " The weights of this test were discarded.",
    ),
    "quantized_title": QT_TRANSLATE_NOOP("Report", "A model and its 8-bit version"),
    "quantized_how": QT_TRANSLATE_NOOP(
        "Report",
        "Calibrated with {count} images. Speed: the bare network on this machine, both measured alternately. "
        "Measures: any change at the threshold {threshold}.",
    ),
    "quantized_how_cover": QT_TRANSLATE_NOOP(
        "Report",
        "Calibrated with {count} images. Speed: the bare network on this machine, both measured alternately. "
        "Measures: means over the classes, each pixel in its likeliest class.",
    ),
    "unlike_classes": QT_TRANSLATE_NOOP("Report", "Pixels of another class"),
    "quantized_faster": QT_TRANSLATE_NOOP("Report", "The 8-bit model is faster on this machine."),
    "quantized_not_faster": QT_TRANSLATE_NOOP(
        "Report", "The 8-bit model is not faster on this machine: unless size matters, use the original model."
    ),
    "quantized_on": QT_TRANSLATE_NOOP("Report", "Compared with the reference on {count} chips or tiles."),
    "size_mb": QT_TRANSLATE_NOOP("Report", "Size (MB)"),
    "speed_mpx": QT_TRANSLATE_NOOP("Report", "Speed (Mpx/s)"),
    "difference": QT_TRANSLATE_NOOP("Report", "Difference"),
    "agreement": QT_TRANSLATE_NOOP("Report", "Agreement"),
    "unlike_share": QT_TRANSLATE_NOOP("Report", "Pixels changed in only one of the two"),
    "mean_difference": QT_TRANSLATE_NOOP("Report", "Mean difference of the probability"),
    "largest_difference": QT_TRANSLATE_NOOP("Report", "Largest difference of the probability"),
    "sar_evaluation_title": QT_TRANSLATE_NOOP("Report", "Radar methods on simulated change"),
    "sar_origin": QT_TRANSLATE_NOOP(
        "Report", "{images} images of {places} places, each with random polygons of change in its power."
    ),
    "sar_best": QT_TRANSLATE_NOOP("Report", "Best method"),
    "sar_method": QT_TRANSLATE_NOOP("Report", "Method"),
    "sar_change_shift": QT_TRANSLATE_NOOP("Report", "shift"),
    "sar_change_statistical": QT_TRANSLATE_NOOP("Report", "statistical"),
    "sar_auc_of": QT_TRANSLATE_NOOP("Report", "AUC, {change}"),
    "sar_ap_of": QT_TRANSLATE_NOOP("Report", "AP, {change}"),
    "sar_svc_of": QT_TRANSLATE_NOOP("Report", "SVC accuracy, {change}"),
    "sar_axis_alarms": QT_TRANSLATE_NOOP("Report", "False alarm share"),
    "sar_axis_hits": QT_TRANSLATE_NOOP("Report", "Detected share"),
    "sar_measures_help": QT_TRANSLATE_NOOP(
        "Report",
        "AUC: area under the ROC curve; AP: average precision; in brackets the 95 % interval by resampling dates. SVC: a "
        "linear classifier on the differences of the polarisations, on images that it was not fitted on, of as many changed "
        "as unchanged pixels. The plain difference from the latest earlier image, unfiltered, is the yardstick.",
    ),
    "sar_surface_land": QT_TRANSLATE_NOOP("Report", "On land"),
    "sar_surface_water": QT_TRANSLATE_NOOP("Report", "On water and other smooth surfaces"),
    "sar_surface_help": QT_TRANSLATE_NOOP(
        "Report", "Smooth surfaces: temporal median below -24 dB (VH, HV), or below -18 dB where there is only VV or HH."
    ),
    "sar_automatic_took": QT_TRANSLATE_NOOP("Report", "The automatic method chose: {listing}."),
    "sar_method_plain": QT_TRANSLATE_NOOP("Report", "Plain difference"),
    "sar_method_automatic": QT_TRANSLATE_NOOP("Report", "Automatic"),
    "sar_method_latest": QT_TRANSLATE_NOOP("Report", "Difference from the latest image"),
    "sar_method_nearest-geometry": QT_TRANSLATE_NOOP("Report", "Difference, nearest geometry"),
    "sar_method_median": QT_TRANSLATE_NOOP("Report", "Median"),
    "sar_method_levelled-median": QT_TRANSLATE_NOOP("Report", "Levelled median"),
    "sar_method_z-score": QT_TRANSLATE_NOOP("Report", "Z-score"),
    "sar_method_levelled-z": QT_TRANSLATE_NOOP("Report", "Levelled z-score"),
    "sar_method_regression": QT_TRANSLATE_NOOP("Report", "Regression"),
    "sar_method_network": QT_TRANSLATE_NOOP("Report", "Trained network"),
    "sar_ablation_title": QT_TRANSLATE_NOOP("Report", "Error of the network without each condition"),
    "sar_ablation_without": QT_TRANSLATE_NOOP("Report", "Left out"),
    "sar_ablation_none": QT_TRANSLATE_NOOP("Report", "nothing"),
    "sar_ablation_axis": QT_TRANSLATE_NOOP("Report", "Line of the table"),
    "sar_ablation_help": QT_TRANSLATE_NOOP(
        "Report",
        "The network was trained anew for each line, with the settings of the model, and measured on the days that it was not "
        "trained on. Conditions that are the same or unknown for all images are not listed: they cannot matter.",
    ),
    "sar_train_title": QT_TRANSLATE_NOOP("Report", "Radar prediction, trained"),
    "sar_train_advice": QT_TRANSLATE_NOOP("Report", "Use on these images"),
    "sar_train_use_network": QT_TRANSLATE_NOOP("Report", "the trained network"),
    "sar_train_use_automatic": QT_TRANSLATE_NOOP("Report", "the automatic method, without the network"),
    "sar_train_advice_help": QT_TRANSLATE_NOOP(
        "Report",
        "AUC on simulated change on held-out dates, mean over the kinds of change: network {network:.3f}, automatic method "
        "{automatic:.3f}. The network is recommended where it is better by at least 0.005.",
    ),
    "sar_train_mse": QT_TRANSLATE_NOOP("Report", "MSE (dB²)"),
    "sar_train_auc": QT_TRANSLATE_NOOP("Report", "AUC"),
    "sar_train_mse_help": QT_TRANSLATE_NOOP(
        "Report",
        "MSE: mean squared difference of unchanged images from their prediction. That of '{method}' is the error of the mean "
        "of all earlier images, which the network has to beat. Filtered images; the plain difference is not filtered.",
    ),
    "sar_train_split": QT_TRANSLATE_NOOP("Report", "Dates"),
    "sar_train_part": QT_TRANSLATE_NOOP("Report", "Part"),
    "sar_train_days": QT_TRANSLATE_NOOP("Report", "Predicted dates"),
    "sar_train_training": QT_TRANSLATE_NOOP("Report", "Training"),
    "sar_train_validation": QT_TRANSLATE_NOOP("Report", "Validation"),
    "sar_train_held_out": QT_TRANSLATE_NOOP("Report", "Held out"),
    "sar_train_curve": QT_TRANSLATE_NOOP("Report", "Mean squared error on the validation dates"),
    "sar_train_epoch": QT_TRANSLATE_NOOP("Report", "Epoch"),
    "sar_train_mean": QT_TRANSLATE_NOOP("Report", "Mean of all earlier images"),
    "sar_train_pictures": QT_TRANSLATE_NOOP("Report", "Predicted and true images of validation dates"),
    "sar_panel_latest": QT_TRANSLATE_NOOP("Report", "Latest earlier image"),
    "sar_panel_mean": QT_TRANSLATE_NOOP("Report", "Mean of earlier images"),
    "sar_panel_predicted": QT_TRANSLATE_NOOP("Report", "Predicted"),
    "sar_panel_true": QT_TRANSLATE_NOOP("Report", "True"),
    "sar_panel_difference": QT_TRANSLATE_NOOP("Report", "Difference"),
    "provenance": QT_TRANSLATE_NOOP("Report", "Provenance"),
    **landcover.REPORT_TEXTS,
    **change_report.REPORT_TEXTS,
}


def translated_texts(translate: Callable[[str], str]) -> Dict[str, str]:
    """All texts in the user's language, for a job."""
    return {key: translate(text) for key, text in REPORT_TEXTS.items()}


def report_text(texts: Mapping[str, str], key: str) -> str:
    """A text of a report: translated where the job brings a translation, else English."""
    return texts.get(key) or REPORT_TEXTS[key]
