"""The registry of jobs: one class for each kind.

A job is a frozen dataclass with two class attributes: ``KIND``, its name in JSON, and ``RUNNER``, the function that runs it
in the worker (``module:function``; a leading dot means the plugin's package). To add a job, write its dataclass and add it to
:data:`JOBS`.
"""

from __future__ import annotations

from typing import Any, Dict

from .accuracy import AssessAccuracyJob, EstimateAreaJob, SamplePointsJob
from .activation_map import ActivationMapJob
from .change_report import ChangeReportJob
from .change_time_series import ChangeTimeSeriesJob
from .classify_land_cover import ClassifyLandCoverJob
from .coregister import CoregisterJob
from .describe_dates import DescribeDatesJob
from .detect_change import DetectChangeJob
from .detect_change_classic import DetectChangeClassicJob
from .detect_change_cluster import DetectBlockJob, DetectChangeClusterJob
from .evaluation import EvaluateModelJob, QuantizeModelJob
from .find_learning_rate import FindLearningRateJob
from .from_to_change import FromToChangeJob
from .land_cover_series import LandCoverSeriesJob
from .measure_runtime import MeasureRuntimeJob
from .merge_reviews import MergeReviewsJob
from .predict import PredictJob
from .preview import PreviewJob
from .quicklook import QuicklookJob
from .sar import DescribeRadarJob, SarDifferenceJob, SarEvaluateJob, SarSimulateJob, SarTableJob, SarTrainJob
from .threshold import ApplyThresholdJob, ChangeSizesJob, ProbabilityHistogramJob
from .train_model import ExportChipsJob, TrainModelJob
from .vectorize_change import VectorizeChangeJob
from .wire import build

JOBS: Any = (
    DetectChangeJob,
    DetectChangeClassicJob,
    DetectChangeClusterJob,
    DetectBlockJob,
    CoregisterJob,
    AssessAccuracyJob,
    SamplePointsJob,
    EstimateAreaJob,
    VectorizeChangeJob,
    EvaluateModelJob,
    QuantizeModelJob,
    MeasureRuntimeJob,
    PredictJob,
    ClassifyLandCoverJob,
    FromToChangeJob,
    LandCoverSeriesJob,
    PreviewJob,
    QuicklookJob,
    DescribeDatesJob,
    DescribeRadarJob,
    ProbabilityHistogramJob,
    ChangeSizesJob,
    ApplyThresholdJob,
    MergeReviewsJob,
    ChangeReportJob,
    ChangeTimeSeriesJob,
    ActivationMapJob,
    FindLearningRateJob,
    ExportChipsJob,
    TrainModelJob,
    SarTableJob,
    SarDifferenceJob,
    SarSimulateJob,
    SarEvaluateJob,
    SarTrainJob,
)
JOB_TYPES: Dict[str, Any] = {job.KIND: job for job in JOBS}


def load_job(values: Dict[str, Any]) -> Any:
    """Return the job of a JSON object (see :func:`.wire.dump_job`).

    :raises ValueError: no such kind, or a field that does not fit.
    """
    if not isinstance(values, dict):
        raise ValueError(f"a job must be an object, not {type(values).__name__}")
    fields = dict(values)
    kind = fields.pop("kind", None)
    if not isinstance(kind, str) or kind not in JOB_TYPES:
        raise ValueError(f"no job of kind {kind!r}")
    return build(JOB_TYPES[kind], fields)
