"""What each condition is worth to a radar network: it is trained anew without it, and measured on the held-out dates."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Optional

from ...engine.context import JobContext
from ...engine.sar.evaluate import measure
from ...engine.sar.network_prediction import open_model
from ...jobs.failure import JobFailure
from ...jobs.sar import SarEvaluateJob, SarTrainJob
from ...jobs.training_settings import TrainingSettings
from ...rules.network_plan import PlanInvalid
from ...rules.sar_conditions import CONDITIONS, KNOWN
from ...rules.sar_table import read_table
from ..networks.model_weights import NetworkNotStored, stored_network
from .run import train_variant


def ablate(job: SarEvaluateJob, context: JobContext) -> list[dict[str, Any]]:
    """Train the model of a job anew, with all its conditions and without each that the table knows.

    :return: for each training ``without`` (a condition, "" = none), ``mse_db2``, and ``auc`` by kind of change.
    :raises JobFailure: ``sar_ablation_model``: there is no model, or it was not made by ``sartrain``.
    """
    base, days = _training_of(job)
    os.makedirs(job.scratch, exist_ok=True)
    models = {}
    chips = None
    names = ["", *_known_conditions(job, base)]
    for number, name in enumerate(names):
        context.info("sar_ablation", number=number + 1, count=len(names), condition=name or "-")
        path = Path(job.scratch) / f"without-{number}.onnx"
        checkpoints = os.path.join(job.scratch, f"without-{number}.training")
        without = tuple(dict.fromkeys((*base.without, *((name,) if name else ()))))
        variant = replace(base, without=without, model=str(path), checkpoints=checkpoints)
        chips = train_variant(variant, path, context, chips)
        models[name] = open_model(str(path))
    document = measure(replace(job, methods=(), model=None, days=days), context, models)
    return [
        {
            "without": name,
            "mse_db2": document["mse_db2"][name],
            "auc": {change: document["methods"][name][change]["all"]["auc"] for change in job.changes},
        }
        for name in names
    ]


def _training_of(job: SarEvaluateJob) -> tuple[SarTrainJob, tuple[str, ...]]:
    """The training that made the model, and the days that were held out."""
    if job.model is None:
        raise JobFailure("sar_ablation_model", "MODEL", model="-")
    document = open_model(job.model).spec.document
    try:
        plan = stored_network(Path(job.model)).plan
        radar, training = document["radar"], document["training"]
        known = {item.name for item in fields(TrainingSettings)}
        given: dict[str, Any] = {name: value for name, value in training["settings"].items() if name in known}
        given["augmentations"] = ()  # of labelled crops
        settings = TrainingSettings(**given)
        days = tuple(str(day) for day in training["days"]["held out"])
        base = SarTrainJob(
            job.table,
            "",
            job.scratch,
            "",
            place=job.place,
            architecture=plan.architecture,
            dem=job.dem if plan.bands > plan.classes else None,
            without=tuple(radar["without"]),
            held_out=len(days),
            speckle_filter=str(radar["filter"]),
            level=bool(radar["levelled"]),
            all_tracks=job.all_tracks,
            include=job.include,
            exclude=job.exclude,
            settings=settings,
            resume=False,
        )
    except (KeyError, TypeError, ValueError, PlanInvalid, NetworkNotStored) as error:
        raise JobFailure("sar_ablation_model", "MODEL", model=os.path.basename(job.model)) from error
    return base, days


def _known_conditions(job: SarEvaluateJob, base: SarTrainJob) -> list[str]:
    """The conditions of the network that differ between images, or that only some have: others cannot matter."""
    rows = read_table(job.table)
    rows = tuple(row for row in rows if job.place is None or row.place == job.place)
    found = []
    for name, (_, number) in CONDITIONS.items():
        values: set[Optional[float]] = {number(row, rows[-1]) for row in rows}
        if name not in base.without and not name.endswith(KNOWN) and len(values) > 1:
            found.append(name)
    return found
