"""``groundshift:sarevaluate``: how well each method finds simulated change in a user's own stack.

For each of the latest dates of each place, change is put into the power of the image, which is then filtered and compared
with its prediction by each method. The plain difference from the latest earlier image, unfiltered, is the yardstick.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from ...jobs.failure import JobFailure
from ...jobs.sar import CHANGES, FILTERS, METHODS, SarEvaluateJob
from ...rules.sar_table import is_earlier, read_table
from ..context import JobContext, job_environment
from ..dates.grid import Window
from ..outputs.documents import check_documents, publish_documents
from . import simulation, speckle
from .chips import Chip, ChipSource, read_chips
from .evaluation_report import html
from .linear_classifier import fit_classifier
from .methods import NETWORK, WITH_ONE_IMAGE, Sample, choose_gap, choose_method, fit_of
from .methods import before as earlier_than
from .network_prediction import RadarModel, open_model
from .prediction import Decibels, Difference
from .roc import ScoreCounts
from .simulate import power_of
from .stack import completed, rows_of_place

PLAIN = "plain"  # the yardstick
Ablate = Callable[[SarEvaluateJob, JobContext], list[dict[str, Any]]]
SURFACES = ("land", "water")
# Temporal medians in dB below which a surface reflects as open water does.
_WATER_DB = {"VV": -18.0, "HH": -18.0, "VH": -24.0, "HV": -24.0}
_FEATURES_PER_IMAGE = 2000  # changed pixels
_HELD_OUT, _SPLITS = 0.33, 5
_DOCUMENTS = {"REPORT": ("html", "htm"), "MEASURES": ("json",)}


@dataclass(frozen=True)
class Measured:
    """The methods that are measured and what they need.

    :param names: of methods, the yardstick first. :param models: by the name of their method.
    """

    names: tuple[str, ...]
    models: Mapping[str, RadarModel]


@dataclass
class _Error:
    """Squared differences of unchanged images from their prediction, in dB2."""

    total: float = 0.0
    values: int = 0

    def add(self, decibels: Decibels) -> None:
        known = np.isfinite(decibels)
        self.total += float(np.square(decibels[known], dtype=np.float64).sum())
        self.values += int(np.count_nonzero(known))

    @property
    def mean(self) -> Optional[float]:
        return self.total / self.values if self.values else None


@dataclass
class _Tally:
    """What is counted of one method and one kind of change. :param samples: features and truth of each image."""

    counts: dict[str, ScoreCounts] = field(default_factory=lambda: {name: ScoreCounts() for name in SURFACES})
    samples: list[tuple[NDArray[np.float32], NDArray[np.bool_]]] = field(default_factory=list)

    @property
    def all(self) -> ScoreCounts:
        return ScoreCounts().merged(self.counts.values())


def sar_evaluate(job: SarEvaluateJob, context: JobContext, ablate: Optional[Ablate] = None) -> dict[str, Any]:
    """Run the job.

    :param ablate: measures the model without each of its conditions; ``None`` = it is not wanted.
    :return: REPORT, MEASURES, BEST_METHOD, AUC and PLAIN_AUC: means over the kinds of change.
    :raises JobFailure: with what is wrong and how to correct it.
    :raises Cancelled: the user cancelled the job.
    """
    outputs = {name: path for name, path in (("REPORT", job.report), ("MEASURES", job.measures)) if path}
    with job_environment(outputs.values(), job.scratch):
        _check(job, outputs)
        document = measure(job, context)
        if ablate is not None:
            document["ablation"] = ablate(job, context)
        texts = {"MEASURES": json.dumps({**document, "provenance": job.provenance}, indent=1, ensure_ascii=False)}
        texts["REPORT"] = html(job.texts, document, job.provenance)
        publish_documents({name: (path, texts[name]) for name, path in outputs.items()}, job.scratch, job.provenance)
    context.progress(1.0, "done", 0.0)
    best = document["best_method"]
    means = {name: mean_auc(found) for name, found in document["methods"].items()}
    return {**outputs, "BEST_METHOD": best, "AUC": means[best], "PLAIN_AUC": means[PLAIN], "MEASURES_FOUND": document}


def _check(job: SarEvaluateJob, outputs: dict[str, str]) -> None:
    given = [("METHODS", name, METHODS) for name in job.methods] + [("CHANGES", name, CHANGES) for name in job.changes]
    for parameter, value, known in (*given, ("FILTER", job.speckle_filter, FILTERS)):
        if value not in known:
            raise JobFailure("method_unknown", parameter, value=value, known=", ".join(known))
    check_documents(outputs, _DOCUMENTS)


def measure(job: SarEvaluateJob, context: JobContext, models: Optional[Mapping[str, RadarModel]] = None) -> dict[str, Any]:
    """Return the measures of all methods, for JSON.

    :param models: more networks to measure, by the name that they have in the document.
    :raises JobFailure: nothing can be measured on this table.
    """
    measured = _measured(job, dict(models or {}))
    counts = _Counts(measured.names, job.changes)
    table = read_table(job.table)
    places = sorted({row.place for row in table}) if job.place is None else [job.place]
    source = ChipSource(
        job.speckle_filter,
        job.all_tracks,
        job.include,
        job.exclude,
        job.target,
        job.land_cover,
        job.dem,
        _needed(measured),
    )
    for number, place in enumerate(places):
        rows = [completed(row) for row in rows_of_place(table, place)]
        for chip in read_chips(source, rows, context):
            targets = _targets(job, chip)
            for position, index in enumerate(targets):
                context.check()
                context.progress((number + position / len(targets)) / len(places), "evaluating")
                _measure_date(job, chip, index, measured, counts)
    if counts.without_target:
        context.warn("sar_target_missing", count=counts.without_target)
    if not counts.images or not any(tally.all.measurable for tally in counts.tallies.values()):
        raise JobFailure("sar_nothing_to_evaluate", "TABLE", count=len(table))
    return _document(job, counts, places, context)


def _targets(job: SarEvaluateJob, chip: Chip) -> list[int]:
    """The dates of a chip that are predicted."""
    if job.days:
        return [index for index, row in enumerate(chip.rows) if row.day[:10] in job.days]
    return list(range(max(1, len(chip.rows) - job.dates), len(chip.rows)))


class _Counts:
    """All that is counted.

    :ivar tallies: by method and change. ``errors``: by method. ``used``: what the automatic method chose.
    :ivar without_target: images without the ground that the statistical change imitates.
    """

    def __init__(self, names: Sequence[str], changes: Sequence[str]) -> None:
        self.tallies = {(name, change): _Tally() for name in names for change in changes}
        self.errors = {name: _Error() for name in names}
        self.used: list[str] = []
        self.images = 0
        self.without_target = 0


def _measured(job: SarEvaluateJob, models: dict[str, RadarModel]) -> Measured:
    """:raises JobFailure: the model cannot be used, or is missing."""
    names = list(job.methods)
    if job.model is not None:
        models[NETWORK] = open_model(job.model)
        if models[NETWORK].elevation and job.dem is None:
            raise JobFailure("sar_model_dem", "DEM", model=models[NETWORK].name)
    elif NETWORK in names and NETWORK not in models:
        raise JobFailure("sar_model_needed", "MODEL")
    return Measured(tuple(dict.fromkeys((PLAIN, *names, *models))), models)


def _needed(measured: Measured) -> tuple[str, ...]:
    """The polarisations of the networks; empty = no network is measured."""
    return next((model.polarisations for model in measured.models.values()), ())


def _measure_date(job: SarEvaluateJob, chip: Chip, index: int, measured: Measured, counts: _Counts) -> None:
    """Count the scores of all methods on a date, if it can be used."""
    row = chip.rows[index]
    before = [number for number in range(index) if is_earlier(chip.rows[number], row)]
    before = [number for number in before if np.isfinite(chip.raw[number]).all(axis=0).any()]
    before = before[-job.earlier :] if job.earlier else before
    if not before or not np.isfinite(chip.raw[index]).all(axis=0).any():
        return
    counts.images += 1
    surface = _water(chip.smooth[before], chip.polarisations)
    for method in measured.names:
        found = _difference(method, _given(chip, method, before, index, _source(chip, method)[index]), measured, None)
        if found is not None:
            counts.errors[method].add(found.decibels)
    for kind, change in enumerate(job.changes):
        seed = [job.seed, *chip.name.encode("utf-8"), index, kind]
        changed = _changed(job, chip, index, before, change, np.random.default_rng(seed))
        if changed is None:
            counts.without_target += 1
            continue
        raw, truth = changed
        smooth = np.stack([speckle.FILTERS[job.speckle_filter](band) for band in raw])
        smooth[:, ~chip.inside] = np.nan
        rng = np.random.default_rng(seed)
        for method in measured.names:
            date = raw if method == PLAIN else smooth
            found = _difference(method, _given(chip, method, before, index, date), measured, counts.used)
            if found is None:
                continue
            known = np.isfinite(found.score)
            tally = counts.tallies[method, change]
            for name, chosen in zip(SURFACES, (~surface, surface)):
                tally.counts[name].add(row.day[:10], found.score[known & chosen], truth[known & chosen])
            tally.samples.append(_features(found.decibels, truth, known, rng))


def _given(chip: Chip, method: str, before: Sequence[int], index: int, date: Decibels) -> Sample:
    """What a method is given of a date. :param before: earlier dates. :param date: image of two dimensions, in dB."""
    rows = [chip.rows[number] for number in before]
    used = list(before)
    if method == "automatic":
        kept = earlier_than(chip.rows[index], rows, choose_gap(chip.rows[index], rows))
        used = [number for number, row in zip(before, rows) if row in kept]
    return Sample(_source(chip, method)[used], date, chip.rows[index], [chip.rows[number] for number in used], chip.terrain)


def _source(chip: Chip, method: str) -> Decibels:
    """The images that a method compares: the yardstick is not filtered."""
    return chip.raw if method == PLAIN else chip.smooth


def _changed(
    job: SarEvaluateJob, chip: Chip, index: int, before: Sequence[int], change: str, rng: np.random.Generator
) -> Optional[tuple[Decibels, NDArray[np.bool_]]]:
    """The image in decibels with change in its power, and where it is; ``None`` = it does not show the ground to imitate."""
    power = power_of(chip.raw[index])
    valid = np.isfinite(power).all(axis=0) & chip.inside
    count, shape = int(rng.integers(0, job.count + 1)), (valid.shape[0], valid.shape[1])
    outlines = simulation.draw_outlines(rng, lambda row, col: bool(valid[row, col]), shape, count, job.radius)
    truth = simulation.burn(outlines, Window(0, 0, *valid.shape)) & valid
    if change == "shift":
        power[:, truth] = simulation.shifted(power[:, truth], job.shift_db)
    else:
        ground = chip.target
        if ground is None:
            ground = simulation.dark_ground(simulation.temporal_median(chip.raw[before, -1]))
        elif not (ground & valid).any():
            return None
        source, target = simulation.sorted_values(power), simulation.sorted_values(power, ground)
        for band in range(len(power)):
            if len(target[band]):
                power[band][truth] = simulation.mapped(power[band][truth], source[band], target[band])
    with np.errstate(invalid="ignore"):
        return np.asarray(10 * np.log10(power), np.float32), truth


def _difference(method: str, given: Sample, measured: Measured, used: Optional[list[str]]) -> Optional[Difference]:
    """The difference by a method, or ``None`` where it cannot be used.

    :param given: images of two dimensions. :param used: gets what the automatic method chose.
    """
    earlier, date = given.earlier, given.date
    flat = Sample(
        earlier.reshape(*earlier.shape[:2], -1),
        date.reshape(len(date), -1),
        given.row,
        given.rows,
        None if given.terrain is None else given.terrain.reshape(len(given.terrain), -1),
    )
    name = "latest" if method == PLAIN else method
    if method == "automatic":
        name, _ = choose_method(flat.earlier, flat.date)
        if used is not None:
            used.append(name)
    if len(earlier) < 2 and name not in WITH_ONE_IMAGE:
        return None
    model = measured.models.get(method)
    predictor = fit_of(NETWORK if model is not None else name, model)(flat)
    return None if predictor is None else predictor.difference(earlier, date, given.terrain)


def _water(earlier: Decibels, polarisations: Sequence[str]) -> NDArray[np.bool_]:
    """Pixels that reflect as open water does, by the last polarisation, which is the crossed one where there is one."""
    median = simulation.temporal_median(earlier[:, -1])
    return np.asarray(np.nan_to_num(median) < _WATER_DB[polarisations[-1]])


def _features(
    decibels: Decibels, truth: NDArray[np.bool_], known: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Differences of changed pixels and of as many unchanged ones (rows, bands), and which they are."""
    changed, unchanged = np.flatnonzero(truth & known), np.flatnonzero(~truth & known)
    count = min(len(changed), len(unchanged), _FEATURES_PER_IMAGE)
    chosen = np.concatenate([rng.choice(items, count, replace=False) for items in (changed, unchanged)])
    return decibels.reshape(len(decibels), -1)[:, chosen].T, np.repeat([True, False], count)


