"""Which jobs there are."""

from __future__ import annotations

from typing import Any, Dict

from .accuracy import AssessAccuracyJob, EstimateAreaJob, SamplePointsJob
from .activation_map import ActivationMapJob
from .change_time_series import ChangeTimeSeriesJob
from .coregister import CoregisterJob
from .detect_change import DetectChangeJob
from .detect_change_classic import DetectChangeClassicJob
from .evaluation import EvaluateModelJob, QuantizeModelJob
from .find_learning_rate import FindLearningRateJob
from .merge_reviews import MergeReviewsJob
from .preview import PreviewJob
from .threshold import ApplyThresholdJob, ChangeSizesJob, ProbabilityHistogramJob
from .train_model import ExportChipsJob, TrainModelJob
from .vectorize_change import VectorizeChangeJob
from .wire import build

_KINDS: Any = (
    DetectChangeJob,
    DetectChangeClassicJob,
    CoregisterJob,
    AssessAccuracyJob,
    SamplePointsJob,
    EstimateAreaJob,
    VectorizeChangeJob,
    EvaluateModelJob,
    QuantizeModelJob,
    PreviewJob,
    ProbabilityHistogramJob,
    ChangeSizesJob,
    ApplyThresholdJob,
    MergeReviewsJob,
    ChangeTimeSeriesJob,
    ActivationMapJob,
    FindLearningRateJob,
    ExportChipsJob,
    TrainModelJob,
)
JOB_TYPES: Dict[str, Any] = {kind.KIND: kind for kind in _KINDS}


def load_job(values: Dict[str, Any]) -> Any:
    """The job of a JSON object (see :func:`.wire.dump_job`).

    :raises ValueError: no such kind, or a field that does not fit.
    """
    fields = dict(values)
    kind = fields.pop("kind", None)
    if kind not in JOB_TYPES:
        raise ValueError(f"no job of kind {kind!r}")
    return build(JOB_TYPES[kind], fields)
