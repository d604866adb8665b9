"""The Processing algorithms, one a file. QGIS side of the wall.

Imported while QGIS starts: what an algorithm needs to run (model files, layers, the runtime) is imported when it runs.
"""

from __future__ import annotations

from typing import Any


def algorithm_classes() -> tuple[Any, ...]:
    """The classes of the algorithms, in the order of the toolbox."""
    from .activation_map import ActivationMap
    from .assess_accuracy import AssessAccuracy
    from .change_report import ChangeReport
    from .change_time_series import ChangeTimeSeries
    from .classify_land_cover import ClassifyLandCover
    from .cleanup import Cleanup
    from .coregister import Coregister
    from .detect_change import DetectChange
    from .detect_change_classic import DetectChangeClassic
    from .detect_change_cluster import DetectChangeCluster
    from .estimate_area import EstimateArea
    from .evaluate_model import EvaluateModel
    from .export_chips import ExportChips
    from .find_learning_rate import FindLearningRate
    from .from_to_change import FromToChange
    from .import_model import ImportModel
    from .install_runtime import InstallRuntime
    from .land_cover_series import LandCoverSeries
    from .measure_runtime import MeasureRuntime
    from .merge_reviews import MergeReviews
    from .quantize_model import QuantizeModel
    from .sample_points import SamplePoints
    from .sar_difference import SarDifference
    from .sar_evaluate import SarEvaluate
    from .sar_simulate import SarSimulate
    from .sar_table import SarTable
    from .sar_train import SarTrain
    from .train_model import TrainModel
    from .vectorize_change import VectorizeChange

    return (
        DetectChange,
        DetectChangeClassic,
        DetectChangeCluster,
        ChangeTimeSeries,
        SarTable,
        SarDifference,
        SarSimulate,
        SarTrain,
        SarEvaluate,
        VectorizeChange,
        ClassifyLandCover,
        FromToChange,
        LandCoverSeries,
        AssessAccuracy,
        SamplePoints,
        EstimateArea,
        MergeReviews,
        ChangeReport,
        Coregister,
        ExportChips,
        FindLearningRate,
        TrainModel,
        ImportModel,
        EvaluateModel,
        QuantizeModel,
        ActivationMap,
        InstallRuntime,
        MeasureRuntime,
        Cleanup,
    )
