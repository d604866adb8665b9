"""Finding a learning rate: how the loss depends on rates from very low to very high.

While it runs it emits ``Row(RATE, {"rate", "loss", "smoothed"}, step)`` after each step.

Standard library only; imported by both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional

from .train_model import TrainModelJob

RATE = "rate"


@dataclass(frozen=True)
class FindLearningRateJob:
    """Sweep the learning rate over a few steps of a training, which is thrown away.

    :param training: the training that a rate is wanted for; nothing of it is written.
    :param scratch: an existing folder for temporary files, the training's too.
    :param steps: at most; it ends earlier where the loss explodes.
    :param lowest, highest: rates of the first and last step.
    :param report, curve: paths to write (HTML, CSV); ``None`` = not wanted.
    :param texts: translations of the report's texts (:mod:`.report_texts`).

    >>> training = TrainModelJob("siamese_unet", "model.onnx", "scratch", "checkpoints", chips=("chips",))
    >>> job = FindLearningRateJob(training, "scratch", curve="curve.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "find_learning_rate"
    RUNNER: ClassVar[str] = ".training.entries:find_learning_rate"

    training: TrainModelJob
    scratch: str
    steps: int = 100
    lowest: float = 1e-6
    highest: float = 1.0
    report: Optional[str] = None
    curve: Optional[str] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