def _accuracy(samples: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]], seed: int) -> Optional[float]:
    """Accuracy of a linear classifier on images held out, mean over random splits; ``None`` of too few images."""
    images = [sample for sample in samples if len(sample[1])]
    if len(images) < 3:
        return None
    found = []
    for split in range(_SPLITS):
        order = np.random.default_rng([seed, split]).permutation(len(images))
        held = max(1, round(_HELD_OUT * len(images)))
        test, train = ([images[number] for number in part] for part in (order[:held], order[held:]))
        classifier = fit_classifier(*(np.concatenate(parts) for parts in zip(*train)))
        features, truth = (np.concatenate(parts) for parts in zip(*test))
        found.append(float(np.mean(classifier.predict(features) == truth)))
    return float(np.mean(found))


def _document(job: SarEvaluateJob, counts: _Counts, places: Sequence[str], context: JobContext) -> dict[str, Any]:
    methods: dict[str, Any] = {}
    for (name, change), tally in counts.tallies.items():
        whole = tally.all
        rng = np.random.default_rng(job.seed)
        found: dict[str, Any] = {
            "all": whole.measures(rng),
            **{part: items.measures(rng) for part, items in tally.counts.items()},
        }
        found["svc_accuracy"] = _accuracy(tally.samples, job.seed)
        found["roc"] = whole.curve()
        methods.setdefault(name, {})[change] = found
        auc, precision = found["all"]["auc"], found["all"]["ap"]
        if auc is not None:
            context.info("sar_evaluated", method=name, change=change, auc=auc, ap=precision)
    measured = [name for name in methods if name != PLAIN and mean_auc(methods[name]) > 0]
    best = max(measured, key=lambda name: mean_auc(methods[name]), default=PLAIN)
    return {
        "images": counts.images,
        "places": [place for place in places if place],
        "dates": job.dates,
        "filter": job.speckle_filter,
        "changes": list(job.changes),
        "automatic": {name: counts.used.count(name) for name in sorted(set(counts.used))},
        "best_method": best,
        "mse_db2": {name: error.mean for name, error in counts.errors.items()},
        "methods": methods,
    }


def mean_auc(found: dict[str, Any]) -> float:
    """Mean AUC over the kinds of change, 0 where nothing was measured."""
    values = [item["all"]["auc"] for item in found.values() if item["all"]["auc"] is not None]
    return float(np.mean(values)) if values else 0.0
