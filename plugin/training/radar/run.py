"""A training of a radar network from the job to the model file and its report."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import torch

from ...engine.context import JobContext, job_environment
from ...engine.outputs.documents import check_documents
from ...engine.sar.chips import Chip, ChipSource, read_chips
from ...engine.sar.evaluate import mean_auc, measure
from ...engine.sar.prediction import fit_levels
from ...engine.sar.stack import common_polarisations, completed, rows_of_place
from ...jobs.failure import JobFailure
from ...jobs.publish import prepare as staged_for
from ...jobs.publish import publish, writing
from ...jobs.sar import FILTERS, SarEvaluateJob, SarTrainJob
from ...rules.network_plan import SAR_ARCHITECTURES, NetworkPlan, radar_plan
from ...rules.sar_conditions import CONDITIONS, column_names, number_of
from ...rules.sar_table import Acquisition, read_table
from ...rules.training_limits import check_numbers
from ..fit.checkpoint import Checkpoints
from ..fit.device import choose_device, choose_precision, core_count
from ..fit.export import check_room, export_network
from ..fit.loop import Outcome, Training
from ..fit.optimisation import Optimisation, Schedule
from ..networks.architectures import architecture_of
from .report import Comparison, card, html, strips
from .sequences import DateSequence, SequenceCrops, Split, scaling_of, sequences_of, split_by_date
from .task import RadarTask
from .watch import RadarShow

_DOCUMENTS = {"MODEL": ("onnx",), "REPORT": ("html", "htm")}
_RATES = {"radar_unet": 1e-3, "radar_unet_deep": 1e-4}
_HALOS = {"radar_unet": 64, "radar_unet_deep": 512}  # reach of the small one; a cell of the deep one's coarsest map
_LEAST_STEPS, _MOST_STEPS = 10, 200
_EPOCH_SHOWS = 1.0  # times that an epoch shows the training images
_TRAINED = 0.9
_FREE_SETTINGS = ("device", "threads", "minutes", "epochs", "patience")  # that a resumed training may change
_CHOSEN_AUC = 0.005  # by which the network has to be better to be recommended


@dataclass(frozen=True)
class Prepared:
    """A training, ready to run. :param chips: of all places, filtered."""

    job: SarTrainJob
    task: RadarTask
    split: Split
    chips: Sequence[Chip]

    @property
    def identity(self) -> dict[str, Any]:
        """What must be equal for a training to be resumed."""
        settings = {key: value for key, value in asdict(self.job.settings).items() if key not in _FREE_SETTINGS}
        images = sorted({f"{chip.name} {row.day}" for chip in self.chips for row in chip.rows})
        return {
            "network": self.task.architecture.plan.document(),
            "images": images,
            "days": {name: list(days) for name, days in self.split.days.items()},
            "filter": [self.job.speckle_filter, self.job.level],
            "conditions": [item.name for item in self.task.scaling.conditions],
            "settings": settings,
        }


def run_training(job: SarTrainJob, context: JobContext) -> dict[str, Any]:
    """Run the job.

    :return: the outputs of ``groundshift:sartrain`` by name.
    :raises JobFailure: with its cause and how to correct it.
    :raises Cancelled: the checkpoint is kept.
    """
    outputs = {name: path for name, path in (("MODEL", job.model), ("REPORT", job.report)) if path}
    with job_environment(outputs.values(), job.scratch):
        check_documents(outputs, _DOCUMENTS)
        prepared = prepare(job, context)
        show = RadarShow(prepared.task, job.pictures, job.texts, context)
        show.setup(prepared.split)
        if job.only_sample:
            context.progress(1.0, "done", 0.0)
            return {}
        check_room(job.model, prepared.task.network)
        checkpoints = Checkpoints(job.checkpoints, prepared.identity)
        outcome = train(prepared, checkpoints, context)
        values = _finish(prepared, outcome, outputs, show, context)
        checkpoints.remove()
    context.progress(1.0, "done", 0.0)
    return values


def prepare(job: SarTrainJob, context: JobContext, chips: Optional[Sequence[Chip]] = None) -> Prepared:
    """Read the images, split their dates and make the network.

    :param chips: images that were read before; ``None`` = they are read.
    :raises JobFailure: a setting is wrong, images cannot be read, or there are too few dates.
    """
    _check(job)
    torch.set_num_threads(core_count(job.settings.threads))
    device = choose_device(job.settings.device)
    chips = _read(job, context) if chips is None else chips
    dates = radar_plan(job.architecture, 1, False, 0).dates
    sequences = [item for chip in chips for item in sequences_of(chip, dates, job.level)]
    if not sequences:
        most = max((len(chip.rows) for chip in chips), default=0)
        raise JobFailure("sar_train_few", "TABLE", needed=dates + 3, count=most)
    _report_images(job, chips, context)
    split = split_by_date(sequences, job.held_out)
    elevation = job.dem is not None
    columns = column_names(job.without)
    scaling = scaling_of(split.training, dates, columns, elevation)
    plan = radar_plan(job.architecture, len(chips[0].polarisations), elevation, len(columns))
    context.info("sar_train_split", **{name.replace(" ", "_"): len(days) for name, days in split.days.items()})
    return Prepared(job, _task(job, plan, split, scaling, device, context), split, chips)


def _report_images(job: SarTrainJob, chips: Sequence[Chip], context: JobContext) -> None:
    """Log what the images lack: data, conditions, and levelling where their offsets are left to the network."""
    empty = sum(not np.isfinite(image).all(axis=0).any() for chip in chips for image in chip.smooth)
    if empty:
        context.warn("sar_images_empty", count=empty)
    rows = [row for chip in chips for row in chip.rows]
    unknown = [
        name for name in CONDITIONS if name not in job.without and all(number_of(name, row, row) is None for row in rows)
    ]
    if unknown:
        context.info("sar_train_unknown", conditions=", ".join(unknown))
    if not job.level:
        offsets = [fit_levels(chip.smooth.reshape(*chip.smooth.shape[:2], -1))[0].std(axis=0).max() for chip in chips]
        context.warn("sar_train_unlevelled", offset=float(max(offsets)))


def train_variant(job: SarTrainJob, path: Path, context: JobContext, chips: Optional[Sequence[Chip]]) -> Sequence[Chip]:
    """Train and write the network alone, without comparison and documents.

    :param chips: as for :func:`prepare`.
    :return: the images that were read, for the next variant.
    """
    prepared = prepare(job, context, chips)
    outcome = train(prepared, Checkpoints(job.checkpoints, prepared.identity), context)
    network: Any = prepared.task.network
    network.load_state_dict(outcome.weights)
    network.eval()
    _export(prepared, path, _metadata(prepared, outcome))
    return prepared.chips


def train(prepared: Prepared, checkpoints: Checkpoints, context: JobContext) -> Outcome:
    """Train until the schedule, patience, time or the user ends it."""
    job, task = prepared.job, prepared.task
    resumes = checkpoints.begin(job.resume)
    show = RadarShow(task, job.pictures, job.texts, context)
    training = Training(task, checkpoints, show, job.control, context)
    if resumes:
        training.resume()
    return training.run()


def _check(job: SarTrainJob) -> None:
    for parameter, value, known in (
        ("NETWORK", job.architecture, SAR_ARCHITECTURES),
        ("FILTER", job.speckle_filter, FILTERS),
        *(("WITHOUT", name, tuple(CONDITIONS)) for name in job.without),
    ):
        if value not in known:
            raise JobFailure("method_unknown", parameter, value=value, known=", ".join(known))
    check_numbers(job.settings)


def _read(job: SarTrainJob, context: JobContext) -> list[Chip]:
    """:raises JobFailure: ``sar_train_bands``: the places have no common polarisations; or nothing can be read."""
    table = read_table(job.table)
    places = sorted({row.place for row in table}) if job.place is None else [job.place]
    stacks = [[completed(row) for row in rows_of_place(table, place)] for place in places]
    stacks = [rows for rows in stacks if len(rows) > 1]
    polarisations = _shared(stacks)
    source = ChipSource(
        job.speckle_filter,
        job.all_tracks,
        job.include,
        job.exclude,
        dem=job.dem,
        polarisations=polarisations,
        chip_bytes=job.chip_bytes,
    )
    chips: list[Chip] = []
    for number, rows in enumerate(stacks):
        missing = sum(not set(polarisations) <= set(row.bands) for row in rows)
        if missing:
            context.warn("sar_bands_missing", count=missing, bands=", ".join(polarisations))
        for chip in read_chips(source, rows, context):
            chips.append(replace(chip, raw=chip.raw[:0]))  # only filtered images are trained on
        context.progress(0.1 * (number + 1) / len(stacks), "reading")
    return chips


def _shared(stacks: Sequence[Sequence[Acquisition]]) -> tuple[str, ...]:
    """The polarisations that all places have, each in at least half of its images.

    :raises JobFailure: ``sar_train_bands`` or ``sar_train_few``.
    """
    if not stacks:
        raise JobFailure("sar_train_few", "TABLE", needed=7, count=1)
    found = [common_polarisations(rows[:-1], rows[-1]) for rows in stacks]
    shared = tuple(name for name in found[0] if all(name in other for other in found))
    if not shared:
        raise JobFailure("sar_train_bands", "TABLE", found="; ".join(sorted({", ".join(item) for item in found})))
    return shared


def _task(job: SarTrainJob, plan: NetworkPlan, split: Split, scaling: Any, device: str, context: JobContext) -> RadarTask:
    settings = job.settings
    torch.manual_seed(settings.seed)
    architecture = architecture_of(plan)
    network: Any = architecture.build(False).to(device)
    elevation = plan.bands > plan.classes
    pixels = sum(item.chip.inside.size for item in split.training)
    side = _side(settings.tile_size, plan.stride, split.training)
    usual = int(np.clip(_EPOCH_SHOWS * pixels / (settings.batch_size * side**2), _LEAST_STEPS, _MOST_STEPS))
    rate = settings.learning_rate or _RATES[job.architecture]
    steps = settings.steps_per_epoch or usual
    parameters = sum(item.numel() for item in network.parameters())
    precision = choose_precision(device, settings.mixed_precision)
    context.info(
        "training_network",
        name=plan.name,
        parameters=parameters,
        device=device,
        precision=str(precision).rsplit(".", 1)[-1],
        epochs=settings.epochs,
        steps=steps,
        batch=settings.batch_size,
        size=side,
    )
    crops = SequenceCrops(split.training, scaling, plan.dates, elevation, side, settings.batch_size, settings.seed)
    return RadarTask(
        network=network,
        architecture=architecture,
        scaling=scaling,
        crops=crops,
        validation=split.validation,
        schedule=Schedule(settings.epochs, steps, rate, 0, settings.schedule),
        optimisation=Optimisation(rate, rate),
        settings=settings,
        device=device,
        precision=precision,
        elevation=elevation,
    )


def _side(wanted: int, stride: int, sequences: Sequence[DateSequence]) -> int:
    largest = max(max(item.chip.inside.shape) for item in sequences)
    return max(stride, min(wanted, -(-largest // stride) * stride) // stride * stride)


# -- the result -------------------------------------------------------------------------------------


def _finish(
    prepared: Prepared, outcome: Outcome, outputs: dict[str, str], show: RadarShow, context: JobContext
) -> dict[str, Any]:
    """Export, compare on the held-out dates, describe and publish."""
    job, task = prepared.job, prepared.task
    network: Any = task.network
    network.load_state_dict(outcome.weights)
    network.eval()
    context.info("training_kept", epoch=outcome.best_epoch, monitor="MSE", value=abs(outcome.best_value))
    show.end(network, prepared.split.validation)
    pictures = strips(task, network, prepared.split.validation, job.texts)
    trial = Path(job.scratch) / "trial.onnx"
    os.makedirs(job.scratch, exist_ok=True)
    metadata = _metadata(prepared, outcome)
    _export(prepared, trial, metadata)
    comparison = compare(prepared, str(trial), context)
    metadata["accuracy"] = [{"place": "held-out dates", "split": "by date", **comparison.summary}]
    staged = staged_for("MODEL", job.model, job.scratch)
    with writing("MODEL", job.model):
        _export(prepared, Path(staged), metadata)
        Path(f"{os.path.splitext(staged)[0]}.md").write_text(card(metadata, comparison, outcome.rows), encoding="utf-8")
    if job.report:
        with writing("REPORT", job.report):
            page = html(job.texts, comparison, outcome.rows, pictures, job.provenance)
            Path(staged_for("REPORT", job.report, job.scratch)).write_text(page, encoding="utf-8")
    publish(outputs.items(), job.scratch)
    code = "sar_train_better" if comparison.network_is_better else "sar_train_worse"
    (context.info if comparison.network_is_better else context.warn)(code, **comparison.summary)
    return {
        **outputs,
        "MSE": comparison.mse,
        "MEAN_MSE": comparison.mean_mse,
        "AUC": comparison.auc,
        "AUTOMATIC_AUC": comparison.automatic_auc,
        "PLAIN_AUC": comparison.plain_auc,
        "BEST_EPOCH": outcome.best_epoch,
        "RECOMMENDED": "network" if comparison.network_is_better else "automatic",
    }


def compare(prepared: Prepared, model: str, context: JobContext) -> Comparison:
    """Measure the network beside the methods without training on the held-out dates."""
    job = prepared.job
    context.progress(_TRAINED, "evaluating")
    evaluation = SarEvaluateJob(
        job.table,
        job.scratch,
        place=job.place,
        methods=("automatic", "z-score", "levelled-z"),
        model=model,
        dem=job.dem,
        dates=0,
        days=prepared.split.held_out,
        seed=job.settings.seed,
        speckle_filter=job.speckle_filter,
        all_tracks=job.all_tracks,
        include=job.include,
        exclude=job.exclude,
    )
    document = measure(evaluation, context)
    means = {name: mean_auc(found) for name, found in document["methods"].items()}
    better = means["network"] >= means["automatic"] + _CHOSEN_AUC
    base = "levelled-z" if job.level else "z-score"
    return Comparison(document, prepared.split.days, base, means, better)


def _metadata(prepared: Prepared, outcome: Outcome) -> dict[str, Any]:
    """The document of ``models/SPEC.md``."""
    job, task = prepared.job, prepared.task
    scaling, chip = task.scaling, prepared.chips[0]
    names = [*chip.polarisations, *(("elevation",) if task.elevation else ())]
    identity = re.sub(r"[^\w.-]+", "-", os.path.splitext(os.path.basename(job.model))[0]).strip("-") or "radar"
    gsd = round(chip.gsd_m, 4)
    return {
        "spec_version": 1,
        "id": identity,
        "title": job.title or identity,
        "task": task.architecture.plan.task,
        "layout": "stacked",
        "dates": task.architecture.plan.dates,
        "bands": [{"name": name} for name in names],
        "conditions": [asdict(item) for item in scaling.conditions],
        "gsd_m": {"min": gsd / 2, "best": gsd, "max": gsd * 2},
        "normalisation": {"kind": "fixed", "divisor": 1, "mean": list(scaling.mean), "std": list(scaling.std)},
        "stride": task.architecture.stride,
        "halo": _HALOS[job.architecture],
        "output": {
            "bands": [
                {"name": name, "unit": "dB", "scale": std, "offset": mean}
                for name, mean, std in zip(chip.polarisations, scaling.mean, scaling.std)
            ]
        },
        "radar": {"filter": job.speckle_filter, "levelled": job.level, "without": list(job.without)},
        "training": {
            "images": len({(item.name, row.time) for item in prepared.chips for row in item.rows}),
            "days": {name: list(days) for name, days in prepared.split.days.items()},
            "epochs": len(outcome.rows),
            "best_epoch": outcome.best_epoch,
            "settings": json.loads(json.dumps(asdict(job.settings))),
            "provenance": dict(job.provenance),
        },
    }


def _export(prepared: Prepared, path: Path, metadata: dict[str, Any]) -> None:
    try:
        export_network(prepared.task.network.to("cpu"), prepared.task.architecture, path, metadata)
    except ValueError as error:
        raise JobFailure("write_failed", "MODEL", path=prepared.job.model, reason=str(error)) from error
